//! Who and what is meant by a name: people, roles, assets, suppliers, documents, risks, controls.

use super::name::plain;
use super::row::number;
use crate::catalogue::{ControlId, DocumentId, RoleId, spellings};
use crate::workspace::Data;
use std::collections::BTreeMap;

/// The names in an organisation, in plain spelling, with the ids that they stand for.
#[derive(Debug)]
pub struct Names {
    people: BTreeMap<String, String>,
    roles: BTreeMap<String, String>,
    assets: BTreeMap<String, String>,
    suppliers: BTreeMap<String, String>,
    documents: BTreeMap<String, String>,
    risks: BTreeMap<String, String>,
    numbers: BTreeMap<u32, String>,
}

impl Names {
    /// Those of some data.
    pub fn of(data: &Data) -> Self {
        let documents = DocumentId::all().map(|id| (plain(id.get().name), id.to_string()));
        let own = data
            .documents
            .iter()
            .filter(|state| !state.title.is_empty());
        let own = own.map(|state| (plain(&state.title), state.document.to_string()));
        Self {
            people: names(data.people.iter().map(|x| (&*x.name, x.id.as_str()))),
            assets: names(data.assets.iter().map(|x| (&*x.name, x.id.as_str()))),
            suppliers: names(data.suppliers.iter().map(|x| (&*x.name, x.id.as_str()))),
            documents: documents.chain(own).collect(),
            risks: names(data.risks.iter().map(|x| (&*x.title, x.id.as_str()))),
            numbers: data
                .risks
                .iter()
                .map(|x| (x.number, x.id.to_string()))
                .collect(),
            roles: roles(data),
        }
    }

    /// A person.
    pub fn person(&self, text: &str) -> Option<&str> {
        get(&self.people, text)
    }

    /// A role.
    pub fn role(&self, text: &str) -> Option<&str> {
        get(&self.roles, text)
    }

    /// An asset.
    pub fn asset(&self, text: &str) -> Option<&str> {
        get(&self.assets, text)
    }

    /// A supplier.
    pub fn supplier(&self, text: &str) -> Option<&str> {
        get(&self.suppliers, text)
    }

    /// A document.
    pub fn document(&self, text: &str) -> Option<&str> {
        get(&self.documents, text)
    }

    /// A risk, by its number, which its title may follow, or by its title.
    pub fn risk(&self, text: &str) -> Option<&str> {
        let first = text.split_whitespace().next()?;
        let numbered = number("R", first).and_then(|number| self.numbers.get(&number));
        numbered
            .map(String::as_str)
            .or_else(|| get(&self.risks, text))
    }

    /// A role or a person, as a value of a column: `role:ciso`.
    pub fn owner(&self, text: &str) -> Option<String> {
        // A role with its holder, as our own workbooks print it: the holder may have changed since.
        let bare = text.split(" (").next().unwrap_or(text);
        let person = |text| self.person(text).map(|id| format!("person:{id}"));
        let role = |text| self.role(text).map(|id| format!("role:{id}"));
        person(text)
            .or_else(|| role(text))
            .or_else(|| role(bare))
            .or_else(|| person(bare))
    }
}

fn names<'a>(all: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<String, String> {
    all.filter(|(name, _)| !name.is_empty())
        .map(|(name, id)| (plain(name), id.to_owned()))
        .collect()
}

/// What roles are called elsewhere, then by the catalogue, then here: the last one counts.
fn roles(data: &Data) -> BTreeMap<String, String> {
    let elsewhere = spellings().roles.iter().flat_map(|(role, names)| {
        names
            .iter()
            .map(|name| ((*name).to_owned(), (*role).to_owned()))
    });
    let by_id = RoleId::all().map(|role| (plain(role.as_str()), role.to_string()));
    let by_catalogue = RoleId::all().map(|role| (plain(role.get().title), role.to_string()));
    let here = RoleId::all().map(|role| (plain(data.role_title(role)), role.to_string()));
    elsewhere
        .chain(by_id)
        .chain(by_catalogue)
        .chain(here)
        .collect()
}

fn get<'a>(names: &'a BTreeMap<String, String>, text: &str) -> Option<&'a str> {
    names.get(&plain(text)).map(String::as_str)
}

/// The controls that a text names, in any usual spelling: `A.5.1`, `A 5.1`, `5.1`, `a5-1`.
///
/// Where one has the letter in front, only those with it count, so that `ISO 6.2 + A.8.8` names one.
pub fn controls(text: &str) -> Controls {
    let numbers = numbers(text);
    let lettered = numbers.iter().any(|(letter, _)| *letter);
    let mut found = Controls::default();
    for (letter, number) in numbers {
        let id = format!("A.{number}");
        match id.parse() {
            _ if lettered && !letter => found.passed_over.push(number),
            Ok(control) if !found.controls.contains(&control) => found.controls.push(control),
            Ok(_) => {}
            Err(_) => found.strange.push(id),
        }
    }
    found
}

/// The controls that a text names.
#[derive(Debug, Default)]
pub struct Controls {
    /// Those that there are, each once.
    pub controls: Vec<ControlId>,
    /// What looks like one, but is none.
    pub strange: Vec<String>,
    /// Numbers without the letter, where others have it.
    pub passed_over: Vec<String>,
}

/// Numbers with two or three parts, and whether an A stands before each.
fn numbers(text: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut letter = false;
    let mut number = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_digit() {
            if number.is_empty() && before.is_alphanumeric() && !before.eq_ignore_ascii_case(&'a') {
                letter = false;
            }
            number.push(c);
        } else if matches!(c, '.' | '-') && number.ends_with(|d: char| d.is_ascii_digit()) {
            number.push('.');
        } else {
            let whole = number.trim_end_matches('.');
            let parts = whole.split('.').count();
            let short = whole.split('.').all(|part| (1..=2).contains(&part.len()));
            if (2..=3).contains(&parts) && short {
                found.push((letter, whole.to_owned()));
            }
            if !number.is_empty() {
                letter = false;
            }
            number.clear();
            if c.is_alphabetic() {
                letter = c.eq_ignore_ascii_case(&'a') && !before.is_alphanumeric();
            } else if !matches!(c, '.' | ' ' | '-') {
                letter = false;
            }
        }
        before = c;
    }
    found
}
