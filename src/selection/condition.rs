//! Conditions over answers, in three values: an open question is neither yes nor no.

use crate::catalogue::{Condition, QuestionId};
use crate::workspace::{AnswerValue, Data};

/// What a condition comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It does not hold.
    False,
    /// It depends on questions that are open.
    Open,
    /// It holds.
    True,
}

impl Truth {
    /// What the answer to a question says; "don't know" and no answer are both open.
    pub fn of(data: &Data, question: QuestionId) -> Self {
        match data.answers.get(&question).map(|answer| answer.value) {
            Some(AnswerValue::Yes) => Self::True,
            Some(AnswerValue::No) => Self::False,
            Some(AnswerValue::Unknown) | None => Self::Open,
        }
    }

    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Open => Self::Open,
            Self::True => Self::False,
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::Open, _) | (_, Self::Open) => Self::Open,
            _ => Self::True,
        }
    }
}

/// Evaluates a condition, with answers given by a function.
pub fn evaluate(condition: &Condition, answer: &impl Fn(QuestionId) -> Truth) -> Truth {
    match condition {
        Condition::Always => Truth::True,
        Condition::Fact(question) => answer(*question),
        Condition::Not(inner) => evaluate(inner, answer).not(),
        Condition::All(parts) => parts
            .iter()
            .fold(Truth::True, |truth, part| truth.and(evaluate(part, answer))),
        // Any is not-all-not, so one rule of combination serves both.
        Condition::Any(parts) => parts
            .iter()
            .fold(Truth::True, |truth, part| {
                truth.and(evaluate(part, answer).not())
            })
            .not(),
    }
}

/// The questions that a condition asks about, each once, in order.
pub fn questions(condition: &Condition) -> Vec<QuestionId> {
    let mut found = Vec::new();
    collect(condition, &mut found);
    in_order(&found)
}

/// Questions in the catalogue's order, each once.
pub fn in_order(found: &[QuestionId]) -> Vec<QuestionId> {
    QuestionId::all().filter(|q| found.contains(q)).collect()
}

fn collect(condition: &Condition, found: &mut Vec<QuestionId>) {
    match condition {
        Condition::Always => {}
        Condition::Fact(question) => found.push(*question),
        Condition::Not(inner) => collect(inner, found),
        Condition::All(parts) | Condition::Any(parts) => {
            for part in *parts {
                collect(part, found);
            }
        }
    }
}

/// Sets of answers each of which is enough, alone, to keep a condition from being `unwanted`.
///
/// For a condition that holds, these are the reasons why it holds; with `unwanted` = `True`, they
/// are the reasons why it does not.
pub fn witnesses(
    condition: &Condition,
    unwanted: Truth,
    answer: &impl Fn(QuestionId) -> Truth,
) -> Vec<Vec<QuestionId>> {
    let holds = unwanted == Truth::False;
    match condition {
        Condition::Always if holds => vec![Vec::new()],
        Condition::Always => Vec::new(),
        Condition::Fact(question) if answer(*question) != unwanted => vec![vec![*question]],
        Condition::Fact(_) => Vec::new(),
        Condition::Not(inner) => witnesses(inner, unwanted.not(), answer),
        Condition::Any(parts) if holds => each(parts, unwanted, answer),
        Condition::All(parts) if !holds => each(parts, unwanted, answer),
        Condition::Any(parts) | Condition::All(parts) => together(parts, unwanted, answer),
    }
}

/// Every part is enough by itself.
fn each(
    parts: &[Condition],
    unwanted: Truth,
    answer: &impl Fn(QuestionId) -> Truth,
) -> Vec<Vec<QuestionId>> {
    parts
        .iter()
        .flat_map(|part| witnesses(part, unwanted, answer))
        .collect()
}

/// Every part is needed: each combination of one witness a part.
fn together(
    parts: &[Condition],
    unwanted: Truth,
    answer: &impl Fn(QuestionId) -> Truth,
) -> Vec<Vec<QuestionId>> {
    parts.iter().fold(vec![Vec::new()], |sets, part| {
        let more = witnesses(part, unwanted, answer);
        sets.iter()
            .flat_map(|set| {
                more.iter()
                    .map(move |extra| in_order(&[set.as_slice(), extra].concat()))
            })
            .collect()
    })
}
