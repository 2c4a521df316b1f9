//! A kind of entities, sorted by key; in JSON a list in which no key may come twice.

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// An entity that is found by a key of its own.
pub trait Keyed {
    /// The type of the key.
    type Key: Ord + Clone + fmt::Display;
    /// The key.
    fn key(&self) -> Self::Key;
    /// Reads a key.
    fn parse_key(text: &str) -> Result<Self::Key, String>;
}

/// All entities of one kind, in the order of their keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<T: Keyed>(BTreeMap<T::Key, T>);

impl<T: Keyed> Default for Table<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Keyed> Table<T> {
    /// The entity with a key.
    pub fn get(&self, key: &T::Key) -> Option<&T> {
        self.0.get(key)
    }

    /// All, in the order of their keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.values()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts an entity in, and gives back the one that it replaces.
    pub(super) fn put(&mut self, entity: T) -> Option<T> {
        self.0.insert(entity.key(), entity)
    }

    /// Takes an entity out.
    pub(super) fn take(&mut self, key: &T::Key) -> Option<T> {
        self.0.remove(key)
    }
}

impl<T: Keyed + Serialize> Serialize for Table<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.values())
    }
}

impl<'de, T: Keyed + Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Rows(PhantomData))
    }
}

struct Rows<T>(PhantomData<T>);

impl<'de, T: Keyed + Deserialize<'de>> Visitor<'de> for Rows<T> {
    type Value = Table<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Table<T>, A::Error> {
        let mut table = Table::default();
        while let Some(row) = rows.next_element::<T>()? {
            if let Some(twice) = table.put(row) {
                return Err(A::Error::custom(format!(
                    "`{}` comes twice; every key may come once",
                    twice.key()
                )));
            }
            // Bounds the memory that a hostile file can ask for.
            if table.len() > LIMIT {
                return Err(A::Error::custom(format!(
                    "the list has more than {LIMIT} entries"
                )));
            }
        }
        Ok(table)
    }
}

/// The greatest number of entities of one kind.
pub const LIMIT: usize = 200_000;
