//! The catalogue as it ships: complete, consistent, and read back from its own ids.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets what it does not expect has failed"
)]

use annexa::catalogue::*;
use annexa::selection::{Outcome, Selection};
use annexa::workspace::Data;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Display};
use std::fs;
use std::path::Path;
use std::str::FromStr;

fn control(id: &str) -> ControlId {
    id.parse().unwrap()
}

fn controls() -> impl Iterator<Item = ControlId> {
    ControlId::all(Edition::V2022).chain(ControlId::all(Edition::V2013))
}

#[test]
fn everything_is_there() {
    assert_eq!(ControlId::all(Edition::V2022).count(), 93);
    assert_eq!(ControlId::all(Edition::V2013).count(), 114);
    assert_eq!(ControlId::COUNT, 207);
    assert_eq!(mapping().count(), 126);
    assert_eq!(ClauseId::all().count(), 41);
    assert_eq!(DocumentId::all().count(), 100);
    assert_eq!(QuestionId::all().count(), 46);
    assert_eq!(SectionId::all().count(), 9);
    assert_eq!(ScenarioId::all().count(), 172);
    assert_eq!(RoleId::all().count(), 12);
    let ruled: BTreeSet<_> = ControlId::all(Edition::V2022)
        .map(|id| rule(id).control)
        .collect();
    assert_eq!(ruled.len(), 93);
}

#[test]
fn themes_and_domains_have_the_standard_s_sizes() {
    let mut sizes: BTreeMap<Theme, usize> = BTreeMap::new();
    for id in controls() {
        assert_eq!(id.get().theme.edition(), id.edition());
        *sizes.entry(id.get().theme).or_default() += 1;
    }
    let sizes: Vec<_> = sizes.into_values().collect();
    assert_eq!(sizes[..4], [37, 8, 14, 34]);
    assert_eq!(sizes[4..], [2, 7, 6, 10, 14, 2, 15, 14, 7, 13, 5, 7, 4, 8]);
}

#[test]
fn controls_stand_in_the_order_of_the_standard() {
    let numbers = |id: ControlId| -> Vec<u8> {
        let parts = id.as_str().trim_start_matches("A.").split('.');
        parts.map(|part| part.parse().unwrap()).collect()
    };
    for edition in [Edition::V2022, Edition::V2013] {
        let order: Vec<_> = ControlId::all(edition).map(numbers).collect();
        assert!(order.is_sorted());
        let positions = ControlId::all(edition).map(ControlId::position);
        assert!(positions.eq(0..ControlId::all(edition).len()));
        assert!(ControlId::all(edition).all(|id| id.edition() == edition));
        assert!(ControlId::all(edition).all(|id| id.get().edition == edition));
    }
}

#[test]
fn eleven_controls_are_new_in_2022() {
    let new: Vec<_> = controls()
        .filter(|id| id.get().new_in_2022)
        .map(ControlId::as_str)
        .collect();
    let expected = [
        "A.5.7", "A.5.23", "A.5.30", "A.7.4", "A.8.9", "A.8.10", "A.8.11", "A.8.12", "A.8.16",
        "A.8.23", "A.8.28",
    ];
    assert_eq!(new, expected);
    for id in ControlId::all(Edition::V2022) {
        assert_eq!(predecessors(id).is_empty(), id.get().new_in_2022, "{id}");
    }
}

#[test]
fn a_control_has_the_attributes_of_the_standard() {
    let words = |id: &str, attribute| -> Vec<_> {
        control(id)
            .get()
            .attributes
            .values(attribute)
            .map(|(word, _)| word)
            .collect()
    };
    assert_eq!(words("A.8.13", Attribute::Type), ["corrective"]);
    assert_eq!(
        words("A.8.13", Attribute::Property),
        ["integrity", "availability"]
    );
    assert_eq!(words("A.8.13", Attribute::Concept), ["recover"]);
    assert_eq!(words("A.8.13", Attribute::Capability), ["continuity"]);
    assert_eq!(words("A.8.13", Attribute::Domain), ["protection"]);
    assert!(
        Attribute::ALL
            .iter()
            .all(|attribute| words("A.12.3.1", *attribute).is_empty())
    );
    for id in ControlId::all(Edition::V2022) {
        for attribute in Attribute::ALL {
            assert!(
                !words(id.as_str(), attribute).is_empty(),
                "{id} {attribute:?}"
            );
        }
    }
}

