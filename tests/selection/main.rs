//! Properties of the selection, over random organisations of both editions.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test helper that panics fails its test"
)]

mod decisions;
mod organisations;
mod reasons;
mod steps;
