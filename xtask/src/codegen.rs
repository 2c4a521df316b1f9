//! Compiles `content/` to `src/catalogue/generated.rs`.

mod table;

use crate::Result;
use crate::content::Content;
use crate::lint::{self, Problems};
use std::fs;
use std::path::Path;

const GENERATED: &str = "src/catalogue/generated.rs";

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
    let path = root.join(GENERATED);
    let tables = table::tables(&content)?;
    if fs::read_to_string(&path).is_ok_and(|current| current == tables) {
        return Ok(());
    }
    if check {
        return Err(format!("{GENERATED} is not current; run `cargo xtask codegen`").into());
    }
    Ok(fs::write(path, tables)?)
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
