//! Layouts of tables name fields that there are, and no heading or word stands for two of them.

#[cfg(test)]
mod tests;

use super::Problems;
use crate::content::{Content, LayoutColumnRow, LayoutRow, Placed};
use annexa::import::FieldKind;
use annexa::workspace::Kind;
use std::collections::BTreeMap;

pub fn check(content: &Content, problems: &mut Problems) {
    for x in &content.layouts {
        let register = content.registers.iter().find(|other| other.id == x.id);
        match register {
            Some(register) => {
                for column in &x.columns {
                    match register
                        .columns
                        .iter()
                        .find(|other| other.id == column.field)
                    {
                        Some(other) => {
                            let words = other.options.iter().map(|(word, _)| word.as_str());
                            values(column, words.collect(), problems);
                        }
                        None => {
                            let message = format!("`{}` has no column `{}`", x.id, column.field);
                            let help = "name one of the columns of its file in content/registers";
                            problems.add(&column.place, "dangling-id", message, help);
                        }
                    }
                }
            }
            None => entity(x, problems),
        }
        names(x, problems);
    }
    spellings(content, problems);
}

/// A table of its own says what a row is, and what each field takes.
fn entity(x: &Placed<LayoutRow>, problems: &mut Problems) {
    let kind: Result<Kind, _> = annexa::json::read(&format!("\"{}\"", x.kind));
    let keyed = x.key.is_empty() || x.title.is_empty();
    if kind.is_err() || keyed || x.columns.is_empty() {
        let message = format!("`{}` is neither a register nor a table of its own", x.id);
        let help = "give it `title`, `kind`, `key` and columns, or the name of a register";
        problems.add(&x.place, "layout-shape", message, help);
    }
    for column in &x.columns {
        if column.title.is_empty() || column.kind.parse::<FieldKind>().is_err() {
            let message = format!("`{}` takes `{}`", column.field, column.kind);
            let help = "give it a `title` and one of the kinds of the README";
            problems.add(&column.place, "layout-shape", message, help);
        }
        let known = column
            .words
            .iter()
            .map(|(value, _)| value.as_str())
            .collect();
        values(column, known, problems);
    }
}

/// What is filled in, and what words stand for, are values of the field.
fn values(column: &Placed<LayoutColumnRow>, known: Vec<&str>, problems: &mut Problems) {
    let words = column.words.iter().map(|(value, _)| value);
    let default = Some(&column.default).filter(|word| !word.is_empty());
    for value in words
        .chain(default)
        .filter(|value| !known.contains(&value.as_str()))
    {
        let message = format!("`{}` cannot be `{value}`", column.field);
        problems.add(
            &column.place,
            "unknown-word",
            message,
            "use one of its values",
        );
    }
    let mut first: BTreeMap<&String, &String> = BTreeMap::new();
    for (value, words) in &column.words {
        for word in words {
            plain(column, word, problems);
            if let Some(other) = first.insert(word, value).filter(|other| *other != value) {
                let message = format!("“{word}” stands for `{other}` and for `{value}`");
                problems.add(
                    &column.place,
                    "duplicate-word",
                    message,
                    "keep one of the two",
                );
            }
        }
    }
}

/// Each heading counts once in a field; several fields may want the same one, the first gets it.
fn names(x: &Placed<LayoutRow>, problems: &mut Problems) {
    for column in &x.columns {
        for (at, name) in column.names.iter().enumerate() {
            plain(column, name, problems);
            if column.names.iter().take(at).any(|other| other == name) {
                let message = format!(
                    "“{name}” stands twice among the names of `{}`",
                    column.field
                );
                problems.add(
                    &column.place,
                    "duplicate-word",
                    message,
                    "keep one of the two",
                );
            }
        }
    }
}

/// Words are compared without capitals and signs, so others would never be found.
fn plain(column: &Placed<LayoutColumnRow>, word: &str, problems: &mut Problems) {
    if annexa::import::plain(word) != *word {
        let message = format!("“{word}” is not in plain spelling");
        let help = "write small letters and digits, with one space between words";
        problems.add(&column.place, "word-spelling", message, help);
    }
}

fn spellings(content: &Content, problems: &mut Problems) {
    let Some(words) = &content.spellings else {
        return;
    };
    for role in words.roles.keys() {
        if !content.roles.iter().any(|other| other.id == *role) {
            let message = format!("there is no role `{role}`");
            let help = "use the id of a role in content/catalogue/roles.csv";
            problems.add(&words.place, "dangling-id", message, help);
        }
    }
}
