//! Clauses 4 to 10.

use super::generated::CLAUSE_PROSE;
use super::id::{all, ids};
use super::prose::{filled, prose};

/// A clause of the 2022 edition.
#[derive(Debug)]
pub struct Clause {
    /// The number, such as `6.1.3`.
    pub id: &'static str,
    /// The short title.
    pub title: &'static str,
    /// Whether it is only a heading over other clauses.
    pub section: bool,
    /// What it asks to have in writing, in our words.
    pub documented: Option<&'static str>,
    /// Its number in the 2013 edition; `None` for a new clause.
    pub clause_2013: Option<&'static str>,
}

ids! {
    /// A clause number, read and written as such: `6.1.3`.
    ClauseId(u8): Clause in CLAUSES by CLAUSES_SORTED,
    "clause", "clauses are numbered 4 to 10.2, such as 6.1.3"
}
all!(ClauseId(u8));

impl ClauseId {
    /// What changed since the 2013 edition.
    pub fn change_2013(self) -> Option<&'static str> {
        filled(prose(CLAUSE_PROSE, self.index(), 0))
    }

    /// What Amendment 1:2024 changed.
    pub fn amendment(self) -> Option<&'static str> {
        filled(prose(CLAUSE_PROSE, self.index(), 1))
    }
}
