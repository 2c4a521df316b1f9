//! The pack: all templates of one language in one file, checked by its hash.

use super::template::{FrontMatter, Template};
use crate::catalogue::DocumentId;
use crate::error::{Error, ErrorKind, Result};
pub use crate::sum::sha256;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the pack's format; another one is refused.
pub const FORMAT: u32 = 1;

/// The templates of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    language: String,
    sha256: String,
    templates: BTreeMap<DocumentId, Template>,
}

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct File {
    format: u32,
    language: String,
    sha256: String,
    templates: BTreeMap<DocumentId, Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Entry {
    front: FrontMatter,
    text: String,
}

impl Pack {
    /// A pack of templates.
    ///
    /// # Errors
    /// [`ErrorKind::Template`] when one cannot be written as JSON.
    pub fn new(
        language: impl Into<String>,
        templates: impl IntoIterator<Item = Template>,
    ) -> Result<Self> {
        let templates: BTreeMap<_, _> = templates.into_iter().map(|t| (t.document, t)).collect();
        let entries = entries(&templates);
        Ok(Self {
            language: language.into(),
            sha256: fingerprint(&entries)?,
            templates,
        })
    }

    /// Reads a pack file, checks its hash, and reads every template's sections.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`] with the place for bytes that are no pack or were changed,
    /// [`ErrorKind::Newer`] for another format, [`ErrorKind::Template`] for a bad heading.
    pub fn from_json(bytes: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(bytes)
            .map_err(|_| Error::new(ErrorKind::Malformed, "the template pack is not UTF-8 text"))?;
        let file: File = crate::json::read(text)?;
        if file.format != FORMAT {
            let message = format!(
                "the template pack has format {}, this release reads {FORMAT}",
                file.format
            );
            return Err(Error::new(ErrorKind::Newer, message).at("format"));
        }
        if fingerprint(&file.templates)? != file.sha256 {
            let message = "the template pack does not match its SHA-256 sum";
            return Err(Error::new(ErrorKind::Malformed, message)
                .at("sha256")
                .help("fetch it again; it was cut off or changed on the way"));
        }
        let templates = file
            .templates
            .into_iter()
            .map(|(id, entry)| Ok((id, Template::new(id, entry.front, entry.text)?)))
            .collect::<Result<_>>()?;
        Ok(Self {
            language: file.language,
            sha256: file.sha256,
            templates,
        })
    }

    /// The pack file; the same templates give the same bytes.
    ///
    /// # Errors
    /// As [`Pack::new`].
    pub fn to_json(&self) -> Result<Vec<u8>> {
        let file = File {
            format: FORMAT,
            language: self.language.clone(),
            sha256: self.sha256.clone(),
            templates: entries(&self.templates),
        };
        serde_json::to_vec(&file).map_err(unwritable)
    }

    /// BCP 47 tag of the language.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// SHA-256 of the templates, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The template of a document, if there is one.
    pub fn get(&self, document: DocumentId) -> Option<&Template> {
        self.templates.get(&document)
    }

    /// All templates, in the catalogue's order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Template> {
        self.templates.values()
    }
}

fn entries(templates: &BTreeMap<DocumentId, Template>) -> BTreeMap<DocumentId, Entry> {
    let entry = |template: &Template| Entry {
        front: template.front.clone(),
        text: template.text.clone(),
    };
    templates.iter().map(|(id, t)| (*id, entry(t))).collect()
}

fn fingerprint(entries: &BTreeMap<DocumentId, Entry>) -> Result<String> {
    let json = serde_json::to_vec(entries).map_err(unwritable)?;
    Ok(sha256(&json))
}

fn unwritable(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::Template, error.to_string())
}
