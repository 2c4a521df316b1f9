//! Workbooks of LibreOffice and its kin, as texts.

use super::part::Parts;
use super::sheet::{Book, Grid, Line, MOST_COLUMNS};
use super::tree::yes_no;
use super::xml::{Node, Tag, walk};
use crate::error::Result;

/// Reads a workbook.
///
/// # Errors
/// As [`super::read`].
pub fn read(parts: &mut Parts) -> Result<Book> {
    let text = parts.required("content.xml")?;
    let mut cells = 0;
    let mut reading = Reading {
        book: Book::default(),
        grid: Grid::new(String::new(), &mut cells),
        style: String::new(),
        hidden: Vec::new(),
        cell: None,
        repeated: 1,
        row: 0,
        rows: 1,
    };
    walk(&text, &mut |node| reading.step(&node))?;
    Ok(reading.book)
}

struct Reading<'a> {
    book: Book,
    grid: Grid<'a>,
    /// The style that is described, or that the table has; and those of hidden tables.
    style: String,
    hidden: Vec<String>,
    /// The text of the cell that is being read, and whether it is its value already.
    cell: Option<(String, bool)>,
    /// How often the cell stands there.
    repeated: usize,
    /// The number of the row, and how often it stands there.
    row: usize,
    rows: usize,
}

impl Reading<'_> {
    fn step(&mut self, node: &Node) -> Result<()> {
        match node {
            Node::Open(tag) => match tag.name() {
                "table" => {
                    self.grid.name = tag.get("name");
                    self.style = tag.get("style-name");
                    self.row = 1;
                }
                "style" => self.style = tag.get("name"),
                "table-properties" if tag.get("display") == "false" => {
                    self.hidden.push(self.style.clone());
                }
                "table-row" => {
                    self.rows = repeated(tag, "number-rows-repeated");
                    return self.grid.begin_row(Some(self.row));
                }
                "table-cell" | "covered-table-cell" => {
                    self.repeated = repeated(tag, "number-columns-repeated");
                    let value = value(tag);
                    self.cell = Some((value.clone().unwrap_or_default(), value.is_some()));
                }
                // A further paragraph of a cell is a further line of it.
                "p" => self.add("\n", true),
                _ => {}
            },
            Node::Text(piece) => self.add(piece, false),
            Node::Close("table-cell" | "covered-table-cell") => return self.end_cell(),
            Node::Close("table-row") => return self.end_row(),
            Node::Close("table") => {
                let rows: Vec<Line> = std::mem::take(&mut self.grid.rows);
                let hidden = self.hidden.contains(&self.style);
                let name = std::mem::take(&mut self.grid.name);
                self.book.add(name, rows, hidden);
            }
            Node::Close(_) => {}
        }
        Ok(())
    }

    /// Adds to the text of a cell that has no other value.
    fn add(&mut self, piece: &str, between: bool) {
        if let Some((text, false)) = &mut self.cell
            && !(between && text.is_empty())
        {
            text.push_str(piece);
        }
    }

    fn end_cell(&mut self) -> Result<()> {
        let (text, _) = self.cell.take().unwrap_or_default();
        let next = self.grid.next_column();
        if text.is_empty() {
            self.grid.skip(self.repeated);
            return Ok(());
        }
        for column in next..next.saturating_add(self.repeated).min(MOST_COLUMNS) {
            self.grid.put(column, text.clone())?;
        }
        Ok(())
    }

    /// A row that stands there several times is that many rows, unless it is blank.
    fn end_row(&mut self) -> Result<()> {
        let row = self.grid.rows.last().cloned().unwrap_or_default();
        if !row.is_blank() {
            for further in 1..self.rows {
                self.grid.begin_row(Some(self.row + further))?;
                for (column, text) in row.cells.iter().enumerate() {
                    self.grid.put(column, text.clone())?;
                }
            }
        }
        self.row = self.row.saturating_add(self.rows);
        Ok(())
    }
}

fn repeated(tag: &Tag, name: &str) -> usize {
    tag.get(name).parse().unwrap_or(1)
}

/// The value of a cell that is not a text: a day without its time, a number, yes or no.
fn value(tag: &Tag) -> Option<String> {
    match tag.get("value-type").as_str() {
        "date" => tag.get("date-value").split('T').next().map(str::to_owned),
        "float" | "currency" => Some(tag.get("value")),
        "boolean" => Some(yes_no(tag.get("boolean-value") == "true").to_owned()),
        _ => None,
    }
}
