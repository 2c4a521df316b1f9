//! Everything as one ZIP, with a manifest by which its receiver can check every file.
//!
//! Beside the files stand `manifest.json` (path, SHA-256, size, title, document of each) and
//! `SHA256SUMS`, which `sha256sum --check` reads.

use super::artifact::Artifact;
use super::zip::{self, Archive, Deflater, Packed};
use crate::documents::pack::sha256;
use crate::error::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Media type of the pack.
pub const MEDIA_TYPE: &str = "application/zip";

const MANIFEST: &str = "manifest.json";
const SUMS: &str = "SHA256SUMS";

/// The version of the manifest's format.
const FORMAT: u32 = 1;

/// Most files that a pack holds.
pub const MOST_FILES: usize = 2_000;

/// What a pack holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Manifest {
    /// Version of this format.
    pub format: u32,
    /// Whose documents they are.
    pub organisation: String,
    /// The day of the export, `2026-03-31`.
    pub created: String,
    /// The files, sorted by path.
    pub files: Vec<FileEntry>,
}

/// One file of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FileEntry {
    /// Path within the pack.
    pub path: String,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// Length in bytes.
    pub size: u64,
    /// What it is.
    pub title: String,
    /// Media type.
    pub media_type: String,
    /// Id of the document that it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

/// Packs files.
///
/// # Errors
/// [`ErrorKind::Export`] when there are more than [`MOST_FILES`].
pub fn write(organisation: &str, created: &str, artifacts: &[Artifact]) -> Result<Vec<u8>> {
    if artifacts.len() > MOST_FILES {
        let message = format!("{} files are too many for one ZIP", artifacts.len());
        return Err(Error::new(ErrorKind::Export, message)
            .help(format!("export {MOST_FILES} at most at a time")));
    }
    let files = named(artifacts);
    let manifest = manifest(organisation, created, &files)?;
    let mut sums = String::new();
    for entry in &files {
        sums.push_str(&format!("{}  {}\n", sha256(&entry.1.bytes), entry.0));
    }
    sums.push_str(&format!("{}  {MANIFEST}\n", sha256(&manifest)));

    let mut deflater = Deflater::default();
    let mut archive = Archive::default();
    archive.add(MANIFEST, &deflater.pack(&manifest));
    archive.add(SUMS, &deflater.pack(sums.as_bytes()));
    for (path, artifact) in &files {
        archive.add(path, &packed(&mut deflater, &artifact.bytes));
    }
    Ok(archive.finish())
}

/// Word and Excel files are ZIPs already; packing them again would only cost time.
fn packed(deflater: &mut Deflater, bytes: &[u8]) -> Packed {
    if bytes.starts_with(b"PK") {
        Packed::stored(bytes)
    } else {
        deflater.pack(bytes)
    }
}

fn manifest(
    organisation: &str,
    created: &str,
    files: &BTreeMap<String, &Artifact>,
) -> Result<Vec<u8>> {
    let entry = |(path, artifact): (&String, &&Artifact)| FileEntry {
        path: path.clone(),
        sha256: sha256(&artifact.bytes),
        size: artifact.bytes.len() as u64,
        title: artifact.title.clone(),
        media_type: artifact.media_type.clone(),
        document: artifact.document.clone(),
    };
    let manifest = Manifest {
        format: FORMAT,
        organisation: organisation.to_owned(),
        created: created.to_owned(),
        files: files.iter().map(entry).collect(),
    };
    serde_json::to_vec_pretty(&manifest)
        .map_err(|error| Error::new(ErrorKind::Export, error.to_string()).at(MANIFEST))
}

/// The files by the path that they get: safe on every system, and each of its own even where
/// upper and lower case are the same.
fn named(artifacts: &[Artifact]) -> BTreeMap<String, &Artifact> {
    let mut taken = BTreeSet::from([MANIFEST.to_owned(), SUMS.to_ascii_lowercase()]);
    let mut files = BTreeMap::new();
    for artifact in artifacts {
        let path = safe_path(&artifact.name);
        let mut unique = path.clone();
        let mut number = 2;
        while !taken.insert(unique.to_ascii_lowercase()) {
            unique = numbered(&path, number);
            number += 1;
        }
        files.insert(unique, artifact);
    }
    files
}

fn numbered(path: &str, number: u32) -> String {
    match path.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => {
            format!("{stem}-{number}.{extension}")
        }
        _ => format!("{path}-{number}"),
    }
}

/// A relative path of letters, digits, hyphens, underscores and full stops.
///
/// ```
/// use annexa::export::pack::safe_path;
/// assert_eq!(safe_path("word/backup-policy.docx"), "word/backup-policy.docx");
/// assert_eq!(safe_path("../../C:\\CON/x"), "C/_CON/x");
/// ```
pub fn safe_path(name: &str) -> String {
    let parts: Vec<String> = name
        .split(['/', '\\'])
        .map(safe_name)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        "file".to_owned()
    } else {
        parts.join("/")
    }
}

/// Longest name of a file or folder.
const LONGEST_NAME: usize = 100;

fn safe_name(name: &str) -> String {
    let allowed = |c: &char| c.is_ascii_alphanumeric() || "-_.".contains(*c);
    let letters: String = name.chars().filter(allowed).take(LONGEST_NAME).collect();
    let name = letters.trim_matches('.');
    if is_device(name) {
        format!("_{name}")
    } else {
        name.to_owned()
    }
}

/// Names that Windows keeps for devices, with or without an ending.
fn is_device(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase();
    let numbered = stem.strip_prefix("COM").or(stem.strip_prefix("LPT"));
    ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        || numbered.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// Reads a pack and checks every file against the manifest.
///
/// # Errors
/// [`ErrorKind::Malformed`] with the path of the first file that is missing, changed or not in the
/// manifest; [`ErrorKind::Newer`] for a manifest of a later release; [`ErrorKind::TooLarge`] for
/// more than a pack can hold.
pub fn verify(bytes: &[u8]) -> Result<Manifest> {
    let mut files: BTreeMap<String, Vec<u8>> = zip::read(bytes)?.into_iter().collect();
    let broken = |path: &str, what: &str| Error::new(ErrorKind::Malformed, what).at(path);
    let json = files
        .remove(MANIFEST)
        .ok_or_else(|| broken(MANIFEST, "the manifest is missing"))?;
    let manifest = read_manifest(&json)?;
    files.remove(SUMS);
    for entry in &manifest.files {
        let file = files
            .remove(&entry.path)
            .ok_or_else(|| broken(&entry.path, "missing"))?;
        if entry.size != file.len() as u64 || entry.sha256 != sha256(&file) {
            return Err(broken(&entry.path, "was changed after the export"));
        }
    }
    match files.keys().next() {
        Some(path) => Err(broken(path, "is not in the manifest")),
        None => Ok(manifest),
    }
}

fn read_manifest(json: &[u8]) -> Result<Manifest> {
    #[derive(Deserialize)]
    struct Head {
        format: u32,
    }
    let malformed =
        |error: serde_json::Error| Error::new(ErrorKind::Malformed, error.to_string()).at(MANIFEST);
    let head: Head = serde_json::from_slice(json).map_err(malformed)?;
    if head.format != FORMAT {
        let message = format!("format {} is not known to this release", head.format);
        return Err(Error::new(ErrorKind::Newer, message)
            .at(MANIFEST)
            .help("update Annexa"));
    }
    serde_json::from_slice(json).map_err(malformed)
}
