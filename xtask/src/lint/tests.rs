//! Faults planted into a copy of the real content, each beside a clean twin.

use super::check;
use crate::content::Problem;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A copy of `content/` that is deleted at the end.
pub struct Copy(PathBuf);

impl Copy {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("annexa-lint-{}-{count}", std::process::id()));
        copy(&crate::files::root().join("content"), &root.join("content"));
        Self(root)
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.0.join("content").join(file)
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    /// Replaces the first place where `from` stands.
    pub fn replace(&self, file: &str, from: &str, to: &str) -> &Self {
        let text = self.read(file);
        assert!(text.contains(from), "{file} has no `{from}`");
        fs::write(self.path(file), text.replacen(from, to, 1)).unwrap();
        self
    }

    pub fn append(&self, file: &str, more: &str) -> &Self {
        fs::write(self.path(file), self.read(file) + more).unwrap();
        self
    }

    pub fn problems(&self) -> Vec<Problem> {
        check(&self.0).0
    }

    pub fn codes(&self) -> Vec<&'static str> {
        self.problems().iter().map(|problem| problem.code).collect()
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Plants `fault` in place of `from` and expects `code` only; `twin` in the same place is fine.
#[track_caller]
pub fn planted(file: &str, from: &str, fault: &str, twin: &str, code: &str) {
    let codes = Copy::new().replace(file, from, fault).codes();
    assert!(
        !codes.is_empty() && codes.iter().all(|found| *found == code),
        "{codes:?}"
    );
    assert_eq!(Copy::new().replace(file, from, twin).problems(), []);
}

const CONTROLS: &str = "catalogue/controls-2022.csv";
const DOCUMENTS: &str = "catalogue/documents.csv";
const MAPPING: &str = "catalogue/mapping.csv";
const PHYSICAL: &str = "rules/physical.toml";
const TECHNOLOGICAL: &str = "rules/technological.toml";
const CONTRADICTIONS: &str = "rules/contradictions.toml";
const PEOPLE: &str = "questions/1-people.toml";
const SAAS: &str = "scenarios/saas.toml";
const ANY: &str = "scenarios/any.toml";
const PARAMETERS: &str = "parameters/parameters.toml";
const PENDING: &str = "templates/PENDING.txt";

#[test]
fn the_content_is_clean() {
    assert_eq!(Copy::new().problems(), []);
}

#[test]
fn all_faults_are_reported_at_once_with_place_and_help() {
    let copy = Copy::new();
    copy.replace(SAAS, "impact = 5", "impact = 9")
        .replace(
            PHYSICAL,
            "title = \"Physical entry\"",
            "title = \"Physical entrance\"",
        )
        .append(PENDING, "no-such-document\n");
    let problems = copy.problems();
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["wrong-title", "out-of-range", "dangling-id"]);
    assert_eq!(problems[0].place.file, "content/rules/physical.toml");
    let line = copy.read(PHYSICAL);
    let rule = line.lines().nth(problems[0].place.line - 1);
    assert_eq!(rule, Some("[[rule]]"));
    assert_eq!(problems[0].help, "call it `Physical entry`");
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_its_line() {
    let copy = Copy::new();
    copy.replace(PHYSICAL, "expected = false", "expected = maybe");
    let problems = copy.problems();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].code, "unreadable");
    let line = copy.read(PHYSICAL);
    let line = line.lines().nth(problems[0].place.line - 1).unwrap();
    assert_eq!(line, "expected = maybe");
}

#[test]
fn an_unknown_field_is_refused() {
    let codes = Copy::new()
        .replace(PEOPLE, "evidence =", "evidenc =")
        .codes();
    assert_eq!(codes, ["unreadable"]);
}

#[test]
fn a_short_row_is_refused() {
    let copy = Copy::new();
    copy.append("catalogue/roles.csv", "chief-of-nothing,Chief of nothing\n");
    assert_eq!(copy.codes(), ["unreadable"]);
}

