//! The storage of a workspace: envelopes, recovery, saving under faults, daily copies.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test helper that panics fails its test"
)]

mod daily;
mod device;
mod envelope;
mod faults;
mod recover;
mod saver;
mod schedule;
mod shelf;
mod tabs;
