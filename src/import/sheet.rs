//! Sheets of texts, whatever file they come from, within limits.

use super::{bytes, csv, xlsx};
use crate::error::{Error, ErrorKind, Result};
use std::collections::BTreeMap;

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 20_000_000;
/// The most rows of a sheet.
pub const MOST_ROWS: usize = 50_000;
/// The most cells of a file.
pub const MOST_CELLS: usize = 2_000_000;

/// A file with its sheets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// The sheets that people see, in order.
    pub sheets: Vec<Sheet>,
    /// What the hidden sheet of a workbook of ours says: its kind, and the ids of its rows.
    pub ours: Option<Ours>,
}

/// What the hidden sheet of a workbook of ours says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ours {
    /// Which workbook: `risk-register`.
    pub kind: String,
    /// The id of the entity of a row, by sheet and first cell.
    pub ids: BTreeMap<(String, String), String>,
}

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; for a text file that of the file.
    pub name: String,
    /// The rows.
    pub rows: Vec<Line>,
}

/// A row with its place in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The number that a spreadsheet or an editor shows for it.
    pub number: usize,
    /// The cells as texts; days are written year-month-day.
    pub cells: Vec<String>,
}

impl Line {
    /// A cell without white space around it; empty when there is none.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// Whether nothing is written in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Reads a file: an XLSX workbook, or a text with separators.
///
/// ```
/// let book = annexa::import::read(b"Title;Owner\nPhishing;CISO\n", "risks.csv")?;
/// assert_eq!(book.sheets[0].rows[1].cells, ["Phishing", "CISO"]);
/// # Ok::<(), annexa::error::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::TooLarge`] beyond the limits, [`ErrorKind::Malformed`] when it is no table.
pub fn read(file: &[u8], name: &str) -> Result<Book> {
    if file.len() > MOST_BYTES {
        return Err(too_large(format!(
            "the file has {} bytes, the limit is {MOST_BYTES}",
            file.len()
        )));
    }
    let book = match file {
        [b'P', b'K', ..] => xlsx::read(file)?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(old_format()),
        _ => text(file, name)?,
    };
    within_limits(&book)?;
    if book.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(Error::new(ErrorKind::Malformed, "the file has no rows")
            .help("Choose a file with a row of headings and rows below it."));
    }
    Ok(book)
}

fn text(file: &[u8], name: &str) -> Result<Book> {
    let text = bytes::decode(file);
    let rows = csv::parse(&text);
    if text.contains('\0') {
        return Err(Error::new(ErrorKind::Malformed, "the file is not a table")
            .help("Save it as CSV or XLSX in your spreadsheet program, and choose that file."));
    }
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let sheet = Sheet {
        name: name.trim_end_matches(".csv").to_owned(),
        rows: rows.into_iter().filter(|row| !row.is_blank()).collect(),
    };
    Ok(Book {
        sheets: vec![sheet],
        ours: None,
    })
}

fn within_limits(book: &Book) -> Result<()> {
    for sheet in &book.sheets {
        if sheet.rows.len() > MOST_ROWS {
            return Err(too_large(format!(
                "the sheet “{}” has {} rows, the limit is {MOST_ROWS}",
                sheet.name,
                sheet.rows.len()
            )));
        }
    }
    let rows = book.sheets.iter().flat_map(|sheet| &sheet.rows);
    let cells: usize = rows.map(|row| row.cells.len()).sum();
    if cells > MOST_CELLS {
        return Err(too_large(format!(
            "the file has {cells} cells, the limit is {MOST_CELLS}"
        )));
    }
    Ok(())
}

pub fn too_large(message: String) -> Error {
    Error::new(ErrorKind::TooLarge, message)
        .help("Split the table into several files, and read them in one after the other.")
}

fn old_format() -> Error {
    Error::new(
        ErrorKind::Malformed,
        "this is an Excel file of before 2007, or one with a password",
    )
    .help("Open it in Excel or LibreOffice, save it as XLSX without a password, and choose that file.")
}
