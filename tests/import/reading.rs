//! Bytes to sheets: letters, separators, workbooks, and what is refused.

use annexa::error::ErrorKind;
use annexa::import::{Book, MOST_ROWS, read};
use calamine::{Reader as _, Xlsx, open_workbook_from_rs};
use proptest::prelude::*;
use std::io::{Cursor, Write};

fn rows(file: &[u8]) -> Vec<Vec<String>> {
    let book = read(file, "table.csv").unwrap();
    book.sheets[0]
        .rows
        .iter()
        .map(|row| row.cells.clone())
        .collect()
}

const TEXT: &str = "Titel;Größe\n„Küche“;5 €\n";

#[test]
fn every_usual_encoding_gives_the_same_letters() {
    let expected = [["Titel", "Größe"], ["„Küche“", "5 €"]];
    let wide = |order: fn(u16) -> [u8; 2]| TEXT.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let windows: Vec<u8> = TEXT
        .chars()
        .map(|letter| match letter {
            '€' => 0x80,
            '„' => 0x84,
            '“' => 0x93,
            other => u8::try_from(u32::from(other)).unwrap(),
        })
        .collect();
    let marked = |mark: &[u8], text: &[u8]| [mark, text].concat();
    for file in [
        TEXT.as_bytes().to_vec(),
        marked(b"\xef\xbb\xbf", TEXT.as_bytes()),
        marked(b"\xff\xfe", &wide(u16::to_le_bytes)),
        marked(b"\xfe\xff", &wide(u16::to_be_bytes)),
        wide(u16::to_le_bytes),
        windows,
    ] {
        assert_eq!(rows(&file), expected);
    }
}

#[test]
fn separators_quotes_and_line_ends_are_read_as_spreadsheets_write_them() {
    let expected = [
        ["Title", "Note"],
        ["a, b; c", "two\nlines \"quoted\""],
        ["5\" disk", ""],
    ];
    for mark in [',', ';', '\t'] {
        for end in ["\n", "\r\n"] {
            let text = format!(
                "Title{mark}Note{end}\"a, b; c\"{mark}\"two\nlines \"\"quoted\"\"\"{end}5\" disk{mark}{end}"
            );
            assert_eq!(rows(text.as_bytes()), expected, "{mark:?}");
        }
    }
    assert_eq!(rows(b"sep=|\na|b\n"), [["a", "b"]]);
    assert_eq!(
        rows(b"'=1+1;'plain\n"),
        [["=1+1", "'plain"]],
        "what exporters guard"
    );
    let book = read(b"a\n\"x\ny\"\nb\n", "x.csv").unwrap();
    let numbers: Vec<usize> = book.sheets[0].rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 2, 4], "the lines that an editor shows");
}

proptest! {
    #[test]
    fn what_a_csv_writer_writes_comes_back(cells in proptest::collection::vec(
        proptest::collection::vec("[ -~äß\n]{1,12}", 3), 1..6)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in &cells { writer.write_record(row).unwrap(); }
        let file = writer.into_inner().unwrap();
        let trimmed = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> {
            rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect()
        };
        // A text without letters may look as if another mark set its cells apart.
        prop_assume!(!cells.iter().flatten().any(|cell| cell.contains([';', '\''])));
        prop_assume!(!cells[0][0].starts_with("sep="));
        prop_assume!(!trimmed(cells.clone()).is_empty());
        prop_assert_eq!(trimmed(rows(&file)), trimmed(cells));
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, "x.csv");
        let _ = read(&[b"PK\x03\x04", bytes.as_slice()].concat(), "x.xlsx");
    }

    #[test]
    fn no_damage_to_a_workbook_breaks_the_reader(at in 0usize..5000, byte in any::<u8>()) {
        let mut file = workbook();
        let at = at % file.len();
        file[at] = byte;
        let _ = read(&file, "x.xlsx");
    }
}

/// A workbook with what cells can hold, by a writer that is not ours.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    let page = book.add_worksheet();
    page.write_string(0, 0, "Our register").unwrap();
    for (column, title) in (0..).zip(["Title", "Number", "Day", "Flag", "Formula"]) {
        page.write_string(2, column, title).unwrap();
    }
    page.write_string(3, 0, "a & <b> \"c\"\nd").unwrap();
    page.write_number(3, 1, 2.5).unwrap();
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 11, 24).unwrap();
    page.write_datetime_with_format(3, 2, &date, &day).unwrap();
    page.write_boolean(3, 3, true).unwrap();
    page.write_formula(3, 4, rust_xlsxwriter::Formula::new("=1+2").set_result("3"))
        .unwrap();
    page.write_string(5, 2, "alone").unwrap();
    book.add_worksheet()
        .set_hidden(true)
        .write_string(0, 0, "hidden")
        .unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_as_another_reader_reads_it() {
    let file = workbook();
    let book = read(&file, "x.xlsx").unwrap();
    assert_eq!(book.sheets.len(), 1, "hidden sheets are not for people");
    let cells: Vec<&[String]> = book.sheets[0]
        .rows
        .iter()
        .map(|row| row.cells.as_slice())
        .collect();
    assert_eq!(
        cells[2],
        ["a & <b> \"c\"\nd", "2.5", "2026-11-24", "yes", "3"]
    );
    assert_eq!(book.sheets[0].rows[3].number, 6);
    let mut other: Xlsx<_> = open_workbook_from_rs(Cursor::new(&file)).unwrap();
    let range = other.worksheet_range("Sheet1").unwrap();
    for row in &book.sheets[0].rows {
        for (column, cell) in row.cells.iter().enumerate().filter(|(at, _)| *at < 2) {
            let theirs = range.get_value((row.number as u32 - 1, column as u32));
            assert_eq!(theirs.map(ToString::to_string).unwrap_or_default(), *cell);
        }
    }
}

