//! Workbooks of Excel 2007 and later, as texts. Formulas give what they last came to.
//!
//! A reader of our own: calamine does more than is needed, and would more than double what this
//! module adds to the download.

use super::part::Parts;
use super::sheet::{Book, Grid};
use super::tree::yes_no;
use super::xml::{Node, walk};
use super::{dates, ods};
use crate::error::Result;
use std::collections::HashMap;

/// Reads a workbook.
///
/// # Errors
/// [`ErrorKind::Malformed`] when it is none, [`ErrorKind::TooLarge`] beyond the limits.
pub fn read(file: &[u8]) -> Result<Book> {
    let mut parts = Parts::open(file)?;
    if parts.is_open_document()? {
        return ods::read(&mut parts);
    }
    let found = parts.sheets()?;
    let strings = parts.strings()?;
    let days = parts.day_formats()?;
    let mut book = Book::default();
    let mut cells = 0;
    for entry in found {
        let text = parts.required(&entry.path)?;
        let mut reading = Reading {
            strings: &strings,
            days: &days,
            from_1904: entry.from_1904,
            grid: Grid::new(entry.name, &mut cells),
            cell: CellState::default(),
        };
        walk(&text, &mut |node| reading.step(&node))?;
        let Grid { name, rows, .. } = reading.grid;
        book.add(name, rows, entry.hidden);
    }
    Ok(book)
}

/// A sheet of the workbook.
struct Entry {
    name: String,
    path: String,
    hidden: bool,
    from_1904: bool,
}

