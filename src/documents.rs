//! Documents: from template and context to the document model.

pub mod markdown;
pub mod model;
