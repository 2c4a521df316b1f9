//! A workbook of ours comes back as it went out, and an edited one with just the edits.

use crate::support::{plan, stamp};
use annexa::api::{Session, WorkbookKind, propose_import, survey_import, workbook};
use annexa::catalogue::RegisterId;
use annexa::documents::control::document_control;
use annexa::export::xlsx::{self, Cell, Content, Workbook};
use annexa::export::{register, soa};
use annexa::import::{ImportProposal, RowOutcome};
use annexa::workspace::{Command, Data, Date, Entity, Id, Risk};
use proptest::prelude::*;

fn today() -> Date {
    "2026-11-24".parse().unwrap()
}

fn example(name: &str) -> Session {
    let path = format!(
        "{}/content/examples/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    Session::open_json(&std::fs::read(path).unwrap()).unwrap()
}

fn read(session: &Session, file: &[u8]) -> ImportProposal {
    let survey = survey_import(file, "edited.xlsx", None).unwrap();
    assert!(survey.ours);
    let tables: Vec<_> = survey
        .sheets
        .into_iter()
        .filter(|sheet| sheet.target.is_some())
        .collect();
    assert!(!tables.is_empty());
    propose_import(session, file, "edited.xlsx", &plan(&tables, "edited")).unwrap()
}

fn assert_unchanged(session: &Session, file: &[u8], what: &str) -> usize {
    let proposal = read(session, file);
    let odd = proposal
        .rows
        .iter()
        .find(|row| row.outcome != RowOutcome::Unchanged);
    assert_eq!(odd, None, "{what}");
    assert!(
        proposal.differences.is_empty(),
        "{what}: {:?}",
        proposal.differences
    );
    assert_eq!(proposal.command, None, "{what}");
    proposal.unchanged
}

#[test]
fn an_unedited_workbook_changes_nothing() {
    for name in ["saas", "clinic", "consultancy", "manufacturer"] {
        let session = example(name);
        let write = |kind| workbook(&session, kind, today(), None).unwrap();
        let data = &session.view().workspace.data;
        let steps: usize = data
            .risks
            .iter()
            .filter(|risk| risk.is_own())
            .map(|risk| risk.actions.len())
            .sum();
        assert_eq!(
            assert_unchanged(&session, &write(WorkbookKind::RiskRegister), name),
            data.risks.len() + steps
        );
        assert_eq!(
            assert_unchanged(&session, &write(WorkbookKind::Soa), name),
            93
        );
        for id in RegisterId::all().filter(|id| !data.rows(*id).is_empty()) {
            let what = format!("{name} {id}");
            let file = write(WorkbookKind::Register(id));
            assert_eq!(
                assert_unchanged(&session, &file, &what),
                data.rows(id).len(),
                "{what}"
            );
        }
    }
}

#[test]
fn a_workbook_that_libreoffice_saved_changes_nothing() {
    let session = example("clinic");
    let file = workbook(&session, WorkbookKind::RiskRegister, today(), None).unwrap();
    for ending in ["ods", "xlsx:Calc MS Excel 2007 XML"] {
        let name = format!("saved-as-{}", ending.split(':').next().unwrap());
        // The folder is the name's own, so that the result does not stand in its source's place.
        let Some(saved) = crate::tools::office(&format!("{name}.fromxlsx"), &file, ending) else {
            return;
        };
        assert_unchanged(&session, &std::fs::read(saved).unwrap(), ending);
    }
}

/// A workbook with one cell changed, as somebody would in a spreadsheet.
fn edited(mut workbook: Workbook, sheet: &str, title: &str, row: usize, cell: Cell) -> Vec<u8> {
    let page = workbook
        .sheets
        .iter_mut()
        .find(|page| page.name == sheet)
        .unwrap();
    let Content::Register(table) = &mut page.content else {
        panic!("{sheet} is no table");
    };
    let column = table
        .columns
        .iter()
        .position(|column| column.title == title)
        .unwrap();
    table.rows[row].cells[column] = cell;
    xlsx::write(&workbook).unwrap()
}

fn risks(data: &Data) -> Workbook {
    let document = "risk-register".parse().unwrap();
    register::workbook(data, document_control(data, today(), document, &[], false))
}

/// Sheet, heading, what is typed into the first row, the field that changes, and what it then says.
const EDITS: [(&str, &str, &str, &str, &str); 18] = [
    (
        "Register",
        "Title",
        "Another title",
        "Title",
        "Another title",
    ),
    (
        "Register",
        "Asset",
        "The till",
        "What is at risk",
        "The till",
    ),
    ("Register", "Threat", "Fire", "Threat", "Fire"),
    ("Register", "Vulnerability", "", "Vulnerability", ""),
    (
        "Register",
        "Consequence",
        "Two days\nwithout orders",
        "Consequence",
        "Two days\nwithout orders",
    ),
    (
        "Register",
        "Properties",
        "integrity",
        "Properties lost",
        "integrity",
    ),
    (
        "Register",
        "Owner",
        "Internal auditor",
        "Owner",
        "Internal auditor",
    ),
    (
        "Register",
        "Inherent likelihood",
        "2",
        "Inherent likelihood",
        "2 Unlikely",
    ),
    (
        "Register",
        "Inherent impact",
        "Minor",
        "Inherent impact",
        "2 Minor",
    ),
    ("Register", "Treatment", "Share", "Treatment", "Share"),
    (
        "Register",
        "Rationale",
        "Cheaper",
        "Why this treatment",
        "Cheaper",
    ),
    (
        "Register",
        "Controls",
        "A 5.1; A.8.13",
        "Annex A controls",
        "A.5.1, A.8.13",
    ),
    (
        "Register",
        "Other controls",
        "Dogs, fences",
        "Other controls",
        "Dogs, fences",
    ),
    (
        "Register",
        "Residual likelihood",
        "2",
        "Residual likelihood",
        "2 Unlikely",
    ),
    (
        "Treatment plan",
        "Action",
        "Buy a safe",
        "Action",
        "Buy a safe",
    ),
    ("Treatment plan", "Due", "31.12.2027", "Due", "2027-12-31"),
    ("Treatment plan", "Status", "Open", "Status", "Open"),
    ("Treatment plan", "Means", "300 euros", "Means", "300 euros"),
];

#[test]
fn an_edited_cell_is_the_one_change() {
    let session = example("saas");
    let data = &session.view().workspace.data;
    for (sheet, title, typed, field, then) in EDITS {
        let file = edited(risks(data), sheet, title, 0, typed.into());
        let proposal = read(&session, &file);
        assert_eq!(
            (proposal.changed, proposal.new, proposal.refused),
            (1, 0, 0),
            "{title}"
        );
        let row = proposal
            .rows
            .iter()
            .find(|row| row.outcome == RowOutcome::Changed)
            .unwrap();
        let changes: Vec<_> = row
            .changes
            .iter()
            .map(|change| (&*change.field, &*change.to))
            .collect();
        assert_eq!(changes, [(field, then)], "{title}");
        assert!(row.remarks.is_empty(), "{title}: {:?}", row.remarks);
    }
}

#[test]
fn what_is_worked_out_cannot_be_typed_in() {
    let session = example("saas");
    let data = &session.view().workspace.data;
    let file = edited(
        risks(data),
        "Register",
        "Inherent level",
        0,
        "Harmless".into(),
    );
    let proposal = read(&session, &file);
    assert_eq!(proposal.command, None);
    assert_eq!(proposal.differences.len(), 1);
    assert_eq!(proposal.differences[0].theirs, "Harmless");
}

#[test]
fn a_decision_of_the_soa_comes_back_with_its_reason() {
    let session = example("saas");
    let view = session.view();
    let data = &view.workspace.data;
    let document = "statement-of-applicability".parse().unwrap();
    let control = || document_control(data, today(), document, &[], false);
    let soa = || soa::workbook(data, view.verdicts, control());
    let file = edited(
        soa(),
        "SoA",
        "Justification",
        0,
        "Our customers ask for it.".into(),
    );
    let proposal = read(&session, &file);
    assert_eq!((proposal.changed + proposal.new, proposal.refused), (1, 0));
    let Some(Command::Batch { commands, .. }) = proposal.command else {
        panic!("nothing to do");
    };
    let [Command::Put(entity)] = commands.as_slice() else {
        panic!("more than one");
    };
    let Entity::Control(state) = &**entity else {
        panic!("no control");
    };
    let decision = state.r#override.as_ref().unwrap();
    assert_eq!((decision.include, &*decision.by), (true, "Ada"));
    assert_eq!(&*decision.reason, "Our customers ask for it.");

    // The other way round without a new reason is no decision.
    let file = edited(soa(), "SoA", "Applicable", 0, "No".into());
    let proposal = read(&session, &file);
    assert_eq!(proposal.command, None);
    assert!(
        proposal.rows[0]
            .remarks
            .iter()
            .any(|remark| remark.code == "incomplete")
    );
}

prop_compose! {
    fn risk()(
        title in "[ -~À-ž=+@'\"]{1,60}",
        asset in "[ -~]{0,30}",
        threat in "[ -~\n;,\"]{0,80}",
        own in proptest::collection::vec("[a-z ,;]{1,20}", 0..3),
        steps in (1u8..=5, 1u8..=5),
        treated in any::<bool>(),
    ) -> serde_json::Value {
        serde_json::json!({
            "id": "r", "number": 0, "title": title, "asset": asset, "threat": threat,
            "ownControls": own, "inherent": { "likelihood": steps.0, "impact": steps.1 },
            "treatment": if treated { "reduce" } else { "accept" },
            "controls": if treated { vec!["A.5.1", "A.8.13"] } else { Vec::new() },
            "actions": [{ "title": "Do it, now; \"soon\"", "status": "open" }],
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_register_comes_back_unchanged(risks in proptest::collection::vec(risk(), 1..12)) {
        let mut session = Session::default();
        for (at, tree) in risks.into_iter().enumerate() {
            let mut risk: Risk = serde_json::from_value(tree).unwrap();
            risk.id = Id::try_from(format!("r{at}")).unwrap();
            session.run(Command::Put(Box::new(Entity::Risk(risk))), stamp()).unwrap();
        }
        let file = workbook(&session, WorkbookKind::RiskRegister, today(), None).unwrap();
        let proposal = read(&session, &file);
        prop_assert_eq!(proposal.command, None);
        prop_assert_eq!(proposal.refused, 0);
    }
}

#[test]
fn rows_that_somebody_sorted_are_still_found_by_their_ids() {
    let session = example("saas");
    let data = &session.view().workspace.data;
    let mut workbook = risks(data);
    for page in &mut workbook.sheets {
        if let Content::Register(table) = &mut page.content {
            table.rows.reverse();
        }
    }
    let file = xlsx::write(&workbook).unwrap();
    assert_eq!(read(&session, &file).command, None);

    // The numbers alone are enough: a copy that lost the hidden sheet is a table like others.
    let mut risks: Vec<&Risk> = data.risks.iter().collect();
    risks.sort_by_key(|risk| std::cmp::Reverse(risk.number));
    let rows = risks
        .iter()
        .map(|risk| format!("R-{};{}", risk.number, risk.title));
    let text = format!("Risk ID;Title\n{}", rows.collect::<Vec<_>>().join("\n"));
    let proposal = crate::support::proposal(&session, text.as_bytes(), "risks.csv");
    assert_eq!(
        (proposal.unchanged, proposal.command),
        (data.risks.len(), None)
    );
}