#[test]
fn a_control_that_a_scenario_names_has_to_exist() {
    let from = "\"A.5.23\", \"A.8.9\"";
    planted(
        SAAS,
        from,
        "\"A.5.99\", \"A.8.9\"",
        "\"A.5.22\", \"A.8.9\"",
        "dangling-id",
    );
}

#[test]
fn a_control_of_the_wrong_edition_is_pointed_to_the_mapping() {
    let copy = Copy::new();
    copy.replace(SAAS, "\"A.5.23\"", "\"A.12.3.1\"");
    let problems = copy.problems();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, "there is no 2022 control `A.12.3.1`");
    assert!(problems[0].help.starts_with("this is a control of 2013"));
}

#[test]
fn a_question_that_a_rule_names_has_to_exist() {
    let copy = Copy::new();
    copy.replace(
        PHYSICAL,
        "\"has_premises\", \"has_server_room\"",
        "\"has_premise\", \"has_server_room\"",
    );
    // The examples answer the question that the condition no longer asks, and miss their mark.
    assert_eq!(copy.codes()[0], "dangling-id");
}

#[test]
fn a_role_has_to_exist() {
    planted(
        SAAS,
        "\"engineering-lead\"",
        "\"engineer\"",
        "\"it-manager\"",
        "dangling-id",
    );
}

#[test]
fn a_kind_of_document_has_to_be_one_of_the_list() {
    planted(
        DOCUMENTS,
        "ISMS scope,statement",
        "ISMS scope,essay",
        "ISMS scope,plan",
        "unknown-word",
    );
}

#[test]
fn an_attribute_value_has_to_be_one_of_the_list() {
    planted(
        CONTROLS,
        "organizational,preventive",
        "organizational,preventative",
        "organizational,detective",
        "unknown-word",
    );
}

#[test]
fn an_id_is_used_once() {
    planted(
        SAAS,
        "id = \"saas-02\"",
        "id = \"saas-01\"",
        "id = \"saas-99\"",
        "duplicate-id",
    );
}

#[test]
fn a_control_has_one_rule() {
    let copy = Copy::new();
    copy.replace(
        TECHNOLOGICAL,
        "control = \"A.8.16\"",
        "control = \"A.8.15\"",
    );
    let codes = copy.codes();
    assert!(codes.contains(&"duplicate-id"), "{codes:?}");
    assert!(codes.contains(&"control-without-rule"), "{codes:?}");
}

#[test]
fn a_title_is_the_catalogues() {
    planted(
        PHYSICAL,
        "title = \"Physical entry\"",
        "title = \"Entry\"",
        "title = \"Physical entry\" # yes",
        "wrong-title",
    );
}

#[test]
fn a_condition_can_go_either_way() {
    let copy = Copy::new();
    let fault = "applies = { any = [\"has_premises\", { not = \"has_premises\" }] }";
    copy.replace(PHYSICAL, "applies = \"has_premises\"", fault);
    let codes = copy.codes();
    assert!(codes.contains(&"unreachable-rule"), "{codes:?}");
}

#[test]
fn each_question_of_a_condition_counts() {
    let from = "applies = \"has_premises\"";
    let fault =
        "applies = { any = [\"has_premises\", { all = [\"has_premises\", \"has_equipment\"] }] }";
    let twin = "applies = { all = [\"has_premises\", { any = [\"has_premises\"] }] }";
    planted(PHYSICAL, from, fault, twin, "idle-question");
}

#[test]
fn an_example_comes_out_as_it_says() {
    let from = "answers = { has_premises = \"yes\" }\napplicable = \"yes\"";
    let fault = "answers = { has_premises = \"yes\" }\napplicable = \"to-confirm\"";
    let codes = Copy::new().replace(PHYSICAL, from, fault).codes();
    assert_eq!(codes, ["example-fails", "too-few-examples"]);
    let twin = "answers = { has_server_room = \"yes\" }\napplicable = \"yes\"";
    assert_eq!(Copy::new().replace(PHYSICAL, from, twin).problems(), []);
}

