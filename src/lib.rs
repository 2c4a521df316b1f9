//! Annexa: an ISO/IEC 27001 workbench in one crate.
