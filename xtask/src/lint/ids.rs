//! Ids are unique, and every id and word that is named exists.

use super::Problems;
use crate::content::{Content, Place, Placed};
use annexa::catalogue as vocabulary;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

pub fn check(content: &Content, problems: &mut Problems) {
    let known = Known::new(content, problems);
    let mut check = Check {
        known: &known,
        problems,
    };
    check.controls(content);
    check.mapping(content);
    check.documents(content);
    check.rules(content);
    check.scenarios(content);
    check.parameters(content);
}

/// The ids of each kind of record.
struct Known<'a> {
    controls_2022: BTreeSet<&'a str>,
    controls_2013: BTreeSet<&'a str>,
    clauses: BTreeSet<&'a str>,
    questions: BTreeSet<&'a str>,
    roles: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn new(content: &'a Content, problems: &mut Problems) -> Self {
        unique("document", &content.documents, |x| &x.id, problems);
        unique("merged document", &content.merged, |x| &x.id, problems);
        unique("section", &content.sections, |x| &x.id, problems);
        unique("scenario", &content.scenarios, |x| &x.id, problems);
        unique("parameter", &content.parameters, |x| &x.id, problems);
        unique(
            "contradiction",
            &content.contradictions,
            |x| &x.id,
            problems,
        );
        unique("rule for control", &content.rules, |x| &x.control, problems);
        Self {
            controls_2022: unique("control", &content.controls_2022, |x| &x.id, problems),
            controls_2013: unique("control", &content.controls_2013, |x| &x.id, problems),
            clauses: unique("clause", &content.clauses, |x| &x.id, problems),
            questions: unique("question", &content.questions, |x| &x.id, problems),
            roles: unique("role", &content.roles, |x| &x.id, problems),
        }
    }
}

fn unique<'a, T>(
    noun: &str,
    rows: &'a [Placed<T>],
    id: impl Fn(&T) -> &String,
    problems: &mut Problems,
) -> BTreeSet<&'a str> {
    let mut first: BTreeMap<&str, &Place> = BTreeMap::new();
    for row in rows {
        let id = id(&row.row);
        if let Some(first) = first.get(id.as_str()) {
            let message = format!("there is already a {noun} `{id}`");
            problems.add(
                &row.place,
                "duplicate-id",
                message,
                format!("the first is at {first}"),
            );
        } else {
            first.insert(id, &row.place);
        }
    }
    first.into_keys().collect()
}

struct Check<'a> {
    known: &'a Known<'a>,
    problems: &'a mut Problems,
}

