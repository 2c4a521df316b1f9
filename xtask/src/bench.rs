//! Benchmarks: natively with criterion, and templates beside other engines in the browser.

use crate::shell::{self, program, words};
use crate::{Result, build, files, setup};

/// The benchmark in the browser; a filter that it does not contain leaves it out.
const TEMPLATES: &str = "templates";

pub fn run(filter: &[String]) -> Result {
    if filter != [TEMPLATES] {
        shell::run(words("cargo bench --package annexa --benches --").args(filter))?;
    }
    if filter.iter().all(|word| TEMPLATES.contains(word.as_str())) {
        templates()?;
    }
    Ok(())
}

fn templates() -> Result {
    build::documents()?;
    let mut node = program("node");
    node.current_dir(files::www())
        .arg("tests/bench/templates.mjs")
        .env("CHROME", setup::browser()?);
    shell::run(&mut node)
}
