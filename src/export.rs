//! Files: the document model and tables written as DOCX, HTML, Markdown, CSV, XLSX and ZIP.
//!
//! Every writer is a pure function: the same input gives the same bytes. Dates come from the
//! document control, never from a clock.

#[cfg(feature = "documents")]
mod artifact;
#[cfg(feature = "documents")]
mod control;
pub mod csv;
#[cfg(feature = "documents")]
pub mod docx;
#[cfg(feature = "documents")]
pub mod html;
pub mod labels;
#[cfg(feature = "documents")]
pub mod markdown;
#[cfg(feature = "documents")]
pub mod pack;
#[cfg(feature = "workbooks")]
pub mod record;
#[cfg(feature = "workbooks")]
pub mod register;
#[cfg(feature = "workbooks")]
pub mod soa;
#[cfg(feature = "workbooks")]
pub mod xlsx;
#[cfg(feature = "documents")]
mod xml;
#[cfg(feature = "documents")]
mod zip;

#[cfg(feature = "documents")]
pub use artifact::{Artifact, Format, Writer};
