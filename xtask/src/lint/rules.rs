//! Rules cover every control, can go either way, and do what their examples say.

use super::Problems;
use crate::content::{Answer, Condition, Content, Outcome, Place, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// Every 2022 control has a rule.
pub fn cover(content: &Content, problems: &mut Problems) {
    let ruled: BTreeSet<_> = content.rules.iter().map(|x| x.control.as_str()).collect();
    for x in content
        .controls_2022
        .iter()
        .filter(|x| !ruled.contains(x.id.as_str()))
    {
        let message = format!("{} {} has no rule", x.id, x.title);
        let help = "add a [[rule]] to the file of its theme in content/rules";
        problems.add(&x.place, "control-without-rule", message, help);
    }
}

pub fn check(content: &Content, problems: &mut Problems) {
    for x in &content.rules {
        titles(content, x, problems);
        can_turn(&x.place, &x.control, &x.applies, problems);
        let cases = x
            .example
            .iter()
            .map(|example| (&example.answers, example.applicable));
        let cases: Vec<_> = cases.collect();
        examples(&x.place, &x.control, &x.applies, &cases, problems);
        if x.exclusion.is_empty() && (!x.applies.is_always() || x.plausibility != "none") {
            let message = format!("{} can be left out, but says nothing for it", x.control);
            problems.add(&x.place, "no-exclusion", message, "add `exclusion`");
        }
        let situations: BTreeSet<_> = x.example.iter().map(|example| &example.situation).collect();
        if situations.len() < x.example.len() {
            let message = format!("two examples of {} have the same situation", x.control);
            problems.add(
                &x.place,
                "same-situation",
                message,
                "say what sets them apart",
            );
        }
    }
    for x in &content.contradictions {
        can_turn(&x.place, &x.id, &x.when, problems);
        let cases = x
            .example
            .iter()
            .map(|example| (&example.answers, example.opposed));
        examples(
            &x.place,
            &x.id,
            &x.when,
            &cases.collect::<Vec<_>>(),
            problems,
        );
    }
    used_questions(content, problems);
}

fn titles(
    content: &Content,
    x: &crate::content::Placed<crate::content::RuleRow>,
    problems: &mut Problems,
) {
    let control = content
        .controls_2022
        .iter()
        .find(|control| control.id == x.control);
    if let Some(control) = control.filter(|control| control.title != x.title) {
        let message = format!("{} is not called `{}`", x.control, x.title);
        problems.add(
            &x.place,
            "wrong-title",
            message,
            format!("call it `{}`", control.title),
        );
    }
}

type Answers = BTreeMap<String, Answer>;

/// Whether a condition holds; `ToConfirm` when that hangs on a question that is not answered.
fn outcome(condition: &Condition, answers: &Answers) -> Outcome {
    match condition {
        _ if condition.is_always() => Outcome::Yes,
        Condition::Word(question) => match answers.get(question) {
            Some(Answer::Yes) => Outcome::Yes,
            Some(Answer::No) => Outcome::No,
            None => Outcome::ToConfirm,
        },
        Condition::Tree(Tree::Not(inner)) => match outcome(inner, answers) {
            Outcome::Yes => Outcome::No,
            Outcome::No => Outcome::Yes,
            Outcome::ToConfirm => Outcome::ToConfirm,
        },
        Condition::Tree(Tree::All(parts)) => settled_by(Outcome::No, parts, answers),
        Condition::Tree(Tree::Any(parts)) => settled_by(Outcome::Yes, parts, answers),
    }
}

/// One part with the decisive outcome settles the whole; else all have to agree on the other one.
fn settled_by(decisive: Outcome, parts: &[Condition], answers: &Answers) -> Outcome {
    let outcomes: Vec<_> = parts.iter().map(|part| outcome(part, answers)).collect();
    let other = if decisive == Outcome::Yes {
        Outcome::No
    } else {
        Outcome::Yes
    };
    if outcomes.contains(&decisive) {
        decisive
    } else if outcomes.contains(&Outcome::ToConfirm) {
        Outcome::ToConfirm
    } else {
        other
    }
}

/// More questions than this in one condition nobody can follow, nor can all answers be tried.
const MOST_QUESTIONS: usize = 10;

/// Some answers make the condition hold and some do not, and each question counts.
fn can_turn(place: &Place, name: &str, condition: &Condition, problems: &mut Problems) {
    let questions: BTreeSet<_> = condition.questions().into_iter().collect();
    if condition.is_always() {
        return;
    }
    if questions.len() > MOST_QUESTIONS {
        let message = format!(
            "the condition of {name} hangs on {} questions",
            questions.len()
        );
        problems.add(
            place,
            "condition-too-large",
            message,
            format!("use at most {MOST_QUESTIONS}"),
        );
        return;
    }
    let all = all_answers(&questions);
    let holding = all
        .iter()
        .filter(|answers| outcome(condition, answers) == Outcome::Yes)
        .count();
    if holding == 0 || holding == all.len() {
        let how = if holding == 0 { "never" } else { "always" };
        let message = format!("the condition of {name} {how} holds, whatever is answered");
        problems.add(
            place,
            "unreachable-rule",
            message,
            "correct the condition, or write \"always\"",
        );
        return;
    }
    for question in questions
        .iter()
        .filter(|question| !counts(condition, question, &all))
    {
        let message = format!("in the condition of {name} the answer to `{question}` never counts");
        problems.add(
            place,
            "idle-question",
            message,
            "take it out, or correct what is around it",
        );
    }
}

/// Every way to answer the questions with yes or no.
fn all_answers(questions: &BTreeSet<&str>) -> Vec<Answers> {
    questions
        .iter()
        .fold(vec![Answers::new()], |all, question| {
            let with = |answers: &Answers, answer| {
                let mut answers = answers.clone();
                answers.insert((*question).to_owned(), answer);
                answers
            };
            all.iter()
                .flat_map(|x| [with(x, Answer::Yes), with(x, Answer::No)])
                .collect()
        })
}

/// Whether some answer to the question changes the outcome.
fn counts(condition: &Condition, question: &str, all: &[Answers]) -> bool {
    all.iter().any(|answers| {
        let mut turned = answers.clone();
        let answer = if answers[question] == Answer::Yes {
            Answer::No
        } else {
            Answer::Yes
        };
        turned.insert(question.to_owned(), answer);
        outcome(condition, answers) != outcome(condition, &turned)
    })
}

/// The examples come out as they say, and show both ways.
fn examples(
    place: &Place,
    name: &str,
    condition: &Condition,
    cases: &[(&Answers, Outcome)],
    problems: &mut Problems,
) {
    for (number, (answers, wanted)) in (1..).zip(cases) {
        let found = outcome(condition, answers);
        if found != *wanted {
            let message = format!("example {number} of {name} comes out as {found}, not {wanted}");
            problems.add(
                place,
                "example-fails",
                message,
                "correct the condition or the example",
            );
        }
        let questions = condition.questions();
        for idle in answers
            .keys()
            .filter(|question| !questions.contains(&question.as_str()))
        {
            let message = format!(
                "example {number} of {name} answers `{idle}`, which the condition does not ask"
            );
            problems.add(place, "idle-answer", message, "take it out of the example");
        }
    }
    let shows = |wanted| cases.iter().any(|(_, outcome)| *outcome == wanted);
    let both_ways = shows(Outcome::Yes) && shows(Outcome::No);
    if !both_ways && !condition.is_always() {
        let message = format!("the examples of {name} do not show both ways");
        problems.add(
            place,
            "too-few-examples",
            message,
            "give one that comes out as yes and one as no",
        );
    }
}

/// Every question decides something.
fn used_questions(content: &Content, problems: &mut Problems) {
    let used: BTreeSet<_> = content
        .rules
        .iter()
        .flat_map(|x| x.applies.questions())
        .collect();
    for x in content
        .questions
        .iter()
        .filter(|x| !used.contains(x.id.as_str()))
    {
        let message = format!("no rule looks at the question `{}`", x.id);
        problems.add(
            &x.place,
            "unused-question",
            message,
            "use it in a rule, or take it out",
        );
    }
}
