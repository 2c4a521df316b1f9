//! The reasons: each decision has some, each of them counts, and what would change it does.

use super::organisations::*;
use annexa::catalogue::{ControlId, QuestionId};
use annexa::selection::{Explanation, Flip, InputChange, Outcome, Reason, Selection, groups};
use annexa::workspace::{AnswerValue, Command, Data};
use proptest::prelude::*;

/// An organisation, and a control to look at.
fn case() -> impl Strategy<Value = (Data, ControlId)> {
    (organisation(), any::<prop::sample::Index>()).prop_map(|(data, index)| {
        let all: Vec<ControlId> = ControlId::all(data.organisation.edition).collect();
        let control = *index.get(&all);
        (data, control)
    })
}

fn changed(data: &Data, commands: impl IntoIterator<Item = Command>) -> Data {
    let mut data = data.clone();
    for command in commands {
        data.apply(command, "2026-11-24".parse().unwrap())
            .expect("a change that the explanation names is allowed");
    }
    data
}

fn outcome(data: &Data, control: ControlId) -> Outcome {
    Selection::of(data)
        .verdicts()
        .get(control)
        .expect("of this edition")
        .outcome
}

/// The ways of taking a reason away; none for what always holds.
fn ways_of_removal(data: &Data, control: ControlId, reason: &Reason) -> Vec<Command> {
    let turned = |questions: &[QuestionId]| {
        let other = |question: &QuestionId| match data.answers.get(question).map(|a| a.value) {
            Some(AnswerValue::No) => AnswerValue::Yes,
            _ => AnswerValue::No,
        };
        questions.iter().map(|q| answered(*q, other(q))).collect()
    };
    match reason {
        Reason::Risk { id, .. } => vec![released_risk(data, id, control)],
        Reason::Duty { id, .. } => vec![released_duty(data, id, control)],
        Reason::Answer { questions, .. }
        | Reason::Open { questions, .. }
        | Reason::NotNeeded { questions, .. } => turned(questions),
        Reason::Person { .. } => vec![decision_on(control, None)],
        Reason::Expected { .. } => Vec::new(),
    }
}

fn commands(data: &Data, control: ControlId, flip: &Flip) -> Vec<Command> {
    let command = |change: &InputChange| match change {
        InputChange::Answer { question, to } => answered(*question, *to),
        InputChange::ReleaseRisk { id, .. } => released_risk(data, id, control),
        InputChange::ReleaseDuty { id, .. } => released_duty(data, id, control),
        InputChange::NameInRisk => naming_risk(control),
        InputChange::Withdraw => decision_on(control, None),
        InputChange::Decide { include } => decision_on(control, Some(*include)),
    };
    flip.changes.iter().map(command).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_explanation_agrees_with_the_decision_and_has_reasons((data, control) in case()) {
        let why = Explanation::of(&data, control);
        let verdict = Selection::of(&data).verdicts().get(control).unwrap();
        prop_assert_eq!((why.outcome, why.to_confirm), (verdict.outcome, verdict.to_confirm));
        prop_assert!(!why.reasons.is_empty());
        prop_assert_eq!(&why, &Explanation::of(&data, control), "the same twice");
        for reason in why.reasons.iter().chain(&why.against) {
            let speaks_for = match reason {
                Reason::Person { include, .. } => *include,
                Reason::NotNeeded { .. } => false,
                _ => true,
            };
            let included = why.outcome == Outcome::Included;
            prop_assert_eq!(speaks_for == included, why.reasons.contains(reason), "{:?}", reason);
        }
        let mut cited: Vec<_> = why.reasons.iter().map(Reason::group).collect();
        cited.sort_unstable();
        cited.dedup();
        prop_assert_eq!(groups(&data, control), cited);
    }

    #[test]
    fn without_a_reason_the_decision_falls_or_rests_on_another((data, control) in case()) {
        let why = Explanation::of(&data, control);
        for reason in &why.reasons {
            for command in ways_of_removal(&data, control, reason) {
                let after = Explanation::of(&changed(&data, [command]), control);
                let rests = !after.reasons.is_empty() && !after.reasons.contains(reason);
                prop_assert!(after.outcome != why.outcome || rests, "{:?} in {:?}", reason, after);
            }
        }
    }

    #[test]
    fn when_all_reasons_go_the_decision_flips((data, control) in case()) {
        let why = Explanation::of(&data, control);
        if why.outcome == Outcome::Included && !why.reasons.iter().any(|r| matches!(r, Reason::Expected { .. })) {
            // One command at a time, since releases are made from the data as it is then.
            let mut bare = data.clone();
            while let Some(command) = {
                let now = Explanation::of(&bare, control);
                let first = now.reasons.first().filter(|_| now.outcome == Outcome::Included);
                first.and_then(|reason| ways_of_removal(&bare, control, reason).into_iter().next())
            } {
                bare = changed(&bare, [command]);
            }
            prop_assert_eq!(outcome(&bare, control), Outcome::Excluded);
        }
    }

    #[test]
    fn every_flip_flips_and_no_part_of_it_does((data, control) in case()) {
        let why = Explanation::of(&data, control);
        let by_input = why.flips.split_last().map_or(&[][..], |(_, others)| others);
        prop_assert!(by_input.is_sorted_by_key(|flip| flip.changes.len()));
        prop_assert!(!why.flips.is_empty());
        for flip in &why.flips {
            prop_assert_ne!(flip.outcome, why.outcome);
            let all = commands(&data, control, flip);
            for left_out in 0..all.len() {
                let part = all.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, c)| c.clone());
                let after = changed(&data, part);
                prop_assert_eq!(outcome(&after, control), why.outcome, "too much in {:?}", flip);
            }
            prop_assert_eq!(outcome(&changed(&data, all), control), flip.outcome, "{:?}", flip);
        }
    }
}
