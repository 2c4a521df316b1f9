//! How cells look, and what text may stand in them.

use super::{Cell, Shade};
use crate::workspace::{Date, Tone};
use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError,
};

const BLUE: Color = Color::RGB(0x001f_3864);
const LINE: Color = Color::RGB(0x00bf_c8d6);

/// The formats of a workbook.
pub(super) struct Formats {
    pub text: Format,
    pub day: Format,
    pub head: Format,
    pub title: Format,
    pub heading: Format,
    pub label: Format,
}

impl Default for Formats {
    fn default() -> Self {
        let text = bordered(Format::new())
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Left);
        let bold = Format::new().set_bold().set_font_color(BLUE);
        Self {
            day: text.clone().set_num_format("yyyy-mm-dd"),
            head: bordered(bold.clone())
                .set_background_color(Color::RGB(0x00e9_eef6))
                .set_text_wrap()
                .set_align(FormatAlign::Top),
            title: bold.clone().set_font_size(18),
            heading: bold.clone().set_font_size(13),
            label: bordered(bold).set_align(FormatAlign::Top).set_text_wrap(),
            text,
        }
    }
}

fn bordered(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(LINE)
}

/// Background and letters of a tone, readable together.
pub(super) fn toned(format: Format, tone: Tone) -> Format {
    let (behind, letters) = match tone {
        Tone::Calm => (0x00e3_f1e5, 0x001e_5b2a),
        Tone::Watch => (0x00ff_f4cc, 0x006b_5200),
        Tone::Act => (0x00ff_e0c2, 0x008a_3b00),
        Tone::Urgent => (0x00f8_cfd2, 0x008b_0014),
    };
    format
        .set_background_color(Color::RGB(behind))
        .set_font_color(Color::RGB(letters))
}

/// Height of a line of text, in points.
const LINE_HEIGHT: f64 = 14.5;

/// The highest that Excel makes a row.
const HIGHEST: f64 = 409.0;

/// Height of a row whose cells wrap in columns of these widths. Excel would find it itself when it
/// opens the file, but other programs do not.
pub(super) fn row_height<'a>(cells: impl Iterator<Item = (&'a Cell, f64)>) -> f64 {
    let lines = cells.map(|(cell, width)| match cell {
        Cell::Text(text) => text.lines().map(|line| wrapped(line, width)).sum(),
        _ => 1,
    });
    let lines: u32 = lines.max().unwrap_or(1).max(1);
    (f64::from(lines) * LINE_HEIGHT + 1.0).min(HIGHEST)
}

/// How many lines a line of text takes; words leave a part of a line empty.
fn wrapped(line: &str, width: f64) -> u32 {
    let letters = line.chars().take(10_000).count() as f64;
    (letters * 1.05 / width.max(1.0)).ceil().max(1.0) as u32
}

/// Writes a cell of a small table.
pub(super) fn write_shade(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    shade: &Shade,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let look = |format: &Format| match shade.tone {
        Some(tone) => toned(format.clone(), tone),
        None => format.clone(),
    };
    write_cell(
        page,
        (row, column),
        &shade.cell,
        &look(&formats.text),
        &look(&formats.day),
    )
}

/// Writes a cell.
pub(super) fn write_cell(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    format: &Format,
    day_format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => page.write_blank(row, column, format)?,
        Cell::Text(text) => page.write_string_with_format(row, column, visible(text), format)?,
        Cell::Number(number) => page.write_number_with_format(row, column, *number, format)?,
        Cell::Day(day) => match excel_day(*day) {
            Some(date) => page.write_datetime_with_format(row, column, &date, day_format)?,
            None => page.write_string_with_format(row, column, day.to_string(), format)?,
        },
    };
    Ok(())
}

/// Excel counts days from 1900.
fn excel_day(day: Date) -> Option<ExcelDateTime> {
    (day.year() >= 1900).then_some(())?;
    ExcelDateTime::parse_from_str(&day.to_string()).ok()
}

/// The most that a cell holds, in UTF-16 units.
const LONGEST: usize = 32_767;

/// Text as a cell can hold it: without control characters, and cut where Excel would refuse it.
pub fn visible(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(text.len());
    let mut room = LONGEST - 1;
    for c in text.chars() {
        if (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{fffe}' | '\u{ffff}') {
            continue;
        }
        let Some(rest) = room.checked_sub(c.len_utf16()) else {
            out.push('…');
            break;
        };
        room = rest;
        out.push(c);
    }
    out
}
