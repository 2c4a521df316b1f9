//! Excel workbooks from a plain model of sheets and tables.
//!
//! All text is written as text: nothing that a user typed can become a formula, whatever it begins
//! with. Registers are Excel tables with a filter, a frozen head and first column, drop-down lists
//! and colours that always come with words. A hidden sheet says which format the workbook has and
//! which entity each row stands for, so that an edited copy can be read back.

mod format;
mod page;
mod table;

use super::labels::{ENGLISH, right_to_left};
use crate::documents::model::DocumentControl;
use crate::error::{Error, ErrorKind, Result};
use crate::workspace::{Date, Tone};
use format::Formats;
pub use format::visible;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Worksheet, XlsxError};
use table::Lists;

/// Media type of a workbook.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The version of the layout that the hidden sheet states.
pub const FORMAT: u32 = 1;

/// Name of the hidden sheet with the row ids.
pub const IDS: &str = "_annexa";

/// A workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// What it is, for programs: `soa`, `risk-register`.
    pub kind: &'static str,
    /// Title, for people.
    pub title: String,
    /// Language tag.
    pub language: String,
    /// Document control.
    pub control: DocumentControl,
    /// The sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Name on the tab: 31 characters at most, without `[]:*?/\`.
    pub name: &'static str,
    /// What is on it.
    pub content: Content,
}

/// What is on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// One table, to filter and to work in.
    Register(Table),
    /// Headings, text and small tables, to read.
    Page {
        /// Column widths in characters.
        widths: Vec<f64>,
        /// From top to bottom.
        parts: Vec<Part>,
    },
}

/// A part of a page to read.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// The sheet's title.
    Title(String),
    /// A heading.
    Heading(String),
    /// A line of text.
    Text(String),
    /// Names with their values.
    Pairs(Vec<(String, Cell)>),
    /// A small table.
    Table {
        /// Column headings.
        head: Vec<String>,
        /// Rows.
        rows: Vec<Vec<Shade>>,
    },
}

/// A cell of a small table with the colour behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shade {
    /// The content.
    pub cell: Cell,
    /// The colour, always beside a word.
    pub tone: Option<Tone>,
}

/// A table with a column of ids in front.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Name of the Excel table: letters only, unique in the workbook.
    pub name: &'static str,
    /// The columns; the first identifies the row.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Id of the entity that the row stands for; empty when it stands for none.
    pub id: String,
    /// The cells, one a column.
    pub cells: Vec<Cell>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Heading, unique in the table.
    pub title: String,
    /// Width in characters.
    pub width: f64,
    /// The values that may be chosen; empty for free input.
    pub choices: Vec<String>,
    /// The highest whole number that may be typed, from 1; none for free input.
    pub highest: Option<u8>,
    /// The least and the greatest number that may be typed, decimals allowed; none for free input.
    pub range: Option<(i32, i32)>,
    /// Whether only days may be typed.
    pub days: bool,
    /// What to write, shown beside a cell that is chosen; empty for none.
    pub help: &'static str,
    /// The values that have a colour.
    pub tones: Vec<(String, Tone)>,
}

impl Column {
    /// A column for free input.
    pub fn new(title: impl Into<String>, width: f64) -> Self {
        Self {
            title: title.into(),
            width,
            choices: Vec::new(),
            highest: None,
            range: None,
            days: false,
            help: "",
            tones: Vec::new(),
        }
    }

    /// With values to choose from.
    pub fn choices(mut self, choices: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.choices = choices.into_iter().map(Into::into).collect();
        self
    }

    /// With whole numbers from 1 up to this one.
    pub fn up_to(mut self, highest: usize) -> Self {
        self.highest = u8::try_from(highest).ok();
        self
    }

    /// With colours for some values.
    pub fn tones(mut self, tones: impl IntoIterator<Item = (impl Into<String>, Tone)>) -> Self {
        self.tones = tones
            .into_iter()
            .map(|(text, tone)| (text.into(), tone))
            .collect();
        self
    }
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
}

