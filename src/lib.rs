//! Annexa: an ISO/IEC 27001 workbench in one crate.
//!
//! An organisation answers questions and keeps a risk register. Annexa decides which Annex A
//! controls apply and which documents are needed, says why, and writes them.
//!
//! ```
//! use annexa::api::Session;
//! use annexa::selection::{Explanation, Outcome};
//!
//! let stamp = r#"{"at":"2026-11-24T09:00:00Z","by":"Ada Byrne"}"#;
//! let mut session = Session::default();
//!
//! // Nobody writes software here, in-house or outside …
//! for question in ["develops_software", "holds_source_code"] {
//!     let answer = format!(r#"{{"put":{{"answer":{{"question":"{question}","value":"no"}}}}}}"#);
//!     session.dispatch(&answer, stamp)?;
//! }
//!
//! // … so access to source code falls out, with the answers as its reason.
//! let view = session.view();
//! let why = Explanation::of(&view.workspace.data, "A.8.4".parse()?);
//! assert_eq!(why.outcome, Outcome::Excluded);
//! assert!(!why.reasons.is_empty());
//!
//! // What would bring it back is said too.
//! assert!(!why.flips.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Modules depend only on those before them: [`catalogue`], [`workspace`], [`risk`],
//! [`selection`], `documents`, `export`, `import`, `storage`, [`api`], `wasm`. Everything up to `storage` is
//! pure: dates, ids and names of actors come in as arguments, and the same input gives the same
//! bytes on every platform.

pub mod api;
pub mod catalogue;
#[cfg(any(feature = "documents", feature = "workbooks"))]
pub mod documents;
pub mod error;
#[cfg(any(feature = "documents", feature = "workbooks"))]
pub mod export;
pub mod finding;
#[cfg(feature = "workbooks")]
pub mod import;
pub mod json;
pub mod risk;
pub mod selection;
pub mod storage;
pub mod sum;
#[cfg(target_family = "wasm")]
pub mod wasm;
pub mod workspace;
