//! What reading a file would do: every row accounted for.

use crate::workspace::Command;
use serde::Serialize;

/// What reading a file would do.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ImportProposal {
    /// How many rows add something.
    pub new: usize,
    /// How many change something that is there.
    pub changed: usize,
    /// How many say what is there already.
    pub unchanged: usize,
    /// How many are not taken over.
    pub refused: usize,
    /// Every row, in the order of the file.
    pub rows: Vec<RowReport>,
    /// What holds for whole columns.
    pub notes: Vec<ColumnNote>,
    /// Levels and scores that come out differently here.
    pub differences: Vec<Difference>,
    /// The one step that does it; none when nothing would change.
    pub command: Option<Command>,
}

/// What happens with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum RowOutcome {
    /// It adds something.
    New,
    /// It changes something that is there.
    Changed,
    /// It says what is there already.
    Unchanged,
    /// It is not taken over.
    Refused,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RowReport {
    /// The sheet.
    pub sheet: String,
    /// The number that a spreadsheet or an editor shows for it.
    pub row: usize,
    /// What it is about.
    pub title: String,
    /// What happens with it.
    pub outcome: RowOutcome,
    /// The fields that change; none for a new one.
    pub changes: Vec<ChangedField>,
    /// Why it is refused, or which cells are left out.
    pub remarks: Vec<Remark>,
}

/// A field that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ChangedField {
    /// The field.
    pub field: String,
    /// What it holds now.
    pub from: String,
    /// What it would hold.
    pub to: String,
}

/// Why a row is refused, or a cell left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Remark {
    /// Stable kebab-case code.
    pub code: &'static str,
    /// The heading of the column; empty when the whole row is meant.
    pub column: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What holds for a whole column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ColumnNote {
    /// The sheet.
    pub sheet: String,
    /// Stable kebab-case code.
    pub code: &'static str,
    /// Its heading.
    pub column: String,
    /// How many cells it is about.
    pub cells: usize,
    /// What it is called here, or what is filled in; may be empty.
    pub value: String,
}

/// A level or score that comes out differently here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// The sheet.
    pub sheet: String,
    /// The number of the row.
    pub row: usize,
    /// What the row is about.
    pub title: String,
    /// The heading of the column.
    pub column: String,
    /// What the table says.
    pub theirs: String,
    /// What follows from likelihood and impact by the organisation's method.
    pub ours: String,
}

impl ImportProposal {
    /// Counts a row, and keeps it.
    pub(super) fn add(&mut self, row: RowReport) {
        let count = match row.outcome {
            RowOutcome::New => &mut self.new,
            RowOutcome::Changed => &mut self.changed,
            RowOutcome::Unchanged => &mut self.unchanged,
            RowOutcome::Refused => &mut self.refused,
        };
        *count += 1;
        self.rows.push(row);
    }

    /// The whole report as CSV.
    pub fn csv(&self) -> Vec<u8> {
        let head = [
            "Sheet",
            "Row",
            "About",
            "Outcome",
            "Column",
            "Code",
            "What",
            "What to do",
        ];
        let mut lines = vec![head.map(str::to_owned)];
        for row in &self.rows {
            row.lines(&mut lines);
        }
        for note in &self.notes {
            lines.push([
                note.sheet.clone(),
                String::new(),
                String::new(),
                String::new(),
                note.column.clone(),
                note.code.to_owned(),
                note.value.clone(),
                format!("{} cells", note.cells),
            ]);
        }
        for one in &self.differences {
            lines.push([
                one.sheet.clone(),
                one.row.to_string(),
                one.title.clone(),
                String::new(),
                one.column.clone(),
                "computed-otherwise".to_owned(),
                format!("{} → {}", one.theirs, one.ours),
                String::new(),
            ]);
        }
        crate::export::csv::write(lines)
    }
}

impl RowReport {
    fn lines(&self, lines: &mut Vec<[String; 8]>) {
        let outcome = match self.outcome {
            RowOutcome::New => "new",
            RowOutcome::Changed => "changed",
            RowOutcome::Unchanged => "unchanged",
            RowOutcome::Refused => "refused",
        };
        let mut push = |column: &str, code: &str, what: String, help: &str| {
            lines.push([
                self.sheet.clone(),
                self.row.to_string(),
                self.title.clone(),
                outcome.to_owned(),
                column.to_owned(),
                code.to_owned(),
                what,
                help.to_owned(),
            ]);
        };
        if self.changes.is_empty() && self.remarks.is_empty() {
            push("", "", String::new(), "");
        }
        for change in &self.changes {
            push(
                &change.field,
                "",
                format!("{} → {}", change.from, change.to),
                "",
            );
        }
        for remark in &self.remarks {
            push(
                &remark.column,
                remark.code,
                remark.message.clone(),
                &remark.help,
            );
        }
    }
}
