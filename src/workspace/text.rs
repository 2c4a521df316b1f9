//! Bounded texts: nothing longer or stranger than a person would type gets in.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Deref;

/// Checks the length in characters and refuses control characters.
fn check(text: &str, limit: usize, lines: bool) -> Result<(), String> {
    let length = text.chars().count();
    if length > limit {
        return Err(format!(
            "the text has {length} characters, the limit is {limit}; shorten it, or keep the long version in a document of its own"
        ));
    }
    let stray = text
        .chars()
        .position(|c| c.is_control() && !(lines && matches!(c, '\n' | '\t')));
    match stray {
        Some(at) => Err(format!(
            "character {} of the text is a control character; remove it",
            at + 1
        )),
        None => Ok(()),
    }
}

/// Line ends as `\n`, whatever the source used.
fn unix_lines(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

macro_rules! bounded_text {
    ($name:ident, $limit:literal, $lines:literal, $doc:literal) => {
        #[doc = $doc]
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The greatest number of characters.
            pub const LIMIT: usize = $limit;
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                let text = unix_lines(text);
                check(&text, $limit, $lines)?;
                Ok(Self(text))
            }
        }

        impl TryFrom<&str> for $name {
            type Error = String;
            fn try_from(text: &str) -> Result<Self, String> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

bounded_text!(
    Line,
    300,
    false,
    "One line of text: a name, a title; at most 300 characters.\n\n```\nuse annexa::workspace::Line;\nassert!(Line::try_from(\"Access review\").is_ok());\nassert!(Line::try_from(\"two\\nlines\").is_err());\n```"
);
bounded_text!(
    Text,
    20_000,
    true,
    "A text of several lines; at most 20,000 characters."
);
bounded_text!(
    LongText,
    400_000,
    true,
    "A whole document's text, for frozen versions; at most 400,000 characters."
);

/// The id of an entity: 1 to 40 of `a-z A-Z 0-9 - _ .`, made by the page or an importer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

impl Id {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Id {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if (1..=40).contains(&text.len()) && text.chars().all(plain) {
            Ok(Self(text))
        } else {
            Err("an id has 1 to 40 letters, digits, hyphens, underscores or full stops".to_owned())
        }
    }
}

impl TryFrom<&str> for Id {
    type Error = String;
    fn try_from(text: &str) -> Result<Self, String> {
        Self::try_from(text.to_owned())
    }
}

impl From<Id> for String {
    fn from(id: Id) -> String {
        id.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Id {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::try_from(text.to_owned())
    }
}