impl Parts<'_> {
    fn sheets(&mut self) -> Result<Vec<Entry>> {
        let mut targets = HashMap::new();
        let relations = self.required("xl/_rels/workbook.xml.rels")?;
        walk(&relations, &mut |node| {
            if let Node::Open(tag) = node
                && tag.name() == "Relationship"
            {
                targets.insert(tag.get("Id"), tag.get("Target"));
            }
            Ok(())
        })?;
        let mut found = Vec::new();
        let mut from_1904 = false;
        walk(&self.required("xl/workbook.xml")?, &mut |node| {
            match node {
                Node::Open(tag) if tag.name() == "workbookPr" => {
                    from_1904 = matches!(&*tag.get("date1904"), "1" | "true");
                }
                Node::Open(tag) if tag.name() == "sheet" => {
                    let target = targets.get(&tag.get("id")).cloned().unwrap_or_default();
                    found.push(Entry {
                        name: tag.get("name"),
                        path: absolute(&target),
                        hidden: !matches!(&*tag.get("state"), "" | "visible"),
                        from_1904,
                    });
                }
                _ => {}
            }
            Ok(())
        })?;
        // A sheet of charts has no rows and stands elsewhere.
        found.retain(|entry: &Entry| entry.path.contains("worksheets/"));
        Ok(found)
    }

    /// The texts that cells share; how a word sounds is left out.
    fn strings(&mut self) -> Result<Vec<String>> {
        let mut strings = Vec::new();
        let mut text: Option<String> = None;
        let mut skipped = false;
        let mut inside = false;
        let Some(part) = self.part("xl/sharedStrings.xml")? else {
            return Ok(strings);
        };
        walk(&part, &mut |node| {
            match node {
                Node::Open(tag) if tag.name() == "si" => text = Some(String::new()),
                Node::Open(tag) if tag.name() == "rPh" => skipped = true,
                Node::Open(tag) if tag.name() == "t" => inside = true,
                Node::Close("rPh") => skipped = false,
                Node::Close("t") => inside = false,
                Node::Close("si") => strings.extend(text.take()),
                Node::Text(piece) if inside && !skipped => {
                    if let Some(text) = &mut text {
                        text.push_str(piece);
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(strings)
    }

    /// For each style of a cell, whether it shows a day.
    fn day_formats(&mut self) -> Result<Vec<bool>> {
        let mut own: HashMap<String, bool> = HashMap::new();
        let mut styles = Vec::new();
        let mut inside = false;
        let Some(part) = self.part("xl/styles.xml")? else {
            return Ok(styles);
        };
        walk(&part, &mut |node| {
            match node {
                Node::Open(tag) if tag.name() == "numFmt" => {
                    own.insert(tag.get("numFmtId"), shows_day(&tag.get("formatCode")));
                }
                Node::Open(tag) if tag.name() == "cellXfs" => inside = true,
                Node::Close("cellXfs") => inside = false,
                Node::Open(tag) if inside && tag.name() == "xf" => {
                    let id = tag.get("numFmtId");
                    let built_in = matches!(id.parse(), Ok(14u16..=17 | 22 | 27..=36 | 50..=58));
                    styles.push(own.get(&id).copied().unwrap_or(built_in));
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(styles)
    }
}

/// Where a part stands that the workbook names.
fn absolute(target: &str) -> String {
    let target = target.replace('\\', "/");
    match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{target}"),
    }
}

/// Whether a format has a year or a day in it, outside quotes and brackets.
fn shows_day(code: &str) -> bool {
    let (mut quoted, mut bracketed) = (false, false);
    code.chars().any(|letter| {
        match letter {
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            'd' | 'D' | 'y' | 'Y' if !quoted && !bracketed => return true,
            _ => {}
        }
        false
    })
}

/// Reads the rows of a sheet.
struct Reading<'a> {
    strings: &'a [String],
    days: &'a [bool],
    from_1904: bool,
    grid: Grid<'a>,
    cell: CellState,
}

/// The cell that is being read.
#[derive(Default)]
struct CellState {
    column: usize,
    sort: String,
    style: usize,
    text: String,
    inside: bool,
    skipped: bool,
}

impl Reading<'_> {
    fn step(&mut self, node: &Node) -> Result<()> {
        match node {
            Node::Open(tag) => match tag.name() {
                "row" => return self.grid.begin_row(tag.get("r").parse().ok()),
                "c" => {
                    let next = self.grid.next_column();
                    self.cell = CellState {
                        column: column(&tag.get("r")).unwrap_or(next),
                        sort: tag.get("t"),
                        style: tag.get("s").parse().unwrap_or(0),
                        ..CellState::default()
                    };
                }
                "v" | "t" => self.cell.inside = true,
                "rPh" => self.cell.skipped = true,
                _ => {}
            },
            Node::Close("v" | "t") => self.cell.inside = false,
            Node::Close("rPh") => self.cell.skipped = false,
            Node::Close("c") => return self.end_cell(),
            Node::Text(piece) if self.cell.inside && !self.cell.skipped => {
                self.cell.text.push_str(piece)
            }
            Node::Close(_) | Node::Text(_) => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<()> {
        let cell = std::mem::take(&mut self.cell);
        let text = self.text(&cell);
        self.grid.put(cell.column, text)
    }

    fn text(&self, cell: &CellState) -> String {
        let number = || cell.text.trim().parse::<f64>().ok();
        match cell.sort.as_str() {
            "s" => {
                let at = cell.text.trim().parse::<usize>().ok();
                at.and_then(|at| self.strings.get(at))
                    .cloned()
                    .unwrap_or_default()
            }
            "b" => yes_no(cell.text.trim() == "1").to_owned(),
            "str" | "inlineStr" | "e" => cell.text.clone(),
            "d" => cell.text.clone(),
            _ if self.days.get(cell.style) == Some(&true) => {
                let day = number().and_then(|serial| dates::of_serial(serial, self.from_1904));
                day.map_or_else(|| cell.text.clone(), |day| day.to_string())
            }
            _ => number().map_or_else(|| cell.text.clone(), |number| number.to_string()),
        }
    }
}

/// The column of a place such as `AB12`, from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase).take(4);
    let number = letters.fold(0, |number, letter| {
        number * 26 + usize::from(letter - b'A') + 1
    });
    number.checked_sub(1)
}
