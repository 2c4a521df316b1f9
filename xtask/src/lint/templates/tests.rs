//! Faults planted into a small template, beside the template itself.

use crate::content::Problem;
use crate::lint::tests::Copy;
use std::fs;

const DOCUMENT: &str = "clear-desk-screen-policy";
const TEMPLATE: &str = r#"+++
audience = "Everyone"
summary = "How papers and screens are kept from being read."
parameters = ["screen-lock", "record-retention"]
roles = ["ciso"]
facts = ["has_paper_records"]
related = ["acceptable-use-policy"]

[[records]]
name = "Notes of walk-rounds"
keeper = "ciso"
kept = "record-retention"
+++
## Rules {#rules satisfies="A.7.7"}

A screen locks itself after {{ param("screen-lock") }}. {{ Role("ciso") }} may ask for less.

{% if facts.has_paper_records %}
Papers are locked away, see {{ doc("physical-security-policy") }}, {{ control("A.7.3") }}.
{% endif %}
"#;

/// A document that waits for its template in these tests: as long as one does, parameters may be
/// there before the text that prints them, such as those of the template that is replaced.
const WAITING: &str = "audit-test-agreement";

/// The real content with this template in place of what is there.
fn with(template: &str) -> Copy {
    let copy = Copy::new();
    copy.append("templates/PENDING.txt", &format!("\n{WAITING}\n"));
    fs::remove_file(copy.path(&format!("templates/{WAITING}.md"))).unwrap();
    fs::write(copy.path(&format!("templates/{DOCUMENT}.md")), template).unwrap();
    copy
}

/// What comes of one replacement.
#[track_caller]
fn planted(from: &str, fault: &str) -> Vec<Problem> {
    assert!(TEMPLATE.contains(from));
    with(&TEMPLATE.replacen(from, fault, 1)).problems()
}

/// One replacement makes one problem, with this code, in this line.
#[track_caller]
fn one(from: &str, fault: &str, code: &str, line: usize) {
    let problems = planted(from, fault);
    let found: Vec<_> = problems.iter().map(|x| (x.code, x.place.line)).collect();
    assert_eq!(found, [(code, line)], "{problems:?}");
}

#[test]
fn a_sound_template_is_clean() {
    assert_eq!(with(TEMPLATE).problems(), []);
}

#[test]
fn a_template_begins_with_front_matter() {
    one("+++\naudience", "audience", "front-matter", 1);
    one("roles = [\"ciso\"]", "roles = [\"ciso\"", "front-matter", 6);
}

#[test]
fn a_parameter_is_declared_and_exists() {
    one("[\"screen-lock\", ", "[", "undeclared", 16);
    one(
        "\"screen-lock\", ",
        "\"screen-lock\", \"leaver-removal\", ",
        "idle-declaration",
        4,
    );
    let codes: Vec<_> = planted("param(\"screen-lock\")", "param(\"screen-block\")")
        .iter()
        .map(|x| x.code)
        .collect();
    assert_eq!(codes, ["idle-declaration", "undeclared"]);
    one(
        "\"screen-lock\", ",
        "\"screen-lock\", \"screen-block\", ",
        "dangling-id",
        4,
    );
}

#[test]
fn the_time_that_records_are_kept_is_declared() {
    one(", \"record-retention\"]", "]", "undeclared", 12);
}

#[test]
fn a_role_is_declared() {
    one(
        "{{ Role(\"ciso\") }}",
        "{{ role(\"ciso\", \"hr-manager\") }}",
        "undeclared",
        16,
    );
}

#[test]
fn a_fact_is_declared() {
    one("see {{", "{{ facts.remote_work }} {{", "undeclared", 19);
}

#[test]
fn documents_and_controls_exist() {
    one(
        "\"physical-security-policy\"",
        "\"physical-policy\"",
        "dangling-id",
        19,
    );
    one(
        "\"acceptable-use-policy\"",
        "\"use-policy\"",
        "dangling-id",
        7,
    );
    one(
        "control(\"A.7.3\")",
        "control(\"A.7.33\")",
        "dangling-id",
        19,
    );
    one("control(\"A.7.3\")", "clause(\"A.7.3\")", "dangling-id", 19);
}

