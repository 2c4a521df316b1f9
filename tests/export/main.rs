//! Every file format, read back by a reader that is not ours.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test helper that panics fails its test"
)]

mod arbitrary;
mod csv;
mod docx;
mod html;
mod markdown;
mod pack;
mod parse;
mod records;
mod sample;
#[path = "../documents/support.rs"]
#[allow(dead_code, reason = "shared with the tests of documents")]
mod support;
mod tools;
mod whole_set;
mod xlsx;