#[test]
fn the_map_is_the_same_both_ways() {
    for Mapping { from, to, relation } in mapping() {
        let Some(from) = from else {
            assert_eq!(relation, Relation::New);
            continue;
        };
        assert!(successors(from).contains(&to));
        assert!(predecessors(to).contains(&from));
        let merged = matches!(relation, Relation::Merged | Relation::Split);
        assert_eq!(merged, predecessors(to).len() > 1, "{from} {to}");
        assert_eq!(
            relation == Relation::Split,
            successors(from).len() > 1,
            "{from}"
        );
    }
    assert!(ControlId::all(Edition::V2013).all(|id| !successors(id).is_empty()));
    assert_eq!(
        successors(control("A.18.2.3")),
        [control("A.5.36"), control("A.8.8")]
    );
    assert_eq!(predecessors(control("A.8.13")), [control("A.12.3.1")]);
    assert!(successors(control("A.8.13")).is_empty());
    assert!(predecessors(control("A.12.3.1")).is_empty());
}

/// Every id is read back from its text, also through serde, and knows its place.
fn round_trips<T>(all: impl Iterator<Item = T>)
where
    T: Copy + Ord + Debug + Display + FromStr<Err = UnknownId> + Serialize + DeserializeOwned,
{
    let mut last = None;
    for id in all {
        assert_eq!(id.to_string().parse(), Ok(id));
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(json, format!("\"{id}\""));
        assert_eq!(serde_json::from_str::<T>(&json).unwrap(), id);
        assert_eq!(format!("{id:?}"), id.to_string());
        assert!(last < Some(id));
        last = Some(id);
    }
    assert!(last.is_some());
}

#[test]
fn ids_are_read_back() {
    round_trips(controls());
    round_trips(ClauseId::all());
    round_trips(DocumentId::all().chain(DocumentId::merged()));
    round_trips(QuestionId::all());
    round_trips(SectionId::all());
    round_trips(RoleId::all());
    round_trips(ScenarioId::all());
    round_trips(ParameterId::all());
    assert!(controls().map(ControlId::index).eq(0..ControlId::COUNT));
    assert!(
        DocumentId::all()
            .chain(DocumentId::merged())
            .map(DocumentId::index)
            .eq(0..DocumentId::COUNT)
    );
}

#[test]
fn words_are_read_back() {
    for theme in Theme::ALL {
        assert_eq!(theme.word().parse(), Ok(*theme));
        let json = serde_json::to_string(theme).unwrap();
        assert_eq!(serde_json::from_str::<Theme>(&json).unwrap(), *theme);
    }
    assert_eq!(serde_json::to_string(&Edition::V2013).unwrap(), "\"2013\"");
    assert_eq!(Edition::default().to_string(), "ISO/IEC 27001:2022");
    let error = "2005".parse::<Edition>().unwrap_err();
    assert_eq!(error.message(), "unknown edition `2005`");
    assert_eq!(error.help(), "use one of 2022, 2013");
}

#[test]
fn an_unknown_id_is_named() {
    for wrong in ["A.5.38", "a.5.1", "A.5.1 ", "", "A.5.01", "5.1"] {
        let error = wrong.parse::<ControlId>().unwrap_err();
        assert_eq!(error.message(), format!("unknown control `{wrong}`"));
        let error = serde_json::from_value::<ControlId>(wrong.into()).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with(&format!("unknown control `{wrong}`"))
        );
    }
    let error = "back-up-policy".parse::<DocumentId>().unwrap_err();
    assert_eq!(error.message(), "unknown document `back-up-policy`");
    let error = serde_json::from_str::<QuestionId>("7")
        .unwrap_err()
        .to_string();
    assert!(error.contains("expected a text"), "{error}");
}

#[test]
fn a_huge_unknown_id_is_cut_short() {
    let error = "é".repeat(1_000_000).parse::<ControlId>().unwrap_err();
    assert_eq!(
        error.message(),
        format!("unknown control `{}…`", "é".repeat(60))
    );
}

