//! The questionnaire: one question with what it decides, or all of them in a row.

use super::View;
use crate::catalogue::{Condition, ControlId, DocumentId, Edition, QuestionId, SectionId, rule};
use crate::selection::calling_controls;
use crate::selection::questions as asked_by;
use crate::workspace::{Answer, AnswerValue};
use serde::Serialize;

/// One question of the questionnaire.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct QuestionView {
    /// Its id.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub id: QuestionId,
    /// The section that it belongs to.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub section: SectionId,
    /// The question.
    pub text: &'static str,
    /// Why it is asked.
    pub why: &'static str,
    /// What counts as yes.
    pub counts_as_yes: &'static str,
    /// Typical evidence.
    pub evidence: &'static str,
    /// The answer.
    pub answer: Option<Answer>,
    /// The controls whose rules ask it.
    #[cfg_attr(target_family = "wasm", tsify(type = "string[]"))]
    pub controls: Vec<ControlId>,
    /// The documents that those controls call for.
    #[cfg_attr(target_family = "wasm", tsify(type = "string[]"))]
    pub documents: Vec<DocumentId>,
    /// The question before it.
    #[cfg_attr(target_family = "wasm", tsify(type = "string | undefined"))]
    pub previous: Option<QuestionId>,
    /// The question after it.
    #[cfg_attr(target_family = "wasm", tsify(type = "string | undefined"))]
    pub next: Option<QuestionId>,
}

/// A question in the table of all questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct QuestionRow {
    /// Its id.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub id: QuestionId,
    /// The section that it belongs to.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub section: SectionId,
    /// The question.
    pub text: &'static str,
    /// The answer.
    pub value: Option<AnswerValue>,
    /// A remark.
    pub note: String,
}

/// The controls of an edition whose rules ask a question.
pub(super) fn decides(question: QuestionId, edition: Edition) -> Vec<ControlId> {
    let asks = |condition: &Condition| asked_by(condition).contains(&question);
    ControlId::all(edition)
        .filter(|control| {
            crate::selection::ruled_by(*control)
                .iter()
                .any(|source| asks(rule(*source).condition))
        })
        .collect()
}

/// The documents that controls call for.
pub(super) fn called_for(controls: &[ControlId], edition: Edition) -> Vec<DocumentId> {
    DocumentId::all()
        .filter(|document| {
            calling_controls(*document, edition)
                .iter()
                .any(|control| controls.contains(control))
        })
        .collect()
}

impl View<'_> {
    /// One question with its answer and what it decides.
    pub fn question(&self, id: QuestionId) -> QuestionView {
        let edition = self.verdicts.edition();
        let question = id.get();
        let controls = decides(id, edition);
        let order: Vec<QuestionId> = SectionId::all()
            .flat_map(|section| section.get().questions.iter().copied())
            .collect();
        let place = order.iter().position(|q| *q == id);
        let at = |place: Option<usize>| place.and_then(|place| order.get(place).copied());
        QuestionView {
            id,
            section: question.section,
            text: question.text,
            why: id.why(),
            counts_as_yes: id.counts_as_yes(),
            evidence: id.evidence(),
            answer: self.workspace.data.answers.get(&id).cloned(),
            documents: called_for(&controls, edition),
            controls,
            previous: at(place.and_then(|place| place.checked_sub(1))),
            next: at(place.map(|place| place + 1)),
        }
    }

    /// All questions in the order of the sections.
    pub fn questions(&self) -> Vec<QuestionRow> {
        SectionId::all()
            .flat_map(|section| section.get().questions.iter())
            .map(|id| {
                let answer = self.workspace.data.answers.get(id);
                QuestionRow {
                    id: *id,
                    section: id.get().section,
                    text: id.get().text,
                    value: answer.map(|answer| answer.value),
                    note: answer.map(|a| a.note.to_string()).unwrap_or_default(),
                }
            })
            .collect()
    }
}
