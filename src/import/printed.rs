//! What a workbook of ours would hold if it were written now. A cell that still says so was not
//! edited, whatever it is made from.

use super::sheet::Ours;
use crate::catalogue::RegisterId;
use crate::documents::control::document_control;
use crate::export::xlsx::{Cell, Content, Workbook};
use crate::export::{record, register, soa};
use crate::selection::Verdicts;
use crate::workspace::{Data, Date};
use std::collections::HashMap;

/// The cells of a workbook of ours, by sheet, id of the row, and heading.
#[derive(Debug, Default)]
pub struct Printed(HashMap<(String, String), HashMap<String, String>>);

impl Printed {
    /// The workbook that a hidden sheet speaks of, as it would be written now.
    pub fn of(ours: &Ours, data: &Data, verdicts: &Verdicts, today: Date) -> Self {
        let document = match ours.kind.as_str() {
            "soa" => "statement-of-applicability",
            other => other,
        };
        let Ok(document) = document.parse() else {
            return Self::default();
        };
        let control = document_control(data, today, document, &[], false);
        match (ours.kind.as_str(), ours.kind.parse::<RegisterId>()) {
            ("soa", _) => Self::cells(soa::workbook(data, verdicts, control)),
            ("risk-register", _) => Self::cells(register::workbook(data, control)),
            (_, Ok(id)) => Self::cells(record::workbook(data, id, control)),
            _ => Self::default(),
        }
    }

    fn cells(workbook: Workbook) -> Self {
        let mut printed = HashMap::new();
        for sheet in workbook.sheets {
            let Content::Register(table) = sheet.content else {
                continue;
            };
            for row in table.rows {
                let titles = table.columns.iter().map(|column| column.title.clone());
                let cells = titles.zip(row.cells.iter().map(text)).collect();
                printed.insert((sheet.name.to_owned(), row.id), cells);
            }
        }
        Self(printed)
    }

    /// The cells of a row, by heading.
    pub fn row(&self, sheet: &str, id: &str) -> Option<&HashMap<String, String>> {
        self.0.get(&(sheet.to_owned(), id.to_owned()))
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => crate::export::xlsx::visible(text),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
    }
}
