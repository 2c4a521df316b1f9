//! Documents: from template and context to the document model.

#[cfg(feature = "documents")]
pub mod context;
pub mod control;
#[cfg(feature = "documents")]
pub mod engine;
#[cfg(feature = "documents")]
pub mod markdown;
#[cfg(feature = "documents")]
mod merge;
pub mod model;
#[cfg(feature = "documents")]
pub mod pack;
#[cfg(feature = "documents")]
pub mod render;
#[cfg(feature = "documents")]
pub mod section;
#[cfg(feature = "documents")]
pub mod template;
#[cfg(feature = "documents")]
mod tidy;
#[cfg(feature = "documents")]
pub mod trace;
