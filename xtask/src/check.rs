//! The quick half of the tests: what to run before each commit.

use crate::shell::words;
use crate::steps::{self, Step, run_all};
use crate::{Result, codegen, docs, files, lint};
use std::time::Duration;

pub fn run() -> Result {
    run_all(steps())
}

/// Nothing here needs WebAssembly, Node or a browser.
pub fn steps() -> Vec<Step> {
    vec![
        Step::command("format", "cargo fmt --all --check").mended_by("cargo fmt --all"),
        Step::command(
            "clippy",
            "cargo clippy --workspace --all-targets --quiet -- -D warnings",
        ),
        Step::new("content", || lint::run(&files::root())),
        Step::new("generated files", || codegen::run(&files::root(), true))
            .mended_by("cargo xtask codegen"),
        Step::new("table of documents", || docs::run(&files::root(), true))
            .mended_by("cargo xtask docs"),
        Step::counting("native tests", || {
            steps::count(
                &mut words("cargo test --workspace --quiet --no-fail-fast"),
                Duration::from_secs(1800),
            )
        }),
    ]
}
