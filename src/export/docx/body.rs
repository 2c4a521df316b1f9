//! Blocks as paragraphs and tables.

use super::super::labels::ENGLISH;
use super::super::xml::Xml;
use super::run::{Marks, aligned, field, run};
use super::{Layout, package, width};
use crate::documents::model::{
    Block, Column, Document, Inline, NoteKind, OutlineEntry, Url, depth, plain_text,
};
use std::collections::BTreeMap;

pub(super) const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

/// The first number that is free for a numbered list; headings and bullets have the others.
const FIRST_LIST: u32 = 3;

/// Word keeps three levels of list styles.
const DEEPEST: usize = 2;

/// A numbered list that starts anew.
#[derive(Debug, Clone, Copy)]
pub(super) struct NumberedList {
    pub id: u32,
    pub level: u32,
    pub start: u32,
}

/// A heading that can be jumped to.
struct Target {
    bookmark: String,
    number: String,
}

/// The paragraph style that plain paragraphs get where they stand.
#[derive(Clone, Copy)]
enum Style {
    Normal,
    Quote,
    Note(NoteKind),
    Bullet,
    Number(NumberedList),
    Continue,
}

/// Where a block stands.
#[derive(Clone, Copy)]
struct Place {
    style: Style,
    /// Level of the list around it, from 0.
    level: usize,
}

impl Place {
    /// Directly in the text.
    const TEXT: Self = Self {
        style: Style::Normal,
        level: 0,
    };
}

/// The main part while it is written.
pub(super) struct Body<'a> {
    pub(super) xml: Xml,
    layout: &'a Layout,
    targets: BTreeMap<&'a str, Target>,
    links: Vec<Url>,
    lists: Vec<NumberedList>,
    headings: u32,
    tables: u32,
}

