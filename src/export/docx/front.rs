//! The first page with document control, and headers and footers.

use super::super::control::{
    APPROVAL_HEAD, HISTORY_HEAD, LONG, NONE, Property, approval, history, properties,
};
use super::super::labels::ENGLISH;
use super::super::xml::Xml;
use super::Layout;
use super::body::{Body, NAMESPACES};
use super::run::{field, run};
use crate::documents::model::Document;

/// Writes the first page.
pub(super) fn write(document: &Document, body: &mut Body<'_>) {
    let control = &document.control;
    if !control.organisation.is_empty() {
        body.open("ISMSOrganisation");
        property_field(&mut body.xml, "Organisation", &control.organisation, None);
        body.xml.raw("</w:p>");
    }
    body.open("Title");
    field(&mut body.xml, "TITLE", &document.title, None);
    body.xml.raw("</w:p>");
    subtitle(document, body);
    body.plain("ISMSFrontHeading", ENGLISH.document_control);
    control_table(document, body);
    body.plain("ISMSFrontHeading", ENGLISH.approval);
    text_table(
        APPROVAL_HEAD,
        &[approval(document)],
        [3_200, 1_500, 1_500, 3_098],
        body,
    );
    if !control.history.is_empty() {
        body.plain("ISMSFrontHeading", ENGLISH.history);
        text_table(
            HISTORY_HEAD,
            &history(document),
            [1_100, 1_400, 2_100, 4_698],
            body,
        );
    }
    let outline = document.outline();
    if outline.len() >= LONG {
        body.contents(&outline);
    }
    body.page_break();
}

fn subtitle(document: &Document, body: &mut Body<'_>) {
    let control = &document.control;
    let parts = [control.reference.as_str(), control.classification.as_str()];
    let given: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    body.open("Subtitle");
    run(&mut body.xml, &given.join("  ·  "), None);
    if let Some(mark) = ENGLISH.mark(control.status) {
        run(
            &mut body.xml,
            if given.is_empty() { "" } else { "  ·  " },
            None,
        );
        run(&mut body.xml, &mark, Some("ISMSMark"));
    }
    body.xml.raw("</w:p>");
}

