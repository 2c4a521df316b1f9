//! Layouts of tables that are read in, and the words that they share.

use super::{File, Result};
use crate::content::{LayoutColumnRow, LayoutRow};
use std::fmt::Write;

impl File<'_> {
    pub(super) fn layouts(&mut self) -> Result<()> {
        let rows: Vec<String> = self.content.layouts.iter().map(|x| layout(x)).collect();
        self.array("LAYOUTS", "Layout", rows.iter().map(String::as_str));
        let words = self.content.spellings.as_ref();
        let words = words.ok_or("content/import has no words.toml")?;
        let steps: Vec<String> = words.steps.iter().map(|step| list(step)).collect();
        let roles = words
            .roles
            .iter()
            .map(|(role, names)| format!("({role:?}, {})", list(names)));
        let _ = writeln!(
            self.text,
            "\npub static SPELLINGS: Spellings = Spellings {{ yes: {}, no: {}, nothing: {}, steps: &[{}], roles: &[{}] }};",
            list(&words.yes),
            list(&words.no),
            list(&words.nothing),
            steps.join(", "),
            roles.collect::<Vec<_>>().join(", "),
        );
        Ok(())
    }
}

fn layout(x: &LayoutRow) -> String {
    let columns: Vec<String> = x.columns.iter().map(|c| column(c)).collect();
    format!(
        "Layout {{ id: {:?}, title: {:?}, kind: {:?}, prefix: {:?}, key: {:?}, list: {:?}, creates: {}, hints: {}, \
         columns: &[\n        {},\n    ] }}",
        x.id,
        x.title,
        x.kind,
        x.prefix,
        x.key,
        x.list,
        x.creates,
        list(&x.hints),
        columns.join(",\n        "),
    )
}

fn column(x: &LayoutColumnRow) -> String {
    let words = x.words.iter();
    let words = words.map(|(value, words)| format!("({value:?}, {})", list(words)));
    format!(
        "LayoutColumn {{ field: {:?}, title: {:?}, kind: {:?}, required: {}, joins: {}, default: {:?}, names: {}, words: &[{}] }}",
        x.field,
        x.title,
        x.kind,
        x.required,
        x.joins,
        x.default,
        list(&x.names),
        words.collect::<Vec<_>>().join(", "),
    )
}

/// A list that a list of lists can hold: each is a slice of its own.
fn list(words: &[String]) -> String {
    format!("&{words:?}")
}
