//! Annexa: an ISO/IEC 27001 workbench in one crate.

pub mod catalogue;
#[cfg(feature = "documents")]
pub mod documents;
