//! Rows of registers and records: what they say, whether they are closed, and what they may hold.

use super::{Data, Date, Finding, Id, Line, Owner, RecordRow};
use crate::catalogue::{
    Column, ColumnKind, ControlId, DocumentId, RegisterId, RoleId, in_edition, thousandths,
};

impl RecordRow {
    /// The value of a column; empty when there is none.
    pub fn value(&self, column: &Column) -> &str {
        let mut values = self.values.iter();
        values
            .find(|(id, _)| ***id == *column.id)
            .map_or("", |(_, value)| value)
    }

    /// What people call its number: `NC-3`.
    pub fn reference(&self) -> String {
        format!("{}-{}", self.register.get().prefix, self.number)
    }

    /// What people call it: `nonconformity: Test overdue`.
    pub fn title(&self) -> String {
        let register = self.register.get();
        let column = register.title_column();
        let title = column.map_or("", |column| {
            column.title_of(self.value(column)).unwrap_or_default()
        });
        format!("{}: {title}", register.row)
    }

    /// Whether its status says that nothing is left to do; `None` without a status column.
    pub fn closed(&self) -> Option<bool> {
        let register = self.register.get();
        let status = register.columns.get(usize::from(register.status?))?;
        Some(status.closes(self.value(status)))
    }

    /// The earliest day by which something is still due.
    pub fn due(&self) -> Option<Date> {
        if self.closed() == Some(true) {
            return None;
        }
        let columns = self.register.get().columns;
        let open = |(place, column): (usize, &Column)| {
            let done = usize::from(column.due?);
            let met = done != place && columns.get(done).is_some_and(|x| !self.value(x).is_empty());
            if met {
                None
            } else {
                self.value(column).parse().ok()
            }
        };
        columns.iter().enumerate().filter_map(open).min()
    }
}

impl Column {
    /// The words for a value that needs nothing but the catalogue.
    fn title_of<'a>(&self, value: &'a str) -> Option<&'a str> {
        match self.kind {
            ColumnKind::Choice => {
                let option = self.options.get(self.option(value)?)?;
                Some(option.1)
            }
            ColumnKind::Role => Some(value.parse::<RoleId>().ok()?.get().title),
            ColumnKind::Document => Some(value.parse::<DocumentId>().ok()?.get().name),
            _ => Some(value),
        }
    }

    /// What a value of the kind looks like.
    fn expected(&self) -> &'static str {
        match self.kind {
            ColumnKind::Line | ColumnKind::Link => "one line of at most 300 characters",
            ColumnKind::Text => "a text",
            ColumnKind::Date => "a date, such as 2026-11-24",
            ColumnKind::Number => {
                "a number in digits, with a full stop before at most three decimals"
            }
            ColumnKind::Choice => "one of the options",
            ColumnKind::YesNo => "yes or no",
            ColumnKind::Role => "the id of a role",
            ColumnKind::Owner => "role: or person: with an id",
            ColumnKind::Control => "the number of a control",
            ColumnKind::Document => "the id of a document",
            ColumnKind::Person | ColumnKind::Asset | ColumnKind::Supplier | ColumnKind::Risk => {
                "an id"
            }
        }
    }

    /// Whether a value is of the column's kind.
    fn takes(&self, value: &str) -> bool {
        match self.kind {
            ColumnKind::Line | ColumnKind::Link => Line::try_from(value).is_ok(),
            ColumnKind::Text => true,
            ColumnKind::Date => value.parse::<Date>().is_ok(),
            ColumnKind::Number => thousandths(value).is_some(),
            ColumnKind::Choice => self.option(value).is_some(),
            ColumnKind::YesNo => matches!(value, "yes" | "no"),
            ColumnKind::Role => value.parse::<RoleId>().is_ok(),
            ColumnKind::Owner => owner(value).is_some(),
            ColumnKind::Control => value.parse::<ControlId>().is_ok(),
            ColumnKind::Document => value
                .parse::<DocumentId>()
                .is_ok_and(|document| !document.is_merged()),
            ColumnKind::Person | ColumnKind::Asset | ColumnKind::Supplier | ColumnKind::Risk => {
                value.parse::<Id>().is_ok()
            }
        }
    }

    fn in_range(&self, value: &str) -> bool {
        thousandths(value).is_none_or(|number| {
            (i64::from(self.min) * 1000..=i64::from(self.max) * 1000).contains(&number)
        })
    }
}

/// A role or a person as a value: `role:ciso`, `person:p-1`.
fn owner(value: &str) -> Option<Owner> {
    match value.split_once(':')? {
        ("role", id) => id.parse().ok().map(Owner::Role),
        ("person", id) => id.parse().ok().map(Owner::Person),
        _ => None,
    }
}

impl Data {
    /// The rows of a register, in the order of their numbers.
    pub fn rows(&self, register: RegisterId) -> Vec<&RecordRow> {
        let mut rows: Vec<&RecordRow> = Vec::new();
        // A sort of its own would weigh more than the rest of this file.
        for row in self.records.iter().filter(|row| row.register == register) {
            let at = rows.partition_point(|other| other.number <= row.number);
            rows.insert(at, row);
        }
        rows
    }

