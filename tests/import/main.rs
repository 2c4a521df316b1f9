//! Tables read in: every row accounted for, nothing changed that the table does not say.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test helper that panics fails its test"
)]

mod cenedril;
mod faults;
mod other_tools;
mod property;
mod reading;
mod round_trip;
mod support;
#[path = "../export/tools.rs"]
#[allow(dead_code, reason = "shared with the tests of exports")]
mod tools;
mod values;