#[test]
fn a_control_of_the_wrong_edition_is_told_from_an_unknown_one() {
    assert_eq!(
        ControlId::parse_in("A.8.13", Edition::V2022),
        Ok(control("A.8.13"))
    );
    let error = ControlId::parse_in("A.5.7", Edition::V2013).unwrap_err();
    assert_eq!(
        error.message(),
        "control `A.5.7` is not in ISO/IEC 27001:2013"
    );
    assert_eq!(
        error.help(),
        "it is a control of ISO/IEC 27001:2022; nothing matches it there"
    );
    let error = ControlId::parse_in("A.18.2.3", Edition::V2022).unwrap_err();
    assert_eq!(
        error.help(),
        "it is a control of ISO/IEC 27001:2013; use A.5.36 and A.8.8 instead"
    );
    let error = ControlId::parse_in("A.9.9.9", Edition::V2013).unwrap_err();
    assert_eq!(error.message(), "unknown control `A.9.9.9`");
}

#[test]
fn controls_and_documents_name_each_other() {
    for id in controls() {
        assert!(!id.get().documents.is_empty(), "{id}");
        for document in id.get().documents {
            assert!(
                document.get().controls(id.edition()).contains(&id),
                "{id} {document}"
            );
        }
    }
    for document in DocumentId::all() {
        for edition in [Edition::V2022, Edition::V2013] {
            for id in document.get().controls(edition) {
                assert_eq!(id.edition(), edition);
                assert!(id.get().documents.contains(&document), "{document} {id}");
            }
        }
    }
}

#[test]
fn merged_documents_and_their_members_name_each_other() {
    for document in DocumentId::merged() {
        assert!(document.is_merged() && document.get().home.is_none());
        for member in document.get().members {
            assert_eq!(member.get().home, Some(document));
        }
    }
    for topic in DocumentId::all() {
        assert!(!topic.is_merged());
        if let Some(home) = topic.get().home {
            assert!(home.get().members.contains(&topic), "{topic}");
        }
    }
}

#[test]
fn documents_are_listed_by_clause_then_by_control() {
    let mut documents: Vec<_> = DocumentId::all().map(DocumentId::get).collect();
    documents.sort_by_key(|document| document.order);
    assert!(documents.iter().map(|document| document.order).eq(1..=100));
    assert_eq!(documents[0].id, "context-and-interested-parties");
    assert!(documents.is_sorted_by_key(|document| document.clauses.is_empty()));
    let always = documents
        .iter()
        .filter(|document| document.mandatory == Mandatory::Always);
    assert_eq!(always.count(), 15);
    let seeds: BTreeSet<_> = documents
        .iter()
        .filter_map(|document| document.seed)
        .collect();
    assert!(seeds.into_iter().eq(1..=38));
}

#[test]
fn fourteen_clauses_ask_for_documented_information() {
    let documented = ClauseId::all().filter(|id| id.get().documented.is_some());
    assert_eq!(documented.count(), 14);
    let climate: ClauseId = "4.1".parse().unwrap();
    assert!(climate.amendment().unwrap().contains("climate"));
    let planning: ClauseId = "6.3".parse().unwrap();
    assert_eq!(planning.get().clause_2013, None);
}

#[test]
fn every_question_belongs_to_its_section() {
    let listed: Vec<_> = SectionId::all()
        .flat_map(|id| id.get().questions)
        .copied()
        .collect();
    assert!(listed.iter().copied().eq(QuestionId::all()));
    for id in QuestionId::all() {
        assert!(id.get().section.get().questions.contains(&id));
    }
}

#[test]
fn prose_belongs_to_its_record() {
    let last = QuestionId::all().last().unwrap();
    assert_eq!(last.as_str(), "tests_with_real_data");
    assert!(last.why().starts_with("Real data"));
    assert!(last.counts_as_yes().contains("staging"));
    assert!(last.evidence().starts_with("Test concept"));
    let backup: DocumentId = "backup-policy".parse().unwrap();
    assert!(backup.purpose().contains("backed up"));
    let scenario: ScenarioId = "cons-15".parse().unwrap();
    assert_eq!(
        scenario.texts().title,
        "Guest network leads to internal files"
    );
    assert!(scenario.texts().threat.contains("visitor"));
    assert!(scenario.texts().vulnerability.contains("wireless"));
    let role: RoleId = "internal-auditor".parse().unwrap();
    assert!(role.duties().contains("their own work"));
    let cabling = rule(control("A.7.12"));
    assert!(cabling.reason().contains("Cables"));
    assert!(cabling.exclusion().contains("cabling"));
    let retention: ParameterId = "backup-retention".parse().unwrap();
    assert_eq!(retention.question(), "For how long is a backup kept?");
    assert!(retention.reason().contains("weeks"));
}