fn control_table(document: &Document, body: &mut Body<'_>) {
    let [label, value] = [1_750, 2_899].map(|part| part * body.width() / 9_298);
    body.open_table("ISMSControlTable", &[label, value, label, value], None);
    let properties = properties(document);
    for pair in properties.chunks(2) {
        body.xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for property in pair {
            label_cell(label, property.label, body);
            value_cell(value, property, body);
        }
        body.xml.raw("</w:tr>");
    }
    let control = &document.control;
    let supports = control.supports.join(", ");
    let wide = [
        (ENGLISH.supports, &supports),
        (ENGLISH.fingerprint, &control.fingerprint),
    ];
    for (name, text) in wide.into_iter().filter(|(_, text)| !text.is_empty()) {
        body.xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        label_cell(label, name, body);
        body.xml
            .raw(r#"<w:tc><w:tcPr><w:tcW w:w=""#)
            .number(2 * value + label);
        body.xml
            .raw(r#"" w:type="dxa"/><w:gridSpan w:val="3"/></w:tcPr>"#);
        body.plain("ISMSTableText", text);
        body.xml.raw("</w:tc></w:tr>");
    }
    body.close_table();
}

fn label_cell(width: u32, label: &str, body: &mut Body<'_>) {
    body.open_cell(width, "ISMSTableHeading");
    run(&mut body.xml, label, None);
    body.xml.raw("</w:p></w:tc>");
}

fn value_cell(width: u32, property: &Property<'_>, body: &mut Body<'_>) {
    body.open_cell(width, "ISMSTableText");
    property_field(&mut body.xml, property.name, property.value, None);
    body.xml.raw("</w:p></w:tc>");
}

/// A table of plain text; the widths are shares of the page.
fn text_table(head: [&str; 4], rows: &[[String; 4]], shares: [u32; 4], body: &mut Body<'_>) {
    let widths = shares.map(|share| share * body.width() / 9_298);
    body.open_table("ISMSTable", &widths, None);
    body.xml
        .raw("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (title, width) in head.into_iter().zip(widths) {
        label_cell(width, title, body);
    }
    body.xml.raw("</w:tr>");
    for row in rows {
        body.xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (text, width) in row.iter().zip(widths) {
            body.open_cell(width, "ISMSTableText");
            run(&mut body.xml, text, None);
            body.xml.raw("</w:p></w:tc>");
        }
        body.xml.raw("</w:tr>");
    }
    body.close_table();
}

/// A property's value by a field, so that Word users change it in one place.
fn property_field(xml: &mut Xml, name: &str, value: &str, style: Option<&str>) {
    if value.is_empty() {
        run(xml, NONE, style);
    } else {
        field(xml, &format!("DOCPROPERTY \"{name}\""), value, style);
    }
}

/// Header of all pages but the first: organisation, status, classification.
pub(super) fn header(document: &Document, layout: &Layout) -> Vec<u8> {
    let control = &document.control;
    let mut xml = open("w:hdr", layout.header_style());
    property_field(&mut xml, "Organisation", &control.organisation, None);
    xml.raw("<w:r><w:tab/></w:r>");
    run(
        &mut xml,
        &ENGLISH.mark(control.status).unwrap_or_default(),
        Some("ISMSMark"),
    );
    xml.raw("<w:r><w:tab/></w:r>");
    property_field(&mut xml, "Classification", &control.classification, None);
    close(xml, "w:hdr")
}

/// Header of the first page, which names the organisation in its text.
pub(super) fn first_header(document: &Document, layout: &Layout) -> Vec<u8> {
    let mut xml = open("w:hdr", layout.header_style());
    xml.raw("<w:r><w:tab/></w:r><w:r><w:tab/></w:r>");
    property_field(
        &mut xml,
        "Classification",
        &document.control.classification,
        None,
    );
    close(xml, "w:hdr")
}

/// Footer of all pages but the first: title, version, page.
pub(super) fn footer(document: &Document, layout: &Layout) -> Vec<u8> {
    let mut xml = open("w:ftr", layout.footer_style());
    field(&mut xml, "TITLE", &document.title, None);
    run(&mut xml, &format!("  ·  {} ", ENGLISH.version), None);
    property_field(&mut xml, "Version", &document.control.version, None);
    xml.raw("<w:r><w:tab/></w:r><w:r><w:tab/></w:r>");
    page_of_pages(&mut xml);
    close(xml, "w:ftr")
}

/// Footer of the first page, which has the title in its text.
pub(super) fn first_footer(document: &Document, layout: &Layout) -> Vec<u8> {
    let mut xml = open("w:ftr", layout.footer_style());
    run(&mut xml, &document.control.edition, None);
    xml.raw("<w:r><w:tab/></w:r><w:r><w:tab/></w:r>");
    page_of_pages(&mut xml);
    close(xml, "w:ftr")
}

fn page_of_pages(xml: &mut Xml) {
    run(xml, &format!("{} ", ENGLISH.page), None);
    field(xml, "PAGE", "1", None);
    run(xml, &format!(" {} ", ENGLISH.of), None);
    field(xml, "NUMPAGES", "1", None);
}

fn open(tag: &str, style: &str) -> Xml {
    let mut xml = Xml::default();
    xml.raw(r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><"#)
        .raw(tag)
        .raw(" ");
    xml.raw(NAMESPACES)
        .raw(r#"><w:p><w:pPr><w:pStyle w:val=""#)
        .raw(style)
        .raw(r#""/></w:pPr>"#);
    xml
}

fn close(mut xml: Xml, tag: &str) -> Vec<u8> {
    xml.raw("</w:p></").raw(tag).raw(">");
    xml.into_bytes()
}

impl Layout {
    fn header_style(&self) -> &'static str {
        if self.landscape {
            "ISMSHeaderWide"
        } else {
            "Header"
        }
    }

    fn footer_style(&self) -> &'static str {
        if self.landscape {
            "ISMSFooterWide"
        } else {
            "Footer"
        }
    }
}
