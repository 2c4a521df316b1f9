//! What every writer puts before the text: document control, approval, history.

use super::labels::ENGLISH;
use crate::documents::model::{Document, Stage};

/// Stands where nothing has been said.
pub(super) const NONE: &str = "–";

/// From how many sections on a document gets a table of contents.
pub(super) const LONG: usize = 8;

/// A property with the name by which fields ask for it.
pub(super) struct Property<'a> {
    pub name: &'static str,
    pub label: &'static str,
    pub value: &'a str,
}

/// The properties of document control, in the order of the table on the first page.
pub(super) fn properties(document: &Document) -> Vec<Property<'_>> {
    let control = &document.control;
    let words = ENGLISH;
    let property = |name, label, value| Property { name, label, value };
    vec![
        property("Reference", words.reference, &control.reference),
        property("Version", words.version, &control.version),
        property("Status", words.status, words.status_name(control.status)),
        property(
            "Classification",
            words.classification,
            &control.classification,
        ),
        property("Owner", words.owner, &control.owner),
        property("Author", words.author, &control.author),
        property("Date", words.date, &control.date),
        property(
            "Effective from",
            words.effective_from,
            given(&control.effective_from),
        ),
        property("Approved by", words.approved_by, given(&control.approver)),
        property(
            "Approved on",
            words.approved_on,
            given(&control.approved_on),
        ),
        property(
            "Next review",
            words.next_review,
            given(&control.next_review),
        ),
        property("Standard", words.edition, &control.edition),
    ]
}

fn given(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or_default()
}

/// Who approved the document, the decision, its date, and room to sign.
pub(super) fn approval(document: &Document) -> [String; 4] {
    let control = &document.control;
    let decision = match control.status {
        Stage::Approved | Stage::Withdrawn => ENGLISH.status_name(control.status),
        Stage::Draft | Stage::InReview => NONE,
    };
    let or_none = |value: &Option<String>| match value {
        Some(value) if !value.is_empty() => value.clone(),
        _ => NONE.to_owned(),
    };
    [
        or_none(&control.approver),
        decision.to_owned(),
        or_none(&control.approved_on),
        String::new(),
    ]
}

/// Headings of the approval table.
pub(super) const APPROVAL_HEAD: [&str; 4] = [
    ENGLISH.approver,
    ENGLISH.decision,
    ENGLISH.date,
    ENGLISH.signature,
];

/// The version history, a row a version.
pub(super) fn history(document: &Document) -> Vec<[String; 4]> {
    let entries = document.control.history.iter();
    entries
        .map(|entry| {
            [
                &entry.version,
                &entry.date,
                &entry.author,
                &entry.description,
            ]
            .map(String::clone)
        })
        .collect()
}

/// Headings of the version history.
pub(super) const HISTORY_HEAD: [&str; 4] = [
    ENGLISH.version,
    ENGLISH.date,
    ENGLISH.author,
    ENGLISH.change,
];
