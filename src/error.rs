//! What a caller did wrong, as one typed error.

use crate::finding::Finding;
use std::fmt;

/// Why a call was refused. The codes are stable; new ones may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input is not of the shape that the call takes.
    Malformed,
    /// A value is of the right shape, but not allowed here; see [`Error::findings`].
    Invalid,
    /// Something the call names does not exist.
    NotFound,
    /// The file or stored text was written by a newer release.
    Newer,
    /// The input is larger than this release reads.
    TooLarge,
    /// A template could not be read or rendered.
    Template,
    /// An output file could not be written.
    Export,
}

impl ErrorKind {
    /// The stable kebab-case code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Invalid => "invalid",
            Self::NotFound => "not-found",
            Self::Newer => "newer-format",
            Self::TooLarge => "too-large",
            Self::Template => "template",
            Self::Export => "export",
        }
    }
}

/// A refused call: kind, place, message, and what to do about it.
///
/// ```
/// use annexa::error::{Error, ErrorKind};
/// let error = Error::new(ErrorKind::NotFound, "there is no risk `r9`").at("id");
/// assert_eq!(error.to_string(), "there is no risk `r9` (at id)");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    path: String,
    message: String,
    help: String,
    findings: Vec<Finding>,
}

/// The crate's result.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error of a kind with a message in the reader's words.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            path: String::new(),
            message: message.into(),
            help: String::new(),
            findings: Vec::new(),
        }))
    }

    /// An error that carries everything a user has to put right.
    pub fn invalid(findings: Vec<Finding>) -> Self {
        let first = findings.first().cloned();
        let mut error = Self::new(ErrorKind::Invalid, "");
        if let Some(first) = first {
            error.0.message = first.message;
            error.0.path = first.path;
            error.0.help = first.help;
        }
        error.0.findings = findings;
        error
    }

    /// Adds the place, as a path such as `entity.value.residual.impact`.
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.0.path = path.into();
        self
    }

    /// Adds what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = help.into();
        self
    }

    /// Why the call was refused.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where; empty when the whole input is meant.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What to do; may be empty.
    pub fn remedy(&self) -> &str {
        &self.0.help
    }

    /// All that a user has to put right, for [`ErrorKind::Invalid`].
    pub fn findings(&self) -> &[Finding] {
        &self.0.findings
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        if !self.0.path.is_empty() {
            write!(f, " (at {})", self.0.path)?;
        }
        if !self.0.help.is_empty() {
            write!(f, "; {}", self.0.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
