//! The decisions: one for each control, as the rules say, the same each time.

use super::organisations::organisation;
use annexa::catalogue::{ControlId, DocumentId, Edition, QuestionId, rule, successors};
use annexa::selection::{
    Need, Outcome, Selection, Verdict, calling_controls, in_edition, requirements,
};
use annexa::workspace::{AnswerValue, Data, Workspace};
use proptest::prelude::*;

/// What a reader of the rules would decide, written without the selection's own evaluation.
fn expected(data: &Data, control: ControlId) -> Verdict {
    let decided = data
        .controls
        .get(&control)
        .and_then(|s| s.r#override.as_ref());
    let names = |list: &[ControlId]| {
        list.iter()
            .any(|named| in_edition(*named, control.edition()).any(|c| c == control))
    };
    let called = data
        .risks
        .iter()
        .any(|r| r.is_treated() && names(&r.controls))
        || data.obligations.iter().any(|d| names(&d.controls));
    let answer = |question: QuestionId| match data.answers.get(&question)?.value {
        AnswerValue::Yes => Some(true),
        AnswerValue::No => Some(false),
        AnswerValue::Unknown => None,
    };
    let sources = match control.edition() {
        Edition::V2022 => vec![control],
        Edition::V2013 => successors(control).to_vec(),
    };
    let ruled: Vec<Option<bool>> = sources
        .iter()
        .map(|source| rule(*source).condition.holds(&answer))
        .collect();
    let (include, to_confirm) = match decided {
        Some(person) => (person.include, false),
        None if called || ruled.contains(&Some(true)) => (true, false),
        None => (ruled.contains(&None), ruled.contains(&None)),
    };
    Verdict {
        outcome: if include {
            Outcome::Included
        } else {
            Outcome::Excluded
        },
        to_confirm,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_control_has_the_one_decision_that_the_rules_give(data in organisation()) {
        let selection = Selection::of(&data);
        let decided: Vec<ControlId> = selection.verdicts().iter().map(|(c, _)| c).collect();
        let all: Vec<ControlId> = ControlId::all(data.organisation.edition).collect();
        prop_assert_eq!(decided, all);
        for (control, verdict) in selection.verdicts().iter() {
            prop_assert_eq!(verdict, expected(&data, control), "{}", control);
            prop_assert_eq!(selection.verdicts().get(control), Some(verdict));
        }
    }

    #[test]
    fn the_same_data_gives_the_same_decisions_also_from_a_file(data in organisation()) {
        let workspace = Workspace { data, ..Workspace::default() };
        let text = workspace.to_json().unwrap();
        let read = Workspace::from_json(text.as_bytes()).unwrap();
        prop_assert_eq!(&read, &workspace);
        let (first, second) = (Selection::of(&workspace.data), Selection::of(&read.data));
        prop_assert_eq!(first.verdicts(), second.verdicts());
    }

    #[test]
    fn a_document_is_called_exactly_by_its_included_controls(data in organisation()) {
        let selection = Selection::of(&data);
        let verdicts = selection.verdicts();
        let all = requirements(verdicts);
        prop_assert!(all.iter().map(|r| r.document).eq(DocumentId::all()));
        for required in all {
            let calling = calling_controls(required.document, verdicts.edition());
            let called = calling.iter().any(|control| verdicts.included(*control));
            prop_assert!(!required.reasons.is_empty(), "{}", required.document);
            match required.need {
                Need::Called => prop_assert!(called),
                Need::NotNeeded => prop_assert!(!called),
                Need::Always | Need::Recommended => {}
            }
        }
    }
}
