//! What the other tasks need on a machine that has only Rust and Node. Each step is skipped when its result is there.

pub mod system;
pub mod toolchain;

use crate::shell::{self, words};
use crate::{Result, files};

pub use system::browser;
pub use toolchain::wasm;

pub fn run(parts: &[String]) -> Result {
    let all = ["wasm", "npm", "browser", "office"].map(String::from);
    for part in if parts.is_empty() { &all } else { parts } {
        match part.as_str() {
            "wasm" => wasm()?,
            "npm" => npm()?,
            "browser" => println!("browser: {}", browser()?.display()),
            "office" => println!("office: {}", system::office()?.display()),
            other => {
                return Err(
                    format!("`{other}` cannot be set up; known: {}", all.join(", ")).into(),
                );
            }
        }
    }
    Ok(())
}

/// The page's packages, exactly as locked, without running their install scripts.
pub fn npm() -> Result {
    let packages = files::www().join("node_modules");
    let locked = files::fingerprint(&[files::www().join("package-lock.json")], &[])?;
    files::once(&packages.join(".annexa"), &locked, &packages, || {
        let mut install = words("npm ci --ignore-scripts --no-audit --no-fund");
        shell::run(install.current_dir(files::www())).map_err(|error| {
            format!("{error}\n\nThe page needs Node 20.19 or later with npm: https://nodejs.org or `apt-get install nodejs npm`").into()
        })
    })
}