impl Check<'_> {
    fn controls(&mut self, content: &Content) {
        let values: BTreeSet<_> = content
            .attributes
            .iter()
            .map(|x| (x.attribute.as_str(), x.value.as_str()))
            .collect();
        for x in content.controls_2022.iter().chain(&content.controls_2013) {
            self.word::<vocabulary::Theme>(&x.place, &x.theme);
            for (attribute, value) in x.attributes().filter(|pair| !values.contains(pair)) {
                let message = format!("unknown {attribute} `{value}`");
                let help = "use a value of content/catalogue/attributes.csv";
                self.problems.add(&x.place, "unknown-word", message, help);
            }
        }
    }

    fn mapping(&mut self, content: &Content) {
        for x in &content.mapping {
            self.word::<vocabulary::Relation>(&x.place, &x.relation);
            self.control_2022(&x.place, &x.id_2022);
            let new = x.relation == vocabulary::Relation::New.word();
            if new != x.id_2013.is_empty() {
                let message = format!(
                    "{} is `{}` but {}",
                    x.id_2022,
                    x.relation,
                    if new { "has a predecessor" } else { "has none" }
                );
                self.problems.add(
                    &x.place,
                    "mapping",
                    message,
                    "only a new control has no 2013 identifier",
                );
            }
            if !x.id_2013.is_empty() {
                self.control_2013(&x.place, &x.id_2013);
            }
        }
        let followed: BTreeSet<_> = content
            .mapping
            .iter()
            .flat_map(|x| [&x.id_2013, &x.id_2022])
            .collect();
        for x in content
            .controls_2022
            .iter()
            .chain(&content.controls_2013)
            .filter(|x| !followed.contains(&x.id))
        {
            let message = format!("{} is not in the mapping", x.id);
            self.problems.add(
                &x.place,
                "mapping",
                message,
                "add its row to content/catalogue/mapping.csv",
            );
        }
    }

    fn documents(&mut self, content: &Content) {
        for x in &content.merged {
            self.word::<vocabulary::DocumentKind>(&x.place, &x.kind);
            self.role(&x.place, &x.owner);
        }
        for x in &content.documents {
            self.word::<vocabulary::DocumentKind>(&x.place, &x.kind);
            self.word::<vocabulary::Mandatory>(&x.place, &x.mandatory);
            self.word::<vocabulary::NeedBasis>(&x.place, &x.basis);
            self.role(&x.place, &x.owner_role);
            for clause in &x.clauses.0 {
                let help = "use a number of content/catalogue/clauses.csv";
                self.exists(&x.place, "clause", clause, &self.known.clauses, help);
            }
            x.controls_2022
                .0
                .iter()
                .for_each(|id| self.control_2022(&x.place, id));
            x.controls_2013
                .0
                .iter()
                .for_each(|id| self.control_2013(&x.place, id));
        }
    }

    fn rules(&mut self, content: &Content) {
        for x in &content.rules {
            self.control_2022(&x.place, &x.control);
            self.word::<vocabulary::Plausibility>(&x.place, &x.plausibility);
            self.questions(&x.place, x.applies.questions());
            x.example
                .iter()
                .for_each(|example| self.questions(&x.place, example.answers.keys()));
        }
        for x in &content.contradictions {
            self.questions(&x.place, x.when.questions());
            x.example
                .iter()
                .for_each(|example| self.questions(&x.place, example.answers.keys()));
        }
    }

    fn scenarios(&mut self, content: &Content) {
        for x in &content.scenarios {
            if let Some(sector) = &x.sector {
                self.word::<vocabulary::Sector>(&x.place, sector);
            }
            self.questions(&x.place, &x.when);
            self.role(&x.place, &x.owner_role);
            x.controls
                .iter()
                .for_each(|id| self.control_2022(&x.place, id));
        }
    }

    fn parameters(&mut self, content: &Content) {
        for x in &content.parameters {
            self.questions(&x.place, x.stricter_when.iter().map(|when| &when.question));
        }
    }

    fn questions(&mut self, place: &Place, ids: impl IntoIterator<Item: AsRef<str>>) {
        for id in ids {
            let help = "use the id of a question in content/questions";
            self.exists(place, "question", id.as_ref(), &self.known.questions, help);
        }
    }

    fn role(&mut self, place: &Place, id: &str) {
        let help = "use a role of content/catalogue/roles.csv";
        self.exists(place, "role", id, &self.known.roles, help);
    }

    fn control_2022(&mut self, place: &Place, id: &str) {
        let help = if self.known.controls_2013.contains(id) {
            "this is a control of 2013; see content/catalogue/mapping.csv for what followed it"
        } else {
            "use an identifier of content/catalogue/controls-2022.csv"
        };
        self.exists(place, "2022 control", id, &self.known.controls_2022, help);
    }

    fn control_2013(&mut self, place: &Place, id: &str) {
        let help = if self.known.controls_2022.contains(id) {
            "this is a control of 2022; see content/catalogue/mapping.csv for what came before it"
        } else {
            "use an identifier of content/catalogue/controls-2013.csv"
        };
        self.exists(place, "2013 control", id, &self.known.controls_2013, help);
    }

    fn exists(&mut self, place: &Place, noun: &str, id: &str, known: &BTreeSet<&str>, help: &str) {
        if !known.contains(id) {
            self.problems.add(
                place,
                "dangling-id",
                format!("there is no {noun} `{id}`"),
                help,
            );
        }
    }

    /// A word of one of the closed lists of `annexa::catalogue`.
    fn word<T: FromStr<Err = vocabulary::UnknownId>>(&mut self, place: &Place, word: &str) {
        if let Err(error) = word.parse::<T>() {
            self.problems.add(
                place,
                "unknown-word",
                error.message().to_owned(),
                error.help(),
            );
        }
    }
}
