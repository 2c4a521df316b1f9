//! Why: everything that speaks for a decision, and everything that speaks against it.

use super::condition::{Truth, evaluate, witnesses};
use super::decision::{Outcome, rule_truth, ruled_by};
use super::what_if::{Flip, flips};
use crate::catalogue::{ControlId, QuestionId, in_edition, rule};
use crate::workspace::{Basis, Data, Date, Id};
use serde::Serialize;

/// One reason for a decision, down to the input that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Reason {
    /// A treated risk names the control.
    Risk {
        /// The risk.
        id: Id,
        /// Its number.
        number: u32,
        /// Its title.
        title: String,
    },
    /// A law, regulation or contract calls for it.
    Duty {
        /// The obligation.
        id: Id,
        /// Its title.
        title: String,
        /// Where the duty comes from.
        basis: Basis,
    },
    /// Answers call for it.
    Answer {
        /// The answers, all needed.
        #[cfg_attr(target_family = "wasm", tsify(type = "string[]"))]
        questions: Vec<QuestionId>,
        /// Why these answers call for it.
        text: &'static str,
    },
    /// Questions that could call for it are open.
    Open {
        /// The questions.
        #[cfg_attr(target_family = "wasm", tsify(type = "string[]"))]
        questions: Vec<QuestionId>,
        /// Why these answers would call for it.
        text: &'static str,
    },
    /// Good practice in every organisation.
    Expected {
        /// Why.
        text: &'static str,
    },
    /// The answers make it irrelevant.
    NotNeeded {
        /// The answers, all needed.
        #[cfg_attr(target_family = "wasm", tsify(type = "string[]"))]
        questions: Vec<QuestionId>,
        /// The reason for the exclusion, in words.
        text: &'static str,
    },
    /// A person decided.
    Person {
        /// For or against.
        include: bool,
        /// Who.
        by: String,
        /// When.
        on: Date,
        /// Why.
        text: String,
    },
}

/// The groups of reasons, as auditors count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Group {
    /// Result of the risk assessment.
    Risk,
    /// Law or regulation.
    Legal,
    /// Contract.
    Contractual,
    /// Business decision or best practice.
    Business,
    /// A person's decision.
    Person,
}

impl Group {
    /// All groups, in the order in which they are shown.
    pub const ALL: [Self; 5] = [
        Self::Risk,
        Self::Legal,
        Self::Contractual,
        Self::Business,
        Self::Person,
    ];
}

impl Reason {
    /// The group.
    pub fn group(&self) -> Group {
        match self {
            Self::Risk { .. } => Group::Risk,
            Self::Duty { basis, .. } => match basis {
                Basis::Legal => Group::Legal,
                Basis::Contractual => Group::Contractual,
            },
            Self::Answer { .. }
            | Self::Open { .. }
            | Self::Expected { .. }
            | Self::NotNeeded { .. } => Group::Business,
            Self::Person { .. } => Group::Person,
        }
    }
}

/// A decision with everything that bears on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// The control.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub control: ControlId,
    /// Whether it applies.
    pub outcome: Outcome,
    /// Whether it is only included because questions are open.
    pub to_confirm: bool,
    /// What speaks for the decision; never empty.
    pub reasons: Vec<Reason>,
    /// What speaks against it, when a person decided otherwise.
    pub against: Vec<Reason>,
    /// What would change it: sets of changes, each enough, the smallest first.
    pub flips: Vec<Flip>,
}

impl Explanation {
    /// Explains the decision on a control.
    ///
    /// ```
    /// use annexa::selection::Explanation;
    /// use annexa::workspace::Data;
    /// let why = Explanation::of(&Data::default(), "A.6.7".parse().unwrap());
    /// assert!(why.to_confirm, "nobody has said yet whether people work remotely");
    /// assert!(!why.reasons.is_empty());
    /// ```
    pub fn of(data: &Data, control: ControlId) -> Self {
        Self {
            flips: flips(data, control),
            ..Self::without_flips(data, control)
        }
    }

    /// As [`Explanation::of`], without looking for what would change the decision, which takes
    /// most of the time.
    pub fn without_flips(data: &Data, control: ControlId) -> Self {
        let weighed = weigh(data, control);
        let included = weighed.outcome == Outcome::Included;
        let firm = |reason: &Reason| !matches!(reason, Reason::Open { .. });
        Self {
            control,
            outcome: weighed.outcome,
            to_confirm: included && !weighed.reasons.iter().any(firm),
            reasons: weighed.reasons,
            against: weighed.against,
            flips: Vec::new(),
        }
    }
}

