//! Typed ids: a position in a static table, read and written as the record's id.

use serde::de::{Error, Visitor};
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// An id, or a word of a closed list, that the catalogue does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownId {
    message: String,
    help: String,
}

impl UnknownId {
    /// `noun` says what was looked for, `text` is what was given.
    pub(in crate::catalogue) fn new(noun: &str, text: &str, help: String) -> Self {
        // A hostile file may hold megabytes where an id belongs; nobody reads more than the start.
        const SHOWN: usize = 60;
        let mut shown: String = text.chars().take(SHOWN).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        Self::with_message(format!("unknown {noun} `{shown}`"), help)
    }

    pub(in crate::catalogue) fn with_message(message: String, help: String) -> Self {
        Self { message, help }
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl fmt::Display for UnknownId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.help)
    }
}

impl std::error::Error for UnknownId {}

/// Reads a value from its text, for serde.
pub(in crate::catalogue) struct FromText<T>(pub PhantomData<T>);

impl<T: FromStr<Err = UnknownId>> Visitor<'_> for FromText<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

/// Serde for a type with `FromStr` and a method that gives its text.
macro_rules! serde_as_text {
    ($name:ty, $text:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.$text())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = $crate::catalogue::id::FromText(std::marker::PhantomData);
                deserializer.deserialize_str(text)
            }
        }
    };
}

/// Declares an id type over a table of records and an index of the same ids sorted by text.
macro_rules! ids {
    ($(#[$meta:meta])* $name:ident($int:ty): $record:ident in $table:ident by $sorted:ident,
     $noun:literal, $help:expr) => {
        $(#[$meta])*
        // INVARIANT: made only from a position in the table, so that looking up cannot fail.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(in crate::catalogue) $int);

        impl $name {
            /// How many there are.
            pub const COUNT: usize = $crate::catalogue::generated::$table.len();

            /// The record.
            #[allow(clippy::indexing_slicing, reason = "an id is a position in its table")]
            pub fn get(self) -> &'static $record {
                &$crate::catalogue::generated::$table[self.index()]
            }

            /// The position in the table.
            pub fn index(self) -> usize {
                usize::from(self.0)
            }

            /// The id as text.
            pub fn as_str(self) -> &'static str {
                self.get().id
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::catalogue::UnknownId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let sorted = &$crate::catalogue::generated::$sorted;
                let place = sorted.binary_search_by(|id| id.as_str().cmp(text)).ok();
                let found = place.and_then(|place| sorted.get(place)).copied();
                found.ok_or_else(|| Self::Err::new($noun, text, $help.to_owned()))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        $crate::catalogue::id::serde_as_text!($name, as_str);
    };
}

/// Gives an id type of [`ids`] an `all()` over the whole table.
macro_rules! all {
    ($name:ident($int:ty)) => {
        impl $name {
            /// All of them, in order.
            pub fn all() -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator {
                (0..Self::COUNT).map(|index| Self(index as $int))
            }
        }
    };
}

pub(in crate::catalogue) use {all, ids, serde_as_text};
