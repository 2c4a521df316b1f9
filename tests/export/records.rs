//! Registers as workbooks: typed cells, lists, rules, messages; read back by calamine and LibreOffice.

use crate::{arbitrary, tools};
use annexa::api::{Session, WorkbookKind, workbook};
use annexa::catalogue::RegisterId;
use annexa::workspace::{Command, Stamp};
use calamine::{Data as Value, Reader, Xlsx};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::io::Cursor;

const TESTS: &str = "backup-restore-test-record";

fn run(session: &mut Session, command: Json) {
    let command: Command = serde_json::from_value(command).unwrap();
    let stamp: Stamp = serde_json::from_value(json!({ "at": "2026-11-24T09:00:00Z" })).unwrap();
    session.run(command, stamp).unwrap();
}

fn row(id: &str, register: &str, values: Json) -> Json {
    json!({ "put": { "record": { "id": id, "register": register, "values": values } } })
}

fn sample() -> Session {
    let mut session = Session::default();
    for entity in [
        json!({ "person": { "id": "p", "name": "Ada \"The Boss\", Byrne" } }),
        json!({ "person": { "id": "gone", "name": "Bob", "left": "2026-01-01" } }),
        json!({ "asset": { "id": "a", "name": "=Mail" } }),
    ] {
        run(&mut session, json!({ "put": entity }));
    }
    let values = json!({
        "subject": "=1+1", "asset": "a", "kind": "items", "tested_on": "2026-10-02", "tester": "person:p",
        "hours": "2.5", "complete": "yes", "result": "passed", "remarks": "two\nlines"
    });
    run(&mut session, row("t1", TESTS, values));
    let values =
        json!({ "subject": "Mail", "kind": "system", "due": "2027-01-01", "result": "planned" });
    run(&mut session, row("t2", TESTS, values));
    session
}

fn written(session: &Session, register: &str) -> Vec<u8> {
    let kind = WorkbookKind::Register(register.parse().unwrap());
    workbook(session, kind, "2026-11-24".parse().unwrap(), None).unwrap()
}

fn range(bytes: &[u8], sheet: &str) -> calamine::Range<Value> {
    Xlsx::new(Cursor::new(bytes))
        .unwrap()
        .worksheet_range(sheet)
        .unwrap()
}

#[test]
fn cells_have_the_type_of_their_column() {
    let bytes = written(&sample(), TESTS);
    let range = range(&bytes, "Register");
    let head: Vec<String> = range
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(head[0], "No");
    assert_eq!(head.last().unwrap(), "Entered");
    let cell = |row: usize, title: &str| {
        let at = head.iter().position(|other| other == title).unwrap();
        range.rows().nth(row).unwrap()[at].clone()
    };
    assert_eq!(cell(1, "No"), "RST-1");
    assert_eq!(cell(1, "What is restored"), "=1+1");
    assert_eq!(cell(1, "Time taken (hours)"), 2.5);
    assert!(matches!(cell(1, "Tested on"), Value::DateTime(_)));
    assert!(matches!(cell(1, "Entered"), Value::DateTime(_)));
    assert_eq!(cell(1, "Tested by"), "Ada \"The Boss\", Byrne");
    assert_eq!(cell(1, "Complete and usable"), "yes");
    assert_eq!(cell(1, "Kind"), "Single files or records");
    assert_eq!(cell(1, "Asset"), "=Mail");
    assert_eq!(cell(2, "Result"), "Planned");
    assert_eq!(cell(2, "Time taken (hours)"), Value::Empty);
}

fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let text = |(name, bytes)| (name, String::from_utf8(bytes).unwrap());
    tools::unzip(bytes).into_iter().map(text).collect()
}

#[test]
fn columns_have_lists_rules_and_messages() {
    let bytes = written(&sample(), TESTS);
    let sheet = &parts(&bytes)["xl/worksheets/sheet1.xml"];
    for sign in [
        r#"<pane xSplit="1" ySplit="1""#,
        r#"type="list""#,
        r#"type="decimal""#,
        "<formula1>0</formula1><formula2>1000</formula2>",
        r#"type="date""#,
        r#"promptTitle="Time taken (hours)""#,
        "From the start to usable information.",
    ] {
        assert!(sheet.contains(sign), "{sign}");
    }
    let lists: Vec<String> = range(&bytes, "_lists")
        .rows()
        .flatten()
        .map(ToString::to_string)
        .collect();
    let named = |text: &str| lists.iter().any(|word| word == text);
    assert!(
        named("Passed") && named("=Mail") && named("Ada \"The Boss\", Byrne"),
        "{lists:?}"
    );
    assert!(!named("Bob"), "who left cannot be chosen");
    assert!(parts(&bytes)["xl/workbook.xml"].contains("_xlnm.Print_Titles"));
}

#[test]
fn the_hidden_sheet_tells_which_row_is_which() {
    let bytes = written(&sample(), TESTS);
    let ids: Vec<Vec<String>> = range(&bytes, "_annexa")
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    assert_eq!(ids[0][..2], ["format", TESTS]);
    assert_eq!(ids[4], ["Register", "RST-1", "t1"]);
    assert_eq!(ids[5], ["Register", "RST-2", "t2"]);
}

#[test]
fn every_register_can_be_written_empty_and_with_its_starters() {
    let mut session = Session::default();
    for register in RegisterId::all() {
        let bytes = written(&session, register.as_str());
        assert_eq!(range(&bytes, "Register").rows().next().unwrap()[0], "No");
    }
    for (number, register) in (0..).zip(RegisterId::all()) {
        for (at, starter) in (0..).zip(session.view().register(register).starters) {
            let mut row = starter.row;
            row.id = format!("s{number}-{at}").parse().unwrap();
            run(&mut session, json!({ "put": { "record": row } }));
        }
        let rows = session.view().register(register).rows.len();
        let bytes = written(&session, register.as_str());
        assert_eq!(
            bytes,
            written(&session, register.as_str()),
            "the same bytes"
        );
        let found = range(&bytes, "Register")
            .rows()
            .filter(|row| row[0] != Value::Empty)
            .count();
        assert_eq!(found, rows + 1, "{register}");
    }
}

#[test]
fn nothing_that_is_typed_becomes_a_formula() {
    let mut session = Session::default();
    let lines = arbitrary::HOSTILE
        .iter()
        .filter(|text| annexa::workspace::Line::try_from(**text).is_ok());
    for (number, text) in (0..).zip(lines.filter(|text| !text.trim().is_empty())) {
        let values =
            json!({ "subject": text, "kind": "items", "result": "planned", "remarks": text });
        run(&mut session, row(&format!("r{number}"), TESTS, values));
    }
    for (name, xml) in parts(&written(&session, TESTS)) {
        assert!(roxmltree::Document::parse(&xml).is_ok(), "{name}");
        assert!(
            !xml.contains("<f>") && !xml.contains("<f "),
            "{name} has a formula"
        );
    }
}

#[test]
fn libreoffice_reads_the_rows() {
    let Some(path) = tools::office(
        "restore-tests.xlsx",
        &written(&sample(), TESTS),
        "csv:Text - txt - csv (StarCalc):44,34,76",
    ) else {
        return;
    };
    let csv = std::fs::read_to_string(path).unwrap();
    assert!(csv.starts_with("No,What is restored,Asset,"), "{csv}");
    assert!(
        csv.contains("RST-1,=1+1,=Mail,Single files or records,"),
        "{csv}"
    );
    assert!(
        csv.contains(",2026-10-02,") && csv.contains(",2.5,"),
        "{csv}"
    );
}
