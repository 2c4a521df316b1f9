//! The documents that a management system is made of.

use super::generated::{DOCUMENT_PROSE, DOCUMENTS_MERGED_START};
use super::id::ids;
use super::prose::prose;
use super::vocabulary::vocabulary;
use super::{ClauseId, ControlId, Edition, RoleId};

/// A document that Annexa knows.
#[derive(Debug)]
pub struct Document {
    /// The id, such as `backup-policy`.
    pub id: &'static str,
    /// The name.
    pub name: &'static str,
    /// What sort of document it is.
    pub kind: DocumentKind,
    /// The clauses (2022 numbers) that it serves.
    pub clauses: &'static [ClauseId],
    /// The 2022 controls that it serves.
    pub controls_2022: &'static [ControlId],
    /// The 2013 controls that it serves.
    pub controls_2013: &'static [ControlId],
    /// When it is needed.
    pub mandatory: Mandatory,
    /// What the need rests on.
    pub basis: NeedBasis,
    /// The role that owns it.
    pub owner_role: RoleId,
    /// How often it is reviewed, in words.
    pub review: &'static str,
    /// The review interval in months; 0 means per event.
    pub review_months: u8,
    /// Its number in the list of 38 documents that the project started from.
    pub seed: Option<u8>,
    /// Its place in a list by clause, then by control; from 1.
    pub order: u8,
    /// For a merged document of the compact set: its chapters in order. Empty for a topic.
    pub members: &'static [DocumentId],
    /// For a topic: the merged document in which it is a chapter in the compact set.
    pub home: Option<DocumentId>,
}

ids! {
    /// A document's id, such as `backup-policy`.
    DocumentId(u8): Document in DOCUMENTS by DOCUMENTS_SORTED,
    "document", "see content/catalogue/documents.csv and content/sets for the ids"
}

impl DocumentId {
    /// The documents of one topic each, in order.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator {
        (0..DOCUMENTS_MERGED_START).map(|index| Self(index as u8))
    }

    /// The documents of the compact set in which several topics are chapters, in order.
    pub fn merged() -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator {
        (DOCUMENTS_MERGED_START..Self::COUNT).map(|index| Self(index as u8))
    }

    /// Whether several topics are chapters of it.
    pub fn is_merged(self) -> bool {
        !self.get().members.is_empty()
    }

    /// What it is for, in a sentence.
    pub fn purpose(self) -> &'static str {
        prose(DOCUMENT_PROSE, self.index(), 0)
    }
}

impl Document {
    /// The controls of an edition that it serves.
    pub fn controls(&self, edition: Edition) -> &'static [ControlId] {
        match edition {
            Edition::V2022 => self.controls_2022,
            Edition::V2013 => self.controls_2013,
        }
    }
}

vocabulary! {
    /// What sort of document it is.
    DocumentKind, "kind of document" {
        /// Rules that people have to follow.
        Policy = "policy" "Policy",
        /// Steps.
        Procedure = "procedure" "Procedure",
        /// A method with inputs and results.
        Process = "process" "Process",
        /// What is intended, by whom and when.
        Plan = "plan" "Plan",
        /// A list that is kept up to date.
        Register = "register" "Register",
        /// Evidence of something done.
        Record = "record" "Record",
        /// A declaration or set of terms.
        Statement = "statement" "Statement",
    }
}

vocabulary! {
    /// When a document is needed.
    Mandatory, "need" {
        /// A clause asks it of everyone.
        Always = "always" "Always",
        /// When any of its controls applies.
        WhenApplicable = "when-applicable" "When applicable",
        /// Nothing asks for it, auditors expect one.
        Recommended = "recommended" "Recommended",
    }
}

vocabulary! {
    /// What a document's need rests on.
    NeedBasis, "basis" {
        /// A clause asks for documented information.
        Clause = "clause" "Clause",
        /// Lists of mandatory documents name the control.
        ControlDocumented = "control-documented" "Control that asks for a document",
        /// The control's subject is such a document.
        Control = "control" "Control",
        /// Our advice.
        Practice = "practice" "Good practice",
    }
}
