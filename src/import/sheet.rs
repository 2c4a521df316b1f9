//! Sheets of texts, whatever file they come from, within limits.

use super::{bytes, csv, xlsx};
use crate::error::{Error, ErrorKind, Result};
use crate::export::xlsx::{FORMAT, IDS};
use std::collections::BTreeMap;

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 20_000_000;
/// The most rows of a sheet.
pub const MOST_ROWS: usize = 50_000;
/// The most cells of a file.
pub const MOST_CELLS: usize = 2_000_000;

/// The most columns of a sheet that are read.
pub const MOST_COLUMNS: usize = 1000;

/// A file with its sheets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// The sheets that people see, in order.
    pub sheets: Vec<Sheet>,
    /// What the hidden sheet of a workbook of ours says: its kind, and the ids of its rows.
    pub ours: Option<Ours>,
}

impl Book {
    /// Takes a sheet as it was read: those that people see, and the one by which we know our own.
    pub(super) fn add(&mut self, name: String, rows: Vec<Line>, hidden: bool) {
        if name == IDS {
            self.ours = Ours::of(&rows);
        } else if !hidden {
            let rows = rows.into_iter().filter(|row| !row.is_blank()).collect();
            self.sheets.push(Sheet { name, rows });
        }
    }
}

/// What the hidden sheet of a workbook of ours says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ours {
    /// Which workbook: `risk-register`.
    pub kind: String,
    /// The id of the entity of a row, by sheet and first cell.
    pub ids: BTreeMap<(String, String), String>,
}

impl Ours {
    /// What the hidden sheet says; none for a later layout.
    fn of(rows: &[Line]) -> Option<Self> {
        let kind = rows.iter().find(|row| row.cell(0) == "format")?.cell(1);
        let version = rows.iter().find(|row| row.cell(0) == "version")?.cell(1);
        if version.parse::<u32>().ok()? > FORMAT {
            return None;
        }
        let below = rows.iter().skip_while(|row| row.cell(0) != "sheet").skip(1);
        let cell = |row: &Line, column| row.cell(column).to_owned();
        let id = |row: &Line| ((cell(row, 0), cell(row, 1)), cell(row, 2));
        Some(Self {
            kind: kind.to_owned(),
            ids: below.map(id).collect(),
        })
    }
}

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; for a text file that of the file.
    pub name: String,
    /// The rows that are not blank.
    pub rows: Vec<Line>,
}

impl Sheet {
    /// The rows below the one with the headings.
    pub(super) fn below(&self, header: usize) -> impl Iterator<Item = &Line> {
        self.rows.iter().skip(header + 1)
    }
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

/// The rows of a sheet as they are read, within the limits.
#[derive(Debug)]
pub struct Grid<'a> {
    /// The rows so far.
    pub rows: Vec<Line>,
    /// The sheet's name.
    pub name: String,
    /// The cells of the whole file so far.
    cells: &'a mut usize,
    /// The column after the last cell, said or empty.
    next: usize,
}

impl<'a> Grid<'a> {
    /// A sheet without rows.
    pub fn new(name: String, cells: &'a mut usize) -> Self {
        Self {
            rows: Vec::new(),
            name,
            cells,
            next: 0,
        }
    }

    /// Begins a row with the number that is shown for it, or the next one.
    pub fn begin_row(&mut self, number: Option<usize>) -> Result<()> {
        if self.rows.len() >= MOST_ROWS {
            return Err(too_large(format!(
                "the sheet “{}” has more than {MOST_ROWS} rows",
                self.name
            )));
        }
        let after = self.rows.last().map_or(1, |row| row.number + 1);
        self.next = 0;
        self.rows.push(Line {
            number: number.unwrap_or(after),
            cells: Vec::new(),
        });
        Ok(())
    }

    /// The column of a cell that does not say where it stands.
    pub fn next_column(&self) -> usize {
        self.next
    }

    /// Leaves cells empty.
    pub fn skip(&mut self, cells: usize) {
        self.next = self.next.saturating_add(cells);
    }

    /// Writes a cell.
    pub fn put(&mut self, column: usize, text: String) -> Result<()> {
        self.next = column.saturating_add(1);
        let Some(row) = self.rows.last_mut() else {
            return Ok(());
        };
        if text.is_empty() || column >= MOST_COLUMNS {
            return Ok(());
        }
        *self.cells += (column + 1).saturating_sub(row.cells.len());
        if *self.cells > MOST_CELLS {
            return Err(too_large(format!(
                "the workbook has more than {MOST_CELLS} cells"
            )));
        }
        if row.cells.len() <= column {
            row.cells.resize(column + 1, String::new());
        }
        if let Some(place) = row.cells.get_mut(column) {
            *place = text;
        }
        Ok(())
    }
}

/// Reads a file: an XLSX or ODS workbook, or a text with separators.
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
    if book.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(Error::new(ErrorKind::Malformed, "the file has no rows")
            .help("Choose a file with a row of headings and rows below it."));
    }
    Ok(book)
}

fn text(file: &[u8], name: &str) -> Result<Book> {
    let text = bytes::decode(file);
    if text.contains('\0') {
        return Err(Error::new(ErrorKind::Malformed, "the file is not a table")
            .help("Save it as CSV or XLSX in your spreadsheet program, and choose that file."));
    }
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let sheet = Sheet {
        name: name.trim_end_matches(".csv").to_owned(),
        rows: csv::parse(&text)
            .into_iter()
            .filter(|row| !row.is_blank())
            .collect(),
    };
    within_limits(&sheet)?;
    Ok(Book {
        sheets: vec![sheet],
        ours: None,
    })
}

/// A [`Grid`] counts while it is filled; a text is read as a whole.
fn within_limits(sheet: &Sheet) -> Result<()> {
    if sheet.rows.len() > MOST_ROWS {
        return Err(too_large(format!(
            "the sheet “{}” has {} rows, the limit is {MOST_ROWS}",
            sheet.name,
            sheet.rows.len()
        )));
    }
    let cells: usize = sheet.rows.iter().map(|row| row.cells.len()).sum();
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
