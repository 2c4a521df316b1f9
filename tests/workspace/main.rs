//! The workspace: commands and the way back, dates, strict reading, and files good and bad.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test helper that panics fails its test"
)]

mod commands;
mod dates;
mod files;
mod history;
mod hostile;
mod records;
mod starters;
mod strict;
mod writing;

use annexa::error::Result;
use annexa::json;
use annexa::workspace::{Command, Entry, Line, Moment, Stamp, Workspace};

/// A moment on the day of the tests, so many seconds after nine.
fn stamp(second: u32) -> Stamp {
    let (hour, minute) = (9 + second / 3600, second / 60 % 60);
    let at = format!("2026-11-24T{hour:02}:{minute:02}:{:02}Z", second % 60);
    Stamp {
        at: Moment::try_from(at.as_str()).unwrap(),
        by: Line::try_from("Ada").unwrap(),
    }
}

fn command(text: &str) -> Command {
    json::read(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn run(workspace: &mut Workspace, second: u32, text: &str) -> Result<Entry> {
    workspace.dispatch(command(text), stamp(second))
}

/// A workspace after some commands, each far from typing.
fn after(commands: &[&str]) -> Workspace {
    let mut workspace = Workspace::default();
    for (second, text) in (0..).step_by(10).zip(commands) {
        run(&mut workspace, second, text).unwrap();
    }
    workspace
}
