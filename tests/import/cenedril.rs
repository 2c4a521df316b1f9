//! The 23 registers of a stranger, read in as they are guessed, one after the other.

use crate::support::{codes, import, proposal};
use annexa::api::{Session, survey_import};
use annexa::import::{ImportProposal, RowOutcome};
use std::fs;
use std::path::PathBuf;

/// File, what it is taken for, rows that add something, rows that are refused.
///
/// What is taken for nothing has no register here, and says so.
const FILES: [(&str, Option<&str>, usize, usize); 23] = [
    ("asset-register", Some("asset"), 18, 0),
    ("risk-register", Some("risk"), 7, 0),
    ("risk-treatment-plan", Some("action"), 11, 0),
    ("supplier-register", Some("supplier"), 12, 0),
    ("legal-compliance-register", Some("obligation"), 27, 0),
    ("stakeholder-requirements", Some("requirement"), 11, 1),
    ("statement-of-applicability", Some("control"), 92, 1),
    ("document-control-register", Some("document"), 10, 16),
    (
        "capa-register",
        Some("nonconformity-corrective-action-register"),
        5,
        0,
    ),
    ("change-log", Some("change-register"), 10, 0),
    ("competence-matrix", Some("competence-records"), 12, 10),
    ("training-register", Some("competence-records"), 9, 5),
    (
        "deletion-evidence-log",
        Some("operational-control-records"),
        7,
        0,
    ),
    (
        "disaster-recovery-register",
        Some("backup-restore-test-record"),
        10,
        0,
    ),
    ("incident-register", Some("incident-register"), 10, 0),
    (
        "records-retention-schedule",
        Some("records-retention-schedule"),
        27,
        0,
    ),
    (
        "security-objectives-register",
        Some("monitoring-measurement-results"),
        10,
        0,
    ),
    ("threat-register", Some("risk"), 12, 0),
    ("cryptography-register", None, 0, 10),
    ("exceptions-register", None, 0, 6),
    ("raci-matrix", None, 0, 20),
    ("stakeholder-communication", None, 0, 12),
    ("vulnerability-register", None, 0, 15),
];

/// The folder of the samples, which stands beside the project.
fn folder() -> PathBuf {
    PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/samples/cenedril"
    ))
}

fn file(name: &str) -> Vec<u8> {
    fs::read(folder().join(format!("{name}.csv"))).unwrap()
}

#[test]
fn every_row_of_every_file_is_accounted_for() {
    if !folder().exists() {
        return;
    }
    let mut session = Session::default();
    for (name, target, new, refused) in FILES {
        let bytes = file(name);
        let found = survey_import(&bytes, &format!("{name}.csv"), None).unwrap();
        assert_eq!(found.sheets[0].target, target, "{name}");
        let proposal = import(&mut session, &bytes, &format!("{name}.csv"));
        assert_eq!(
            (
                proposal.new,
                proposal.changed,
                proposal.unchanged,
                proposal.refused
            ),
            (new, 0, 0, refused),
            "{name}: {:#?}",
            proposal.rows
        );
        assert_eq!(proposal.rows.len(), rows(&bytes), "{name}");
        assert!(reasoned(&proposal), "{name} refuses a row without a reason");
        assert!(
            named(&proposal, &found.sheets[0].columns),
            "{name} drops a column silently"
        );
        again(&session, name, new, refused);
    }
    assert!(session.view().workspace.check().is_empty());
}

/// The rows of a file by a reader that is not ours.
fn rows(bytes: &[u8]) -> usize {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let filled = |row: &csv::StringRecord| row.iter().any(|cell| !cell.trim().is_empty());
    reader
        .records()
        .filter(|row| filled(row.as_ref().unwrap()))
        .count()
}

fn reasoned(proposal: &ImportProposal) -> bool {
    let refused = |outcome| outcome == RowOutcome::Refused;
    let mut rows = proposal.rows.iter().filter(|row| refused(row.outcome));
    rows.all(|row| {
        row.remarks
            .iter()
            .any(|remark| !remark.message.is_empty() && !remark.help.is_empty())
    })
}

/// Whether every column with something in it fills a field or is named as left out.
fn named(proposal: &ImportProposal, columns: &[annexa::import::SourceColumn]) -> bool {
    columns.iter().all(|column| {
        let left_out = |title| proposal.notes.iter().any(|note| note.column == title);
        let refused = codes(proposal, RowOutcome::Refused).contains(&"no-target");
        column.sample.is_empty()
            || column.field.is_some()
            || refused
            || left_out(column.title.as_str())
    })
}

/// Read in once more, a file says nothing new.
fn again(session: &Session, name: &str, known: usize, refused: usize) {
    let again = proposal(session, &file(name), &format!("{name}.csv"));
    assert_eq!(
        (again.new, again.changed, again.unchanged, again.refused),
        (0, 0, known, refused),
        "{name} again"
    );
    assert_eq!(again.command, None);
}

#[test]
fn levels_of_others_are_compared_and_never_taken_over() {
    if !folder().exists() {
        return;
    }
    let proposal = proposal(
        &Session::default(),
        &file("risk-register"),
        "risk-register.csv",
    );
    let differences: Vec<String> = proposal
        .differences
        .iter()
        .map(|one| format!("{} {}: {} → {}", one.row, one.column, one.theirs, one.ours))
        .collect();
    assert_eq!(
        differences,
        [
            "3 Inherent Risk Level: Critical → High",
            "4 Residual Risk Level: Medium → Low"
        ]
    );
}

#[test]
fn a_risk_of_theirs_is_one_of_ours() {
    if !folder().exists() {
        return;
    }
    let mut session = Session::default();
    import(&mut session, &file("risk-register"), "risk-register.csv");
    import(
        &mut session,
        &file("risk-treatment-plan"),
        "risk-treatment-plan.csv",
    );
    let risk = session
        .view()
        .workspace
        .data
        .risks
        .iter()
        .next()
        .unwrap()
        .clone();
    insta::assert_json_snapshot!(risk);
    assert_eq!(
        session
            .view()
            .workspace
            .history
            .next_undo()
            .unwrap()
            .changes
            .len(),
        5
    );
}
