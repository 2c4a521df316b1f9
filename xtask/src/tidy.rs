//! Conventions of this project that no compiler knows, as tests. Each says what to edit.

use crate::files;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The flow of data: a module of the crate uses only modules to its left.
const ORDER: [&str; 15] = [
    "finding",
    "error",
    "json",
    "sum",
    "catalogue",
    "workspace",
    "risk",
    "selection",
    "review",
    "documents",
    "export",
    "import",
    "storage",
    "api",
    "wasm",
];
const LONGEST: usize = 600;
const GENERATED: &str = "generated";

fn sources(folders: &[&str], endings: &[&str]) -> Vec<PathBuf> {
    let all = folders
        .iter()
        .flat_map(|folder| files::walk(&files::root().join(folder)).unwrap());
    all.filter(|path| {
        endings
            .iter()
            .any(|ending| path.extension().is_some_and(|found| found == *ending))
    })
    .collect()
}

fn written_by_hand(path: &Path) -> bool {
    !path.to_string_lossy().contains(GENERATED)
}

fn shown(path: &Path) -> String {
    path.strip_prefix(files::root())
        .unwrap()
        .to_string_lossy()
        .replace('\\', "/")
}

fn none(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// The modules of this crate that a source file names, as `crate::name` or inside `crate::{…}`.
fn used_modules(source: &str) -> BTreeSet<&str> {
    let code = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1))
        .filter_map(first_word)
        .chain(grouped(source))
        .collect()
}

fn first_word(text: &str) -> Option<&str> {
    let end = text
        .find(|mark: char| !mark.is_alphanumeric() && mark != '_')
        .unwrap_or(text.len());
    Some(&text[..end]).filter(|word| word.starts_with(|mark: char| mark.is_ascii_lowercase()))
}

/// The outermost names in `use crate::{a::B, c::{D, E}}`.
fn grouped(source: &str) -> impl Iterator<Item = &str> {
    source
        .split("crate::{")
        .skip(1)
        .flat_map(|group| {
            let mut depth = 1;
            group
                .split_inclusive(['{', '}', ','])
                .scan(true, move |outermost, part| {
                    let name = outermost.then(|| first_word(part.trim_start())).flatten();
                    depth += part.matches('{').count() as i32 - part.matches('}').count() as i32;
                    *outermost = depth == 1;
                    (depth > 0 || name.is_some()).then_some(name)
                })
        })
        .flatten()
}

#[test]
fn used_modules_are_found_in_every_spelling() {
    let source = "use crate::risk::Level;\nuse crate::{Error, catalogue::{Control, id::ControlId}, workspace};\n\
                  // crate::wasm is only mentioned\nfn f() -> crate::review::Finding {}";
    assert_eq!(
        used_modules(source),
        BTreeSet::from(["catalogue", "review", "risk", "workspace"])
    );
}

#[test]
fn modules_use_only_what_is_to_their_left() {
    let rank = |module: &str| ORDER.iter().position(|name| *name == module);
    let mut problems = Vec::new();
    for path in sources(&["src"], &["rs"]) {
        let name = shown(&path);
        let module = name
            .trim_start_matches("src/")
            .split(['/', '.'])
            .next()
            .unwrap()
            .to_string();
        if module == "lib" {
            continue;
        }
        let Some(own) = rank(&module) else {
            problems.push(format!("{name}: put module `{module}` into ORDER in xtask/src/tidy.rs and into ARCHITECTURE.md"));
            continue;
        };
        for used in used_modules(&fs::read_to_string(&path).unwrap()) {
            match rank(used) {
                Some(other) if other <= own => {}
                Some(_) => problems.push(format!(
                    "{name}: `{module}` must not use `{used}`, which comes after it; move the code"
                )),
                None => problems.push(format!(
                    "{name}: `crate::{used}` is no module of ORDER in xtask/src/tidy.rs"
                )),
            }
        }
    }
    none(problems);
}

/// Comments do not count: a file may be longer because it is well documented.
fn lines_of_code(path: &Path) -> usize {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .count()
}

#[test]
fn no_file_is_too_long_to_read() {
    let files = sources(
        &["src", "xtask", "www/src", "www/build", "www/tests"],
        &["rs", "ts", "mjs", "css"],
    );
    let too_long = files
        .into_iter()
        .filter(|path| written_by_hand(path))
        .filter_map(|path| {
            let lines = lines_of_code(&path);
            (lines > LONGEST).then(|| {
                format!(
                    "{}: {lines} lines of code; split it by concept ({LONGEST} at most)",
                    shown(&path)
                )
            })
        });
    none(too_long.collect());
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [
        ["TO", "DO"],
        ["FIX", "ME"],
        ["XX", "X"],
        ["to", "do!"],
        ["unimple", "mented!"],
        ["lorem ", "ipsum"],
    ]
    .map(|half| half.concat());
    let files = sources(
        &[
            "src",
            "xtask",
            "tests",
            "benches",
            "content",
            "www/src",
            "www/build",
            "www/tests",
        ],
        &[
            "rs", "ts", "mjs", "css", "html", "toml", "csv", "md", "json",
        ],
    );
    let mut problems = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            // A mark in quotes is one that a test looks for.
            for mark in marks.iter().filter(|mark| {
                line.replace(&format!("\"{mark}"), "")
                    .contains(mark.as_str())
            }) {
                problems.push(format!(
                    "{}:{}: `{mark}`; finish it, or file an issue and remove the line",
                    shown(&path),
                    number + 1
                ));
            }
        }
    }
    none(problems);
}

/// The policy would stop these at run time in the browser; here they are named with their line.
#[test]
fn the_page_writes_no_raw_html() {
    let forbidden = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "unsafeHTML",
        "unsafeSVG",
        "document.write",
        "eval(",
    ];
    let mut problems = Vec::new();
    for path in sources(&["www/src"], &["ts"]) {
        let text = fs::read_to_string(&path).unwrap();
        for word in forbidden.iter().filter(|word| text.contains(**word)) {
            problems.push(format!("{}: `{word}`; use a Lit template", shown(&path)));
        }
    }
    none(problems);
}

#[test]
fn every_content_file_is_read_by_a_task() {
    let tasks: Vec<String> = sources(&["xtask/src"], &["rs"])
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let named = |path: &str| {
        tasks
            .iter()
            .any(|text| text.contains(&format!("\"{path}\"")))
    };
    let unread = sources(&["content"], &["csv", "toml", "json", "md"])
        .into_iter()
        .filter_map(|path| {
            let (name, folder) = (shown(&path), shown(path.parent().unwrap()));
            let read = path.ends_with("README.md") || named(&name) || named(&folder);
            (!read).then(|| {
                format!(
                    "{name}: no task reads it; name it or its folder in xtask/src, or remove it"
                )
            })
        });
    none(unread.collect());
}
