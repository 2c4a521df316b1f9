//! One fault for each code, beside what is clean.

use crate::support::{codes, import, plan, proposal, stamp};
use annexa::api::{Session, propose_import, survey_import};
use annexa::import::{ImportProposal, RowOutcome};

/// A risk to begin with, so that others can point to it.
fn session() -> Session {
    let mut session = Session::default();
    let risk = r#"{"put":{"risk":{"id":"r1","number":1,"title":"Fire"}}}"#;
    session
        .dispatch(risk, &serde_json::to_string(&stamp()).unwrap())
        .unwrap();
    session
}

/// What reading a text as something would do, whatever it looks like.
fn read_as(target: &str, text: &str) -> ImportProposal {
    let survey = survey_import(text.as_bytes(), "x.csv", Some((0, target))).unwrap();
    propose_import(
        &session(),
        text.as_bytes(),
        "x.csv",
        &plan(&survey.sheets, "x"),
    )
    .unwrap()
}

/// Target, headings, a clean row, a row with the fault, the code; and whether the row is refused,
/// or only a cell left out.
const FAULTS: [(&str, &str, &str, &str, &str, bool); 17] = [
    (
        "risk",
        "Title;Owner",
        "Flood;CISO",
        ";CISO",
        "missing-value",
        true,
    ),
    (
        "risk",
        "Title;Owner",
        "Flood;CISO",
        "Flood;CISO;more",
        "too-many-cells",
        true,
    ),
    (
        "risk",
        "ID;Title",
        "R-3;Flood\nR-2;Flood",
        "R-2;Flood\nR-2;Storm",
        "duplicate-row",
        true,
    ),
    (
        "risk",
        "Title;Owner",
        "Flood;CISO\nFlood;IT manager",
        "Flood;CISO\nFlood;CISO",
        "duplicate-row",
        true,
    ),
    (
        "action",
        "Risk;Action",
        "R-1;Buy",
        "R-9;Buy",
        "not-found",
        true,
    ),
    (
        "action",
        "Risk;Action;Due",
        "R-1;Buy;2027-01-31",
        "R-1;Buy;soon",
        "not-a-date",
        false,
    ),
    (
        "action",
        "Risk;Action;Due",
        "R-1;Buy;2027-01-31",
        "R-1;Buy;2027-02-30",
        "not-a-date",
        false,
    ),
    (
        "risk",
        "Title;Owner",
        "Flood;CISO",
        "Flood;Nobody",
        "unknown-name",
        false,
    ),
    (
        "risk",
        "Title;Controls",
        "Flood;A.8.13",
        "Flood;A.9.99",
        "unknown-control",
        false,
    ),
    (
        "risk",
        "Title;Controls",
        "Flood;5.1",
        "Flood;A.12.3.1",
        "unknown-control",
        false,
    ),
    (
        "risk",
        "Title;Likelihood;Impact",
        "Flood;3;high",
        "Flood;9;4",
        "not-on-scale",
        false,
    ),
    (
        "risk",
        "Title;Likelihood;Impact",
        "Flood;3;high",
        "Flood;;4",
        "incomplete",
        false,
    ),
    (
        "risk",
        "Title;Treatment",
        "Flood;transfer",
        "Flood;ignore it",
        "unknown-word",
        false,
    ),
    (
        "risk",
        "Title;Treatment",
        "Flood;avoid",
        "Flood;accept for now",
        "partly-read",
        false,
    ),
    (
        "risk",
        "Title;Accepted by;Accepted on",
        "Flood;Ada;1.2.2026",
        "Flood;Ada;",
        "incomplete",
        false,
    ),
    (
        "control",
        "Control;Applicable;Justification",
        "A.5.1;yes;We want it",
        "A.5.1;no;",
        "incomplete",
        false,
    ),
    (
        "backup-restore-test-record",
        "What is restored;Kind;Time taken;Result",
        "Mail;A database;2,5;Passed",
        "Mail;A database;long;Passed",
        "not-a-number",
        false,
    ),
];

