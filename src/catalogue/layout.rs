//! How tables that people bring along are laid out: which headings and words stand for what.
//! Described by the files in `content/import`.

use super::generated::{LAYOUTS, SPELLINGS};

/// A sort of table that can be read in.
#[derive(Debug)]
pub struct Layout {
    /// The id: `risk`, or that of a register.
    pub id: &'static str,
    /// What people call the table.
    pub title: &'static str,
    /// The kind of entity that a row is or belongs to; empty for a register, which is kept by rows.
    pub kind: &'static str,
    /// Begins the numbers of rows; empty when they have none.
    pub prefix: &'static str,
    /// The field by which a row is found when it has no number.
    pub key: &'static str,
    /// The list of the entity that rows go into; empty when a row is the whole entity.
    pub list: &'static str,
    /// Whether an entity that such a list belongs to is added when it is not there.
    pub creates: bool,
    /// What files and sheets with such a table are called.
    pub hints: &'static [&'static str],
    /// The fields.
    pub columns: &'static [LayoutColumn],
}

/// A field that a column can fill.
#[derive(Debug)]
pub struct LayoutColumn {
    /// The field as a path: `inherent.impact`; after `^` it is one of the entity that a list
    /// belongs to.
    pub field: &'static str,
    /// What people call it; empty for a column of a register, which has a heading.
    pub title: &'static str,
    /// What it takes; empty for a column of a register, which has a kind.
    pub kind: &'static str,
    /// Whether a row has to have it.
    pub required: bool,
    /// Whether several columns go into it when nobody says otherwise.
    pub joins: bool,
    /// The word that is filled in when the table has no such column; empty for none.
    pub default: &'static str,
    /// The headings that stand for it, the best first.
    pub names: &'static [&'static str],
    /// The words that stand for each value.
    pub words: &'static [(&'static str, &'static [&'static str])],
}

/// Words for what is the same in all tables.
#[derive(Debug)]
pub struct Spellings {
    /// Yes.
    pub yes: &'static [&'static str],
    /// No.
    pub no: &'static [&'static str],
    /// Nothing.
    pub nothing: &'static [&'static str],
    /// The steps of a scale of five, the lowest first.
    pub steps: &'static [&'static [&'static str]],
    /// What else the roles are called, by id.
    pub roles: &'static [(&'static str, &'static [&'static str])],
}

/// All layouts that have a file.
pub fn layouts() -> &'static [Layout] {
    &LAYOUTS
}

/// The words that all layouts share.
pub fn spellings() -> &'static Spellings {
    &SPELLINGS
}
