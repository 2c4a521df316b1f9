//! What templates see: the organisation's data as values, made once for the whole set.
//!
//! `content/templates/README.md` describes every name for template authors. Lists are made when
//! the first text asks for them, so that a policy does not pay for the risk register.

mod control;
mod name;
mod parts;
mod register;
mod risk;

use crate::documents::engine::Phrase;
use crate::documents::template::code;
use crate::selection::Verdicts;
use crate::workspace::{Data, Date};
use minijinja::Value;
use minijinja::value::Object;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Everything that a template can name.
pub const NAMES: [&str; 32] = [
    "Role",
    "amended",
    "assets",
    "cards",
    "clause",
    "control",
    "controls",
    "doc",
    "documents",
    "edition",
    "facts",
    "held_by_one",
    "issues",
    "method",
    "obligations",
    "open",
    "organisation",
    "own_controls",
    "param",
    "parties",
    "people",
    "risk_summary",
    "risks",
    "role",
    "roles",
    "rows",
    "scope",
    "sites",
    "sites_outside",
    "suppliers",
    "table",
    "today",
];

/// The values for one state of the workspace.
#[derive(Debug)]
pub struct Context<'a> {
    data: &'a Data,
    verdicts: &'a Verdicts,
    today: Date,
    open: OpenPoints,
    made: RefCell<BTreeMap<&'static str, Value>>,
}

impl<'a> Context<'a> {
    /// The context of a workspace's data with its decisions.
    pub fn new(data: &'a Data, verdicts: &'a Verdicts, today: Date) -> Self {
        Self {
            data,
            verdicts,
            today,
            open: OpenPoints::default(),
            made: RefCell::default(),
        }
    }

    /// The data.
    pub fn data(&self) -> &'a Data {
        self.data
    }

    /// The decisions on controls.
    pub fn verdicts(&self) -> &'a Verdicts {
        self.verdicts
    }

    /// The day of rendering.
    pub fn today(&self) -> Date {
        self.today
    }

    /// The values that a text names.
    pub fn values(&self, text: &str) -> Value {
        let named = |name: &&&str| code(text).any(|code| names(code, name));
        let wanted = NAMES.iter().filter(named);
        Value::from_pairs(wanted.map(|name| (*name, self.value(name))))
    }

    /// What texts rendered since the last call found missing, each once.
    pub fn take_open_points(&self) -> Vec<String> {
        self.open.take()
    }

    fn value(&self, name: &'static str) -> Value {
        if let Some(value) = self.made.borrow().get(name) {
            return value.clone();
        }
        let value = self.make(name);
        self.made.borrow_mut().insert(name, value.clone());
        value
    }

    fn make(&self, name: &str) -> Value {
        match name {
            "Role" => self.role_function(true),
            "amended" => Value::from(self.is_amended()),
            "assets" => self.assets(),
            "cards" => self.cards_function(),
            "clause" => self.clause_function(),
            "control" => self.control_function(),
            "controls" => self.controls(),
            "doc" => self.document_function(),
            "documents" => self.documents(),
            "edition" => self.edition(),
            "facts" => self.facts(),
            "held_by_one" => self.held_by_one_function(),
            "issues" => self.issues(),
            "method" => self.method(),
            "obligations" => self.obligations(),
            "open" => self.open_function(),
            "organisation" => self.organisation(),
            "own_controls" => self.own_controls(),
            "param" => self.parameter_function(),
            "parties" => self.parties(),
            "people" => self.people(),
            "risk_summary" => self.risk_summary(),
            "risks" => self.risks(),
            "role" => self.role_function(false),
            "roles" => self.roles(),
            "rows" => self.rows_function(),
            "scope" => self.scope(),
            "sites" => self.sites(false),
            "sites_outside" => self.sites(true),
            "suppliers" => self.suppliers(),
            "table" => self.table_function(),
            "today" => date(self.today),
            _ => Value::UNDEFINED,
        }
    }
}

/// Whether code names a value: the name stands there as a whole word.
fn names(code: &str, name: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        let before = code.get(..at).and_then(|text| text.chars().next_back());
        let after = code
            .get(at + name.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(|c| word(c) || c == '.') && !after.is_some_and(word)
    })
}

/// What is missing, collected while texts are rendered.
#[derive(Debug, Clone, Default)]
struct OpenPoints(Arc<Mutex<BTreeSet<String>>>);

impl OpenPoints {
    fn add(&self, point: impl Into<String>) {
        self.lock().insert(point.into());
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.lock()).into_iter().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A value with named parts. Records are short, so looking through them beats building a tree.
#[derive(Debug)]
struct Record(Vec<(&'static str, Value)>);

impl Object for Record {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let part = self.0.iter().find(|(name, _)| *name == key)?;
        Some(part.1.clone())
    }

    fn is_true(self: &Arc<Self>) -> bool {
        true
    }
}

fn record(parts: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::from_object(Record(parts.into_iter().collect()))
}

fn list(values: impl IntoIterator<Item = Value>) -> Value {
    Value::from(values.into_iter().collect::<Vec<_>>())
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day in words, with its ISO form as `.iso`.
fn date(date: Date) -> Value {
    let iso = date.to_string();
    let number = |range| {
        iso.get(range)
            .and_then(|part: &str| part.parse::<usize>().ok())
    };
    let month = number(5..7).and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    let words = match (number(8..10), month) {
        (Some(day), Some(month)) => format!("{day} {month} {}", date.year()),
        _ => iso.clone(),
    };
    Phrase::text(&words).with("iso", iso).into()
}

fn optional_date(day: Option<Date>) -> Value {
    day.map_or_else(|| Value::from(""), date)
}
