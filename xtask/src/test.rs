//! Every test there is: the quick half, then modules, page and browser.

use crate::serve::{self, Site};
use crate::setup::{self, toolchain};
use crate::shell::{self, program, words};
use crate::steps::{self, Step, Tally, run_all};
use crate::{Result, build, check, files, package, size};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

/// The address of the served page, once it is built and up.
static ADDRESS: OnceLock<String> = OnceLock::new();

/// With a filter, only the steps whose name contains it.
pub fn run(args: &[String]) -> Result {
    let filter = args.first().map_or("", String::as_str);
    let mut chosen = steps()?;
    chosen.retain(|step| step.name.contains(filter));
    if chosen.is_empty() {
        return Err(format!("no step is named like `{filter}`").into());
    }
    run_all(chosen)
}

fn steps() -> Result<Vec<Step>> {
    let mut steps = vec![Step::new("set-up", || setup::run(&[]))];
    steps.extend(check::steps());
    steps.extend(boundary());
    steps.push(Step::new("build", build::page));
    steps.push(Step::new("size", size::run));
    steps.push(Step::new("package", package::run));
    steps.push(Step::new("types", || {
        shell::run(words("npm run --silent check").current_dir(files::www()))
    }));
    for file in test_files("src")?
        .into_iter()
        .chain(test_files("tests/unit")?)
    {
        let name = format!("unit {}", stem(&file));
        steps.push(Step::counting(&name, move || node(&file)));
    }
    for file in test_files("tests/e2e")? {
        let name = format!("browser {}", stem(&file));
        steps.push(Step::counting(&name, move || browser(&file)));
    }
    Ok(steps)
}

/// The conversion between JavaScript and Rust, in Node. This is what `wasm-pack test --node` does,
/// but for building every other test file for WebAssembly too, where those use native libraries.
fn boundary() -> Option<Step> {
    let written = ["tests/boundary.rs", "tests/boundary/main.rs"]
        .iter()
        .any(|path| files::root().join(path).is_file());
    written.then(|| {
        Step::counting("boundary tests", || {
            setup::wasm()?;
            let line = "cargo test --target wasm32-unknown-unknown --test boundary";
            let mut test = toolchain::compiling(line);
            test.env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                "wasm-bindgen-test-runner",
            )
            .env("WASM_BINDGEN_TEST_ONLY_NODE", "1");
            steps::count(&mut test, Duration::from_secs(1200))
        })
    })
}

fn test_files(folder: &str) -> Result<Vec<PathBuf>> {
    let mut found = files::walk(&files::www().join(folder))?;
    found.retain(|path| {
        [".test.mjs", ".test.ts"]
            .iter()
            .any(|end| path.to_string_lossy().ends_with(end))
    });
    Ok(found)
}

fn stem(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().unwrap_or_default().into()
}

/// Node's own test runner; a hook lets tests import the page's TypeScript.
fn node(file: &Path) -> Result<Tally> {
    steps::count(&mut runner(file), Duration::from_secs(900))
}

fn runner(file: &Path) -> Command {
    let mut node = program("node");
    node.current_dir(files::www())
        .args([
            "--import",
            "./tests/typescript.mjs",
            "--test",
            "--test-reporter",
            "spec",
        ])
        .arg(file);
    node
}

/// One test file against the built page, in the browser that set-up found.
fn browser(file: &Path) -> Result<Tally> {
    let mut node = runner(file);
    node.env("ANNEXA_URL", address()?)
        .env("CHROME", setup::browser()?)
        .env("ANNEXA_XTASK", env::current_exe()?);
    steps::count(&mut node, Duration::from_secs(900))
}

fn address() -> Result<String> {
    if let Some(known) = ADDRESS.get() {
        return Ok(known.clone());
    }
    build::page()?;
    let (address, _) = serve::start(Site::open(files::dist(), "/")?, 0)?;
    Ok(ADDRESS.get_or_init(|| format!("http://{address}/")).clone())
}
