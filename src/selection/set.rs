//! The document set: one document for each topic, or related topics as chapters of one.

use super::decision::Verdicts;
use super::requirement::{Need, need};
use crate::catalogue::DocumentId;
use crate::workspace::{Choice, Data, SetKind};

/// Whether a document is part of the set: needed or recommended, and not declined. A merged one is
/// when it has a chapter.
pub fn in_set(document: DocumentId, data: &Data, verdicts: &Verdicts) -> bool {
    if document.is_merged() {
        return chapters(document, data, verdicts).next().is_some();
    }
    let choice = data.documents.get(&document).map(|state| &state.choice);
    let declined = matches!(choice, Some(Choice::NotNeeded { .. }));
    !declined && need(document, verdicts) != Need::NotNeeded
}

/// The topics that are chapters of a merged document, in its order; none unless the set is compact.
pub fn chapters(
    merged: DocumentId,
    data: &Data,
    verdicts: &Verdicts,
) -> impl Iterator<Item = DocumentId> {
    let members = merged.get().members.iter().copied();
    members.filter(move |topic| home(*topic, data, verdicts) == merged)
}

/// The document in which a topic stands: the merged one that has it as a chapter, or its own.
pub fn home(topic: DocumentId, data: &Data, verdicts: &Verdicts) -> DocumentId {
    home_in(data.organisation.document_set, topic, data, verdicts)
}

/// What is not needed, or exists elsewhere, is no chapter.
fn home_in(kind: SetKind, topic: DocumentId, data: &Data, verdicts: &Verdicts) -> DocumentId {
    let choice = data.documents.get(&topic).map(|state| &state.choice);
    let ours = choice.is_none_or(|choice| *choice == Choice::Generate);
    let chapter = kind == SetKind::Compact && ours && in_set(topic, data, verdicts);
    topic.get().home.filter(|_| chapter).unwrap_or(topic)
}

/// The documents in which topics stand, each once.
pub fn homes(
    topics: impl IntoIterator<Item = DocumentId>,
    data: &Data,
    verdicts: &Verdicts,
) -> Vec<DocumentId> {
    let topics = topics.into_iter();
    each_once(topics.map(|topic| home(topic, data, verdicts)))
}

/// The documents of a set, in the catalogue's order of their first topics.
pub fn document_set(kind: SetKind, data: &Data, verdicts: &Verdicts) -> Vec<DocumentId> {
    let wanted = DocumentId::all().filter(|topic| in_set(*topic, data, verdicts));
    each_once(wanted.map(|topic| home_in(kind, topic, data, verdicts)))
}

fn each_once(documents: impl Iterator<Item = DocumentId>) -> Vec<DocumentId> {
    let mut found = Vec::new();
    for document in documents {
        if !found.contains(&document) {
            found.push(document);
        }
    }
    found
}
