//! The parts around the text: properties, relationships, numbering.

use super::super::control::properties;
use super::super::labels::{ENGLISH, is_date};
use super::super::xml::Xml;
use super::body::NumberedList;
use crate::documents::model::{Document, Url};

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// The standard document properties.
pub(super) fn core(document: &Document) -> Vec<u8> {
    let control = &document.control;
    let mut xml = Xml::default();
    xml.raw(DECLARATION).raw(
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
    );
    let status = ENGLISH.status_name(control.status);
    let supports = control.supports.join(", ");
    for (tag, value) in [
        ("dc:title", document.title.as_str()),
        ("dc:subject", &control.edition),
        ("dc:creator", &control.author),
        ("dc:identifier", &control.reference),
        ("dc:language", &super::language_tag(&document.language)),
        ("cp:keywords", &supports),
        ("cp:category", &control.classification),
        ("cp:contentStatus", status),
        ("cp:lastModifiedBy", &control.author),
        ("cp:version", &control.version),
    ] {
        if !value.is_empty() {
            xml.raw("<")
                .raw(tag)
                .raw(">")
                .text(value)
                .raw("</")
                .raw(tag)
                .raw(">");
        }
    }
    if is_date(&control.date) {
        for tag in ["created", "modified"] {
            xml.raw("<dcterms:")
                .raw(tag)
                .raw(r#" xsi:type="dcterms:W3CDTF">"#);
            xml.text(&control.date)
                .raw("T00:00:00Z</dcterms:")
                .raw(tag)
                .raw(">");
        }
    }
    xml.raw("</cp:coreProperties>");
    xml.into_bytes()
}

/// The properties that Word keeps about programs and companies.
pub(super) fn app(document: &Document) -> Vec<u8> {
    let mut xml = Xml::default();
    xml.raw(DECLARATION).raw(
        r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Annexa</Application><Company>"#,
    );
    xml.text(&document.control.organisation)
        .raw("</Company></Properties>");
    xml.into_bytes()
}

/// The properties of our own.
pub(super) fn custom(document: &Document) -> Vec<u8> {
    let mut xml = Xml::default();
    xml.raw(DECLARATION).raw(
        r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">"#,
    );
    let control = properties(document)
        .into_iter()
        .map(|property| (property.name, property.value));
    let others = [
        ("Organisation", document.control.organisation.as_str()),
        ("Document id", &document.id),
        ("Fingerprint", &document.control.fingerprint),
    ];
    let given = control.chain(others).filter(|(_, value)| !value.is_empty());
    for ((name, value), id) in given.zip(2u32..) {
        xml.raw(r#"<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid=""#)
            .number(id);
        xml.raw(r#"" name=""#)
            .text(name)
            .raw(r#""><vt:lpwstr>"#)
            .text(value);
        xml.raw("</vt:lpwstr></property>");
    }
    xml.raw("</Properties>");
    xml.into_bytes()
}

/// Name of the relationship that a link uses.
pub(super) fn link_id(at: usize) -> String {
    format!("rIdL{at}")
}

/// What the text refers to. External targets come only from [`Url`].
pub(super) fn relationships(links: &[Url]) -> Vec<u8> {
    let mut xml = Xml::default();
    xml.raw(DECLARATION);
    xml.raw(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    );
    let parts = [
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("header", "header1.xml"),
        ("header", "header2.xml"),
        ("footer", "footer1.xml"),
        ("footer", "footer2.xml"),
    ];
    for ((kind, target), id) in parts.into_iter().zip(1u32..) {
        xml.raw(r#"<Relationship Id="rId"#).number(id);
        relationship_type(&mut xml, kind);
        xml.raw(r#" Target=""#).raw(target).raw(r#""/>"#);
    }
    for (at, url) in links.iter().enumerate() {
        xml.raw(r#"<Relationship Id=""#).raw(&link_id(at));
        relationship_type(&mut xml, "hyperlink");
        xml.raw(r#" Target=""#)
            .text(url.as_str())
            .raw(r#"" TargetMode="External"/>"#);
    }
    xml.raw("</Relationships>");
    xml.into_bytes()
}

fn relationship_type(xml: &mut Xml, kind: &str) {
    xml.raw(r#"" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/"#);
    xml.raw(kind).raw(r#"""#);
}

/// The numbering part: what is built in, and one restart for every numbered list.
pub(super) fn numbering(lists: &[NumberedList]) -> Vec<u8> {
    let mut xml = Xml::default();
    xml.raw(include_str!("numbering.xml"));
    for list in lists {
        xml.raw(r#"<w:num w:numId=""#)
            .number(list.id)
            .raw(r#""><w:abstractNumId w:val="2"/>"#);
        xml.raw(r#"<w:lvlOverride w:ilvl=""#).number(list.level);
        xml.raw(r#""><w:startOverride w:val=""#).number(list.start);
        xml.raw(r#""/></w:lvlOverride></w:num>"#);
    }
    xml.raw("</w:numbering>");
    xml.into_bytes()
}
