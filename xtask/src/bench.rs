//! Benchmarks, with criterion.

use crate::Result;
use crate::shell::{self, words};

pub fn run(filter: &[String]) -> Result {
    shell::run(words("cargo bench --package annexa --benches --").args(filter))
}