    /// A value as people read it: names for ids, controls in the edition that is followed. Dates
    /// stay as they are kept.
    pub fn shown(&self, column: &Column, value: &str) -> String {
        self.found(column, value)
            .unwrap_or_else(|| column.title_of(value).unwrap_or(value).to_owned())
    }

    /// What a value that points to something else points to; the value itself when that is gone.
    fn found(&self, column: &Column, value: &str) -> Option<String> {
        let id = || value.parse::<Id>().ok();
        Some(match column.kind {
            ColumnKind::Person => self.people.get(&id()?)?.name.to_string(),
            ColumnKind::Asset => self.assets.get(&id()?)?.name.to_string(),
            ColumnKind::Supplier => self.suppliers.get(&id()?)?.name.to_string(),
            ColumnKind::Risk => {
                let risk = self.risks.get(&id()?)?;
                format!("R-{} {}", risk.number, risk.title)
            }
            ColumnKind::Role => self.role_title(value.parse().ok()?).to_owned(),
            ColumnKind::Document => {
                let state = self.documents.get(&value.parse().ok()?)?;
                if state.title.is_empty() {
                    return None;
                }
                state.title.to_string()
            }
            ColumnKind::Owner => {
                let owner = owner(value)?;
                self.owner_name(&owner)?;
                self.owner_text(&owner)
            }
            ColumnKind::Control => {
                let mut names = Vec::new();
                for control in in_edition(value.parse().ok()?, self.organisation.edition) {
                    names.push(format!("{control} {}", control.get().title));
                }
                names.join("; ")
            }
            ColumnKind::Number if !column.unit.is_empty() => format!("{value} {}", column.unit),
            _ => return None,
        })
    }

    /// What in a row is not sound, whatever else there is.
    pub(super) fn check_row(&self, row: &RecordRow) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (id, value) in &row.values {
            let Some(column) = row.register.get().column(id) else {
                findings.push(
                    fault("unknown-column", id, format!("there is no column `{id}`"))
                        .help("see content/registers for the columns"),
                );
                continue;
            };
            if value.is_empty() || !column.takes(value) {
                findings.push(
                    fault(
                        "wrong-value",
                        id,
                        format!(
                            "“{}” takes {}, not `{}`",
                            column.title,
                            column.expected(),
                            start(value)
                        ),
                    )
                    .help("correct the value, or leave the column out"),
                );
            } else if column.kind == ColumnKind::Number && !column.in_range(value) {
                let (min, max) = (column.min, column.max);
                findings.push(
                    fault(
                        "out-of-range",
                        id,
                        format!("“{}” cannot be `{value}`", column.title),
                    )
                    .help(format!("give a number from {min} to {max}")),
                );
            }
        }
        findings
    }

    /// What forbids putting a row in, beyond [`Data::check_row`].
    pub(super) fn check_new_row(&self, row: &RecordRow, findings: &mut Vec<Finding>) {
        if let Some(old) = self.records.get(&row.id)
            && (old.register != row.register || old.entered != row.entered)
        {
            findings.push(
                Finding::error(
                    "fixed-field",
                    "record.entered",
                    "the register of a row and the day of its entry cannot be changed",
                )
                .help("leave both as they are, or add another row"),
            );
        }
        let edition = self.organisation.edition;
        for column in row.register.get().columns {
            let value = row.value(column);
            let strange = column.kind == ColumnKind::Control
                && value
                    .parse()
                    .is_ok_and(|id: ControlId| id.edition() != edition);
            let (code, message, help) = if value.trim().is_empty() {
                if !column.required {
                    continue;
                }
                ("missing-value", "is missing", "fill it in")
            } else if strange {
                let help = "choose the control of the edition that is followed";
                ("wrong-edition", "is of another edition", help)
            } else if refers(column.kind) && self.found(column, value).is_none() {
                let help = "choose one that is there, or add it first";
                ("not-found", "names something that is not there", help)
            } else {
                continue;
            };
            findings
                .push(fault(code, column.id, format!("“{}” {message}", column.title)).help(help));
        }
    }

    /// A new row gets the next free number of its register and the day of its entry; an old one
    /// keeps both, unless somebody tries to change the day, which the check then refuses.
    pub(super) fn entered(&self, mut row: RecordRow, day: Date) -> RecordRow {
        let old = self.records.get(&row.id);
        if row.number == 0 {
            row.number = match old {
                Some(old) => old.number,
                None => {
                    let rows = self.records.iter().filter(|x| x.register == row.register);
                    let highest = rows.map(|row| row.number).max();
                    highest.unwrap_or(0).saturating_add(1)
                }
            };
        }
        match old {
            Some(old) if row.entered.is_none() => row.entered = old.entered,
            Some(_) => {}
            None => row.entered = Some(day),
        }
        row
    }
}

/// Kinds whose values name something that has to be there.
fn refers(kind: ColumnKind) -> bool {
    matches!(
        kind,
        ColumnKind::Person
            | ColumnKind::Owner
            | ColumnKind::Asset
            | ColumnKind::Supplier
            | ColumnKind::Risk
    )
}

fn fault(code: &'static str, column: &str, message: String) -> Finding {
    Finding::error(code, format!("record.values.{column}"), message)
}

/// As much of a value as a message shows.
fn start(value: &str) -> String {
    value.chars().take(60).collect()
}