/// The groups of the reasons for the decision on a control, each once.
pub fn groups(data: &Data, control: ControlId) -> Vec<Group> {
    let found: Vec<Group> = weigh(data, control)
        .reasons
        .iter()
        .map(Reason::group)
        .collect();
    let mut groups = Group::ALL.to_vec();
    groups.retain(|group| found.contains(group));
    groups
}

/// A decision with what speaks for it and against it.
struct Weighed {
    outcome: Outcome,
    reasons: Vec<Reason>,
    against: Vec<Reason>,
}

/// A person's decision stands above all; without one, any reason for inclusion is enough.
fn weigh(data: &Data, control: ControlId) -> Weighed {
    let answer = |question| Truth::of(data, question);
    let inclusion = for_inclusion(data, control);
    let exclusion = for_exclusion(control, &answer);
    let person = person(data, control);
    let include = match person {
        Some(Reason::Person { include, .. }) => include,
        _ => !inclusion.is_empty(),
    };
    let (outcome, for_it, against) = if include {
        (Outcome::Included, inclusion, exclusion)
    } else {
        (Outcome::Excluded, exclusion, inclusion)
    };
    Weighed {
        outcome,
        reasons: person.into_iter().chain(for_it).collect(),
        against,
    }
}

/// What speaks for including a control, other than a person.
pub(super) fn for_inclusion(data: &Data, control: ControlId) -> Vec<Reason> {
    let answer = |question| Truth::of(data, question);
    let mut reasons: Vec<Reason> = calling_risks(data, control).collect();
    reasons.extend(calling_duties(data, control));
    for source in ruled_by(control) {
        let rule = rule(source);
        if evaluate(rule.condition, &answer) == Truth::False {
            continue;
        }
        for questions in witnesses(rule.condition, Truth::False, &answer) {
            reasons.push(rule_reason(questions, rule.reason(), &answer));
        }
    }
    reasons
}

fn rule_reason(
    questions: Vec<QuestionId>,
    text: &'static str,
    answer: &impl Fn(QuestionId) -> Truth,
) -> Reason {
    let open: Vec<QuestionId> = questions
        .iter()
        .copied()
        .filter(|question| answer(*question) == Truth::Open)
        .collect();
    match (questions.is_empty(), open.is_empty()) {
        (true, _) => Reason::Expected { text },
        (false, true) => Reason::Answer { questions, text },
        (false, false) => Reason::Open {
            questions: open,
            text,
        },
    }
}

/// What speaks for leaving a control out, other than a person: the answers.
fn for_exclusion(control: ControlId, answer: &impl Fn(QuestionId) -> Truth) -> Vec<Reason> {
    if rule_truth(control, answer) != Truth::False {
        return Vec::new();
    }
    ruled_by(control)
        .into_iter()
        .flat_map(|source| {
            let rule = rule(source);
            witnesses(rule.condition, Truth::True, answer)
                .into_iter()
                .map(|questions| Reason::NotNeeded {
                    questions,
                    text: rule.exclusion(),
                })
        })
        .collect()
}

fn calling_risks(data: &Data, control: ControlId) -> impl Iterator<Item = Reason> + '_ {
    let names = move |controls: &[ControlId]| calls(controls, control);
    data.risks
        .iter()
        .filter(move |risk| risk.is_treated() && names(&risk.controls))
        .map(|risk| Reason::Risk {
            id: risk.id.clone(),
            number: risk.number,
            title: risk.title.to_string(),
        })
}

fn calling_duties(data: &Data, control: ControlId) -> impl Iterator<Item = Reason> + '_ {
    data.obligations
        .iter()
        .filter(move |duty| calls(&duty.controls, control))
        .map(|duty| Reason::Duty {
            id: duty.id.clone(),
            title: duty.title.to_string(),
            basis: duty.basis,
        })
}

/// Whether a list names a control, in whatever edition.
pub(super) fn calls(controls: &[ControlId], control: ControlId) -> bool {
    controls
        .iter()
        .flat_map(|c| in_edition(*c, control.edition()))
        .any(|c| c == control)
}

fn person(data: &Data, control: ControlId) -> Option<Reason> {
    let person = data.controls.get(&control)?.r#override.as_ref()?;
    Some(Reason::Person {
        include: person.include,
        by: person.by.to_string(),
        on: person.on,
        text: person.reason.to_string(),
    })
}
