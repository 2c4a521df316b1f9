//! What Annexa knows before anybody answers: controls and clauses of both editions, documents,
//! questions, rules, starter risks and parameters.
//!
//! All of it comes from the files in `content/`, which `cargo xtask codegen` compiles to the static
//! tables of `generated.rs`. An id is a small handle that exists only for a record that exists:
//!
//! ```
//! use annexa::catalogue::{ControlId, Edition};
//!
//! let backup: ControlId = "A.8.13".parse()?;
//! assert_eq!(backup.get().title, "Information backup");
//! assert_eq!(backup.edition(), Edition::V2022);
//! assert_eq!(ControlId::all(Edition::V2022).count(), 93);
//! # Ok::<(), annexa::catalogue::UnknownId>(())
//! ```
//!
//! Only identifiers and short titles are the standard's; every other word is the project's own.

mod clause;
mod control;
mod document;
mod edition;
#[rustfmt::skip]
mod generated;
mod id;
mod layout;
mod mapping;
mod parameter;
mod prose;
mod question;
mod register;
mod role;
mod rule;
mod scenario;
mod vocabulary;

pub use clause::{Clause, ClauseId};
pub use control::{Attribute, Attributes, Control, ControlId, Theme};
pub use document::{Document, DocumentId, DocumentKind, Mandatory, NeedBasis};
pub use edition::Edition;
pub use id::UnknownId;
pub use layout::{Layout, LayoutColumn, Spellings, layouts, spellings};
pub use mapping::{Mapping, Relation, in_edition, mapping, predecessors, successors};
pub use parameter::{Parameter, ParameterDefault, ParameterId, ParameterKind};
pub use prose::install as install_texts;
pub use question::{Question, QuestionId, Section, SectionId};
pub use register::{Column, ColumnKind, Register, RegisterId, Starter, thousandths};
pub use role::{Role, RoleId};
pub use rule::{Condition, Contradiction, Plausibility, Rule, contradictions, rule};
pub use scenario::{Scenario, ScenarioId, ScenarioTexts, Sector, fingerprint};
