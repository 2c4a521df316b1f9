//! Documents, starter risks and the map fit together.

use super::Problems;
use crate::content::Content;
use std::collections::BTreeSet;

pub fn check(content: &Content, problems: &mut Problems) {
    controls_have_documents(content, problems);
    clauses_have_documents(content, problems);
    documents_are_called_for(content, problems);
    scenarios(content, problems);
    controls_treat_scenarios(content, problems);
}

fn controls_have_documents(content: &Content, problems: &mut Problems) {
    let documents = content.documents.iter();
    let served: BTreeSet<_> = documents
        .flat_map(|x| x.controls_2022.0.iter().chain(&x.controls_2013.0))
        .collect();
    let controls = content.controls_2022.iter().chain(&content.controls_2013);
    for x in controls.filter(|x| !served.contains(&x.id)) {
        let message = format!("no document serves {} {}", x.id, x.title);
        let help = "name it in the row of a document in content/catalogue/documents.csv";
        problems.add(&x.place, "control-without-document", message, help);
    }
}

fn clauses_have_documents(content: &Content, problems: &mut Problems) {
    let served: BTreeSet<_> = content
        .documents
        .iter()
        .flat_map(|x| &x.clauses.0)
        .collect();
    for x in content
        .clauses
        .iter()
        .filter(|x| !x.documented.is_empty() && !served.contains(&x.id))
    {
        let message = format!(
            "clause {} asks for documented information, but no document serves it",
            x.id
        );
        let help = "name it in the row of a document in content/catalogue/documents.csv";
        problems.add(&x.place, "clause-without-document", message, help);
    }
}

fn documents_are_called_for(content: &Content, problems: &mut Problems) {
    for x in &content.documents {
        let missing = match x.mandatory.as_str() {
            "when-applicable" => x.controls_2022.0.is_empty().then_some("2022 control"),
            _ => x.clauses.0.is_empty().then_some("clause"),
        };
        if let Some(noun) = missing {
            let message = format!("`{}` is needed `{}`, but by no {noun}", x.id, x.mandatory);
            problems.add(
                &x.place,
                "document-not-called-for",
                message,
                format!("name a {noun}"),
            );
        }
    }
}

/// In how many starter risks each control has to appear: what it is good for shows in examples.
const FEWEST_SCENARIOS: usize = 2;

fn controls_treat_scenarios(content: &Content, problems: &mut Problems) {
    for x in &content.controls_2022 {
        let scenarios = content.scenarios.iter();
        let treated = scenarios.filter(|s| s.controls.contains(&x.id)).count();
        if treated < FEWEST_SCENARIOS {
            let message = format!("{} {} treats {treated} starter risks", x.id, x.title);
            let help = format!("name it in {FEWEST_SCENARIOS} of content/scenarios that it treats");
            problems.add(&x.place, "idle-control", message, help);
        }
    }
}

fn scenarios(content: &Content, problems: &mut Problems) {
    for x in &content.scenarios {
        for (name, value) in [("likelihood", x.likelihood), ("impact", x.impact)] {
            if !(1..=5).contains(&value) {
                let message = format!("the {name} of `{}` is {value}", x.id);
                problems.add(&x.place, "out-of-range", message, "use 1 to 5");
            }
        }
        let properties = ["confidentiality", "integrity", "availability"];
        let unknown = x
            .affects
            .iter()
            .find(|word| !properties.contains(&word.as_str()));
        if let Some(word) = unknown {
            let message = format!("`{}` affects `{word}`", x.id);
            problems.add(
                &x.place,
                "unknown-word",
                message,
                format!("use {}", properties.join(", ")),
            );
        }
        if x.affects.is_empty() || x.controls.is_empty() || x.when.is_empty() {
            let message = format!(
                "`{}` affects nothing, nothing treats it, or it needs no answer",
                x.id
            );
            problems.add(
                &x.place,
                "idle-scenario",
                message,
                "name a property, a control and a question",
            );
        }
    }
}
