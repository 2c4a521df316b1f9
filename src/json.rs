//! Reading JSON strictly and small.
//!
//! serde_json with serde_path_to_error does the same, but the two of them come to 340 kB of the
//! core module before compression, since each compiles every type of the model twice over. Here
//! the parsing is plain functions, and what is generic is a few instructions for each type.
//!
//! Whole numbers only: the model has no fractions. Nesting is bounded, lone surrogates and control
//! characters in strings are refused, and an error knows its line, column and path.

mod access;
mod scan;
mod write;

use crate::error::{Error, ErrorKind, Result};
use scan::Scan;
use serde::Deserialize;
use std::fmt;

pub use write::{Unwritable, write};

/// What went wrong; the place is kept by the [`Reader`].
#[derive(Debug)]
pub struct Fault(Box<str>);

impl serde::de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string().into())
    }

    fn invalid_type(
        unexpected: serde::de::Unexpected<'_>,
        expected: &dyn serde::de::Expected,
    ) -> Self {
        wrong(&unexpected, expected)
    }

    fn invalid_value(
        unexpected: serde::de::Unexpected<'_>,
        expected: &dyn serde::de::Expected,
    ) -> Self {
        wrong(&unexpected, expected)
    }
}

/// One wording for both, without the number formats that serde's own would bring along.
fn wrong(unexpected: &serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Fault {
    use serde::de::Unexpected;
    let found = match unexpected {
        Unexpected::Bool(true) => "`true`".to_owned(),
        Unexpected::Bool(false) => "`false`".to_owned(),
        Unexpected::Unsigned(n) => format!("the number `{n}`"),
        Unexpected::Signed(n) => format!("the number `{n}`"),
        Unexpected::Str(text) => format!("the text `{text}`"),
        Unexpected::Unit | Unexpected::Option => "nothing".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "an object".to_owned(),
        _ => "something else".to_owned(),
    };
    Fault(format!("found {found}, expected {expected}").into())
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

/// A reader over one JSON text.
struct Reader<'de> {
    scan: Scan<'de>,
    path: Vec<Step<'de>>,
}

/// A step of the path to what is being read.
enum Step<'de> {
    Key(&'de str),
    Item(usize),
}

/// Reads a value from JSON text; the error names the place.
///
/// ```
/// let error = annexa::json::read::<Vec<u8>>("[1, 2, 300]").unwrap_err();
/// assert_eq!(error.path(), "[2]");
/// ```
///
/// # Errors
/// [`ErrorKind::Malformed`] with path, line and column.
pub fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T> {
    let mut reader = Reader {
        scan: Scan::new(text),
        path: Vec::new(),
    };
    let value = T::deserialize(&mut reader);
    let result = value.and_then(|value| reader.scan.end().map(|()| value));
    result.map_err(|fault| reader.error(&fault))
}

/// A JSON text as a value to serialise anew, into another form.
#[cfg(target_family = "wasm")]
pub fn again(text: &str) -> impl serde::Serialize {
    struct Again<'a>(&'a str);
    impl serde::Serialize for Again<'_> {
        fn serialize<S: serde::Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
            let mut reader = Reader {
                scan: Scan::new(self.0),
                path: Vec::new(),
            };
            serde_transcode::transcode(&mut reader, to)
        }
    }
    Again(text)
}

impl Reader<'_> {
    fn error(&self, fault: &Fault) -> Error {
        let (line, column) = self.scan.place();
        Error::new(
            ErrorKind::Malformed,
            format!("{fault} (line {line}, column {column})"),
        )
        .at(self.path_text())
    }

    fn path_text(&self) -> String {
        let mut text = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(key);
                }
                Step::Item(at) => text.push_str(&format!("[{at}]")),
            }
        }
        text
    }
}
