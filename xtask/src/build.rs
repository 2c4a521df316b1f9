//! The finished page in `www/dist`: modules, template packs, then vite's bundle of them.

use crate::matrix::{self, Module};
use crate::setup::{self, toolchain};
use crate::shell::{self, words};
use crate::{Result, codegen, files, packs, size};
use std::env;
use std::fs;
use std::path::PathBuf;

/// How the modules are compiled.
#[derive(Clone, Copy)]
enum Profile {
    /// As visitors get them: small.
    Release,
    /// In a fraction of the time, several times as large: for the tests of somebody who is at work on them.
    Quick,
}

pub fn run(options: &[String]) -> Result {
    match options {
        [] => page().and_then(|()| size::run()),
        [quick] if quick == "quick" => page_as(Profile::Quick),
        _ => Err("cargo xtask build takes nothing or `quick`".into()),
    }
}

/// The page as visitors get it.
pub fn page() -> Result {
    page_as(Profile::Release)
}

/// Builds what is out of date. The modules share one target folder, so they are built in turn.
fn page_as(profile: Profile) -> Result {
    setup::wasm()?;
    setup::npm()?;
    codegen::run(&files::root(), true)?;
    for (name, module) in &matrix::read()?.build {
        build_module(name, module, profile)?;
    }
    packs::build()?;
    copy_examples()?;
    bundle()
}

/// Only what renders documents: the module and the packs.
pub fn documents() -> Result {
    setup::wasm()?;
    setup::npm()?;
    codegen::run(&files::root(), true)?;
    let modules = matrix::read()?.build;
    let module = modules
        .get("documents")
        .ok_or("wasm-pack.toml has no module `documents`")?;
    build_module("documents", module, Profile::Release)?;
    packs::build()
}

fn build_module(name: &str, module: &Module, profile: Profile) -> Result {
    let root = files::root();
    let inputs = [
        "src",
        "Cargo.toml",
        "Cargo.lock",
        "wasm-pack.toml",
        ".cargo/config.toml",
    ]
    .map(|path| root.join(path));
    let out = files::www().join("pkg").join(name);
    let line = match profile {
        Profile::Release => "--release",
        Profile::Quick => "--profile quick --no-opt",
    };
    let fingerprint = files::fingerprint(&inputs, &[&toolchain::version()?, line])?;
    files::once(
        &out.join(".inputs"),
        &fingerprint,
        &out.join("annexa_bg.wasm"),
        || {
            let mut pack = toolchain::compiling(&format!(
                "wasm-pack build --mode no-install {line} --no-pack --target web"
            ));
            pack.arg("--out-dir").arg(&out).args([
                "--out-name",
                "annexa",
                ".",
                "--",
                "--no-default-features",
            ]);
            pack.args(["--features", &module.features.join(",")])
                .env("CARGO_ENCODED_RUSTFLAGS", remapped_paths()?);
            shell::run(&mut pack)
        },
    )
}

/// Folder names of this machine must not reach the module: the same source gives the same bytes everywhere.
fn remapped_paths() -> Result<String> {
    let sysroot = shell::output(&mut toolchain::compiling("rustc --print sysroot"))?;
    let home = env::var_os("HOME").unwrap_or_default();
    let cargo =
        env::var_os("CARGO_HOME").map_or_else(|| PathBuf::from(home).join(".cargo"), PathBuf::from);
    let prefixes = [
        (files::root(), "annexa"),
        (cargo, "cargo"),
        (sysroot.into(), "rust"),
    ];
    let flags =
        prefixes.map(|(path, name)| format!("--remap-path-prefix={}=/{name}", path.display()));
    Ok(flags.join("\u{1f}"))
}

/// The example organisations are files of the site, fetched when a visitor opens one.
fn copy_examples() -> Result {
    let into = files::www().join("public/examples");
    fs::create_dir_all(&into)?;
    for example in files::walk(&files::root().join("content/examples"))? {
        fs::copy(&example, into.join(example.file_name().unwrap_or_default()))?;
    }
    Ok(())
}

fn bundle() -> Result {
    let www = files::www();
    let mut inputs = Vec::new();
    for entry in fs::read_dir(&www)? {
        inputs.push(entry?.path());
    }
    // Of `pkg` only the modules count: our own notes lie beside them.
    inputs.retain(|path| {
        !["node_modules", "dist", "tests", "pkg"]
            .iter()
            .any(|name| path.ends_with(name))
    });
    inputs.sort();
    inputs.extend(
        matrix::read()?
            .build
            .keys()
            .map(|name| www.join("pkg").join(name)),
    );
    let fingerprint = files::fingerprint(&inputs, &[])?;
    files::once(
        &www.join("pkg/page.inputs"),
        &fingerprint,
        &files::dist().join("index.html"),
        || shell::run(words("npm run --silent build").current_dir(&www)),
    )
}
