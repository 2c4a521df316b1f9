//! Requests and responses: what the page, the worker and npm users ask for, as plain serde types.
//!
//! One [`Session`] holds the open workspace. It takes small commands, says what changed, and
//! answers with views. Nothing here knows of a browser.

mod controls;
#[cfg(feature = "documents")]
mod document_set;
mod documents;
mod entities;
#[cfg(feature = "workbooks")]
mod imports;
mod library;
mod overview;
mod questions;
mod registers;
mod risk_query;
mod risks;
mod session;
#[cfg(feature = "workbooks")]
mod workbooks;

pub use controls::{ControlDetail, ControlRow};
#[cfg(feature = "documents")]
pub use document_set::{DocumentSet, DraftState, Frozen, SectionInfo};
pub use documents::{DocumentDetail, DocumentLink, DocumentRow, DocumentSets, DocumentStatus};
#[cfg(feature = "workbooks")]
pub use imports::{ImportField, ImportSurvey, ImportTarget, propose_import, survey_import};
pub use library::{
    ControlLabel, DocumentLabel, Labels, ParameterLabel, ParameterShape, RoleLabel, SectionLabel,
};
pub use overview::{Overview, Task, TaskState};
pub use questions::{QuestionRow, QuestionView};
pub use registers::{ColumnView, RegisterLine, RegisterView, RowView};
pub use risk_query::{RiskColumn, RiskFilter, RiskGroup, RiskQuery};
pub use risks::{HeatCell, HeatMap, PlanState, RiskPage, RiskRow, RiskView, StarterRow};
pub use session::{ControlChange, Counts, DocumentChange, Effect, Session, View};
#[cfg(feature = "workbooks")]
pub use workbooks::{WorkbookKind, workbook};
