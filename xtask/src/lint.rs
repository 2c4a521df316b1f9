//! Judges the content as a whole and reports everything that is wrong in it at once.

use crate::content::{Content, Problem};

/// What must be right for the tables to be generated at all: ids.
pub fn structure(_content: &Content) -> Vec<Problem> {
    Vec::new()
}
