//! The decisions on controls as values: what the Statement of Applicability prints.

use super::{Context, list, optional_date, record};
use crate::catalogue::ControlId;
use crate::selection::{Explanation, Outcome, Verdict, sentences};
use crate::workspace::{ControlState, Status};
use minijinja::Value;
use std::collections::BTreeMap;

impl Context<'_> {
    /// Every control of the edition, in its order.
    pub(super) fn controls(&self) -> Value {
        list(
            self.verdicts
                .iter()
                .map(|(control, verdict)| self.control(control, verdict)),
        )
    }

    fn control(&self, control: ControlId, verdict: Verdict) -> Value {
        let state = self.data.controls.get(&control);
        let explanation = Explanation::without_flips(self.data, control);
        let status = state.and_then(|state| state.status);
        let documents = control
            .get()
            .documents
            .iter()
            .filter(|id| self.in_set(**id));
        record([
            ("id", Value::from(control.as_str())),
            ("title", Value::from(control.get().title)),
            ("theme", Value::from(control.get().theme.title())),
            (
                "included",
                Value::from(verdict.outcome == Outcome::Included),
            ),
            ("to_confirm", Value::from(verdict.to_confirm)),
            ("reason", Value::from(sentences(&explanation.reasons))),
            ("status", Value::from(status.map_or("", status_word))),
            (
                "unfinished",
                Value::from(matches!(status, Some(Status::Planned | Status::Partly))),
            ),
            (
                "owner",
                self.owner(state.and_then(|state| state.owner.as_ref())),
            ),
            ("due", optional_date(state.and_then(|state| state.due))),
            (
                "description",
                Value::from(state.map_or("", |state| &*state.description)),
            ),
            (
                "evidence",
                Value::from(state.map(evidence).unwrap_or_default()),
            ),
            (
                "documents",
                list(documents.map(|id| Value::from_safe_string(self.document_reference(*id)))),
            ),
        ])
    }
}

impl Context<'_> {
    /// The controls from outside Annex A, each once, with the risks that it treats.
    pub(super) fn own_controls(&self) -> Value {
        let mut risks: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for risk in self.own_risks() {
            for control in &risk.own_controls {
                let numbers = risks.entry(control).or_default();
                numbers.push(format!("R-{}", risk.number));
            }
        }
        list(risks.into_iter().map(|(title, numbers)| {
            record([
                ("title", Value::from(title)),
                ("risks", Value::from(numbers.join(", "))),
            ])
        }))
    }
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Planned => "planned",
        Status::Partly => "partly in place",
        Status::Implemented => "in place",
    }
}

fn evidence(state: &ControlState) -> String {
    let titles: Vec<&str> = state
        .evidence
        .iter()
        .map(|evidence| &*evidence.title)
        .collect();
    titles.join("; ")
}
