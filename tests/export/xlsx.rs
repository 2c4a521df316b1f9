//! Workbooks: read back by calamine and by LibreOffice, nothing in them is a formula.

use crate::{arbitrary, sample, tools};
use annexa::api::Session;
use annexa::documents::model::DocumentControl;
use annexa::export::xlsx::{
    Cell, Column, Content, IDS, Part, Row, Shade, Sheet, Table, Workbook, write,
};
use annexa::export::{register, soa};
use annexa::selection::{Outcome, Selection};
use annexa::workspace::Tone;
use calamine::{Data as Value, Reader, Xlsx};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::Cursor;

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// The rows of a sheet as text.
fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let range = open(bytes).worksheet_range(sheet).unwrap();
    let shown = |value: &Value| match value {
        Value::DateTime(day) => day.as_f64().to_string(),
        other => other.to_string(),
    };
    range
        .rows()
        .map(|row| row.iter().map(shown).collect())
        .collect()
}

fn example(name: &str) -> Session {
    let path = format!(
        "{}/content/examples/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    Session::open_json(&std::fs::read(path).unwrap()).unwrap()
}

fn soa_of(session: &Session) -> Vec<u8> {
    let data = &session.view().workspace.data;
    let selection = Selection::of(data);
    write(&soa::workbook(
        data,
        selection.verdicts(),
        sample::policy().control,
    ))
    .unwrap()
}

fn register_of(session: &Session) -> Vec<u8> {
    let data = &session.view().workspace.data;
    write(&register::workbook(data, sample::policy().control)).unwrap()
}

#[test]
fn soa_has_every_control_with_its_decision() {
    let session = example("saas");
    let bytes = soa_of(&session);
    let names = open(&bytes).sheet_names();
    let expected = [
        "Cover",
        "SoA",
        "Excluded controls",
        "Risk links",
        "Documents",
        "Legend",
        "_lists",
        IDS,
    ];
    assert_eq!(names, expected);

    let rows = rows(&bytes, "SoA");
    assert_eq!(rows.len(), 94);
    let data = &session.view().workspace.data;
    let selection = Selection::of(data);
    let mut excluded = 0;
    for (row, (control, verdict)) in rows[1..].iter().zip(selection.verdicts().iter()) {
        assert_eq!(row[0], control.as_str());
        let included = verdict.outcome == Outcome::Included;
        assert_eq!(row[3], if included { "Yes" } else { "No" });
        assert!(
            !row[4].is_empty() && !row[5].is_empty(),
            "{control} has no reason"
        );
        excluded += usize::from(!included);
    }
    assert!(excluded > 0);
    assert_eq!(self::rows(&bytes, "Excluded controls").len(), excluded + 1);
}

#[test]
fn soa_names_documents_as_they_stand_in_the_set() {
    let mut session = example("saas");
    let column = |session: &Session, sheet: &str, at: usize| -> Vec<String> {
        let rows = rows(&soa_of(session), sheet);
        rows.iter().skip(1).map(|row| row[at].clone()).collect()
    };
    let topics = column(&session, "Documents", 0);
    assert!(topics.contains(&"Backup policy".to_owned()));

    let organisation = &session.view().workspace.data.organisation;
    let mut organisation = serde_json::to_value(organisation).unwrap();
    organisation["documentSet"] = "compact".into();
    let command = serde_json::json!({ "put": { "organisation": organisation } }).to_string();
    let stamp = r#"{ "at": "2026-11-24T09:00:00Z", "by": "Ada" }"#;
    session.dispatch(&command, stamp).unwrap();
    let compact = column(&session, "Documents", 0);
    assert!(compact.len() * 2 < topics.len());
    assert!(compact.contains(&"IT operations procedure".to_owned()));
    assert!(!compact.contains(&"Backup policy".to_owned()));
    let supporting = column(&session, "SoA", 11).join("\n");
    let chapter = "IT operations procedure (chapter “Backup policy”)";
    assert!(supporting.contains(chapter), "{supporting}");
}

#[test]
fn register_has_every_risk_with_its_levels() {
    let session = example("saas");
    let bytes = register_of(&session);
    let data = &session.view().workspace.data;
    let rows = rows(&bytes, "Register");
    assert_eq!(rows.len(), data.risks.len() + 1);
    let head = &rows[0];
    let at = |title: &str| head.iter().position(|head| head == title).unwrap();
    for (row, risk) in rows[1..].iter().zip(data.risks_by_level()) {
        assert_eq!(row[0], format!("R-{}", risk.number));
        assert_eq!(row[1], *risk.title);
        let score = risk.inherent.unwrap();
        assert_eq!(
            row[at("Inherent score")],
            data.method.points(score).to_string()
        );
        assert_eq!(
            row[at("Inherent level")],
            data.method.level(score).unwrap().label
        );
    }
    let actions: usize = data.risks.iter().map(|risk| risk.actions.len()).sum();
    assert_eq!(self::rows(&bytes, "Treatment plan").len(), actions + 1);

    // Every rated risk stands in the heat map once before and once after treatment.
    let map: String = self::rows(&bytes, "Heat map").concat().join("\n");
    let named = |number: u32| {
        let name = format!("R-{number}");
        map.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .filter(|w| *w == name)
            .count()
    };
    for risk in data.risks.iter() {
        let rated = usize::from(risk.inherent.is_some()) + usize::from(risk.residual.is_some());
        assert_eq!(named(risk.number), rated, "R-{}", risk.number);
    }
}

#[test]
fn hidden_sheet_names_the_format_and_every_row() {
    let session = example("manufacturer");
    let bytes = register_of(&session);
    let ids = rows(&bytes, IDS);
    assert_eq!(ids[0][..2], ["format", "risk-register"]);
    assert_eq!(ids[1][..2], ["version", "1"]);
    let data = &session.view().workspace.data;
    for risk in data.risks.iter() {
        let line = [
            "Register".to_owned(),
            format!("R-{}", risk.number),
            risk.id.to_string(),
        ];
        assert!(ids.iter().any(|row| row[..] == line), "{line:?}");
    }
}

/// The XML of a workbook's parts.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let text = |(name, bytes)| (name, String::from_utf8(bytes).unwrap());
    tools::unzip(bytes).into_iter().map(text).collect()
}

