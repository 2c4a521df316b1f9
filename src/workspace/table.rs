//! A kind of entities, sorted by key; in JSON a list in which no key may come twice.

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
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
///
/// A sorted list of boxes: moving pointers is cheap at the sizes that a browser can store, and a
/// tree for each of a dozen kinds would weigh more than the rest of the workspace's code.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::vec_box, reason = "a move must not copy whole entities")]
pub struct Table<T: Keyed>(Vec<Box<T>>);

impl<T: Keyed> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Keyed> Table<T> {
    /// The entity with a key.
    pub fn get(&self, key: &T::Key) -> Option<&T> {
        let at = self.find(key).ok()?;
        self.0.get(at).map(|entity| &**entity)
    }

    /// All, in the order of their keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.0.iter().map(|entity| &**entity)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn find(&self, key: &T::Key) -> Result<usize, usize> {
        self.0.binary_search_by(|entity| entity.key().cmp(key))
    }

    /// Puts an entity in, and gives back the one that it replaces.
    pub(super) fn put(&mut self, entity: T) -> Option<T> {
        let key = entity.key();
        // Files and imports come in order, so most new ones belong at the end.
        if self.0.last().is_none_or(|last| last.key() < key) {
            self.0.push(Box::new(entity));
            return None;
        }
        match self.find(&key) {
            Ok(at) => {
                let place = self.0.get_mut(at)?;
                Some(std::mem::replace(&mut **place, entity))
            }
            Err(at) => {
                self.0.insert(at, Box::new(entity));
                None
            }
        }
    }

    /// Takes an entity out.
    pub(super) fn take(&mut self, key: &T::Key) -> Option<T> {
        let at = self.find(key).ok()?;
        Some(*self.0.remove(at))
    }
}

impl<T: Keyed + Serialize> Serialize for Table<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
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
