//! The project's folders, and fingerprints of what is in them.

use crate::Result;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// The top of this checkout. Asked at run time, since a copied `target/` may hold a binary from another one.
pub fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let manifest = manifest.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    manifest.parent().map(Path::to_path_buf).unwrap_or(manifest)
}

pub fn www() -> PathBuf {
    root().join("www")
}

pub fn dist() -> PathBuf {
    www().join("dist")
}

/// Every file below a path (or the file itself), sorted, so that what is derived from it is stable.
pub fn walk(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.into()]);
    }
    let mut found = Vec::new();
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            found.extend(walk(&entry?.path())?);
        }
    }
    found.sort();
    Ok(found)
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// One hash over the names and bytes of all files below the given paths, and over the words.
pub fn fingerprint(paths: &[PathBuf], words: &[&str]) -> Result<String> {
    let mut hash = Sha256::new();
    for word in words {
        hash.update(word.as_bytes());
        hash.update([0]);
    }
    for path in paths
        .iter()
        .map(|path| walk(path))
        .collect::<Result<Vec<_>>>()?
        .concat()
    {
        let name = path
            .strip_prefix(root())
            .unwrap_or(&path)
            .to_string_lossy()
            .into_owned();
        hash.update(sha256(name.as_bytes()));
        hash.update(sha256(&read(&path)?));
    }
    Ok(hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()).into())
}

/// Does `work` unless it was done before for the same fingerprint and its result is still there.
pub fn once(
    stamp: &Path,
    fingerprint: &str,
    result: &Path,
    work: impl FnOnce() -> Result,
) -> Result {
    if result.exists() && fs::read_to_string(stamp).is_ok_and(|found| found == fingerprint) {
        return Ok(());
    }
    work()?;
    fs::write(stamp, fingerprint)?;
    Ok(())
}