#[test]
fn each_fault_has_its_code_place_and_remedy() {
    for (target, head, clean, faulty, code, refused) in FAULTS {
        let twin = read_as(target, &format!("{head}\n{clean}\n"));
        let all = [
            RowOutcome::New,
            RowOutcome::Changed,
            RowOutcome::Unchanged,
            RowOutcome::Refused,
        ];
        let found = all.iter().flat_map(|outcome| codes(&twin, *outcome));
        assert_eq!(found.collect::<Vec<_>>(), [""; 0], "{head}\n{clean}");
        let proposal = read_as(target, &format!("{head}\n{faulty}\n"));
        let outcome = if refused {
            RowOutcome::Refused
        } else {
            RowOutcome::New
        };
        let row = proposal.rows.iter().find(|row| !row.remarks.is_empty());
        let row = row.unwrap_or_else(|| panic!("{faulty} has no remark"));
        // A control without a word about it is the control as it was: nothing new.
        let quiet = target == "control";
        assert!(quiet || row.outcome == outcome, "{faulty}: {row:?}");
        let remark = &row.remarks[0];
        assert_eq!(remark.code, code, "{faulty}");
        assert!(
            !remark.message.is_empty() && !remark.help.is_empty(),
            "{faulty}"
        );
        assert!(row.row > 1);
    }
}

#[test]
fn a_text_that_is_too_long_refuses_its_row_only() {
    let long = "x".repeat(301);
    let proposal = read_as("risk", &format!("Title\n{long}\nFlood\n"));
    assert_eq!((proposal.new, proposal.refused), (1, 1));
    assert_eq!(proposal.rows[0].remarks[0].code, "unfit-text");
}

#[test]
fn without_a_target_every_row_is_refused_by_name() {
    let proposal = proposal(
        &session(),
        b"Colour;Shape\nred;round\nblue;square\n",
        "shapes.csv",
    );
    assert_eq!((proposal.refused, proposal.command.is_none()), (2, true));
    assert_eq!(codes(&proposal, RowOutcome::Refused), ["no-target"]);
}

#[test]
fn what_holds_for_a_column_is_said_once() {
    let text = "ID;Title;Colour;Accepted by;Accepted on\nX-7;Flood;red;Ada;03/04/2026\nX-8;Storm;;Ada;05/04/2026\n";
    let proposal = read_as("risk", text);
    let notes: Vec<_> = proposal
        .notes
        .iter()
        .map(|note| (note.code, &*note.column, note.cells))
        .collect();
    assert_eq!(
        notes,
        [
            ("column-left-out", "Colour", 1),
            ("date-order", "Accepted on", 2),
            ("number-not-kept", "ID", 2)
        ]
    );
    // One day that can be read in one way only decides for its column.
    let proposal = read_as("risk", &text.replace("05/04", "05/24"));
    assert!(!proposal.notes.iter().any(|note| note.code == "date-order"));
    let csv = String::from_utf8(proposal.csv()).unwrap();
    assert!(csv.contains("column-left-out") && csv.contains("number-not-kept"));
}

#[test]
fn a_plan_that_names_what_is_not_there_is_the_callers_mistake() {
    let file = b"Title\nFlood\n";
    let survey = survey_import(file, "risks.csv", Some((0, "risk"))).unwrap();
    let refusal = |change: fn(&mut annexa::import::SheetPlan)| {
        let mut plan = plan(&survey.sheets, "x");
        change(&mut plan.sheets[0]);
        propose_import(&session(), file, "risks.csv", &plan).unwrap_err()
    };
    for error in [
        refusal(|part| part.sheet = 7),
        refusal(|part| part.target = Some("dragon".to_owned())),
        refusal(|part| part.columns = vec![Some("wings".to_owned())]),
    ] {
        assert_eq!(
            (error.kind().code(), error.path()),
            ("not-found", "sheets[0]")
        );
    }
}

#[test]
fn an_import_is_one_step_and_undo_takes_all_of_it() {
    let mut session = session();
    let before = session.view().workspace.data.clone();
    let proposal = import(
        &mut session,
        b"Title;Impact;Likelihood\nFlood;3;2\nStorm;high;low\n",
        "risks.csv",
    );
    assert_eq!(
        (proposal.new, session.view().workspace.data.risks.len()),
        (2, 3)
    );
    session.undo(stamp()).unwrap();
    assert_eq!(session.view().workspace.data, before);
    session.redo(stamp()).unwrap();
    assert_eq!(session.view().workspace.data.risks.len(), 3);
}
