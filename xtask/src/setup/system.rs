//! Programs of the machine: a browser, an office suite. Installed only on Debian, by root.

use crate::Result;
use crate::shell::{self, program, words};
use std::env;
use std::path::PathBuf;

const BROWSERS: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
];
const MAC_BROWSERS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// The Chromium that the tests drive: `CHROME`, or one that is installed, or Debian's.
pub fn browser() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROME") {
        return Ok(path.into());
    }
    found(
        find_browser,
        &["chromium"],
        "The browser tests need Chromium or Chrome: install one, or set CHROME to its path",
    )
}

/// LibreOffice opens the documents that the tests download; poppler reads the PDF it makes of them.
pub fn office() -> Result<PathBuf> {
    let packages = [
        "libreoffice-writer-nogui",
        "libreoffice-calc-nogui",
        "poppler-utils",
    ];
    let find = || shell::find("soffice").filter(|_| shell::find("pdftotext").is_some());
    found(
        find,
        &packages,
        "The document tests need LibreOffice and poppler: install both so that `soffice` and `pdftotext` start",
    )
}

/// What `find` finds, at once or after installing the packages.
fn found(find: impl Fn() -> Option<PathBuf>, packages: &[&str], by_hand: &str) -> Result<PathBuf> {
    if let Some(path) = find() {
        return Ok(path);
    }
    apt(packages).map_err(|error| format!("{error}\n\n{by_hand}"))?;
    find().ok_or_else(|| by_hand.into())
}

fn find_browser() -> Option<PathBuf> {
    let on_path = BROWSERS.iter().find_map(|name| shell::find(name));
    on_path.or_else(|| {
        MAC_BROWSERS
            .iter()
            .map(PathBuf::from)
            .find(|path| path.is_file())
    })
}

/// Installs Debian packages, where that is possible without asking for a password.
pub fn apt(packages: &[&str]) -> Result {
    if shell::find("apt-get").is_none() {
        return Err(format!(
            "{} cannot be installed: this is not Debian",
            packages.join(", ")
        )
        .into());
    }
    if !shell::is_root() {
        return Err(format!(
            "Installing needs root: sudo apt-get install {}",
            packages.join(" ")
        )
        .into());
    }
    shell::run(&mut words("apt-get update -qq"))?;
    let mut install = program("apt-get");
    install
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages);
    shell::run(install.env("DEBIAN_FRONTEND", "noninteractive"))
}
