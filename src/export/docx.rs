//! Word documents (WordprocessingML), written part by part.
//!
//! All looks are in named styles, so that a document can be restyled in Word in one place. What
//! identifies the document is in its properties, and the pages show the properties by fields.
//! Nothing in it makes Word ask a question when it opens: the table of contents is filled in
//! advance, with section numbers and links; page numbers appear in it when a user updates it,
//! because only a program that lays out pages knows them.

mod body;
mod front;
mod package;
mod run;
mod width;

use super::labels::{language_tag, right_to_left};
use super::zip::{Archive, Deflater, Packed};
use crate::documents::model::{Document, Orientation};
use body::Body;
use std::collections::BTreeMap;

/// Media type of a Word document.
pub const MEDIA_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Writes a document.
pub fn write(document: &Document) -> Vec<u8> {
    Writer::default().write(document)
}

/// Writes many documents and compresses what they share only once.
pub struct Writer {
    deflater: Deflater,
    constant: Vec<(&'static str, Packed)>,
    styles: BTreeMap<String, Packed>,
}

impl Default for Writer {
    fn default() -> Self {
        let mut deflater = Deflater::default();
        let constant = [
            (
                "[Content_Types].xml",
                include_str!("docx/content-types.xml"),
            ),
            ("_rels/.rels", include_str!("docx/package.rels")),
            ("word/settings.xml", include_str!("docx/settings.xml")),
        ]
        .map(|(name, text)| (name, deflater.pack(text.as_bytes())))
        .into();
        Self {
            deflater,
            constant,
            styles: BTreeMap::new(),
        }
    }
}

impl Writer {
    /// Writes a document.
    pub fn write(&mut self, document: &Document) -> Vec<u8> {
        let layout = Layout::of(document);
        let mut body = Body::new(document, &layout);
        front::write(document, &mut body);
        body.blocks(&document.shown_blocks());
        let parts = [
            ("docProps/app.xml", package::app(document)),
            ("docProps/core.xml", package::core(document)),
            ("docProps/custom.xml", package::custom(document)),
            (
                "word/_rels/document.xml.rels",
                package::relationships(body.links()),
            ),
            ("word/footer1.xml", front::footer(document, &layout)),
            ("word/footer2.xml", front::first_footer(document, &layout)),
            ("word/header1.xml", front::header(document, &layout)),
            ("word/header2.xml", front::first_header(document, &layout)),
            ("word/numbering.xml", package::numbering(body.lists())),
            ("word/document.xml", body.finish()),
        ];
        let mut archive = Archive::default();
        for (name, file) in &self.constant {
            archive.add(name, file);
        }
        for (name, bytes) in &parts {
            archive.add(name, &self.deflater.pack(bytes));
        }
        archive.add("word/styles.xml", self.styles(&layout.language));
        archive.finish()
    }

    fn styles(&mut self, language: &str) -> &Packed {
        let deflater = &mut self.deflater;
        self.styles.entry(language.to_owned()).or_insert_with(|| {
            let (bidi, rtl) = match right_to_left(language) {
                true => ("<w:bidi/>", "<w:rtl/>"),
                false => ("", ""),
            };
            let styles = include_str!("docx/styles.xml")
                .replace("{{language}}", language)
                .replace("{{bidi}}", bidi)
                .replace("{{rtl}}", rtl);
            deflater.pack(styles.as_bytes())
        })
    }
}

/// What the writing direction and the paper decide. Lengths in twentieths of a point.
struct Layout {
    language: String,
    right_to_left: bool,
    landscape: bool,
    /// Width of the text on an A4 page.
    width: u32,
}

impl Layout {
    fn of(document: &Document) -> Self {
        let language = language_tag(&document.language);
        let landscape = document.orientation == Orientation::Landscape;
        Self {
            right_to_left: right_to_left(&language),
            language,
            landscape,
            width: if landscape { 14_570 } else { 9_298 },
        }
    }

    /// Section properties: paper, margins, headers and footers, the first page set apart.
    fn section(&self) -> String {
        let (size, margin) = match self.landscape {
            true => (r#"w:w="16838" w:h="11906" w:orient="landscape""#, 1134),
            false => (r#"w:w="11906" w:h="16838""#, 1304),
        };
        let bidi = if self.right_to_left { "<w:bidi/>" } else { "" };
        format!(
            r#"<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="first" r:id="rId7"/><w:pgSz {size}/><w:pgMar w:top="1418" w:right="{margin}" w:bottom="1247" w:left="{margin}" w:header="624" w:footer="567" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/>{bidi}</w:sectPr>"#
        )
    }
}
