//! The npm package in `pkg/`: the three modules with their types, the template packs, and how to import them.

use crate::{Result, build, files, matrix};
use std::fs;
use std::path::Path;

const MODULE: [&str; 3] = ["annexa.js", "annexa.d.ts", "annexa_bg.wasm"];

pub fn run() -> Result {
    build::page()?;
    let package = files::root().join("pkg");
    let parts = files::www().join("npm");
    copy(&parts.join("package.json"), &package)?;
    for text in ["README.md", "LICENSE"] {
        copy(&files::root().join(text), &package)?;
    }
    for name in matrix::read()?.build.keys() {
        let into = package.join(name);
        copy(&parts.join("node.js"), &into)?;
        for file in MODULE {
            copy(&files::www().join("pkg").join(name).join(file), &into)?;
        }
    }
    for pack in files::walk(&files::www().join("public/packs"))? {
        copy(&pack, &package.join("packs"))?;
    }
    Ok(())
}

fn copy(file: &Path, into: &Path) -> Result {
    fs::create_dir_all(into)?;
    let copied = fs::copy(file, into.join(file.file_name().unwrap_or_default()));
    copied.map_err(|error| format!("cannot copy `{}`: {error}", file.display()))?;
    Ok(())
}
