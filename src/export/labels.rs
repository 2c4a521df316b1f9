//! The words that writers add to a document, and what they need to know of its language.

use crate::documents::model::{NoteKind, Stage};
use crate::workspace::Date;

/// Words around the text of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each field is named after the English word that it holds"
)]
pub struct Labels {
    pub document_control: &'static str,
    pub reference: &'static str,
    pub version: &'static str,
    pub status: &'static str,
    pub classification: &'static str,
    pub owner: &'static str,
    pub author: &'static str,
    pub date: &'static str,
    pub effective_from: &'static str,
    pub approved_by: &'static str,
    pub approved_on: &'static str,
    pub next_review: &'static str,
    pub edition: &'static str,
    pub supports: &'static str,
    pub fingerprint: &'static str,
    pub approval: &'static str,
    pub approver: &'static str,
    pub decision: &'static str,
    pub signature: &'static str,
    pub history: &'static str,
    pub change: &'static str,
    pub contents: &'static str,
    pub section: &'static str,
    pub table: &'static str,
    pub page: &'static str,
    pub of: &'static str,
    pub draft: &'static str,
    pub in_review: &'static str,
    pub approved: &'static str,
    pub withdrawn: &'static str,
    pub not_approved: &'static str,
    pub note: &'static str,
    pub open_point: &'static str,
    pub guidance: &'static str,
}

/// The words of the one language that there are templates in.
pub const ENGLISH: Labels = Labels {
    document_control: "Document control",
    reference: "Reference",
    version: "Version",
    status: "Status",
    classification: "Classification",
    owner: "Owner",
    author: "Author",
    date: "Date",
    effective_from: "Effective from",
    approved_by: "Approved by",
    approved_on: "Approved on",
    next_review: "Next review",
    edition: "Standard",
    supports: "Supports",
    fingerprint: "Fingerprint",
    approval: "Approval",
    approver: "Approver",
    decision: "Decision",
    signature: "Signature",
    history: "Version history",
    change: "Change",
    contents: "Contents",
    section: "section",
    table: "Table",
    page: "Page",
    of: "of",
    draft: "Draft",
    in_review: "In review",
    approved: "Approved",
    withdrawn: "Withdrawn",
    not_approved: "not approved",
    note: "Note",
    open_point: "Open point",
    guidance: "Guidance",
};

impl Labels {
    /// What a status is called.
    pub fn status_name(&self, status: Stage) -> &'static str {
        match status {
            Stage::Draft => self.draft,
            Stage::InReview => self.in_review,
            Stage::Approved => self.approved,
            Stage::Withdrawn => self.withdrawn,
        }
    }

    /// The mark on every page of a document that is not in force.
    pub fn mark(&self, status: Stage) -> Option<String> {
        match status {
            Stage::Approved => None,
            Stage::Withdrawn => Some(self.withdrawn.to_owned()),
            Stage::Draft | Stage::InReview => Some(format!(
                "{} – {}",
                self.status_name(status),
                self.not_approved
            )),
        }
    }

    /// What a kind of note is called.
    pub fn note_name(&self, kind: NoteKind) -> &'static str {
        match kind {
            NoteKind::Note => self.note,
            NoteKind::OpenPoint => self.open_point,
            NoteKind::Guidance => self.guidance,
        }
    }
}

/// A language tag with nothing in it but what a tag may hold; English when there is none.
pub fn language_tag(language: &str) -> String {
    let tag: String = language
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .take(35)
        .collect();
    if tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
        tag
    } else {
        "en".to_owned()
    }
}

/// Whether a language is written from right to left.
pub fn right_to_left(language: &str) -> bool {
    let primary = language.split('-').next().unwrap_or_default();
    ["ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"].contains(&primary)
}

/// Whether this is a date that other programs will take, `2026-03-31`.
pub fn is_date(date: &str) -> bool {
    date.parse::<Date>().is_ok()
}
