//! The decision on every control: one pass over the data, then a look-up.

use super::condition::{Truth, evaluate};
use crate::catalogue::{ControlId, Edition, QuestionId, in_edition, rule, successors};
use crate::workspace::{Data, Entity, Obligation, Risk};
use serde::Serialize;

/// Whether a control applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// It applies.
    Included,
    /// It does not.
    Excluded,
}

/// The decision on one control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// Whether it applies.
    pub outcome: Outcome,
    /// Whether it is only included because questions are open.
    pub to_confirm: bool,
}

/// The decisions on all controls of an edition, in the catalogue's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdicts {
    edition: Edition,
    list: Vec<Verdict>,
}

impl Verdicts {
    /// The edition.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// The decision on a control; `None` for a control of the other edition.
    pub fn get(&self, control: ControlId) -> Option<Verdict> {
        if control.edition() == self.edition {
            self.list.get(control.position()).copied()
        } else {
            None
        }
    }

    /// Whether a control is included.
    pub fn included(&self, control: ControlId) -> bool {
        self.get(control)
            .is_some_and(|verdict| verdict.outcome == Outcome::Included)
    }

    /// Every control of the edition with its decision.
    pub fn iter(&self) -> impl Iterator<Item = (ControlId, Verdict)> + '_ {
        ControlId::all(self.edition).zip(self.list.iter().copied())
    }
}

/// Decisions that are kept up to date: what one command changes costs what that command holds,
/// not what the register holds.
///
/// ```
/// use annexa::selection::Selection;
/// use annexa::workspace::Data;
/// let selection = Selection::of(&Data::default());
/// assert_eq!(selection.verdicts().iter().count(), 93);
/// ```
#[derive(Debug, Clone)]
pub struct Selection {
    edition: Edition,
    /// How many treated risks and duties call for each control of the edition.
    calls: Vec<u32>,
    verdicts: Verdicts,
}

impl Selection {
    /// Decides on every control.
    pub fn of(data: &Data) -> Self {
        let edition = data.organisation.edition;
        let mut calls = vec![0; ControlId::all(edition).count()];
        for risk in data.risks.iter().filter(|risk| risk.is_treated()) {
            count(&mut calls, edition, &risk.controls, 1);
        }
        for duty in data.obligations.iter() {
            count(&mut calls, edition, &duty.controls, 1);
        }
        let verdicts = decide(data, edition, &calls);
        Self {
            edition,
            calls,
            verdicts,
        }
    }

    /// The decisions.
    pub fn verdicts(&self) -> &Verdicts {
        &self.verdicts
    }

    /// Takes in that one entity was replaced; gives the decisions as they were before.
    pub fn update(
        &mut self,
        data: &Data,
        before: Option<&Entity>,
        after: Option<&Entity>,
    ) -> Verdicts {
        if data.organisation.edition != self.edition {
            return std::mem::replace(self, Self::of(data)).verdicts;
        }
        for (entity, change) in [(before, -1), (after, 1)] {
            match entity {
                Some(Entity::Risk(risk)) => self.count_risk(risk, change),
                Some(Entity::Obligation(duty)) => self.count_duty(duty, change),
                _ => {}
            }
        }
        let verdicts = decide(data, self.edition, &self.calls);
        std::mem::replace(&mut self.verdicts, verdicts)
    }

    fn count_risk(&mut self, risk: &Risk, change: i32) {
        if risk.is_treated() {
            count(&mut self.calls, self.edition, &risk.controls, change);
        }
    }

    fn count_duty(&mut self, duty: &Obligation, change: i32) {
        count(&mut self.calls, self.edition, &duty.controls, change);
    }
}

/// Adds what calls for controls, whatever edition it names them in.
fn count(calls: &mut [u32], edition: Edition, controls: &[ControlId], change: i32) {
    for control in controls.iter().flat_map(|c| in_edition(*c, edition)) {
        if let Some(n) = calls.get_mut(control.position()) {
            *n = n.saturating_add_signed(change);
        }
    }
}

fn decide(data: &Data, edition: Edition, calls: &[u32]) -> Verdicts {
    let answers: Vec<Truth> = QuestionId::all().map(|q| Truth::of(data, q)).collect();
    let answer = |q: QuestionId| answers.get(q.index()).copied().unwrap_or(Truth::Open);
    let list = ControlId::all(edition)
        .zip(calls)
        .map(|(control, calls)| verdict(data, control, *calls > 0, &answer))
        .collect();
    Verdicts { edition, list }
}

fn verdict(
    data: &Data,
    control: ControlId,
    called: bool,
    answer: &impl Fn(QuestionId) -> Truth,
) -> Verdict {
    let decided = data
        .controls
        .get(&control)
        .and_then(|s| s.r#override.as_ref());
    let truth = match decided {
        Some(person) if person.include => Truth::True,
        Some(_) => Truth::False,
        None if called => Truth::True,
        None => rule_truth(control, answer),
    };
    Verdict {
        outcome: if truth == Truth::False {
            Outcome::Excluded
        } else {
            Outcome::Included
        },
        to_confirm: truth == Truth::Open,
    }
}

/// What the rules say of a control; one of 2013 applies if any that came after it does.
pub(super) fn rule_truth(control: ControlId, answer: &impl Fn(QuestionId) -> Truth) -> Truth {
    ruled_by(control)
        .iter()
        .map(|c| evaluate(rule(*c).condition, answer))
        .max()
        .unwrap_or(Truth::Open)
}

/// The controls of 2022 whose rules decide on a control.
pub fn ruled_by(control: ControlId) -> Vec<ControlId> {
    match control.edition() {
        Edition::V2022 => vec![control],
        Edition::V2013 => successors(control).to_vec(),
    }
}
