//! The documents: which are needed, why, and how far each is.

use super::View;
use crate::catalogue::{DocumentId, DocumentKind};
use crate::selection::{Need, Requirement, document_set, home, homes, in_set, requirement};
use crate::workspace::{Choice, DocumentState, SetKind};
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
    /// The topics of a merged document in order; the wanted ones are its chapters, unless they
    /// exist elsewhere.
    pub topics: Vec<DocumentRow>,
    /// The merged document in which it is a chapter.
    pub home: Option<DocumentLink>,
}

/// A document by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DocumentLink {
    /// Its id.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub id: DocumentId,
    /// Its title here.
    pub title: String,
}

/// The ways to cut the document set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DocumentSets {
    /// The one that is in use.
    pub chosen: SetKind,
    /// How many documents there are with one for each topic.
    pub topic: usize,
    /// How many there are when related topics share one.
    pub compact: usize,
}

impl DocumentRow {
    /// Whether nothing is left to do.
    pub fn settled(&self) -> bool {
        self.status != DocumentStatus::Draft
    }
}

impl View<'_> {
    /// The documents of the set, and the topics that are not in it.
    pub fn documents(&self) -> Vec<DocumentRow> {
        let documents = homes(DocumentId::all(), &self.workspace.data, self.verdicts);
        documents
            .into_iter()
            .map(|id| self.document_row(id))
            .collect()
    }

    /// The ways to cut the set, with the number of documents of each.
    pub fn document_sets(&self) -> DocumentSets {
        let data = &self.workspace.data;
        let count = |kind| document_set(kind, data, self.verdicts).len();
        DocumentSets {
            chosen: data.organisation.document_set,
            topic: count(SetKind::Topic),
            compact: count(SetKind::Compact),
        }
    }

    /// One document.
    pub fn document(&self, id: DocumentId) -> DocumentDetail {
        let data = &self.workspace.data;
        let topics = id.get().members.iter();
        let home = Some(home(id, data, self.verdicts)).filter(|home| *home != id);
        DocumentDetail {
            row: self.document_row(id),
            purpose: id.purpose(),
            requirement: requirement(id, self.verdicts),
            state: data.documents.get(&id).cloned(),
            topics: topics.map(|topic| self.document_row(*topic)).collect(),
            home: home.map(|id| DocumentLink {
                id,
                title: data.document_title(id).to_owned(),
            }),
        }
    }

    fn document_row(&self, id: DocumentId) -> DocumentRow {
        let state = self.workspace.data.documents.get(&id);
        let need = crate::selection::need(id, self.verdicts);
        let status = status(state);
        let approved = state.and_then(|state| state.approvals.last());
        DocumentRow {
            id,
            title: self.workspace.data.document_title(id).to_owned(),
            kind: id.get().kind,
            need,
            status,
            wanted: in_set(id, &self.workspace.data, self.verdicts),
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
