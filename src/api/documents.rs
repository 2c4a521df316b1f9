//! The documents: which are needed, why, and how far each is.

use super::View;
use crate::catalogue::{DocumentId, DocumentKind};
use crate::selection::{Need, Requirement, requirement};
use crate::workspace::{Choice, DocumentState};
use serde::Serialize;

/// How far a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum DocumentStatus {
    /// Not approved yet.
    Draft,
    /// Approved; the approved text is frozen.
    Approved,
    /// It exists elsewhere.
    Elsewhere,
    /// The organisation does without it.
    NotNeeded,
}

/// A document in the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DocumentRow {
    /// Its id.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub id: DocumentId,
    /// Its title here.
    pub title: String,
    /// What sort of document it is.
    pub kind: DocumentKind,
    /// How much it is needed.
    pub need: Need,
    /// How far it is.
    pub status: DocumentStatus,
    /// Whether it is part of the set: needed or recommended, and not declined.
    pub wanted: bool,
    /// The last approved version.
    pub version: String,
}

/// One document with everything that bears on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DocumentDetail {
    /// The row.
    pub row: DocumentRow,
    /// What it is for.
    pub purpose: &'static str,
    /// Why it is needed.
    pub requirement: Requirement,
    /// What the organisation decided about it.
    pub state: Option<DocumentState>,
}

impl DocumentRow {
    /// Whether nothing is left to do.
    pub fn settled(&self) -> bool {
        self.status != DocumentStatus::Draft
    }
}

impl View<'_> {
    /// All documents of the catalogue.
    pub fn documents(&self) -> Vec<DocumentRow> {
        DocumentId::all().map(|id| self.document_row(id)).collect()
    }

    /// One document.
    pub fn document(&self, id: DocumentId) -> DocumentDetail {
        DocumentDetail {
            row: self.document_row(id),
            purpose: id.purpose(),
            requirement: requirement(id, self.verdicts),
            state: self.workspace.data.documents.get(&id).cloned(),
        }
    }

    fn document_row(&self, id: DocumentId) -> DocumentRow {
        let state = self.workspace.data.documents.get(&id);
        let need = crate::selection::need(id, self.verdicts);
        let status = status(state);
        let title = state.map(|state| &*state.title).filter(|t| !t.is_empty());
        let approved = state.and_then(|state| state.approvals.last());
        DocumentRow {
            id,
            title: title.unwrap_or(id.get().name).to_owned(),
            kind: id.get().kind,
            need,
            status,
            wanted: need != Need::NotNeeded && status != DocumentStatus::NotNeeded,
            version: approved.map(|a| a.version.to_string()).unwrap_or_default(),
        }
    }
}

fn status(state: Option<&DocumentState>) -> DocumentStatus {
    match state.map(|state| &state.choice) {
        Some(Choice::Elsewhere { .. }) => DocumentStatus::Elsewhere,
        Some(Choice::NotNeeded { .. }) => DocumentStatus::NotNeeded,
        _ if state.is_some_and(DocumentState::is_approved) => DocumentStatus::Approved,
        _ => DocumentStatus::Draft,
    }
}