#[test]
fn headings_below_a_title_are_found() {
    let survey = annexa::import::survey(
        &read(b"Nordwind GmbH;;\nStatus of 2026;;\n;;\nRisk ID;Risk title;Risk owner\nR-1;Fire;CISO\n", "x.csv").unwrap(),
        "x.csv",
        None,
    );
    assert_eq!(
        (survey[0].header, survey[0].target, survey[0].rows),
        (2, Some("risk"), 1)
    );
}

/// A ZIP with parts of a workbook as they are given.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &[u8] =
    b"<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
const SHEETS: &[u8] = b"<workbook xmlns:r=\"x\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";

fn with_sheet(sheet: &[u8]) -> Vec<u8> {
    packed(&[
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/workbook.xml", SHEETS),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn kind(result: annexa::error::Result<Book>) -> ErrorKind {
    let error = result.unwrap_err();
    assert!(!error.message().is_empty() && !error.remedy().is_empty());
    error.kind()
}

#[test]
fn bombs_are_refused() {
    let spaces = vec![b' '; 160_000_000];
    assert!(with_sheet(&spaces).len() < 1_000_000);
    assert_eq!(
        kind(read(&with_sheet(&spaces), "x.xlsx")),
        ErrorKind::TooLarge
    );

    let many = "<row/>".repeat(MOST_ROWS + 1);
    assert_eq!(
        kind(read(
            &with_sheet(format!("<s>{many}</s>").as_bytes()),
            "x.xlsx"
        )),
        ErrorKind::TooLarge
    );

    // Far to the right, a row of one cell is a row of hundreds.
    let wide = "<row><c r=\"ALL1\"><v>1</v></c></row>".repeat(3000);
    assert_eq!(
        kind(read(
            &with_sheet(format!("<s>{wide}</s>").as_bytes()),
            "x.xlsx"
        )),
        ErrorKind::TooLarge
    );

    let lines = "a\n".repeat(MOST_ROWS + 1);
    assert_eq!(kind(read(lines.as_bytes(), "x.csv")), ErrorKind::TooLarge);
    assert_eq!(
        kind(read(";".repeat(2_000_001).as_bytes(), "x.csv")),
        ErrorKind::Malformed,
        "blank"
    );
    let full = format!("{}\n", "a;".repeat(1_000_001)).repeat(2);
    assert_eq!(kind(read(full.as_bytes(), "x.csv")), ErrorKind::TooLarge);
    assert_eq!(
        kind(read(&vec![b'a'; 20_000_001], "x.csv")),
        ErrorKind::TooLarge
    );
}

#[test]
fn what_is_no_table_is_refused() {
    for file in [
        &b""[..],
        b"PK\x03\x04 and then nothing",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    ] {
        assert_eq!(kind(read(file, "x")), ErrorKind::Malformed);
    }
    assert_eq!(
        kind(read(&packed(&[("word/document.xml", b"<w/>")]), "x.docx")),
        ErrorKind::Malformed
    );
    assert_eq!(
        kind(read(&with_sheet(b"<row><c></row>"), "x.xlsx")),
        ErrorKind::Malformed
    );
}

/// An OpenDocument workbook with one table of these rows.
fn open_document(rows: &str) -> Vec<u8> {
    let content = format!(
        "<document xmlns:table=\"t\" xmlns:office=\"o\" xmlns:text=\"x\"><table:table table:name=\"Risks\">{rows}</table:table></document>"
    );
    packed(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn an_open_document_is_read_with_what_it_repeats() {
    let file = open_document(
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>\
         <table:table-row><table:table-cell><text:p>Title</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell><text:p>Day</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell><text:p>a &amp; b</text:p><text:p>c</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"2.5\"><text:p>2,5</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"date\" office:date-value=\"2026-11-24T00:00:00\"><text:p>24.11.</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/></table:table-row>",
    );
    let book = read(&file, "x.ods").unwrap();
    let rows: Vec<(usize, &[String])> = book.sheets[0]
        .rows
        .iter()
        .map(|row| (row.number, row.cells.as_slice()))
        .collect();
    let owned = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    assert_eq!(book.sheets[0].name, "Risks");
    assert_eq!(
        rows,
        [
            (3, owned(["Title", "", "", "Day"]).as_slice()),
            (
                4,
                owned(["a & b\nc", "2.5", "2.5", "2026-11-24"]).as_slice()
            ),
            (
                5,
                owned(["a & b\nc", "2.5", "2.5", "2026-11-24"]).as_slice()
            ),
        ]
    );
    let bomb = open_document(
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>",
    );
    assert_eq!(kind(read(&bomb, "x.ods")), ErrorKind::TooLarge);
}
