//! Runs: the pieces of a paragraph that look alike.

use super::super::xml::Xml;
use crate::documents::model::Align;

/// How the text around decides the look of a run.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) link: bool,
    pub(super) reference: bool,
}

impl Marks {
    /// The character style; Word has one to a run.
    pub(super) fn style(self) -> Option<&'static str> {
        match self {
            Self { link: true, .. } => Some("Hyperlink"),
            Self {
                strong: true,
                emphasis: true,
                ..
            } => Some("IntenseEmphasis"),
            Self { strong: true, .. } => Some("Strong"),
            Self {
                reference: true, ..
            } => Some("ISMSReference"),
            Self { emphasis: true, .. } => Some("Emphasis"),
            _ => None,
        }
    }
}

/// The style of a table's cell, by its alignment.
pub(super) fn aligned(style: &'static str, align: Align) -> &'static str {
    match (style, align) {
        (_, Align::Start) => style,
        ("ISMSTableHeading", Align::Center) => "ISMSTableHeadingCentre",
        ("ISMSTableHeading", Align::End) => "ISMSTableHeadingEnd",
        (_, Align::Center) => "ISMSTableTextCentre",
        (_, Align::End) => "ISMSTableTextEnd",
    }
}

/// A run of text.
pub(super) fn run(xml: &mut Xml, text: &str, style: Option<&str>) {
    if text.is_empty() {
        return;
    }
    xml.raw("<w:r>");
    run_style(xml, style);
    xml.raw(r#"<w:t xml:space="preserve">"#)
        .text(text)
        .raw("</w:t></w:r>");
}

/// A field with the result that it has now.
pub(super) fn field(xml: &mut Xml, instruction: &str, result: &str, style: Option<&str>) {
    xml.raw(r#"<w:fldSimple w:instr=" "#)
        .text(instruction)
        .raw(r#" ">"#);
    run(xml, result, style);
    xml.raw("</w:fldSimple>");
}

/// The properties of a run that has a style.
pub(super) fn run_style(xml: &mut Xml, style: Option<&str>) {
    if let Some(style) = style {
        xml.raw(r#"<w:rPr><w:rStyle w:val=""#)
            .raw(style)
            .raw(r#""/></w:rPr>"#);
    }
}
