//! The controls of the edition with their decisions.

use super::View;
use crate::catalogue::{ControlId, DocumentId, Plausibility, rule};
use crate::error::{Error, ErrorKind, Result};
use crate::selection::{Explanation, Group, Verdict, ruled_by};
use crate::workspace::{ControlState, Owner, Status};
use serde::Serialize;

/// A control in the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ControlRow {
    /// Its id.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub id: ControlId,
    /// Its title.
    pub title: &'static str,
    /// The group that it stands in: a theme of 2022, a domain of 2013.
    pub theme: &'static str,
    /// The decision.
    pub verdict: Verdict,
    /// The groups of reasons for it.
    pub groups: Vec<Group>,
    /// Whether a person decided.
    pub by_person: bool,
    /// How far it is implemented.
    pub status: Option<Status>,
    /// Who answers for it.
    pub owner: Option<Owner>,
}

/// One control with everything that bears on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ControlDetail {
    /// Its title.
    pub title: &'static str,
    /// The group that it stands in.
    pub theme: &'static str,
    /// Why, and what would change it.
    pub explanation: Explanation,
    /// What people decided about it.
    pub state: Option<ControlState>,
    /// The documents that support it, as they stand in the set.
    #[cfg_attr(target_family = "wasm", tsify(type = "string[]"))]
    pub documents: Vec<DocumentId>,
    /// How plausible an exclusion is to an auditor.
    pub plausibility: Plausibility,
    /// When an exclusion would be credible.
    pub excludable_when: &'static str,
}

impl View<'_> {
    /// All controls of the edition.
    pub fn controls(&self) -> Vec<ControlRow> {
        self.verdicts
            .iter()
            .map(|(id, verdict)| self.control_row(id, verdict))
            .collect()
    }

    fn control_row(&self, id: ControlId, verdict: Verdict) -> ControlRow {
        let data = &self.workspace.data;
        let state = data.controls.get(&id);
        ControlRow {
            id,
            title: id.get().title,
            theme: id.get().theme.title(),
            verdict,
            groups: crate::selection::groups(data, id),
            by_person: state.is_some_and(|state| state.r#override.is_some()),
            status: state.and_then(|state| state.status),
            owner: state.and_then(|state| state.owner.clone()),
        }
    }

    /// One control.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] for a control of the other edition.
    pub fn control(&self, id: ControlId) -> Result<ControlDetail> {
        let edition = self.verdicts.edition();
        if id.edition() != edition {
            return Err(Error::new(
                ErrorKind::NotFound,
                format!("control `{id}` does not belong to {}", edition.name()),
            ));
        }
        let rules = || ruled_by(id).into_iter().map(rule);
        let hardest = rules().map(|rule| rule.plausibility).min();
        Ok(ControlDetail {
            title: id.get().title,
            theme: id.get().theme.title(),
            explanation: Explanation::of(&self.workspace.data, id),
            state: self.workspace.data.controls.get(&id).cloned(),
            documents: crate::selection::homes(
                id.get().documents.iter().copied(),
                &self.workspace.data,
                self.verdicts,
            ),
            plausibility: hardest.unwrap_or(Plausibility::None),
            excludable_when: rules()
                .map(|rule| rule.exclusion())
                .next()
                .unwrap_or_default(),
        })
    }
}