#[test]
fn registers_and_their_columns_exist() {
    let put = |call: &str| {
        planted(
            "A screen locks",
            &format!("{{{{ {call} }}}} A screen locks"),
        )
    };
    assert_eq!(put("table(\"visitor-log\", \"visitor\", \"host\")"), []);
    for (call, message) in [
        ("rows(\"visitors\")", "there is no register `visitors`"),
        (
            "table(\"visitor-log\", \"guest\")",
            "`visitor-log` has no column `guest`",
        ),
        (
            "cards(\"risk-register\")",
            "there is no register `risk-register`",
        ),
    ] {
        let problems = put(call);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(
            (problems[0].code, &*problems[0].message),
            ("dangling-id", message)
        );
    }
}

#[test]
fn sections_cover_what_the_document_is_for() {
    one(
        "satisfies=\"A.7.7\"",
        "satisfies=\"A.7.6\"",
        "not-covered",
        1,
    );
    one(
        "satisfies=\"A.7.7\"",
        "satisfies=\"A.7.7 A.7.66\"",
        "dangling-id",
        14,
    );
    assert_eq!(
        planted("satisfies=\"A.7.7\"", "satisfies=\"A.7.7 7.5.3\""),
        []
    );
}

#[test]
fn a_template_is_named_after_a_document() {
    let copy = with(TEMPLATE);
    fs::write(copy.path("templates/desk-policy.md"), TEMPLATE).unwrap();
    fs::write(copy.path("templates/README.md"), "For people.").unwrap();
    assert_eq!(copy.codes(), ["dangling-id"]);
}

#[test]
fn a_document_has_a_template_or_waits_for_one() {
    let copy = with(TEMPLATE);
    fs::remove_file(copy.path(&format!("templates/{DOCUMENT}.md"))).unwrap();
    assert_eq!(copy.codes(), ["document-without-template"]);
    copy.append("templates/PENDING.txt", &format!("\n{DOCUMENT}\n"));
    assert_eq!(copy.problems(), []);
}

#[test]
fn a_document_waits_once_exists_and_has_no_template() {
    let copy = with(TEMPLATE);
    copy.append("templates/PENDING.txt", &format!("\n{DOCUMENT}\n"));
    assert_eq!(copy.codes(), ["not-pending"]);
    fs::remove_file(copy.path(&format!("templates/{DOCUMENT}.md"))).unwrap();
    copy.append(
        "templates/PENDING.txt",
        &format!("{DOCUMENT}\nno-such-document\n"),
    );
    assert_eq!(copy.codes(), ["duplicate-id", "dangling-id"]);
}

#[test]
fn when_no_document_waits_every_parameter_is_printed() {
    let idle = "\n[[parameter]]\nid = \"idle-hours\"\nquestion = \"For how long is nothing done?\"\n\
        kind = \"number\"\nunit = \"hours\"\nmin = 1\nmax = 9\ndefault = 3\nreason = \"Rest is due.\"\n";
    let copy = with(TEMPLATE);
    copy.append("parameters/parameters.toml", idle);
    let unused = |copy: &Copy| -> Vec<String> {
        let problems = copy.problems().into_iter();
        let unused = problems.filter(|x| x.code == "unused-parameter");
        unused.map(|x| x.message).collect()
    };
    fs::write(copy.path("templates/PENDING.txt"), "isms-scope").unwrap();
    let _ = fs::remove_file(copy.path("templates/isms-scope.md"));
    assert_eq!(unused(&copy), [""; 0]);
    fs::write(copy.path("templates/PENDING.txt"), "").unwrap();
    let unused = unused(&copy);
    let tells = |id: &str| {
        unused
            .iter()
            .any(|message| message.contains(&format!("`{id}`")))
    };
    assert!(tells("idle-hours"));
    assert!(!tells("screen-lock") && !tells("record-retention"));
}
