//! Sheets to read: headings, text, pairs, small tables.

use super::format::{Formats, row_height, visible, write_shade};
use super::{Cell, Part, Shade};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Width of a column that nobody set, in characters.
const DEFAULT_WIDTH: f64 = 8.43;

/// Writes the parts from top to bottom, with a free row after each.
pub(super) fn write(
    page: &mut Worksheet,
    widths: &[f64],
    parts: &[Part],
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(widths) {
        page.set_column_width(column, *width)?;
    }
    let mut row = 0;
    for part in parts {
        row = write_part(page, row, part, widths, formats)?;
    }
    Ok(())
}

/// Writes a part and gives the row for the next.
fn write_part(
    page: &mut Worksheet,
    row: u32,
    part: &Part,
    widths: &[f64],
    formats: &Formats,
) -> Result<u32, XlsxError> {
    Ok(match part {
        Part::Title(text) => {
            page.write_string_with_format(row, 0, visible(text), &formats.title)?;
            row + 2
        }
        Part::Heading(text) => {
            page.write_string_with_format(row, 0, visible(text), &formats.heading)?;
            row + 1
        }
        Part::Text(text) => {
            page.write_string(row, 0, visible(text))?;
            row + 2
        }
        Part::Pairs(pairs) => {
            for (at, (name, value)) in (row..).zip(pairs) {
                page.write_string_with_format(at, 0, visible(name), &formats.label)?;
                write_shade(page, (at, 1), &value.clone().plain(), formats)?;
                let width = widths.get(1).copied().unwrap_or(DEFAULT_WIDTH);
                page.set_row_height(at, row_height(std::iter::once((value, width))))?;
            }
            row + pairs.len() as u32 + 1
        }
        Part::Table { head, rows } => {
            for (column, title) in (0..).zip(head) {
                page.write_string_with_format(row, column, visible(title), &formats.head)?;
            }
            for (at, cells) in (row + 1..).zip(rows) {
                write_row(page, at, cells, head.len(), formats)?;
                let cells = cells.iter().map(|shade| &shade.cell);
                page.set_row_height(at, row_height(cells.zip(widths.iter().copied())))?;
            }
            row + rows.len() as u32 + 2
        }
    })
}

fn write_row(
    page: &mut Worksheet,
    row: u32,
    cells: &[Shade],
    width: usize,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let missing = Cell::Empty.plain();
    let cells = cells.iter().chain(std::iter::repeat(&missing)).take(width);
    for (column, shade) in (0..).zip(cells) {
        write_shade(page, (row, column), shade, formats)?;
    }
    Ok(())
}
