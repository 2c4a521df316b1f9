//! Shared numbers and choices that documents print.

use super::QuestionId;
use super::generated::PARAMETER_PROSE;
use super::id::{all, ids};
use super::prose::prose;

/// A number or choice that one or more documents print, set once for all of them.
#[derive(Debug)]
pub struct Parameter {
    /// The id, such as `backup-retention`.
    pub id: &'static str,
    /// The unit of a number, such as `days`.
    pub unit: Option<&'static str>,
    /// What values it takes.
    pub kind: ParameterKind,
    /// The value when nobody sets one.
    pub default: ParameterDefault,
    /// The value instead of the default when a question is answered yes; the first match counts.
    pub stricter_when: &'static [(QuestionId, ParameterDefault)],
}

/// What values a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// A whole number, bounds included.
    Number {
        /// The smallest.
        min: u32,
        /// The largest.
        max: u32,
    },
    /// One of a few texts.
    Choice {
        /// The texts.
        options: &'static [&'static str],
    },
    /// A line of text.
    Text,
    /// Yes or no.
    YesNo,
}

/// A value that a parameter starts with, of the parameter's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterDefault {
    /// For a number.
    Number(u32),
    /// For a choice or a text.
    Text(&'static str),
    /// For yes or no.
    YesNo(bool),
}

ids! {
    /// A parameter's id, such as `backup-retention`.
    ParameterId(u16): Parameter in PARAMETERS by PARAMETERS_SORTED,
    "parameter", "see content/parameters/parameters.toml for the ids"
}
all!(ParameterId(u16));

impl ParameterId {
    /// What the person is asked.
    pub fn question(self) -> &'static str {
        prose(PARAMETER_PROSE, self.index(), 0)
    }

    /// Why the default is what it is.
    pub fn reason(self) -> &'static str {
        prose(PARAMETER_PROSE, self.index(), 1)
    }
}

impl Parameter {
    /// The default, given what was answered yes.
    pub fn default_when(&self, yes: impl Fn(QuestionId) -> bool) -> ParameterDefault {
        let stricter = self
            .stricter_when
            .iter()
            .find(|(question, _)| yes(*question));
        stricter.map_or(self.default, |(_, value)| *value)
    }
}
