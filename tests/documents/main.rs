//! Documents from templates: the pack, the engine's limits, and every document of the set.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails may panic"
)]

mod support;

mod approval;
mod compact;
mod engine;
mod pack;
mod registers;
mod sections;
mod set;
mod sweep;
mod trace;