#[test]
fn registers_are_made_for_work_and_print() {
    let parts = parts(&soa_of(&example("saas")));
    let sheet = &parts["xl/worksheets/sheet2.xml"];
    assert!(sheet.contains(r#"<pane xSplit="1" ySplit="1""#));
    assert!(sheet.contains(r#"orientation="landscape""#) && sheet.contains("fitToHeight=\"0\""));
    assert!(sheet.contains("Page &amp;P of &amp;N"));
    assert!(sheet.contains("Draft – not approved"));
    assert!(sheet.contains("<formula1>_lists!$A$1:$A$2</formula1>"));
    assert!(parts["xl/tables/table1.xml"].contains("<autoFilter ref=\"A1:N94\""));
    assert!(parts["xl/workbook.xml"].contains("_xlnm.Print_Titles"));
    assert!(parts["xl/workbook.xml"].contains(r#"name="_annexa" sheetId="8" state="hidden""#));
    assert!(parts["docProps/core.xml"].contains("2026-03-31T00:00:00Z"));
    assert!(parts["docProps/custom.xml"].contains("ISMS-POL-07"));
}

#[test]
fn same_input_same_bytes() {
    let session = example("clinic");
    assert_eq!(soa_of(&session), soa_of(&session));
    assert_eq!(register_of(&session), register_of(&session));
}

#[test]
fn an_empty_workspace_gives_whole_workbooks() {
    let session = Session::default();
    let data = &session.view().workspace.data;
    let selection = Selection::of(data);
    let soa = soa::workbook(data, selection.verdicts(), DocumentControl::default());
    assert_eq!(rows(&write(&soa).unwrap(), "SoA").len(), 94);
    let register = register::workbook(data, DocumentControl::default());
    assert_eq!(rows(&write(&register).unwrap(), "Register")[0][0], "Risk");
}

/// A workbook with one text in every place where text of users goes.
fn filled(texts: &[String]) -> Workbook {
    let first = texts.first().cloned().unwrap_or_default();
    let row = |(at, text): (usize, &String)| Row {
        id: text.clone(),
        cells: vec![format!("k{at}").into(), Cell::Text(text.clone())],
    };
    let shade = Shade {
        cell: Cell::Text(first.clone()),
        tone: Some(Tone::Act),
    };
    let table = Table {
        name: "Things",
        columns: vec![
            Column::new("Key", 8.0),
            Column::new("Text", 30.0)
                .choices(texts.to_vec())
                .tones(texts.iter().map(|text| (text.clone(), Tone::Calm))),
        ],
        rows: texts.iter().enumerate().map(row).collect(),
    };
    let parts = vec![
        Part::Title(first.clone()),
        Part::Heading(first.clone()),
        Part::Text(first.clone()),
        Part::Pairs(vec![(first.clone(), Cell::Text(first.clone()))]),
        Part::Table {
            head: vec![first.clone()],
            rows: vec![vec![shade]],
        },
    ];
    let mut control = sample::policy().control;
    control.organisation.clone_from(&first);
    control.classification.clone_from(&first);
    control.author.clone_from(&first);
    Workbook {
        kind: "test",
        title: first,
        language: "ar".into(),
        control,
        sheets: vec![
            Sheet {
                name: "Things",
                content: Content::Register(table),
            },
            Sheet {
                name: "Page",
                content: Content::Page {
                    widths: vec![9.0],
                    parts,
                },
            },
        ],
    }
}

/// What must hold whatever the texts are.
fn check(texts: &[String]) -> Result<(), TestCaseError> {
    let bytes = write(&filled(texts)).unwrap();
    for (name, xml) in parts(&bytes) {
        let tree = roxmltree::Document::parse(&xml);
        prop_assert!(tree.is_ok(), "{}: {:?}", name, tree.err());
        prop_assert!(
            !xml.contains("<f>") && !xml.contains("<f "),
            "{} has a formula",
            name
        );
    }
    let shown = rows(&bytes, "Things");
    for (text, row) in texts.iter().zip(&shown[1..]) {
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        let keep = |c: &char| {
            (!c.is_control() || *c == '\n' || *c == '\t') && !"\u{fffe}\u{ffff}".contains(*c)
        };
        let expected: String = lines.chars().filter(keep).collect();
        let read = row.get(1).cloned().unwrap_or_default();
        prop_assert_eq!(&read, &expected);
    }
    Ok(())
}

#[test]
fn every_hostile_text_stays_text() {
    let mut texts: Vec<String> = arbitrary::HOSTILE
        .iter()
        .map(|text| (*text).to_owned())
        .collect();
    for start in [
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "=HYPERLINK(\"http://evil\",",
        "_x0041_",
        "\"a\"&B1&\"c\"",
    ] {
        texts.push(format!("{start}1+1"));
    }
    check(&texts).unwrap();
    for text in texts {
        check(&[text]).unwrap();
    }
}

#[test]
fn long_text_is_cut_where_a_cell_ends() {
    let bytes = write(&filled(&["ä👩".repeat(20_000)])).unwrap();
    let read = &rows(&bytes, "Things")[1][1];
    assert!(read.ends_with('…') && read.encode_utf16().count() <= 32_767);
}

#[test]
fn libreoffice_reads_the_same_values() {
    let texts: Vec<String> = ["=1+1", "-2", "+3", "@x", "plain", "a,\"b\"\nc"]
        .map(str::to_owned)
        .into();
    let bytes = write(&filled(&texts)).unwrap();
    let Some(path) = tools::office(
        "things.xlsx",
        &bytes,
        "csv:Text - txt - csv (StarCalc):44,34,76",
    ) else {
        return;
    };
    let csv = std::fs::read_to_string(path).unwrap();
    assert_eq!(
        csv,
        "Key,Text\nk0,=1+1\nk1,-2\nk2,+3\nk3,@x\nk4,plain\nk5,\"a,\"\"b\"\"\nc\"\n"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_stays_text(texts in prop::collection::vec(arbitrary::text(), 1..6)) {
        check(&texts)?;
    }
}

#[test]
fn days_are_days() {
    let session = example("saas");
    let bytes = register_of(&session);
    let range = open(&bytes).worksheet_range("Treatment plan").unwrap();
    let due = range
        .rows()
        .next()
        .unwrap()
        .iter()
        .position(|cell| *cell == "Due")
        .unwrap();
    assert!(
        range
            .rows()
            .skip(1)
            .any(|row| matches!(row[due], Value::DateTime(_)))
    );
}

#[test]
fn libreoffice_prints_heads_and_page_numbers() {
    let bytes = soa_of(&example("saas"));
    let Some(text) = tools::office_text("soa.xlsx", &bytes) else {
        return;
    };
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() > 5);
    assert!(
        text.contains(&format!("Page {} of {}", pages.len(), pages.len())),
        "{text}"
    );
    // The head of the table is on each of its pages.
    let soa = pages
        .iter()
        .filter(|page| page.contains("Justification") && page.contains("A.8."));
    assert!(soa.count() > 1);
}

#[test]
fn libreoffice_shows_the_register() {
    let bytes = register_of(&example("saas"));
    let Some(text) = tools::office_text("register.xlsx", &bytes) else {
        return;
    };
    assert!(
        text.contains("Likelihood ↓ Impact →") && text.contains("Residual level"),
        "{text}"
    );
}
