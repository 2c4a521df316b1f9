//! Annexa: an ISO/IEC 27001 workbench in one crate.

pub mod api;
pub mod catalogue;
#[cfg(feature = "documents")]
pub mod documents;
pub mod error;
pub mod finding;
pub mod risk;
pub mod selection;
#[cfg(target_family = "wasm")]
pub mod wasm;
pub mod workspace;
