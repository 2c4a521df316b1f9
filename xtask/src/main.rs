//! The project's tasks, for people and for CI alike: `cargo xtask <task>`.

mod bench;
mod build;
mod check;
mod codegen;
mod compress;
mod content;
mod docs;
mod files;
mod lint;
mod matrix;
mod package;
mod packs;
mod serve;
mod setup;
mod shell;
mod size;
mod steps;
mod test;
#[cfg(test)]
mod tidy;

use std::process::ExitCode;

/// A task ends with nothing to say, or with what went wrong and how to mend it.
type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const USAGE: &str = "\
cargo xtask <task>

  serve [--port N] [--base /path/] [--dir D]   build, then serve the page on 127.0.0.1
  test [filter]    every test there is, browser included
  check            the quick half: format, lints, generated files, native tests
  build [quick]    modules, packs and page into www/dist, within their size budgets; `quick` compiles
                   large modules in little time, for trying things out
  codegen [--check]   content/ to src/catalogue/generated.rs
  docs [--check]   what each document holds, as docs/documents.md
  lint             everything that is wrong in content/, at once
  size             what the page and its modules weigh, against wasm-pack.toml
  package          the npm package, in pkg/
  bench [filter]   benchmarks; `templates` is the one in the browser
  setup [wasm|npm|browser|office]   install what the other tasks need

Set-up runs by itself inside the tasks that need it.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = match args.split_first() {
        Some((task, rest)) => (task.as_str(), rest),
        None => ("help", &[][..]),
    };
    let result = match task {
        "bench" => bench::run(rest),
        "build" => build::run(rest),
        "check" => check::run(),
        "codegen" => codegen::run(&files::root(), rest == ["--check"]),
        "docs" => docs::run(&files::root(), rest == ["--check"]),
        "lint" => lint::run(&files::root()),
        "package" => package::run(),
        "serve" => serve::run(rest),
        "setup" => setup::run(rest),
        "size" => size::run(),
        "test" => test::run(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(format!("there is no task `{other}`\n\n{USAGE}").into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error}");
            ExitCode::FAILURE
        }
    }
}
