//! Registers have columns that a form can ask and a table can hold, and starters that fit them.

#[cfg(test)]
mod tests;

use super::Problems;
use crate::content::{ColumnRow, Content, Placed, RegisterRow, RegisterStarterRow};
use annexa::catalogue::{ColumnKind, DocumentId, RoleId, thousandths};
use annexa::workspace::Line;
use std::collections::BTreeSet;

/// Registers and records whose rows the workspace keeps as entities of their own, or which are
/// written from other data.
const KEPT_ELSEWHERE: [&str; 6] = [
    "asset-inventory",
    "context-and-interested-parties",
    "legal-requirements-register",
    "risk-assessment-report",
    "risk-register",
    "supplier-register",
];

/// Names that templates have for other parts of a row.
const TAKEN: [&str; 3] = ["closed", "entered", "reference"];

/// More columns than this fit on no page.
const MOST_COLUMNS: usize = 16;
/// The closing options are bits of a number.
const MOST_OPTIONS: usize = 32;

pub fn check(content: &Content, problems: &mut Problems) {
    documents(content, problems);
    let mut prefixes = BTreeSet::new();
    for x in &content.registers {
        let letters = x.prefix.bytes().all(|letter| letter.is_ascii_uppercase());
        if !letters || !(2..=4).contains(&x.prefix.len()) {
            let message = format!("the prefix of `{}` is `{}`", x.id, x.prefix);
            problems.add(&x.place, "register-shape", message, "use 2 to 4 capitals");
        }
        if !prefixes.insert(&x.prefix) {
            let message = format!("another register has the prefix `{}` too", x.prefix);
            problems.add(&x.place, "duplicate-id", message, "use another one");
        }
        columns(x, problems);
        starters(x, content, problems);
    }
}

/// Every register and record that is kept by rows has its file, and no other document has.
fn documents(content: &Content, problems: &mut Problems) {
    let by_rows = |kind: &str, id: &str| {
        matches!(kind, "register" | "record") && !KEPT_ELSEWHERE.contains(&id)
    };
    for x in content.documents.iter().filter(|x| by_rows(&x.kind, &x.id)) {
        if !content.registers.iter().any(|register| register.id == x.id) {
            let message = format!("`{}` has no columns", x.id);
            let help = format!("write content/registers/{}.toml", x.id);
            problems.add(&x.place, "register-without-columns", message, help);
        }
    }
    for x in &content.registers {
        match content.documents.iter().find(|other| other.id == x.id) {
            None => {
                let message = format!("there is no document `{}`", x.id);
                let help = "name the file after an id of content/catalogue/documents.csv";
                problems.add(&x.place, "dangling-id", message, help);
            }
            Some(document) if !by_rows(&document.kind, &x.id) => {
                let message = format!("`{}` is not kept by rows", x.id);
                let help =
                    "only registers and records are, unless the workspace keeps them otherwise";
                problems.add(&x.place, "register-shape", message, help);
            }
            Some(_) => {}
        }
    }
}

fn columns(x: &Placed<RegisterRow>, problems: &mut Problems) {
    let mut ids = BTreeSet::new();
    // A table of a workbook has each heading once, with those of its own.
    let mut headings = BTreeSet::from(["No", "Entered"]);
    for column in &x.columns {
        if !headings.insert(&column.title) {
            let message = format!("`{}` has two headings “{}”", x.id, column.title);
            problems.add(&column.place, "duplicate-id", message, "reword one");
        }
        for message in shape(x, column) {
            let message = format!("`{}`: {message}", column.id);
            problems.add(&column.place, "column-shape", message, "see the README");
        }
        if !ids.insert(&column.id) {
            let message = format!("`{}` has two columns `{}`", x.id, column.id);
            problems.add(&column.place, "duplicate-id", message, "rename one");
        }
        if let Err(error) = column.kind.parse::<ColumnKind>() {
            let message = error.message().to_owned();
            problems.add(&column.place, "unknown-word", message, error.help());
        }
    }
    let titles = |kind: &str| matches!(kind, "line" | "choice" | "role" | "document");
    let title = x.columns.iter().find(|column| column.id == x.title);
    if !title.is_some_and(|column| column.required && titles(&column.kind)) {
        let message = format!(
            "the title `{}` of `{}` is no required column",
            x.title, x.id
        );
        let help = "name a required column of kind line, choice, role or document";
        problems.add(&x.place, "register-shape", message, help);
    }
    if x.columns
        .iter()
        .filter(|column| !column.closed.is_empty())
        .count()
        > 1
    {
        let message = format!("two columns close the rows of `{}`", x.id);
        problems.add(&x.place, "register-shape", message, "let one do it");
    }
    if !(3..=MOST_COLUMNS).contains(&x.columns.len()) {
        let message = format!("`{}` has {} columns", x.id, x.columns.len());
        let help = format!("use 3 to {MOST_COLUMNS}");
        problems.add(&x.place, "register-shape", message, help);
    }
}