#[test]
fn a_parameter_gets_stricter_with_an_answer() {
    let leaver: ParameterId = "leaver-removal".parse().unwrap();
    let value = |yes: &[&str]| leaver.get().default_when(|id| yes.contains(&id.as_str()));
    assert_eq!(value(&[]), ParameterDefault::Number(24));
    assert_eq!(value(&["has_admin_accounts"]), ParameterDefault::Number(12));
    let both = ["has_admin_accounts", "special_category_data"];
    assert_eq!(value(&both), ParameterDefault::Number(8));
}

/// A rule of `content/rules` as its examples need it.
#[derive(Deserialize)]
struct RuleFile {
    #[serde(default)]
    rule: Vec<RuleRow>,
    #[serde(default)]
    contradiction: Vec<ContradictionRow>,
}

#[derive(Deserialize)]
struct RuleRow {
    control: ControlId,
    #[serde(default)]
    example: Vec<Example>,
}

#[derive(Deserialize)]
struct ContradictionRow {
    id: String,
    example: Vec<Example>,
}

#[derive(Deserialize)]
struct Example {
    answers: BTreeMap<QuestionId, String>,
    #[serde(alias = "opposed")]
    applicable: String,
}

fn rule_files() -> Vec<RuleFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/rules");
    let files = fs::read_dir(folder).unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    texts.map(|text| toml::from_str(&text).unwrap()).collect()
}

/// An organisation that has given these answers and nothing else.
fn organisation(answers: &BTreeMap<QuestionId, String>, edition: Edition) -> Data {
    let rows = answers.iter();
    let rows =
        rows.map(|(question, value)| serde_json::json!({ "question": question, "value": value }));
    let rows: Vec<_> = rows.collect();
    let data = serde_json::json!({ "organisation": { "edition": edition }, "answers": rows });
    serde_json::from_value(data).unwrap()
}

#[test]
fn the_rules_do_what_their_examples_say() {
    let mut tried = 0;
    for row in rule_files().into_iter().flat_map(|file| file.rule) {
        for example in row.example {
            let selection = Selection::of(&organisation(&example.answers, Edition::V2022));
            let verdict = selection.verdicts().get(row.control).unwrap();
            let found = match (verdict.outcome, verdict.to_confirm) {
                (Outcome::Included, true) => "to-confirm",
                (Outcome::Included, false) => "yes",
                (Outcome::Excluded, _) => "no",
            };
            assert_eq!(
                found, example.applicable,
                "{} {:?}",
                row.control, example.answers
            );
            tried += 1;
        }
    }
    assert!(tried > 140, "only {tried} examples");
}

#[test]
fn a_2013_control_follows_its_successors() {
    for row in rule_files().into_iter().flat_map(|file| file.rule) {
        for example in row.example {
            let of = |edition| Selection::of(&organisation(&example.answers, edition));
            let (new, old) = (of(Edition::V2022), of(Edition::V2013));
            for id in ControlId::all(Edition::V2013) {
                let followed = successors(id)
                    .iter()
                    .any(|next| new.verdicts().included(*next));
                assert_eq!(
                    old.verdicts().included(id),
                    followed,
                    "{id} {:?}",
                    example.answers
                );
            }
        }
    }
}

#[test]
fn contradictions_are_what_their_examples_say() {
    let rows = rule_files().into_iter().flat_map(|file| file.contradiction);
    let rows: BTreeMap<_, _> = rows.map(|row| (row.id.clone(), row)).collect();
    assert_eq!(rows.len(), contradictions().len());
    for contradiction in contradictions() {
        for example in &rows[contradiction.id].example {
            let answer = |id| example.answers.get(&id).map(|value| value == "yes");
            let opposed = contradiction.condition.holds(&answer);
            let opposed = opposed.map_or("to-confirm", |holds| if holds { "yes" } else { "no" });
            assert_eq!(opposed, example.applicable, "{}", contradiction.id);
        }
    }
}
