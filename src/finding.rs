//! What a user can put right, as data.

use serde::Serialize;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Refused: nothing is changed until it is put right.
    Error,
    /// Accepted, but an auditor would raise it.
    Warning,
    /// Worth knowing.
    Note,
}

/// One thing to put right: code, place, what is wrong, what to do.
///
/// ```
/// use annexa::finding::Finding;
/// let finding = Finding::error("out-of-range", "risk.residual", "`9` is not on the scale")
///     .help("choose a step from 1 to 5");
/// assert_eq!(finding.code, "out-of-range");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Stable kebab-case code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where, as a dotted path.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub help: String,
}

impl Finding {
    /// A finding that blocks.
    pub fn error(code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::with(Severity::Error, code, path, message)
    }

    /// A finding that does not block.
    pub fn warning(
        code: &'static str,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self::with(Severity::Warning, code, path, message)
    }

    fn with(
        severity: Severity,
        code: &'static str,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity,
            path: path.into(),
            message: message.into(),
            help: String::new(),
        }
    }

    /// Adds what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}