#[test]
fn an_example_answers_only_what_is_asked() {
    let from = "answers = { has_premises = \"yes\" }";
    let fault = "answers = { has_premises = \"yes\", remote_work = \"no\" }";
    let twin = "answers = { has_premises = \"yes\", has_server_room = \"no\" }";
    planted(PHYSICAL, from, fault, twin, "idle-answer");
}

#[test]
fn a_contradiction_is_tried_by_its_examples() {
    let from = "has_premises = \"no\" }\nopposed = \"yes\"";
    let fault = "has_premises = \"yes\" }\nopposed = \"yes\"";
    let twin = "has_premises = \"no\" }\nopposed = \"yes\" # as above";
    planted(CONTRADICTIONS, from, fault, twin, "example-fails");
}

#[test]
fn a_rule_that_can_be_answered_away_says_something_for_it() {
    let from = "exclusion = \"No outside party develops";
    let twin = "exclusion = \"Still, no outside party develops";
    planted(
        TECHNOLOGICAL,
        from,
        &from.replace("exclusion =", "#"),
        twin,
        "no-exclusion",
    );
}

#[test]
fn every_question_is_used() {
    let question = "\n[[question]]\nid = \"has_a_cat\"\ntext = \"Is there a cat?\"\n\
        why = \"Cats walk on keyboards.\"\ncounts_as_yes = \"Any cat.\"\nevidence = \"Hair.\"\n";
    let copy = Copy::new();
    copy.append(PEOPLE, question);
    assert_eq!(copy.codes(), ["unused-question"]);
    copy.replace(
        PHYSICAL,
        "\"has_server_room\"] }",
        "\"has_server_room\", \"has_a_cat\"] }",
    )
    .replace(
        PHYSICAL,
        "has_server_room = \"no\" }",
        "has_server_room = \"no\", has_a_cat = \"no\" }",
    );
    assert_eq!(copy.problems(), []);
}

#[test]
fn every_control_has_a_document() {
    let row = "clear-desk-screen-policy,Clear desk and clear screen policy,policy,,A.7";
    let codes = Copy::new()
        .replace(DOCUMENTS, &format!("{row}.7"), &format!("{row}.6"))
        .codes();
    // The template of the document misses the other control as well.
    assert_eq!(codes, ["control-without-document", "not-covered"]);
}

#[test]
fn every_clause_that_asks_for_it_has_a_document() {
    let codes = Copy::new()
        .replace(
            DOCUMENTS,
            "Evidence of competence,record,7.2",
            "Evidence of competence,record,7.1",
        )
        .replace(DOCUMENTS, "plan,7.2;7.3", "plan,7.3")
        .codes();
    assert_eq!(codes, ["clause-without-document", "not-covered"]);
}

#[test]
fn a_document_is_called_for() {
    planted(
        DOCUMENTS,
        "Evidence of competence,record,7.2,",
        "Evidence of competence,record,,",
        "Proof of competence,record,7.2,",
        "document-not-called-for",
    );
}

#[test]
fn a_new_control_has_no_predecessor() {
    planted(
        MAPPING,
        ",A.5.7,new",
        ",A.5.7,renamed",
        ",A.5.7,new\nA.5.1.1,A.5.7,merged",
        "mapping",
    );
}

#[test]
fn every_control_is_mapped() {
    let codes = Copy::new().replace(MAPPING, ",A.5.7,new\n", "").codes();
    assert_eq!(codes, ["mapping"]);
}

#[test]
fn a_starter_risk_keeps_to_the_scale() {
    planted(
        SAAS,
        "likelihood = 3",
        "likelihood = 0",
        "likelihood = 1",
        "out-of-range",
    );
}

