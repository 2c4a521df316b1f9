//! Sheets to work in: one Excel table with filter, lists and colours.

use super::format::{Formats, row_height, toned, visible, write_cell};
use super::{Column, Table};
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DataValidationRule,
    ExcelDateTime, Format, Formula, TableColumn, TableStyle, Worksheet, XlsxError,
};

/// Name of the hidden sheet with the values to choose from.
const LISTS: &str = "_lists";

/// Excel's number for the paper; the many columns would be too small to read on A4.
const A3: u8 = 8;

/// Headings take up to two lines.
const HEAD_LINE: f64 = 15.0;

/// How many rows below the table the lists and colours reach, for rows that are added.
const SPARE: u32 = 500;

/// Writes a table from the first row on.
pub(super) fn write(
    page: &mut Worksheet,
    table: &Table,
    formats: &Formats,
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    let Some(last_column) = (table.columns.len() as u16).checked_sub(1) else {
        return Ok(());
    };
    // A table has a row of data even when there is none yet.
    let last_row = (table.rows.len() as u32).max(1);
    let heads: Vec<TableColumn> = table
        .columns
        .iter()
        .map(|column| {
            TableColumn::new()
                .set_header(&column.title)
                .set_header_format(formats.head.clone())
        })
        .collect();
    let excel = rust_xlsxwriter::Table::new()
        .set_name(table.name)
        .set_style(TableStyle::Light1)
        .set_columns(&heads);
    page.add_table(0, 0, last_row, last_column, &excel)?;
    for (row, content) in (1..).zip(&table.rows) {
        let widths = table.columns.iter().map(|column| column.width);
        page.set_row_height(row, row_height(content.cells.iter().zip(widths)))?;
        for (column, cell) in (0..=last_column).zip(&content.cells) {
            write_cell(page, (row, column), cell, &formats.text, &formats.day)?;
        }
    }
    for (at, column) in (0..).zip(&table.columns) {
        page.set_column_width(at, column.width)?;
        set_up_column(page, at, column, last_row + SPARE, lists)?;
    }
    page.set_row_height(0, 2.0 * HEAD_LINE)?;
    page.set_paper_size(A3);
    page.set_freeze_panes(1, 1)?;
    page.set_repeat_rows(0, 0)?;
    Ok(())
}

fn set_up_column(
    page: &mut Worksheet,
    at: u16,
    column: &Column,
    last_row: u32,
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    if let Some(rule) = rule(column, lists)? {
        page.add_data_validation(1, at, last_row, at, &rule)?;
    }
    for (text, tone) in &column.tones {
        // Quoted by us, so that a name with quotes cannot become a formula.
        let quoted = format!("\"{}\"", visible(text).replace('"', "\"\""));
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(quoted))
            .set_format(toned(Format::new(), *tone));
        page.add_conditional_format(1, at, last_row, at, &rule)?;
    }
    Ok(())
}

/// What may be typed into a column, with what to write as a message beside the cell.
fn rule(column: &Column, lists: &mut Lists) -> Result<Option<DataValidation>, XlsxError> {
    let rule = DataValidation::new();
    let rule = if let Some(range) = lists.range(&column.choices) {
        rule.allow_list_formula(Formula::new(range))
    } else if let Some(highest) = column.highest {
        rule.allow_whole_number(DataValidationRule::Between(1, i32::from(highest)))
    } else if let Some((least, greatest)) = column.range {
        let (least, greatest) = (f64::from(least), f64::from(greatest));
        rule.allow_decimal_number(DataValidationRule::Between(least, greatest))
    } else if column.days {
        let [first, last] = ["1900-01-01", "9999-12-31"].map(ExcelDateTime::parse_from_str);
        rule.allow_date(DataValidationRule::Between(first?, last?))
    } else if column.help.is_empty() {
        return Ok(None);
    } else {
        rule.allow_any_value()
    };
    if column.help.is_empty() {
        return Ok(Some(rule));
    }
    let title: String = column.title.chars().take(INPUT_TITLE).collect();
    Ok(Some(
        rule.set_input_title(title)?
            .set_input_message(column.help)?,
    ))
}

/// As many characters as Excel shows as the title of a message.
const INPUT_TITLE: usize = 32;

/// The values to choose from. They stand on a hidden sheet, because a list within a cell's own
/// rules holds 255 characters and no commas.
#[derive(Default)]
pub(super) struct Lists(Vec<Vec<String>>);

impl Lists {
    /// Where a list stands; equal lists stand once.
    fn range(&mut self, choices: &[String]) -> Option<String> {
        if choices.is_empty() {
            return None;
        }
        let known = self.0.iter().position(|list| list == choices);
        let column = known.unwrap_or_else(|| {
            self.0.push(choices.to_vec());
            self.0.len() - 1
        });
        let name = rust_xlsxwriter::utility::column_number_to_name(column as u16);
        Some(format!("={LISTS}!${name}$1:${name}${}", choices.len()))
    }

    /// Writes the hidden sheet.
    pub(super) fn write(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        page.set_name(LISTS)?.set_hidden(true);
        for (column, list) in (0..).zip(&self.0) {
            for (row, text) in (0..).zip(list) {
                page.write_string(row, column, visible(text))?;
            }
        }
        Ok(())
    }
}
