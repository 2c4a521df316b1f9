//! One row of a table: what its cells say, and what that makes of the entity that it speaks of.

use super::sheet::{Line, Ours};
use super::tree::{Held, held, hold};
use super::value::{Cells, Fault, Taken, fault, says_nothing};
use super::{Field, FieldKind, Remark, Target, printed::Printed};
use serde_json::Value;

/// A column that fills a field.
#[derive(Debug)]
pub struct Used<'a> {
    /// Its place in the sheet.
    pub place: usize,
    /// Its heading.
    pub title: String,
    /// The field.
    pub field: &'a Field,
    /// Whether days with slashes have their month first.
    pub month_first: bool,
}

/// What a row says.
#[derive(Debug, Default)]
pub struct Said<'a> {
    /// What each field would hold; an empty one is emptied.
    pub fields: Vec<(&'a Field, Held)>,
    /// What others worked out, to be compared: heading, field, cell.
    pub compared: Vec<(&'a str, &'a Field, String)>,
    /// Cells that are left out, or were read in part.
    pub remarks: Vec<Remark>,
    /// The fields that such cells would have filled.
    pub faulty: Vec<&'a str>,
}

/// What rows are read with.
#[derive(Debug)]
pub struct Reader<'a> {
    /// The sheet's name.
    pub sheet: &'a str,
    /// What the rows are.
    pub target: &'a Target,
    /// The columns that fill fields.
    pub columns: &'a [Used<'a>],
    /// Names and scales of the organisation.
    pub cells: &'a Cells,
    /// What the hidden sheet of a workbook of ours says.
    pub ours: Option<&'a Ours>,
    /// What that workbook would hold now.
    pub printed: &'a Printed,
}

impl<'a> Reader<'a> {
    /// The id that our own workbook gives a row.
    pub fn own_id(&self, line: &Line) -> Option<&'a str> {
        let key = (self.sheet.to_owned(), line.cell(0).to_owned());
        self.ours?.ids.get(&key).map(String::as_str)
    }

    /// What a row says.
    pub fn said(&self, line: &Line) -> Said<'a> {
        let mut said = Said::default();
        let own = self.own_id(line);
        let printed = own.and_then(|id| self.printed.row(self.sheet, id));
        for column in self.columns {
            let cell = line.cell(column.place);
            let printed = printed.and_then(|row| row.get(&column.title));
            let unedited = printed.is_some_and(|printed| printed.trim() == cell);
            if unedited || column.field.kind == FieldKind::Number {
                continue;
            }
            if column.field.kind.is_compared() {
                if !cell.is_empty() {
                    said.compared
                        .push((&column.title, column.field, cell.to_owned()));
                }
                continue;
            }
            // In a workbook of ours an empty cell was emptied; elsewhere it says nothing.
            if cell.is_empty() {
                if own.is_some() {
                    said.fields.push((column.field, Held::new()));
                }
                continue;
            }
            match self.cells.read(column.field, cell, column.month_first) {
                Ok(Taken { held, note }) => {
                    said.remarks
                        .extend(note.map(|note| remark(&column.title, note)));
                    said.add(column.field, held);
                }
                Err(_) if says_nothing(cell) => {}
                Err(fault) => {
                    said.faulty.push(&column.field.path);
                    said.remarks.push(remark(&column.title, fault));
                }
            }
        }
        said
    }

    /// The number in a row, when it is one of ours.
    pub fn number(&self, line: &Line) -> Option<u32> {
        let column = self.number_column()?;
        number(self.target.prefix, line.cell(column.place))
    }

    /// The column with the numbers of rows.
    pub fn number_column(&self) -> Option<&'a Used<'a>> {
        self.columns
            .iter()
            .find(|column| column.field.kind == FieldKind::Number)
    }
}

impl<'a> Said<'a> {
    /// Adds what a further column says about a field.
    fn add(&mut self, field: &'a Field, more: Held) {
        let Some((_, known)) = self
            .fields
            .iter_mut()
            .find(|(other, _)| other.path == field.path)
        else {
            self.fields.push((field, more));
            return;
        };
        match field.kind {
            FieldKind::Line => *known = vec![joined(known, &more, ", ")],
            FieldKind::Text => *known = vec![joined(known, &more, "\n")],
            FieldKind::Likelihood | FieldKind::Impact | FieldKind::Need => {
                *known = std::mem::take(known)
                    .into_iter()
                    .chain(more)
                    .max()
                    .into_iter()
                    .collect();
            }
            _ if field.kind.is_list() => add_new(known, more),
            _ => {}
        }
    }

    /// What it says about a field.
    pub fn held(&self, path: &str) -> Option<&Held> {
        let mut fields = self.fields.iter();
        fields
            .find(|(field, _)| field.path == path)
            .map(|(_, held)| held)
    }

    /// Writes all fields into the tree of an entity, or those that go elsewhere into the tree of
    /// the one that it belongs to.
    pub fn write(&self, tree: &mut Value, parent: bool) {
        let fields = self.fields.iter();
        for (field, said) in fields.filter(|(field, _)| field.of_parent().is_some() == parent) {
            let mut all = said.clone();
            // Rows of a list add to what is there; only a whole entity says all of it.
            if parent && field.kind.is_list() {
                all = held(tree, field.place(), field.kind);
                add_new(&mut all, said.clone());
            }
            hold(tree, field.place(), field.kind, &all);
        }
    }
}

fn joined(known: &Held, more: &Held, between: &str) -> String {
    [known.concat(), more.concat()].join(between)
}

fn add_new(known: &mut Held, more: Held) {
    for one in more {
        if !known.contains(&one) {
            known.push(one);
        }
    }
}

/// A remark on a column.
pub fn remark(
    column: &str,
    Fault {
        code,
        message,
        help,
    }: Fault,
) -> Remark {
    Remark {
        code,
        column: column.to_owned(),
        message,
        help,
    }
}

/// The number in `R-012`, `R12` or `12`; none where other letters stand in front or more follows.
pub fn number(prefix: &str, cell: &str) -> Option<u32> {
    let cell = cell.trim().to_uppercase();
    let rest = cell.strip_prefix("RISK").filter(|_| prefix == "R");
    let rest = rest.or_else(|| cell.strip_prefix(prefix)).unwrap_or(&cell);
    let digits = rest.trim_start_matches([' ', '-', '_', '#', '.']);
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    whole
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|number| *number > 0)
}

/// The fields that a row has to have, and that hold nothing.
pub fn lacking<'a>(target: &'a Target, tree: &Value, parent: &Value) -> Vec<&'a Field> {
    let empty = |field: &&Field| {
        let tree = if field.of_parent().is_some() {
            parent
        } else {
            tree
        };
        field.required
            && held(tree, field.place(), field.kind)
                .iter()
                .all(|text| text.trim().is_empty())
    };
    let missing = target.fields.iter().filter(empty);
    missing.collect()
}

/// Says that a field is missing, unless its cell said why it could not be read.
pub fn missing(field: &Field, said: &Said) -> Option<Remark> {
    let message = format!("“{}” is missing", field.title);
    let help = "Fill it in, or say which column holds it.";
    let read = !said.faulty.contains(&&*field.path);
    read.then(|| remark(&field.title, fault("missing-value", message, help)))
}