#[test]
fn a_starter_risk_affects_a_property() {
    planted(
        SAAS,
        "affects = [\"confidentiality\"]",
        "affects = [\"privacy\"]",
        "affects = [\"integrity\"]",
        "unknown-word",
    );
}

#[test]
fn a_starter_risk_names_a_known_sector_and_known_questions() {
    planted(
        SAAS,
        "sector = \"saas\"",
        "sector = \"sass\"",
        "sector = \"media\"",
        "unknown-word",
    );
    planted(
        SAAS,
        "when = [\"develops_software\"]",
        "when = [\"writes_software\"]",
        "when = [\"holds_source_code\"]",
        "dangling-id",
    );
    planted(
        SAAS,
        "when = [\"develops_software\"]",
        "when = []",
        "when = [\"develops_software\", \"uses_cloud\"]",
        "idle-scenario",
    );
}

#[test]
fn every_control_treats_two_starter_risks() {
    planted(
        ANY,
        "[\"A.8.34\", \"A.8.6\"",
        "[\"A.8.6\"",
        "[\"A.8.6\", \"A.8.34\"",
        "idle-control",
    );
}

#[test]
fn a_default_lies_in_its_range() {
    planted(
        PARAMETERS,
        "default = 12",
        "default = 48",
        "default = 24",
        "parameter-value",
    );
}

#[test]
fn a_stricter_value_lies_in_its_range() {
    planted(
        PARAMETERS,
        "\"special_category_data\", value = 8",
        "\"special_category_data\", value = 0",
        "\"special_category_data\", value = 9",
        "parameter-value",
    );
}

#[test]
fn a_choice_is_among_its_options() {
    planted(
        PARAMETERS,
        "default = \"the line manager and the owner of the information\"",
        "default = \"anybody\"",
        "default = \"the line manager\"",
        "parameter-value",
    );
}

#[test]
fn a_number_has_bounds() {
    planted(
        PARAMETERS,
        "min = 1\nmax = 24",
        "min = 1",
        "min = 2\nmax = 24",
        "parameter-shape",
    );
}

#[test]
fn a_text_fits_its_place() {
    let from = "evidence = \"Payroll, organisation chart, staff list.\"";
    let long = format!("evidence = \"P{}.\"", "ayroll".repeat(30));
    planted(PEOPLE, from, &long, "evidence = \"Payroll.\"", "long-text");
}

#[test]
fn a_text_has_the_form_of_its_field() {
    let from = "evidence = \"Payroll, organisation chart, staff list.\"";
    planted(
        PEOPLE,
        from,
        "evidence = \"Payroll, staff list\"",
        "evidence = \"Payroll, staff list.\"",
        "text-form",
    );
}

#[test]
fn our_own_words_are_british() {
    let from = "evidence = \"Payroll, organisation chart";
    planted(
        PEOPLE,
        from,
        "evidence = \"Payroll, organization chart",
        from,
        "spelling",
    );
}

#[test]
fn a_text_is_not_copied_from_another_entry() {
    let why =
        "why = \"Most rules about people, from contracts to training, follow from having any.\"";
    let next = "why = \"They need the same rules as staff, but by contract, and their access has to end with it.\"";
    planted(
        PEOPLE,
        next,
        why,
        "why = \"They need rules too.\"",
        "repeated-text",
    );
}

#[test]
fn a_text_is_not_copied_from_another_field() {
    let from = "reason = \"Cables can be cut, tapped or mixed up.\"";
    let copied =
        "reason = \"Whoever runs cables has to keep them from being cut, tapped or mixed up.\"";
    planted(
        PHYSICAL,
        from,
        copied,
        "reason = \"Cables can be cut.\"",
        "borrowed-text",
    );
}

#[test]
fn the_mark_that_spreadsheets_leave_is_read_over() {
    let copy = Copy::new();
    copy.replace(DOCUMENTS, "# The 100", "\u{feff}# The 100");
    assert_eq!(copy.problems(), []);
}
