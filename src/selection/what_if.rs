//! What would change a decision: the smallest sets of inputs that flip it.

use super::condition::{Truth, in_order, questions};
use super::decision::{Outcome, rule_truth, ruled_by};
use super::reason::{Reason, for_inclusion};
use crate::catalogue::{ControlId, QuestionId, rule};
use crate::workspace::{AnswerValue, Data, Id};
use serde::Serialize;

/// One input that would have to be different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum InputChange {
    /// The answer to a question.
    Answer {
        /// The question.
        #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
        question: QuestionId,
        /// The answer that it would take.
        to: AnswerValue,
    },
    /// The risk no longer names the control.
    ReleaseRisk {
        /// The risk.
        id: Id,
        /// Its number.
        number: u32,
        /// Its title.
        title: String,
    },
    /// The duty no longer names the control.
    ReleaseDuty {
        /// The obligation.
        id: Id,
        /// Its title.
        title: String,
    },
    /// A treated risk names the control.
    NameInRisk,
    /// The person's decision is withdrawn.
    Withdraw,
    /// A person decides, with a reason.
    Decide {
        /// For or against.
        include: bool,
    },
}

/// Changes that together flip a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Flip {
    /// All of these.
    pub changes: Vec<InputChange>,
    /// What the decision would be then.
    pub outcome: Outcome,
}

/// More alternatives than this help nobody.
const ALTERNATIVES: usize = 5;

/// The alternatives by input, the smallest first; at the end, that a person decides.
pub(super) fn flips(data: &Data, control: ControlId) -> Vec<Flip> {
    let by_person = data
        .controls
        .get(&control)
        .and_then(|state| state.r#override.as_ref())
        .map(|person| person.include);
    let by_input = !for_inclusion(data, control).is_empty();
    let include = !by_person.unwrap_or(by_input);
    let mut sets = if by_person.is_some() {
        withdrawn(by_input, include)
    } else if include {
        ways_in(data, control)
    } else {
        ways_out(data, control)
    };
    sets.truncate(ALTERNATIVES);
    sets.push(vec![InputChange::Decide { include }]);
    let outcome = if include {
        Outcome::Included
    } else {
        Outcome::Excluded
    };
    sets.into_iter()
        .map(|changes| Flip { changes, outcome })
        .collect()
}

/// Taking the person's decision back flips it only if the inputs say otherwise.
fn withdrawn(by_input: bool, wanted: bool) -> Vec<Vec<InputChange>> {
    if by_input == wanted {
        vec![vec![InputChange::Withdraw]]
    } else {
        Vec::new()
    }
}

/// What would bring an excluded control in.
fn ways_in(data: &Data, control: ControlId) -> Vec<Vec<InputChange>> {
    let mut sets = answer_sets(data, control, |truth| truth == Truth::True);
    // The sets of answers are all of one size; the smallest alternative comes first.
    let place = if sets.first().is_some_and(|set| set.len() > 1) {
        0
    } else {
        sets.len().min(ALTERNATIVES - 1)
    };
    sets.insert(place, vec![InputChange::NameInRisk]);
    sets
}

/// What would take an included control out: everything that calls for it has to go.
fn ways_out(data: &Data, control: ControlId) -> Vec<Vec<InputChange>> {
    let releases: Vec<InputChange> = for_inclusion(data, control)
        .into_iter()
        .filter_map(release)
        .collect();
    answer_sets(data, control, |truth| truth == Truth::False)
        .into_iter()
        .map(|answers| releases.iter().cloned().chain(answers).collect())
        .collect()
}

fn release(reason: Reason) -> Option<InputChange> {
    match reason {
        Reason::Risk { id, number, title } => Some(InputChange::ReleaseRisk { id, number, title }),
        Reason::Duty { id, title, .. } => Some(InputChange::ReleaseDuty { id, title }),
        _ => None,
    }
}

/// The smallest sets of answers after which the rules say what is wanted.
///
/// Exact: every set of the rule's questions is tried, by size. A rule asks at most a dozen.
fn answer_sets(
    data: &Data,
    control: ControlId,
    wanted: impl Fn(Truth) -> bool,
) -> Vec<Vec<InputChange>> {
    let now = |question| Truth::of(data, question);
    if wanted(rule_truth(control, &now)) {
        return vec![Vec::new()];
    }
    let asked: Vec<QuestionId> = ruled_by(control)
        .into_iter()
        .flat_map(|source| questions(rule(source).condition))
        .collect();
    let asked = in_order(&asked);
    (1..=asked.len())
        .map(|size| {
            subsets(&asked, size)
                .filter_map(|chosen| {
                    assignment(&chosen, &now, |answer| wanted(rule_truth(control, &answer)))
                })
                .collect()
        })
        .find(|sets: &Vec<_>| !sets.is_empty())
        .unwrap_or_default()
}

/// The subsets of a size.
fn subsets(all: &[QuestionId], size: usize) -> impl Iterator<Item = Vec<QuestionId>> + '_ {
    let size = u32::try_from(size).unwrap_or(u32::MAX);
    (1_u32..1 << all.len().min(16))
        .filter(move |set| set.count_ones() == size)
        .map(|set| {
            let chosen = all.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
            chosen.map(|(_, question)| *question).collect()
        })
}

/// A way of answering all of these questions anew, each with yes or no, that satisfies a test.
fn assignment(
    picked: &[QuestionId],
    now: &impl Fn(QuestionId) -> Truth,
    test: impl Fn(&dyn Fn(QuestionId) -> Truth) -> bool,
) -> Option<Vec<InputChange>> {
    (0_u32..1 << picked.len()).find_map(|signs| {
        let new = |question: QuestionId| {
            let at = picked.iter().position(|q| *q == question)?;
            Some(if signs >> at & 1 == 1 {
                Truth::True
            } else {
                Truth::False
            })
        };
        let differs = picked.iter().all(|q| new(*q) != Some(now(*q)));
        let answer = |question: QuestionId| new(question).unwrap_or_else(|| now(question));
        (differs && test(&answer)).then(|| {
            picked
                .iter()
                .map(|question| InputChange::Answer {
                    question: *question,
                    to: if new(*question) == Some(Truth::True) {
                        AnswerValue::Yes
                    } else {
                        AnswerValue::No
                    },
                })
                .collect()
        })
    })
}