impl<'a> Body<'a> {
    pub(super) fn new(document: &'a Document, layout: &'a Layout) -> Self {
        let mut xml = Xml::with_capacity(64 * 1024);
        xml.raw(r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document "#);
        xml.raw(NAMESPACES).raw("><w:body>");
        Self {
            xml,
            layout,
            targets: targets(document),
            links: Vec::new(),
            lists: Vec::new(),
            headings: 0,
            tables: 0,
        }
    }

    /// Width of the text.
    pub(super) fn width(&self) -> u32 {
        self.layout.width
    }

    pub(super) fn links(&self) -> &[Url] {
        &self.links
    }

    pub(super) fn lists(&self) -> &[NumberedList] {
        &self.lists
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.xml
            .raw(&self.layout.section())
            .raw("</w:body></w:document>");
        self.xml.into_bytes()
    }

    /// Writes the text of the document.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading {
                    level,
                    id,
                    content,
                    satisfies,
                } => self.heading(*level, id, content, satisfies),
                _ => self.block(block, Place::TEXT),
            }
        }
    }

    fn sequence(&mut self, blocks: &[Block], place: Place) {
        for block in blocks {
            self.block(block, place);
        }
    }

    fn block(&mut self, block: &Block, place: Place) {
        match block {
            // A heading inside another block is no section and gets no number.
            Block::Heading { content, .. } => {
                let content = content.clone();
                self.paragraph(&[Inline::Strong { content }], place, None);
            }
            Block::Paragraph { content } => self.paragraph(content, place, None),
            Block::List { start, items } => self.list(*start, items, place.level),
            Block::Table {
                caption,
                columns,
                rows,
            } => {
                self.table(caption.as_deref(), columns, rows);
            }
            Block::Quote { blocks } => {
                self.sequence(
                    blocks,
                    Place {
                        style: Style::Quote,
                        ..place
                    },
                );
            }
            Block::Note { kind, blocks } => self.note(*kind, blocks, place),
            Block::Code { text } => self.code(text),
            Block::Rule => self.empty("ISMSRule"),
            Block::PageBreak => self.page_break(),
        }
    }

    pub(super) fn page_break(&mut self) {
        self.open("ISMSPageBreak");
        self.xml.raw(r#"<w:r><w:br w:type="page"/></w:r></w:p>"#);
    }

    /// Opens a paragraph of a style.
    pub(super) fn open(&mut self, style: &str) {
        self.xml
            .raw(r#"<w:p><w:pPr><w:pStyle w:val=""#)
            .raw(style)
            .raw(r#""/></w:pPr>"#);
    }

    pub(super) fn empty(&mut self, style: &str) {
        self.open(style);
        self.xml.raw("</w:p>");
    }

    /// A paragraph of plain text.
    pub(super) fn plain(&mut self, style: &str, text: &str) {
        self.open(style);
        run(&mut self.xml, text, None);
        self.xml.raw("</w:p>");
    }

    fn open_in(&mut self, place: Place) {
        let level = place.level.min(DEEPEST);
        let leveled = |name: &str| match level {
            0 => name.to_owned(),
            _ => format!("{name}{}", level + 1),
        };
        match place.style {
            Style::Normal => {
                self.xml.raw("<w:p>");
            }
            Style::Quote => self.open("Quote"),
            Style::Note(NoteKind::Note) => self.open("ISMSNote"),
            Style::Note(NoteKind::OpenPoint) => self.open("ISMSOpenPoint"),
            Style::Note(NoteKind::Guidance) => self.open("ISMSGuidance"),
            Style::Bullet => self.open(&leveled("ListBullet")),
            Style::Continue => self.open(&leveled("ListContinue")),
            Style::Number(list) => {
                self.xml
                    .raw(r#"<w:p><w:pPr><w:pStyle w:val=""#)
                    .raw(&leveled("ListNumber"));
                self.xml
                    .raw(r#""/><w:numPr><w:ilvl w:val=""#)
                    .number(list.level);
                self.xml.raw(r#""/><w:numId w:val=""#).number(list.id);
                self.xml.raw(r#""/></w:numPr></w:pPr>"#);
            }
        }
    }

    fn paragraph(&mut self, content: &[Inline], place: Place, lead: Option<&str>) {
        self.open_in(place);
        if let Some(lead) = lead {
            run(&mut self.xml, lead, Some("Strong"));
            run(&mut self.xml, " ", None);
        }
        self.inlines(content, Marks::default());
        self.xml.raw("</w:p>");
    }

    fn heading(&mut self, level: u8, id: &str, content: &[Inline], satisfies: &[String]) {
        self.xml
            .raw(r#"<w:p><w:pPr><w:pStyle w:val="Heading"#)
            .number(depth(level));
        self.xml.raw(r#""/></w:pPr>"#);
        let bookmark = self.targets.get(id).map(|target| target.bookmark.clone());
        if let Some(bookmark) = &bookmark {
            self.xml
                .raw(r#"<w:bookmarkStart w:id=""#)
                .number(self.headings);
            self.xml.raw(r#"" w:name=""#).raw(bookmark).raw(r#""/>"#);
        }
        self.inlines(content, Marks::default());
        if bookmark.is_some() {
            self.xml
                .raw(r#"<w:bookmarkEnd w:id=""#)
                .number(self.headings)
                .raw(r#""/>"#);
            self.headings += 1;
        }
        self.xml.raw("</w:p>");
        if !satisfies.is_empty() {
            let text = format!("{}: {}", ENGLISH.supports, satisfies.join(", "));
            self.plain("ISMSTrace", &text);
        }
    }

    fn list(&mut self, start: Option<u32>, items: &[Vec<Block>], level: usize) {
        let style = match start {
            None => Style::Bullet,
            Some(start) => {
                let list = NumberedList {
                    id: FIRST_LIST + self.lists.len() as u32,
                    level: level.min(DEEPEST) as u32,
                    // The largest number that Word counts to.
                    start: start.min(32_767),
                };
                self.lists.push(list);
                Style::Number(list)
            }
        };
        for item in items {
            self.item(item, Place { style, level });
        }
    }

    fn item(&mut self, blocks: &[Block], place: Place) {
        let rest = match blocks.split_first() {
            Some((Block::Paragraph { content }, rest)) => {
                self.paragraph(content, place, None);
                rest
            }
            _ => {
                self.paragraph(&[], place, None);
                blocks
            }
        };
        for block in rest {
            match block {
                Block::List { start, items } => self.list(*start, items, place.level + 1),
                _ => self.block(
                    block,
                    Place {
                        style: Style::Continue,
                        ..place
                    },
                ),
            }
        }
    }

    fn note(&mut self, kind: NoteKind, blocks: &[Block], place: Place) {
        let place = Place {
            style: Style::Note(kind),
            ..place
        };
        let lead = format!("{}:", ENGLISH.note_name(kind));
        let rest = match blocks.split_first() {
            Some((Block::Paragraph { content }, rest)) => {
                self.paragraph(content, place, Some(&lead));
                rest
            }
            _ => {
                self.paragraph(&[], place, Some(&lead));
                blocks
            }
        };
        self.sequence(rest, place);
    }

    fn code(&mut self, text: &str) {
        self.open("ISMSCode");
        self.xml.raw("<w:r>");
        for (at, line) in text.lines().enumerate() {
            if at > 0 {
                self.xml.raw("<w:br/>");
            }
            self.xml
                .raw(r#"<w:t xml:space="preserve">"#)
                .text(line)
                .raw("</w:t>");
        }
        self.xml.raw("</w:r></w:p>");
    }

    fn table(&mut self, caption: Option<&[Inline]>, columns: &[Column], rows: &[Vec<Vec<Inline>>]) {
        if let Some(caption) = caption {
            self.caption(caption);
        }
        if columns.is_empty() {
            return;
        }
        let widths = width::columns(columns, rows, self.layout.width);
        self.open_table("ISMSTable", &widths, caption);
        self.xml
            .raw("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (column, width) in columns.iter().zip(&widths) {
            self.open_cell(*width, aligned("ISMSTableHeading", column.align));
            self.inlines(&column.title, Marks::default());
            self.xml.raw("</w:p></w:tc>");
        }
        self.xml.raw("</w:tr>");
        for row in rows {
            self.xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            let mut cells = row.iter();
            for (column, width) in columns.iter().zip(&widths) {
                self.open_cell(*width, aligned("ISMSTableText", column.align));
                let cell = cells.next().map(Vec::as_slice).unwrap_or_default();
                self.inlines(cell, Marks::default());
                self.xml.raw("</w:p></w:tc>");
            }
            self.xml.raw("</w:tr>");
        }
        self.close_table();
    }

    fn caption(&mut self, caption: &[Inline]) {
        self.tables += 1;
        self.open("Caption");
        run(&mut self.xml, &format!("{} ", ENGLISH.table), None);
        field(
            &mut self.xml,
            "SEQ Table \\* ARABIC",
            &self.tables.to_string(),
            None,
        );
        run(&mut self.xml, ": ", None);
        self.inlines(caption, Marks::default());
        self.xml.raw("</w:p>");
    }

    pub(super) fn open_table(&mut self, style: &str, widths: &[u32], caption: Option<&[Inline]>) {
        let header_row = if style == "ISMSTable" { 1u8 } else { 0 };
        let bidi = if self.layout.right_to_left {
            "<w:bidiVisual/>"
        } else {
            ""
        };
        let xml = &mut self.xml;
        xml.raw(r#"<w:tbl><w:tblPr><w:tblStyle w:val=""#)
            .raw(style)
            .raw(r#""/>"#)
            .raw(bidi);
        xml.raw(r#"<w:tblW w:w=""#)
            .number(widths.iter().sum::<u32>())
            .raw(r#"" w:type="dxa"/>"#);
        xml.raw(r#"<w:tblLayout w:type="fixed"/><w:tblLook w:val="00"#)
            .number(header_row * 2);
        xml.raw(r#"0" w:firstRow=""#).number(header_row);
        xml.raw(
            r#"" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>"#,
        );
        if let Some(caption) = caption {
            xml.raw(r#"<w:tblCaption w:val=""#)
                .text(&plain_text(caption))
                .raw(r#""/>"#);
        }
        xml.raw("</w:tblPr><w:tblGrid>");
        for width in widths {
            xml.raw(r#"<w:gridCol w:w=""#).number(*width).raw(r#""/>"#);
        }
        xml.raw("</w:tblGrid>");
    }

    /// Opens a cell and its one paragraph.
    pub(super) fn open_cell(&mut self, width: u32, style: &str) {
        self.xml.raw(r#"<w:tc><w:tcPr><w:tcW w:w=""#).number(width);
        self.xml.raw(r#"" w:type="dxa"/></w:tcPr>"#);
        self.open(style);
    }

    /// Closes a table. The paragraph after it keeps it apart from a table that follows.
    pub(super) fn close_table(&mut self) {
        self.xml.raw("</w:tbl>");
        self.empty("ISMSTableEnd");
    }

    fn inlines(&mut self, content: &[Inline], marks: Marks) {
        for inline in content {
            self.inline(inline, marks);
        }
    }

    fn inline(&mut self, inline: &Inline, marks: Marks) {
        match inline {
            Inline::Text { text } => run(&mut self.xml, text, marks.style()),
            Inline::Code { text } => run(&mut self.xml, text, Some("ISMSCodeText")),
            Inline::Strong { content } => self.inlines(
                content,
                Marks {
                    strong: true,
                    ..marks
                },
            ),
            Inline::Emphasis { content } => {
                self.inlines(
                    content,
                    Marks {
                        emphasis: true,
                        ..marks
                    },
                );
            }
            // Links cannot hold links.
            Inline::Link { content, .. } if marks.link => self.inlines(content, marks),
            Inline::Link { href, content } => {
                let id = package::link_id(self.link(href));
                self.xml
                    .raw(r#"<w:hyperlink r:id=""#)
                    .raw(&id)
                    .raw(r#"" w:history="1">"#);
                self.inlines(
                    content,
                    Marks {
                        link: true,
                        ..marks
                    },
                );
                self.xml.raw("</w:hyperlink>");
            }
            Inline::Reference {
                document: None,
                section: Some(section),
                content,
            } => {
                self.reference(section, content, marks);
            }
            Inline::Reference { content, .. } => {
                self.inlines(
                    content,
                    Marks {
                        reference: true,
                        ..marks
                    },
                );
            }
            Inline::Gap { text } if marks.link => run(&mut self.xml, text, marks.style()),
            Inline::Gap { text } => self.gap(text),
            Inline::Break => {
                self.xml.raw("<w:r><w:br/></w:r>");
            }
        }
    }

    fn link(&mut self, href: &Url) -> usize {
        self.links
            .iter()
            .position(|link| link == href)
            .unwrap_or_else(|| {
                self.links.push(href.clone());
                self.links.len() - 1
            })
    }

    /// The text of the reference as a jump, then the number of the section for readers on paper.
    fn reference(&mut self, section: &str, content: &[Inline], marks: Marks) {
        let target = self.targets.get(section).filter(|_| !marks.link);
        let Some((bookmark, number)) =
            target.map(|target| (target.bookmark.clone(), target.number.clone()))
        else {
            return self.inlines(
                content,
                Marks {
                    reference: true,
                    ..marks
                },
            );
        };
        self.xml
            .raw(r#"<w:hyperlink w:anchor=""#)
            .raw(&bookmark)
            .raw(r#"" w:history="1">"#);
        self.inlines(
            content,
            Marks {
                link: true,
                ..marks
            },
        );
        self.xml.raw("</w:hyperlink>");
        run(
            &mut self.xml,
            &format!(" ({} ", ENGLISH.section),
            marks.style(),
        );
        field(
            &mut self.xml,
            &format!("REF {bookmark} \\r \\h"),
            &number,
            marks.style(),
        );
        run(&mut self.xml, ")", marks.style());
    }

    /// A place to fill in: a content control that shows what belongs there.
    fn gap(&mut self, text: &str) {
        self.xml
            .raw(r#"<w:sdt><w:sdtPr><w:alias w:val=""#)
            .text(text);
        self.xml
            .raw(r#""/><w:tag w:val="gap"/><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>"#);
        run(&mut self.xml, &format!("[{text}]"), Some("PlaceholderText"));
        self.xml.raw("</w:sdtContent></w:sdt>");
    }

    /// The table of contents as Word would make it, but for the page numbers.
    pub(super) fn contents(&mut self, outline: &[OutlineEntry]) {
        self.xml.raw(r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"#);
        self.plain("TOCHeading", ENGLISH.contents);
        let mut first = true;
        for entry in outline.iter().filter(|entry| entry.depth <= 3) {
            let Some(target) = self.targets.get(entry.id.as_str()) else {
                continue;
            };
            let bookmark = target.bookmark.clone();
            self.open(&format!("TOC{}", entry.depth));
            if std::mem::take(&mut first) {
                self.xml.raw(r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-3" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>"#);
            }
            self.xml
                .raw(r#"<w:hyperlink w:anchor=""#)
                .raw(&bookmark)
                .raw(r#"" w:history="1">"#);
            run(&mut self.xml, &entry.number, None);
            self.xml.raw("<w:r><w:tab/></w:r>");
            run(&mut self.xml, &entry.title, None);
            self.xml.raw("</w:hyperlink></w:p>");
        }
        self.xml.raw("<w:p>");
        if !first {
            self.xml
                .raw(r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#);
        }
        self.xml.raw("</w:p></w:sdtContent></w:sdt>");
    }
}

/// Bookmarks and numbers of all headings. Bookmark names have at most 40 letters, digits and
/// underscores.
fn targets(document: &Document) -> BTreeMap<&str, Target> {
    let ids = document.blocks.iter().filter_map(|block| match block {
        Block::Heading { id, .. } => Some(id.as_str()),
        _ => None,
    });
    let mut targets = BTreeMap::new();
    for (at, (id, entry)) in ids.zip(document.outline()).enumerate() {
        let letters = id
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
        let bookmark = format!("s{at}_{}", letters.take(30).collect::<String>());
        targets.entry(id).or_insert(Target {
            bookmark,
            number: entry.number,
        });
    }
    targets
}
