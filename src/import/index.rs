//! Finding what a row speaks of: by its number, or by what it is called.

use super::FieldKind;
use super::Target;
use super::tree::{at, grown, held};
use crate::workspace::{Data, Entity};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The entities of a kind, as rows find them.
#[derive(Debug, Default)]
pub struct Index {
    numbers: HashMap<u32, String>,
    keys: HashMap<String, Vec<String>>,
    highest: u32,
    /// Those that a row of the file spoke of already.
    spoken_of: HashSet<String>,
}

impl Index {
    /// Those of a target.
    pub fn of(data: &Data, target: &Target) -> Self {
        let mut index = Self::default();
        for entity in data.all(target.kind) {
            if matches!(&entity, Entity::Record(row) if Some(row.register) != target.register) {
                continue;
            }
            if let Some(tree) = grown(&entity) {
                index.add(&entity.id(), &tree, target);
            }
        }
        index
    }

    /// Adds one, as the tree that it is.
    pub fn add(&mut self, id: &str, tree: &Value, target: &Target) {
        let number = at(tree, "number").and_then(Value::as_u64);
        let key = held(tree, &target.key, FieldKind::Line).concat();
        if let Some(number) = number.and_then(|number| u32::try_from(number).ok()) {
            self.numbers.insert(number, id.to_owned());
            self.highest = self.highest.max(number);
        }
        self.keys
            .entry(key.trim().to_owned())
            .or_default()
            .push(id.to_owned());
    }

    /// The next free number.
    pub fn next_number(&self) -> u32 {
        self.highest.saturating_add(1)
    }

    /// The one with a number.
    pub fn numbered(&self, number: u32) -> Option<&str> {
        self.numbers.get(&number).map(String::as_str)
    }

    /// The first one that is called so, and that no row spoke of yet.
    pub fn called(&self, key: &str) -> Option<&str> {
        let ids = self.keys.get(key.trim())?;
        let free = ids.iter().find(|id| !self.spoken_of.contains(*id));
        free.map(String::as_str)
    }

    /// Any that is called so.
    pub fn any_called(&self, key: &str) -> Option<&str> {
        Some(self.keys.get(key.trim())?.first()?)
    }

    /// Notes that a row speaks of one; false when another row did before.
    pub fn speak_of(&mut self, what: &str) -> bool {
        self.spoken_of.insert(what.to_owned())
    }
}
