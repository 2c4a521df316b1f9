//! Which documents are needed, and why.

use super::decision::Verdicts;
use crate::catalogue::{ClauseId, ControlId, DocumentId, Edition, Mandatory};
use serde::Serialize;

/// How much a document is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Need {
    /// A clause asks for it of everyone.
    Always,
    /// An included control calls for it.
    Called,
    /// Nothing asks for it; auditors usually expect one.
    Recommended,
    /// No included control calls for it.
    NotNeeded,
}

/// Why a document is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum DocumentReason {
    /// A clause.
    Clause {
        /// The clause.
        #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
        clause: ClauseId,
    },
    /// An included control.
    Control {
        /// The control.
        #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
        control: ControlId,
        /// Whether the control is only in because questions are open.
        to_confirm: bool,
    },
    /// Practice.
    Practice,
    /// Every control that would call for it is excluded.
    AllExcluded {
        /// The controls.
        #[cfg_attr(target_family = "wasm", tsify(type = "string[]"))]
        controls: &'static [ControlId],
    },
}

/// A document with how much it is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Requirement {
    /// The document.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub document: DocumentId,
    /// How much it is needed.
    pub need: Need,
    /// Why; never empty.
    pub reasons: Vec<DocumentReason>,
}

/// The controls of an edition that call for a document.
pub fn calling_controls(document: DocumentId, edition: Edition) -> &'static [ControlId] {
    match edition {
        Edition::V2022 => document.get().controls_2022,
        Edition::V2013 => document.get().controls_2013,
    }
}

/// How much a document is needed; a merged one as much as the most needed of its topics.
pub fn need(document: DocumentId, verdicts: &Verdicts) -> Need {
    if document.is_merged() {
        let members = document.get().members.iter();
        let most = members.map(|topic| need(*topic, verdicts)).min();
        return most.unwrap_or(Need::NotNeeded);
    }
    let called = || {
        calling_controls(document, verdicts.edition())
            .iter()
            .any(|control| verdicts.included(*control))
    };
    match document.get().mandatory {
        Mandatory::Always => Need::Always,
        Mandatory::Recommended => Need::Recommended,
        Mandatory::WhenApplicable if called() => Need::Called,
        Mandatory::WhenApplicable => Need::NotNeeded,
    }
}

/// A document with how much it is needed, and why.
pub fn requirement(document: DocumentId, verdicts: &Verdicts) -> Requirement {
    let need = need(document, verdicts);
    let controls = calling_controls(document, verdicts.edition());
    let clauses = document
        .get()
        .clauses
        .iter()
        .map(|clause| DocumentReason::Clause { clause: *clause });
    let called = controls
        .iter()
        .filter(|control| verdicts.included(**control))
        .map(|control| DocumentReason::Control {
            control: *control,
            to_confirm: verdicts.get(*control).is_some_and(|v| v.to_confirm),
        });
    let reasons = match need {
        Need::Always => clauses.chain(called).collect(),
        Need::Called => called.collect(),
        Need::Recommended => std::iter::once(DocumentReason::Practice)
            .chain(clauses)
            .chain(called)
            .collect(),
        Need::NotNeeded => vec![DocumentReason::AllExcluded { controls }],
    };
    Requirement {
        document,
        need,
        reasons,
    }
}

/// Every document of the catalogue, in its order.
pub fn requirements(verdicts: &Verdicts) -> Vec<Requirement> {
    DocumentId::all()
        .map(|document| requirement(document, verdicts))
        .collect()
}
