//! The merged documents of the compact set, as rows of the table of documents.

use super::File;
use crate::content::{DocumentRow, List, MergedRow};

impl File<'_> {
    /// The position of the merged document in which a topic is a chapter.
    pub(super) fn home(&self, topic: &str) -> Option<usize> {
        let mut merged = self.content.merged.iter();
        let at = merged.position(|x| x.members.iter().any(|member| member == topic))?;
        Some(self.content.documents.len() + at)
    }

    /// A merged document serves what its members serve, and is needed as much as the most needed
    /// of them.
    pub(super) fn merged(&self, x: &MergedRow) -> DocumentRow {
        let documents = self.content.documents.iter();
        let members: Vec<_> = documents.filter(|d| x.members.contains(&d.id)).collect();
        let need = |word: &str| members.iter().find(|d| d.mandatory == word);
        let most = need("always").or_else(|| need("recommended"));
        let most = most.or_else(|| members.first());
        let all = |part: fn(&DocumentRow) -> &List| {
            let mut found: Vec<String> = Vec::new();
            for id in members.iter().flat_map(|d| &part(d).0) {
                if !found.contains(id) {
                    found.push(id.clone());
                }
            }
            List(found)
        };
        DocumentRow {
            id: x.id.clone(),
            name: x.title.clone(),
            kind: x.kind.clone(),
            clauses: all(|d| &d.clauses),
            controls_2022: all(|d| &d.controls_2022),
            controls_2013: all(|d| &d.controls_2013),
            mandatory: most.map_or_else(String::new, |d| d.mandatory.clone()),
            basis: most.map_or_else(String::new, |d| d.basis.clone()),
            owner_role: x.owner.clone(),
            review: x.review.clone(),
            review_months: x.review_months,
            seed: None,
            purpose: x.purpose.clone(),
        }
    }
}