impl Cell {
    /// A colourless cell of a small table.
    pub fn plain(self) -> Shade {
        Shade {
            cell: self,
            tone: None,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<u8> for Cell {
    fn from(number: u8) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// Writes a workbook.
///
/// # Errors
/// [`ErrorKind::Export`] when it is larger than Excel allows.
pub fn write(workbook: &Workbook) -> Result<Vec<u8>> {
    assemble(workbook)
        .map_err(|error| Error::new(ErrorKind::Export, error.to_string()).at(workbook.kind))
}

fn assemble(workbook: &Workbook) -> std::result::Result<Vec<u8>, XlsxError> {
    let formats = Formats::default();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.set_properties(&properties(workbook)?);
    let mut lists = Lists::default();
    for sheet in &workbook.sheets {
        let page = book.add_worksheet();
        page.set_name(sheet.name)?;
        set_up(page, workbook)?;
        match &sheet.content {
            Content::Register(table) => table::write(page, table, &formats, &mut lists)?,
            Content::Page { widths, parts } => page::write(page, widths, parts, &formats)?,
        }
    }
    lists.write(book.add_worksheet())?;
    row_ids(book.add_worksheet(), workbook)?;
    book.save_to_buffer()
}

fn properties(workbook: &Workbook) -> std::result::Result<DocProperties, XlsxError> {
    let control = &workbook.control;
    // Never the clock: a workbook without a date says that it is of 1900.
    let date = if control.date.parse::<Date>().is_ok() {
        &control.date
    } else {
        "1900-01-01"
    };
    let text = visible;
    Ok(DocProperties::new()
        .set_title(text(&workbook.title))
        .set_subject(text(&control.edition))
        .set_author(text(&control.author))
        .set_company(text(&control.organisation))
        .set_category(text(&control.classification))
        .set_status(ENGLISH.status_name(control.status))
        .set_custom_property("Reference", text(&control.reference).as_str())
        .set_custom_property("Version", text(&control.version).as_str())
        .set_creation_datetime(&ExcelDateTime::parse_from_str(date)?))
}

/// Paper, margins, header and footer, as on the Word documents.
fn set_up(page: &mut Worksheet, workbook: &Workbook) -> std::result::Result<(), XlsxError> {
    let control = &workbook.control;
    let mark = ENGLISH.mark(control.status).unwrap_or_default();
    let [organisation, mark, classification, title, version] = [
        &control.organisation,
        &mark,
        &control.classification,
        &workbook.title,
        &control.version,
    ]
    .map(|text| margin_text(text));
    page.set_landscape();
    page.set_paper_size(A4);
    page.set_print_fit_to_pages(1, 0);
    page.set_margins(0.5, 0.5, 0.8, 0.7, 0.3, 0.3);
    page.set_header(format!("&L{organisation}&C{mark}&R{classification}"));
    page.set_footer(format!(
        "&L{title} · {} {version}&R{} &P {} &N",
        ENGLISH.version, ENGLISH.page, ENGLISH.of
    ));
    page.set_right_to_left(right_to_left(&workbook.language));
    Ok(())
}

/// Excel's number for the paper.
const A4: u8 = 9;

/// Text in a header, where an ampersand begins a code, and which holds 255 characters in all.
fn margin_text(text: &str) -> String {
    let text: String = visible(text).chars().take(60).collect();
    // A digit right after a code would count as a font size.
    let digit = text.starts_with(|c: char| c.is_ascii_digit());
    format!(
        "{}{}",
        if digit { " " } else { "" },
        text.replace('&', "&&").replace('\n', " ")
    )
}

/// The hidden sheet: format, then for every row of a table its sheet, first cell and id.
fn row_ids(page: &mut Worksheet, workbook: &Workbook) -> std::result::Result<(), XlsxError> {
    page.set_name(IDS)?.set_hidden(true);
    page.write_string(0, 0, "format")?
        .write_string(0, 1, workbook.kind)?;
    page.write_string(1, 0, "version")?
        .write_number(1, 1, FORMAT)?;
    for (column, title) in (0..).zip(["sheet", "key", "id"]) {
        page.write_string(3, column, title)?;
    }
    let mut line = 4;
    for sheet in &workbook.sheets {
        let Content::Register(table) = &sheet.content else {
            continue;
        };
        for row in table.rows.iter().filter(|row| !row.id.is_empty()) {
            page.write_string(line, 0, sheet.name)?;
            if let Some(Cell::Text(key)) = row.cells.first() {
                page.write_string(line, 1, visible(key))?;
            }
            page.write_string(line, 2, visible(&row.id))?;
            line += 1;
        }
    }
    Ok(())
}