/// A kind has the fields that belong to it, and no other.
fn shape(x: &RegisterRow, column: &ColumnRow) -> Vec<&'static str> {
    let mut wrong = Vec::new();
    let word = |letter: char| letter.is_ascii_lowercase() || letter == '_';
    let id = &column.id;
    if id.is_empty() || id.len() > 20 || !id.chars().all(word) {
        wrong.push("an id has 1 to 20 small letters and underscores");
    }
    if TAKEN.contains(&id.as_str()) {
        wrong.push("this id stands for another part of a row in templates");
    }
    let kind = column.kind.as_str();
    let range = column.min.zip(column.max);
    let bounds = [column.min, column.max].iter().flatten().count();
    if (kind == "number") != (bounds == 2) || range.is_some_and(|(min, max)| min >= max) {
        wrong.push("`min` and `max` belong to a number, both, the smaller first");
    }
    if kind != "number" && !column.unit.is_empty() {
        wrong.push("`unit` belongs to a number");
    }
    let words: BTreeSet<_> = column.options.iter().map(|(word, _)| word).collect();
    let options = (2..=MOST_OPTIONS).contains(&column.options.len());
    if (kind == "choice") != options || words.len() < column.options.len() {
        wrong.push("two or more `options` with different words belong to a choice");
    }
    let plain = |word: &str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    if !words.iter().all(|word| plain(word)) {
        wrong.push("the word of an option has small letters and hyphens");
    }
    let known = column.closed.iter().all(|word| words.contains(word));
    if !known || (!words.is_empty() && column.closed.len() >= words.len()) {
        wrong.push("`closed` names some of the options, not all");
    }
    let date = |other: &&Placed<ColumnRow>| {
        Some(&other.id) == column.done.as_ref() && other.kind == "date"
    };
    let done = x
        .columns
        .iter()
        .find(date)
        .is_some_and(|other| other.id != *id);
    if column.due && kind != "date" {
        wrong.push("`due` belongs to a date");
    }
    if column.done.is_some() && !(column.due && done) {
        wrong.push("`done` belongs to a due date and names another date");
    }
    if !(6..=60).contains(&column.width) {
        wrong.push("`width` is 6 to 60 characters");
    }
    wrong
}

fn starters(x: &RegisterRow, content: &Content, problems: &mut Problems) {
    let mut titles = BTreeSet::new();
    for starter in &x.starters {
        let mut add = |code, message: String, help: &str| {
            problems.add(&starter.place, code, message, help);
        };
        let question = |id: &String| content.questions.iter().any(|question| question.id == *id);
        if let Some(id) = starter.when.as_ref().filter(|id| !question(id)) {
            let help = "use the id of a question in content/questions";
            add("dangling-id", format!("there is no question `{id}`"), help);
        }
        for (id, value) in &starter.values {
            match x.columns.iter().find(|column| column.id == *id) {
                None => add(
                    "dangling-id",
                    format!("there is no column `{id}`"),
                    "name one of the columns",
                ),
                Some(column) if !fits(column, value) => {
                    let message = format!("“{}” cannot be `{value}`", column.title);
                    let help = "use a value of the column's kind; people, assets, suppliers, risks and controls are the organisation's to name";
                    add("starter-value", message, help);
                }
                Some(_) => {}
            }
        }
        for column in x.columns.iter().filter(|column| column.required) {
            if !starter.values.contains_key(&column.id) {
                let message = format!(
                    "the starter has no `{}`, which a row has to have",
                    column.id
                );
                add("starter-value", message, "fill it in");
            }
        }
        if !titles.insert(title(x, starter)) {
            let message = format!("two starters of `{}` have the same title", x.id);
            add("duplicate-id", message, "say what sets them apart");
        }
    }
}

fn title<'a>(x: &RegisterRow, starter: &'a RegisterStarterRow) -> Option<&'a String> {
    starter.values.get(&x.title)
}

/// Whether a value may stand in a starter: of the column's kind, and true of any organisation.
fn fits(column: &ColumnRow, value: &str) -> bool {
    if value.is_empty() || value.contains(['\t', '\n']) {
        return false;
    }
    let in_range = |number: i64| {
        let bound = |bound: Option<i32>| i64::from(bound.unwrap_or_default()) * 1000;
        (bound(column.min)..=bound(column.max)).contains(&number)
    };
    match column.kind.parse() {
        Ok(ColumnKind::Line | ColumnKind::Link) => Line::try_from(value).is_ok(),
        Ok(ColumnKind::Text) => true,
        Ok(ColumnKind::Number) => thousandths(value).is_some_and(in_range),
        Ok(ColumnKind::Choice) => column.options.iter().any(|(word, _)| word == value),
        Ok(ColumnKind::YesNo) => matches!(value, "yes" | "no"),
        Ok(ColumnKind::Role) => value.parse::<RoleId>().is_ok(),
        Ok(ColumnKind::Owner) => value
            .strip_prefix("role:")
            .is_some_and(|id| id.parse::<RoleId>().is_ok()),
        Ok(ColumnKind::Document) => value.parse::<DocumentId>().is_ok(),
        _ => false,
    }
}
