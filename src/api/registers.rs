//! The registers and records: what there is to keep, and one of them with its rows.

use super::{DocumentDetail, View};
use crate::catalogue::{Column, ColumnKind, DocumentId, RegisterId, Starter};
use crate::workspace::{ActionStatus, Date, Id, Line, RecordRow, Text};
use serde::Serialize;
use std::collections::BTreeMap;

/// A register in the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RegisterLine {
    /// The document that it is: title, purpose, and why it is needed.
    pub document: DocumentDetail,
    /// How many rows it has.
    pub rows: usize,
    /// How many of them are not closed.
    pub open: usize,
    /// How many are past a day by which something was due.
    pub overdue: usize,
    /// The next day on which something is due.
    #[cfg_attr(target_family = "wasm", tsify(type = "string | undefined"))]
    pub next_due: Option<Date>,
}

/// A register with its rows, and everything that a form for one needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RegisterView {
    /// The document that it is.
    pub document: DocumentDetail,
    /// What one row is, for the middle of a sentence.
    pub noun: &'static str,
    /// The id of the column that says what a row is about.
    pub title: &'static str,
    /// The id of the column that says how far a row is.
    pub status: Option<&'static str>,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// The rows, in the order of their numbers.
    pub rows: Vec<RowView>,
    /// Proposals for rows that nobody has taken over yet; put one under an id of its own.
    pub starters: Vec<RowView>,
}

/// A column of a register.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ColumnView {
    /// Its id.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What to write into it.
    pub help: &'static str,
    /// What values it takes.
    pub kind: ColumnKind,
    /// Whether a row has to have it.
    pub required: bool,
    /// The unit of a number.
    pub unit: &'static str,
    /// The least number.
    pub min: i32,
    /// The greatest number.
    pub max: i32,
    /// What may be chosen, as word and title.
    #[cfg_attr(target_family = "wasm", tsify(type = "[string, string][]"))]
    pub options: &'static [(&'static str, &'static str)],
}

/// A row of a register.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RowView {
    /// The row as it was put.
    pub row: RecordRow,
    /// What people call its number: `NC-3`.
    pub reference: String,
    /// The texts of its cells, in the order of the columns; days as they are kept.
    pub cells: Vec<String>,
    /// Whether nothing is left to do; none for a register without a status.
    pub closed: Option<bool>,
    /// The earliest day by which something is still due.
    #[cfg_attr(target_family = "wasm", tsify(type = "string | undefined"))]
    pub due: Option<Date>,
}

impl View<'_> {
    /// The registers of the set, with how they stand on a day.
    pub fn registers(&self, today: Date) -> Vec<RegisterLine> {
        DocumentId::all()
            .filter_map(|id| self.register_line(id, today))
            .filter(|line| line.document.row.wanted || line.rows > 0)
            .collect()
    }

    fn register_line(&self, id: DocumentId, today: Date) -> Option<RegisterLine> {
        let data = &self.workspace.data;
        let mut states: Vec<(bool, Option<Date>)> = Vec::new();
        let mut rows = 0;
        match id.as_str() {
            "asset-inventory" => rows = data.assets.len(),
            "supplier-register" => rows = data.suppliers.len(),
            "legal-requirements-register" => rows = data.obligations.len(),
            "context-and-interested-parties" => rows = data.issues.len() + data.parties.len(),
            "risk-register" => {
                rows = data.risks.len();
                for action in data.risks.iter().flat_map(|risk| &risk.actions) {
                    let open = action.status != ActionStatus::Done;
                    states.push((open, action.due.filter(|_| open)));
                }
            }
            text => {
                let register: RegisterId = text.parse().ok()?;
                for row in data.records.iter().filter(|row| row.register == register) {
                    rows += 1;
                    states.push((row.closed() == Some(false), row.due()));
                }
            }
        }
        let late = |(_, due): &&(bool, Option<Date>)| due.is_some_and(|due| due < today);
        Some(RegisterLine {
            document: self.document(id),
            rows,
            open: states.iter().filter(|(open, _)| *open).count(),
            overdue: states.iter().filter(late).count(),
            next_due: states
                .iter()
                .filter_map(|(_, due)| *due)
                .filter(|due| *due >= today)
                .min(),
        })
    }

    /// One register.
    pub fn register(&self, id: RegisterId) -> RegisterView {
        let register = id.get();
        let rows = self.workspace.data.rows(id);
        let starters = id.starters().iter();
        let starters = starters.filter(|starter| self.is_offered(id, starter, &rows));
        let id_at = |place: u8| {
            register
                .columns
                .get(usize::from(place))
                .map(|column| column.id)
        };
        RegisterView {
            document: self.document(register.document),
            noun: register.row,
            title: id_at(register.title).unwrap_or_default(),
            status: register.status.and_then(id_at),
            columns: register
                .columns
                .iter()
                .enumerate()
                .map(|(at, x)| column(id, at, x))
                .collect(),
            starters: starters
                .filter_map(|x| row(id, x))
                .map(|row| self.row(&row))
                .collect(),
            rows: rows.into_iter().map(|row| self.row(row)).collect(),
        }
    }

    fn row(&self, row: &RecordRow) -> RowView {
        let columns = row.register.get().columns.iter();
        let cell = |column: &Column| self.workspace.data.shown(column, row.value(column));
        RowView {
            reference: row.reference(),
            cells: columns.map(cell).collect(),
            closed: row.closed(),
            due: row.due(),
            row: row.clone(),
        }
    }

    /// Whether a starter fits the answers and has not become a row yet; where rows come again,
    /// one that is closed does not count.
    fn is_offered(&self, id: RegisterId, starter: &Starter, rows: &[&RecordRow]) -> bool {
        let register = id.get();
        let title = starter
            .values()
            .split('\t')
            .nth(usize::from(register.title));
        let taken = |row: &&RecordRow| {
            let same = register.title_column().map(|column| row.value(column)) == title;
            same && !(register.repeats && row.closed() == Some(true))
        };
        let asked = starter
            .when
            .is_none_or(|when| self.workspace.data.says_yes(when));
        asked && !rows.iter().any(taken)
    }
}

fn column(register: RegisterId, at: usize, column: &Column) -> ColumnView {
    ColumnView {
        id: column.id,
        title: column.title,
        help: register.help(at),
        kind: column.kind,
        required: column.required,
        unit: column.unit,
        min: column.min,
        max: column.max,
        options: column.options,
    }
}

/// A starter as the row that it would become.
fn row(register: RegisterId, starter: &Starter) -> Option<RecordRow> {
    let mut values = BTreeMap::new();
    for (column, value) in register
        .get()
        .columns
        .iter()
        .zip(starter.values().split('\t'))
    {
        if !value.is_empty() {
            values.insert(Line::try_from(column.id).ok()?, Text::try_from(value).ok()?);
        }
    }
    Some(RecordRow {
        // An id of text that is never put: the page gives the row its own.
        id: Id::try_from("starter").ok()?,
        register,
        number: 0,
        entered: None,
        values,
    })
}
