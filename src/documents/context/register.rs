//! Rows of registers: as values to loop over, as a table, and as cards that hold one row each.

use super::name::look_up;
use super::{Context, date, list, record};
use crate::catalogue::{Column, ColumnKind, RegisterId};
use crate::documents::engine::{Phrase, cell_markdown};
use crate::documents::model::Url;
use crate::workspace::RecordRow;
use minijinja::value::Rest;
use minijinja::{Error, ErrorKind, Value};

/// The rows of a register with their cells as Markdown, its number first.
struct Printed {
    register: RegisterId,
    rows: Vec<Vec<String>>,
}

impl Context<'_> {
    pub(super) fn rows_function(&self) -> Value {
        let rows = |register| {
            list(
                self.data
                    .rows(register)
                    .into_iter()
                    .map(|row| self.row(row)),
            )
        };
        look_up(RegisterId::index, RegisterId::all().map(rows).collect())
    }

    fn row(&self, row: &RecordRow) -> Value {
        let columns = row.register.get().columns.iter();
        let parts = columns.map(|column| (column.id, self.part(column, row.value(column))));
        let own = [
            ("reference", Value::from(row.reference())),
            ("entered", row.entered.map_or_else(|| Value::from(""), date)),
            ("closed", Value::from(row.closed() == Some(true))),
        ];
        record(own.into_iter().chain(parts))
    }

    /// A value as templates see it.
    fn part(&self, column: &Column, value: &str) -> Value {
        match column.kind {
            ColumnKind::Date => value.parse().map_or_else(|_| Value::from(""), date),
            ColumnKind::YesNo => Phrase {
                holds: value == "yes",
                ..Phrase::text(value)
            }
            .into(),
            ColumnKind::Document => match value.parse() {
                Ok(document) if self.in_set(document) => {
                    Value::from_safe_string(self.document_reference(document))
                }
                Ok(document) => Value::from(self.title(document)),
                Err(_) => Value::from(""),
            },
            ColumnKind::Link => match Url::parse(value) {
                // Such an address holds no pointed brackets, so it cannot end early.
                Some(url) => {
                    let text = cell_markdown(&Value::from(value));
                    Value::from_safe_string(format!("[{text}](<{url}>)"))
                }
                None => Value::from(value),
            },
            _ => Value::from(self.data.shown(column, value)),
        }
    }

    fn printed(&self) -> Vec<Printed> {
        let cells = |row: &RecordRow| {
            let columns = row.register.get().columns.iter();
            let cells = columns.map(|column| cell_markdown(&self.part(column, row.value(column))));
            std::iter::once(cell_markdown(&Value::from(row.reference())))
                .chain(cells)
                .collect()
        };
        RegisterId::all()
            .map(|register| Printed {
                register,
                rows: self.data.rows(register).into_iter().map(cells).collect(),
            })
            .collect()
    }

    pub(super) fn table_function(&self) -> Value {
        self.printing(Printed::table)
    }

    pub(super) fn cards_function(&self) -> Value {
        self.printing(Printed::cards)
    }

    /// A function of a register and, as it may be, some of its columns.
    fn printing(&self, print: fn(&Printed, &[usize]) -> String) -> Value {
        let all = self.printed();
        Value::from_function(
            move |id: &str, names: Rest<String>| -> Result<Value, Error> {
                let refused = |message| Error::new(ErrorKind::InvalidOperation, message);
                let register: RegisterId = id
                    .parse()
                    .map_err(|error: crate::catalogue::UnknownId| refused(error.to_string()))?;
                let Some(printed) = all.get(register.index()) else {
                    return Ok(Value::from(""));
                };
                let columns = register.get().columns;
                let mut places = Vec::new();
                for name in names.iter() {
                    let place = columns.iter().position(|column| column.id == name);
                    places.push(
                        place.ok_or_else(|| refused(format!("`{id}` has no column `{name}`")))?,
                    );
                }
                if places.is_empty() {
                    places = (0..columns.len())
                        .filter(|place| printed.has(*place))
                        .collect();
                }
                Ok(Value::from_safe_string(print(printed, &places)))
            },
        )
    }
}

impl Printed {
    /// Whether any row has something in a column.
    fn has(&self, place: usize) -> bool {
        self.rows
            .iter()
            .any(|row| row.get(place + 1).is_some_and(|cell| !cell.is_empty()))
    }

    fn title(&self, place: usize) -> &'static str {
        let column = self.register.get().columns.get(place);
        column.map_or("", |column| column.title)
    }

    /// All rows below their headings.
    fn table(&self, places: &[usize]) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let mut text = String::from("| No |");
        for place in places {
            text.push_str(&format!(
                " {} |",
                cell_markdown(&Value::from(self.title(*place)))
            ));
        }
        text.push_str("\n|");
        text.push_str(&" --- |".repeat(places.len() + 1));
        for row in &self.rows {
            let cells = std::iter::once(0).chain(places.iter().map(|place| place + 1));
            text.push_str("\n|");
            for cell in cells.map(|place| row.get(place).map_or("", String::as_str)) {
                text.push_str(&format!(" {cell} |"));
            }
        }
        text.push('\n');
        text
    }

    /// One small table for each row: what a column is called, and what stands in it.
    fn cards(&self, places: &[usize]) -> String {
        let mut text = String::new();
        let title = usize::from(self.register.get().title);
        for row in &self.rows {
            let cell = |place: usize| row.get(place).map_or("", String::as_str);
            text.push_str(&format!(
                "\n| {} | {} |\n| --- | --- |\n",
                cell(0),
                cell(title + 1)
            ));
            for place in places.iter().filter(|place| **place != title) {
                let value = cell(place + 1);
                if !value.is_empty() {
                    let name = cell_markdown(&Value::from(self.title(*place)));
                    text.push_str(&format!("| {name} | {value} |\n"));
                }
            }
        }
        text
    }
}
