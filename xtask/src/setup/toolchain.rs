//! The WebAssembly side of the Rust toolchain: compiler target, wasm-bindgen, wasm-pack.

use crate::shell::{self, program, words};
use crate::{Result, files};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

const TARGET: &str = "wasm32-unknown-unknown";
const WASM_PACK: &str = "0.15.0";
/// Long enough for a slow line; a blocked one must not hold the task up for ever.
const DOWNLOAD_LIMIT: Duration = Duration::from_secs(300);
/// The rustup name of the toolchain made of Debian's packages, where rustup cannot download.
const DEBIAN: &str = "annexa-debian";

pub fn wasm() -> Result {
    target()?;
    install("wasm-bindgen", "wasm-bindgen-cli", &wasm_bindgen_version()?)?;
    install("wasm-pack", "wasm-pack", WASM_PACK)
}

/// A command that compiles for WebAssembly, with whichever toolchain has the target.
pub fn compiling(line: &str) -> Command {
    static OURS_HAS_TARGET: OnceLock<bool> = OnceLock::new();
    let mut command = words(line);
    if !OURS_HAS_TARGET.get_or_init(|| has_target(&mut rustc())) {
        command
            .env("RUSTUP_TOOLCHAIN", DEBIAN)
            .env_remove("CARGO")
            .env_remove("RUSTC");
    }
    command
}

/// The compiler as `compiling` would choose it.
pub fn version() -> Result<String> {
    shell::output(&mut compiling("rustc --version"))
}

fn target() -> Result {
    if has_target(&mut rustc()) || has_target(rustc().env("RUSTUP_TOOLCHAIN", DEBIAN)) {
        return Ok(());
    }
    shell::run_within(
        DOWNLOAD_LIMIT,
        &mut words(&format!("rustup target add {TARGET}")),
    )
    .or_else(|error| {
        println!("{error}; making the target from Debian's packages instead");
        debian_target().map_err(|error| {
            format!("{error}\n\nInstall by hand: rustup target add {TARGET}").into()
        })
    })
}

fn rustc() -> Command {
    words(&format!("rustc --print target-libdir --target {TARGET}"))
}

fn has_target(rustc: &mut Command) -> bool {
    let folder = shell::output(rustc).unwrap_or_default();
    let libraries = files::walk(Path::new(&folder)).unwrap_or_default();
    !folder.is_empty()
        && libraries
            .iter()
            .any(|path| name(path).starts_with("libcore-"))
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Debian ships a current compiler without this target's libraries but with their source: build them once.
fn debian_target() -> Result {
    super::system::apt(&["rustc-web", "cargo-web", "rust-web-src", "lld"])?;
    let libraries = build_std()?;
    let rustlib = PathBuf::from(shell::output(&mut words("/usr/bin/rustc --print sysroot"))?)
        .join("lib/rustlib");
    let into = rustlib.join(TARGET).join("lib");
    fs::create_dir_all(&into)?;
    for library in libraries {
        fs::copy(&library, into.join(name(&library)))?;
    }
    link_linker(&rustlib)?;
    shell::run(&mut words(&format!("rustup toolchain link {DEBIAN} /usr")))
}

/// The standard library comes out of building an empty crate.
fn build_std() -> Result<Vec<PathBuf>> {
    let folder = files::root().join("target/std");
    fs::create_dir_all(folder.join("src"))?;
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nedition = \"2024\"\n[workspace]\n",
    )?;
    fs::write(folder.join("src/lib.rs"), "")?;
    let mut cargo = words(&format!(
        "/usr/bin/cargo build --release --target {TARGET} -Zbuild-std=std,panic_abort,test"
    ));
    let plain = cargo
        .current_dir(&folder)
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1");
    shell::run(
        plain
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env_remove("RUSTUP_TOOLCHAIN"),
    )?;
    let built = files::walk(&folder.join("target").join(TARGET).join("release/deps"))?;
    Ok(built
        .into_iter()
        .filter(|path| name(path).starts_with("lib") && name(path).ends_with(".rlib"))
        .collect())
}

/// rustc looks for its linker as `rust-lld` beside the host's libraries.
fn link_linker(rustlib: &Path) -> Result {
    let host = shell::output(&mut words("/usr/bin/rustc --print host-tuple"))?;
    let bin = rustlib.join(host).join("bin");
    let linker = shell::find("lld").ok_or("`lld` is not installed")?;
    fs::create_dir_all(&bin)?;
    let link = bin.join("rust-lld");
    if !link.exists() {
        fs::copy(linker, link)?;
    }
    Ok(())
}

/// Installs a pinned tool into `.tools`, beside nothing else of the machine.
fn install(tool: &str, package: &str, version: &str) -> Result {
    if shell::output(program(tool).arg("--version")).is_ok_and(|found| found.ends_with(version)) {
        return Ok(());
    }
    println!("{package} {version} is compiled once; this takes a few minutes");
    let into = files::root().join(".tools");
    let mut cargo = words(&format!(
        "cargo install {package} --version {version} --force --root"
    ));
    shell::run(cargo.arg(&into)).map_err(|error| {
        format!(
            "{error}\n\nInstall by hand: cargo install {package} --version {version} --root {}",
            into.display()
        )
        .into()
    })
}

/// The command-line tool must have the version of the library that the crate is locked to.
fn wasm_bindgen_version() -> Result<String> {
    #[derive(serde::Deserialize)]
    struct Lock {
        package: Vec<Package>,
    }
    #[derive(serde::Deserialize)]
    struct Package {
        name: String,
        version: String,
    }
    let lock: Lock = toml::from_str(&fs::read_to_string(files::root().join("Cargo.lock"))?)?;
    let found = lock
        .package
        .into_iter()
        .find(|package| package.name == "wasm-bindgen");
    Ok(found.ok_or("Cargo.lock has no `wasm-bindgen`")?.version)
}
