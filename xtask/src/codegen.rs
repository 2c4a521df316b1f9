//! Compiles `content/` to `src/catalogue/generated.rs` and the texts beside it.

mod table;

use crate::Result;
use crate::content::Content;
use crate::lint::{self, Problems};
use std::fs;
use std::path::Path;

const GENERATED: &str = "src/catalogue/generated.rs";
/// The texts that the tables leave out; the page and the npm package have the file as it is.
pub const PROSE: &str = "src/catalogue/prose.en.txt";

/// Writes the tables, or with `check` fails when the committed ones are not current.
pub fn run(root: &Path, check: bool) -> Result {
    let (content, unreadable) = Content::read(root);
    let mut problems = Problems(unreadable);
    if problems.0.is_empty() {
        lint::structure(&content, &mut problems);
    }
    if !problems.0.is_empty() {
        problems.0.sort();
        lint::report(&problems.0);
        return Err("the content has errors; nothing was generated".into());
    }
    let tables = table::tables(&content)?;
    keep(root, GENERATED, &tables.rust, check)?;
    keep(root, PROSE, &tables.prose, check)
}

/// Writes a file unless it is current.
fn keep(root: &Path, name: &str, text: &str, check: bool) -> Result {
    let path = root.join(name);
    if fs::read_to_string(&path).is_ok_and(|current| current == text) {
        return Ok(());
    }
    if check {
        return Err(format!("{name} is not current; run `cargo xtask codegen`").into());
    }
    Ok(fs::write(path, text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn committed_tables_are_current() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        run(&root, true).unwrap();
    }
}
