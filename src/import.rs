//! Reading tables that people bring along: bytes → a proposed batch of commands, with everything
//! that it would do said first.
//!
//! [`read`] makes sheets of texts from CSV, XLSX or ODS. [`survey`] finds the headings and guesses what
//! each sheet is. [`propose`] reads the rows by a [`ImportPlan`], tries each on a copy of the data, and
//! accounts for every one: new, changed, unchanged, or refused with the reason. What people write
//! elsewhere is described by files in `content/import`.
//!
//! Levels and scores of others are never taken over; they are worked out anew and compared.

mod archive;
mod bytes;
mod csv;
mod dates;
mod draft;
mod field;
mod index;
mod name;
mod ods;
mod part;
mod plan;
mod printed;
mod propose;
mod refusal;
mod report;
mod row;
mod sheet;
mod show;
mod survey;
mod target;
mod tree;
mod value;
mod who;
mod xlsx;
mod xml;

pub use field::{Field, FieldKind};
pub use name::plain;
pub use plan::{ImportPlan, SheetPlan};
pub use propose::propose;
pub use report::{
    ChangedField, ColumnNote, Difference, ImportProposal, Remark, RowOutcome, RowReport,
};
pub use sheet::{Book, Line, MOST_BYTES, MOST_CELLS, MOST_ROWS, Ours, Sheet, read};
pub use survey::{SourceColumn, SurveyedSheet, survey};
pub use target::Target;
