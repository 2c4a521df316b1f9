//! Documents: from template and context to the document model.

pub mod context;
pub mod control;
pub mod engine;
pub mod markdown;
pub mod model;
pub mod pack;
pub mod render;
pub mod section;
pub mod template;
mod tidy;
pub mod trace;
