//! The fields that columns fill: of entities by the layouts, of registers by their columns.

use crate::catalogue::{Column, ColumnKind, LayoutColumn};
use std::str::FromStr;

/// A field that a column can fill.
#[derive(Debug, Clone)]
pub struct Field {
    /// Where the value goes: `inherent.impact`, `values.due`; `^name` is a field of the entity that
    /// a list belongs to.
    pub path: String,
    /// What people call it.
    pub title: String,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether a row has to have it.
    pub required: bool,
    /// Whether several columns go into it when nobody says otherwise.
    pub joins: bool,
    /// What is filled in when the table has no such column.
    pub default: &'static str,
    /// The headings that stand for it, in plain spelling, the best first.
    pub names: Vec<String>,
    /// Each value with a word that stands for it, in plain spelling.
    pub words: Vec<(&'static str, String)>,
    /// The values with their titles, of a choice in a register.
    pub options: &'static [(&'static str, &'static str)],
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "content/import/README.md lists them")]
pub enum FieldKind {
    Line,
    Text,
    Lines,
    Titles,
    Date,
    Decimal,
    Choice,
    Flag,
    Owner,
    Person,
    Role,
    Document,
    Asset,
    Supplier,
    Risk,
    Control,
    Controls,
    Likelihood,
    Impact,
    Need,
    Properties,
    AtRisk,
    Number,
    Points,
    Level,
}

impl FromStr for FieldKind {
    type Err = String;
    fn from_str(word: &str) -> Result<Self, String> {
        Ok(match word {
            "line" => Self::Line,
            "text" => Self::Text,
            "lines" => Self::Lines,
            "titles" => Self::Titles,
            "date" => Self::Date,
            "choice" => Self::Choice,
            "flag" => Self::Flag,
            "owner" => Self::Owner,
            "person" => Self::Person,
            "document" => Self::Document,
            "control" => Self::Control,
            "controls" => Self::Controls,
            "likelihood" => Self::Likelihood,
            "impact" => Self::Impact,
            "need" => Self::Need,
            "properties" => Self::Properties,
            "at-risk" => Self::AtRisk,
            "number" => Self::Number,
            "points" => Self::Points,
            "level" => Self::Level,
            _ => return Err(format!("there is no kind of field `{word}`")),
        })
    }
}

impl From<ColumnKind> for FieldKind {
    fn from(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Line | ColumnKind::Link => Self::Line,
            ColumnKind::Text => Self::Text,
            ColumnKind::Date => Self::Date,
            ColumnKind::Number => Self::Decimal,
            ColumnKind::Choice => Self::Choice,
            ColumnKind::YesNo => Self::Flag,
            ColumnKind::Person => Self::Person,
            ColumnKind::Role => Self::Role,
            ColumnKind::Owner => Self::Owner,
            ColumnKind::Control => Self::Control,
            ColumnKind::Document => Self::Document,
            ColumnKind::Asset => Self::Asset,
            ColumnKind::Supplier => Self::Supplier,
            ColumnKind::Risk => Self::Risk,
        }
    }
}

impl FieldKind {
    /// Whether it is only compared with what follows from other fields.
    pub fn is_compared(self) -> bool {
        matches!(self, Self::Points | Self::Level)
    }

    /// Whether it holds several values, to which more are added.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Lines | Self::Titles | Self::Controls)
    }
}

impl Field {
    /// A field of an entity.
    pub(super) fn of_layout(column: &'static LayoutColumn) -> Self {
        Self {
            path: column.field.to_owned(),
            title: column.title.to_owned(),
            // The linter lets no other kind through.
            kind: column.kind.parse().unwrap_or(FieldKind::Text),
            required: column.required,
            options: &[],
            ..Self::named(column, column.title)
        }
    }

    /// A column of a register, with what `content/import` adds to it.
    pub(super) fn of_register(
        column: &'static Column,
        more: Option<&'static LayoutColumn>,
    ) -> Self {
        let named = more.map(|more| Self::named(more, column.title));
        let mut field = named.unwrap_or_else(|| Self::bare(column.title));
        field.path = format!("values.{}", column.id);
        field.title = column.title.to_owned();
        field.kind = column.kind.into();
        field.required = column.required;
        field.options = column.options;
        for (word, title) in column.options {
            field.words.push((word, super::name::plain(title)));
            field.words.push((word, super::name::plain(word)));
        }
        field
    }

    fn bare(title: &str) -> Self {
        Self {
            path: String::new(),
            title: String::new(),
            kind: FieldKind::Text,
            required: false,
            joins: false,
            default: "",
            names: vec![super::name::heading(title)],
            words: Vec::new(),
            options: &[],
        }
    }

    fn named(column: &'static LayoutColumn, title: &str) -> Self {
        let mut field = Self::bare(title);
        field.joins = column.joins;
        field.default = column.default;
        for name in column.names {
            if !field.names.iter().any(|known| known == name) {
                field.names.push((*name).to_owned());
            }
        }
        for (value, words) in column.words {
            let words = words.iter().map(|word| (*value, (*word).to_owned()));
            field.words.extend(words);
        }
        field
    }

    /// The field of the list's entity that it is, or `None` for one of the row's own.
    pub fn of_parent(&self) -> Option<&str> {
        self.path.strip_prefix('^')
    }

    /// The path without the mark of the list's entity.
    pub fn place(&self) -> &str {
        self.of_parent().unwrap_or(&self.path)
    }
}
