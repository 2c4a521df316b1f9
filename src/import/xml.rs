//! XML as a walk over names, attributes and texts; prefixes of names are left out.

use crate::error::{Error, ErrorKind, Result};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// A step of the walk.
#[derive(Debug)]
pub enum Node<'a> {
    /// An element begins.
    Open(&'a Tag<'a>),
    /// An element ends.
    Close(&'a str),
    /// A piece of text inside an element.
    Text(&'a str),
}

/// The beginning of an element.
#[derive(Debug)]
pub struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// The name.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute; empty when there is none.
    pub fn get(&self, name: &str) -> String {
        let mut all = self.0.attributes().flatten();
        let found = all.find(|one| one.key.local_name().into_inner() == name);
        let value = found.and_then(|one| {
            one.normalized_value(XmlVersion::Implicit1_0)
                .ok()
                .map(|text| text.into_owned())
        });
        value.unwrap_or_default()
    }
}

/// Walks over a text. Only the five named entities and numbers are known, so nothing can grow.
///
/// # Errors
/// [`ErrorKind::Malformed`] when it is not XML, or what the visitor gives.
pub fn walk(text: &str, visit: &mut dyn FnMut(Node) -> Result<()>) -> Result<()> {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(tag) => visit(Node::Open(&Tag(tag)))?,
            Event::Empty(tag) => {
                let tag = Tag(tag);
                visit(Node::Open(&tag))?;
                visit(Node::Close(tag.name()))?;
            }
            Event::End(tag) => visit(Node::Close(tag.local_name().into_inner()))?,
            Event::Text(text) => visit(Node::Text(&text.xml10_content()))?,
            Event::CData(text) => visit(Node::Text(&text.xml10_content()))?,
            Event::GeneralRef(name) => {
                let letter = name.resolve_char_ref().ok().flatten();
                let letter = letter.or(match &*name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => None,
                });
                if let Some(letter) = letter {
                    visit(Node::Text(letter.encode_utf8(&mut [0; 4])))?;
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// A workbook that does not hold what it should.
pub fn damaged() -> Error {
    Error::new(ErrorKind::Malformed, "the workbook is damaged")
        .help("Open it in your spreadsheet program, save it anew as XLSX, and choose that file.")
}
