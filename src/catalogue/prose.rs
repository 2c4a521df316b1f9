//! Texts that the first view can do without: why a question is asked, what a rule says, what a
//! document is for. They are a file of their own, `prose.en.txt`, made by `cargo xtask codegen`.
//!
//! Native code has the file built in. A WebAssembly module is handed it once, by `installTexts`:
//! it is a quarter of what the first view would weigh, and each language has its own.

use super::generated::PROSE_SHA256;
use crate::error::{Error, ErrorKind, Result};
use crate::sum::sha256;
use std::sync::OnceLock;

static LINES: OnceLock<Vec<&'static str>> = OnceLock::new();

/// A table of the file, by the number of its first line, counted from 0.
pub(super) struct Table(pub usize);

/// Takes the texts in: the bytes of `prose.en.txt`. Texts that were taken in before stay.
///
/// ```
/// use annexa::catalogue::install_texts;
/// assert!(install_texts(b"something else").is_err());
/// ```
///
/// # Errors
/// [`ErrorKind::Malformed`] when the bytes are not the texts of this release.
pub fn install(bytes: &[u8]) -> Result<()> {
    let wrong = || {
        Error::new(
            ErrorKind::Malformed,
            "these are not the texts of this release",
        )
        .help("Load the file `prose.en.txt` that came with this module.")
    };
    if sha256(bytes) != PROSE_SHA256 {
        return Err(wrong());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| wrong())?;
    LINES.get_or_init(|| text.to_owned().leak().lines().collect());
    Ok(())
}

/// One column of a record's prose; empty before the texts are there.
pub(super) fn prose(table: Table, index: usize, column: usize) -> &'static str {
    line(table, index)
        .split('\t')
        .nth(column)
        .unwrap_or_default()
}

/// All columns of a record's prose, set apart by tabs.
pub(super) fn line(table: Table, index: usize) -> &'static str {
    let line = lines().get(table.0 + index);
    line.copied().unwrap_or_default()
}

/// Prose that may be absent.
pub(super) fn filled(text: &'static str) -> Option<&'static str> {
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(not(target_family = "wasm"))]
fn lines() -> &'static [&'static str] {
    LINES.get_or_init(|| include_str!("prose.en.txt").lines().collect())
}

#[cfg(target_family = "wasm")]
fn lines() -> &'static [&'static str] {
    LINES.get().map_or(&[], Vec::as_slice)
}
