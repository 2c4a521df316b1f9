//! Annexa: an ISO/IEC 27001 workbench in one crate.

#[cfg(feature = "documents")]
pub mod documents;
