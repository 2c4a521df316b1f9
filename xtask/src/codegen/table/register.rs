//! Registers: columns, what to write into them, and the rows to begin with.

use super::{File, Result, id, pascal};
use crate::content::{ColumnRow, Orientation, RegisterRow, RegisterStarterRow};

impl File<'_> {
    pub(super) fn registers(&mut self) -> Result<()> {
        let registers = &self.content.registers;
        let mut rows = Vec::new();
        let mut starters = Vec::new();
        let mut values = Vec::new();
        for x in registers {
            rows.push((x.id.as_str(), self.register(x)?));
            starters.push(self.starters(x, values.len())?);
            values.extend(x.starters.iter().map(|starter| line(x, starter)));
        }
        self.table("REGISTERS", "Register", "RegisterId", &rows);
        self.array(
            "REGISTER_STARTERS",
            "&[Starter]",
            starters.iter().map(String::as_str),
        );
        let help = |x: &RegisterRow| {
            let help: Vec<_> = x.columns.iter().map(|column| &*column.help).collect();
            help.join("\t")
        };
        self.lines("REGISTER", registers.iter().map(|x| help(x)));
        self.lines("STARTER", values.into_iter());
        Ok(())
    }

    fn register(&self, x: &RegisterRow) -> Result<String> {
        let columns: Result<Vec<_>> = (0..)
            .zip(&x.columns)
            .map(|(at, c)| column(x, at, c))
            .collect();
        let status = x
            .columns
            .iter()
            .position(|column| !column.closed.is_empty());
        Ok(format!(
            "Register {{ id: {:?}, document: {}, row: {:?}, prefix: {:?}, title: {}, status: {status:?}, \
             repeats: {}, wide: {}, columns: &[\n        {},\n    ] }}",
            x.id,
            id("DocumentId", &self.documents, &x.id)?,
            x.noun,
            x.prefix,
            place(x, &x.title)?,
            x.repeats,
            x.orientation == Orientation::Landscape,
            columns?.join(",\n        "),
        ))
    }

    /// `first` is the line of the first one among those of all registers.
    fn starters(&self, x: &RegisterRow, first: usize) -> Result<String> {
        let starters = (first..).zip(&x.starters);
        let starters: Result<Vec<_>> = starters.map(|(at, s)| self.starter(at, s)).collect();
        let starters = starters?;
        Ok(match starters.is_empty() {
            true => "&[]".to_owned(),
            false => format!("&[\n        {},\n    ]", starters.join(",\n        ")),
        })
    }

    fn starter(&self, line: usize, starter: &RegisterStarterRow) -> Result<String> {
        let when = match &starter.when {
            Some(question) => format!("Some({})", id("QuestionId", &self.questions, question)?),
            None => "None".to_owned(),
        };
        Ok(format!("Starter {{ when: {when}, line: {line} }}"))
    }
}

/// The values of a row to begin with, in the order of the columns.
fn line(x: &RegisterRow, starter: &RegisterStarterRow) -> String {
    let values = x
        .columns
        .iter()
        .map(|column| starter.values.get(&column.id));
    let values: Vec<_> = values
        .map(|value| value.map_or("", String::as_str))
        .collect();
    // Columns at the end without a value need no tab.
    values.join("\t").trim_end_matches('\t').to_owned()
}

fn column(register: &RegisterRow, at: usize, x: &ColumnRow) -> Result<String> {
    let due = match &x.done {
        Some(done) => Some(place(register, done)?),
        None => x.due.then_some(at),
    };
    let closed = (0..)
        .zip(&x.options)
        .filter(|(_, (word, _))| x.closed.contains(word));
    let closed: u32 = closed.map(|(bit, _)| 1 << bit).sum();
    Ok(format!(
        "Column {{ id: {:?}, title: {:?}, kind: ColumnKind::{}, required: {}, due: {due:?}, width: {}, unit: {:?}, \
         min: {}, max: {}, options: &{:?}, closed: {closed:#b} }}",
        x.id,
        x.title,
        pascal(&x.kind),
        x.required,
        x.width,
        x.unit,
        x.min.unwrap_or(0),
        x.max.unwrap_or(0),
        x.options,
    ))
}

fn place(register: &RegisterRow, column: &str) -> Result<usize> {
    let place = register.columns.iter().position(|other| other.id == column);
    place.ok_or_else(|| format!("{} has no column `{column}`", register.id))
}
