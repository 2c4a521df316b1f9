//! A finished file with what its receiver must know of it.

use super::{docx, html, markdown};
use crate::documents::model::Document;
use serde::{Deserialize, Serialize};

/// A finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// File name, such as `backup-policy.docx`; may stand in folders (`word/backup-policy.docx`).
    pub name: String,
    /// What it is, in a few words.
    pub title: String,
    /// The document that it holds, when it holds one.
    pub document: Option<String>,
    /// Media type.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A file format for documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Format {
    /// Word.
    Docx,
    /// A page to read or to print to PDF.
    Html,
    /// Text for wikis and repositories.
    Markdown,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Docx, Self::Html, Self::Markdown];

    /// The ending of file names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Docx => docx::MEDIA_TYPE,
            Self::Html => html::MEDIA_TYPE,
            Self::Markdown => markdown::MEDIA_TYPE,
        }
    }
}

/// Writes documents, and remembers what they share.
#[derive(Default)]
pub struct Writer {
    docx: docx::Writer,
}

impl Writer {
    /// Writes a document in a format.
    ///
    /// ```
    /// use annexa::documents::model::Document;
    /// use annexa::export::{Format, Writer};
    /// let document = Document { id: "backup-policy".into(), ..Document::default() };
    /// let file = Writer::default().write(&document, Format::Markdown);
    /// assert_eq!(file.name, "backup-policy.md");
    /// ```
    pub fn write(&mut self, document: &Document, format: Format) -> Artifact {
        Artifact {
            name: format!("{}.{}", document.id, format.extension()),
            title: document.title.clone(),
            document: Some(document.id.clone()),
            media_type: format.media_type().to_owned(),
            bytes: match format {
                Format::Docx => self.docx.write(document),
                Format::Html => html::write(document),
                Format::Markdown => markdown::document(document).into_bytes(),
            },
        }
    }
}
