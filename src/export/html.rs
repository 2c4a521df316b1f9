//! One self-contained HTML file: for reading, and for printing to PDF.
//!
//! The file forbids itself everything but its own style sheet (a content security policy with that
//! sheet's hash), so that even text which slipped through would stay inert. Headers, footers and
//! page numbers come from the page's margin boxes; what they say also stands in the text, for
//! browsers that print without them.

use super::control::{APPROVAL_HEAD, HISTORY_HEAD, LONG, NONE, approval, history, properties};
use super::labels::{ENGLISH, is_date, language_tag, right_to_left};
use super::xml::Xml;
use crate::documents::model::{
    Align, Block, Column, Document, Inline, NoteKind, Orientation, SectionNumbers, depth,
    plain_text,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Media type of the file.
pub const MEDIA_TYPE: &str = "text/html";

/// Writes a document.
pub fn write(document: &Document) -> Vec<u8> {
    let mut page = Page::new(document);
    page.head(document);
    page.front(document);
    page.xml.raw("<main>\n");
    page.sections(&document.shown_blocks());
    page.xml.raw("</main>\n</body>\n</html>\n");
    page.xml.into_bytes()
}

struct Page<'a> {
    xml: Xml,
    /// Section numbers by heading id.
    numbers: BTreeMap<&'a str, String>,
    tables: u32,
}

impl<'a> Page<'a> {
    fn new(document: &'a Document) -> Self {
        let mut counter = SectionNumbers::default();
        let mut numbers = BTreeMap::new();
        for block in &document.blocks {
            if let Block::Heading { level, id, .. } = block {
                let number = counter.next(*level);
                numbers.entry(id.as_str()).or_insert(number);
            }
        }
        Self {
            xml: Xml::with_capacity(64 * 1024),
            numbers,
            tables: 0,
        }
    }

    fn head(&mut self, document: &Document) {
        let language = language_tag(&document.language);
        let direction = if right_to_left(&language) {
            "rtl"
        } else {
            "ltr"
        };
        let style = style(document);
        let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
        let xml = &mut self.xml;
        xml.raw("<!doctype html>\n<html lang=\"")
            .raw(&language)
            .raw("\" dir=\"")
            .raw(direction);
        xml.raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
        xml.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-");
        xml.raw(&hash)
            .raw("'; img-src data:; base-uri 'none'; form-action 'none'\">\n");
        xml.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
        xml.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        xml.raw("<title>").text(&document.title).raw("</title>\n");
        xml.raw("<style>")
            .raw(&style)
            .raw("</style>\n</head>\n<body>\n");
    }

    /// Title, document control, approval, history, contents.
    fn front(&mut self, document: &Document) {
        let control = &document.control;
        let xml = &mut self.xml;
        xml.raw("<header>\n<p class=\"organisation\">")
            .text(&control.organisation);
        xml.raw("</p>\n<h1>")
            .text(&document.title)
            .raw("</h1>\n<p class=\"reference\">");
        let parts = [control.reference.as_str(), control.classification.as_str()];
        let given: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        xml.text(&given.join(" · "));
        if let Some(mark) = ENGLISH.mark(control.status) {
            xml.raw(if given.is_empty() { "" } else { " · " });
            xml.raw("<strong class=\"mark\">")
                .text(&mark)
                .raw("</strong>");
        }
        xml.raw("</p>\n<h2>")
            .raw(ENGLISH.document_control)
            .raw("</h2>\n<dl class=\"control\">\n");
        for property in properties(document) {
            let value = if property.value.is_empty() {
                NONE
            } else {
                property.value
            };
            self.property("", property.label, value);
        }
        let supports = control.supports.join(", ");
        for (label, value) in [
            (ENGLISH.supports, &supports),
            (ENGLISH.fingerprint, &control.fingerprint),
        ] {
            if !value.is_empty() {
                self.property(" class=\"wide\"", label, value);
            }
        }
        self.xml.raw("</dl>\n");
        self.text_table(ENGLISH.approval, APPROVAL_HEAD, &[approval(document)]);
        if !control.history.is_empty() {
            self.text_table(ENGLISH.history, HISTORY_HEAD, &history(document));
        }
        self.xml.raw("</header>\n");
        self.contents(document);
    }

    fn property(&mut self, attributes: &str, label: &str, value: &str) {
        self.xml
            .raw("<div")
            .raw(attributes)
            .raw("><dt>")
            .text(label)
            .raw("</dt><dd>");
        self.xml.text(value).raw("</dd></div>\n");
    }

    fn text_table(&mut self, caption: &str, head: [&str; 4], rows: &[[String; 4]]) {
        self.xml.raw("<h2>").raw(caption).raw("</h2>\n");
        self.open_table(caption);
        self.xml.raw("<thead><tr>");
        for title in head {
            self.xml.raw("<th scope=\"col\">").text(title).raw("</th>");
        }
        self.xml.raw("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.xml.raw("<tr>");
            for cell in row {
                self.xml.raw(if is_date(cell) {
                    "<td class=\"date\">"
                } else {
                    "<td>"
                });
                self.xml.text(cell).raw("</td>");
            }
            self.xml.raw("</tr>\n");
        }
        self.xml.raw("</tbody></table></div>\n");
    }

    /// A table that is wider than the screen scrolls by itself, by keyboard too.
    fn open_table(&mut self, label: &str) {
        self.xml
            .raw("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        self.xml.text(label).raw("\"><table>");
    }

    fn contents(&mut self, document: &Document) {
        let outline = document.outline();
        if outline.len() < LONG {
            return;
        }
        let xml = &mut self.xml;
        xml.raw("<nav class=\"contents\" aria-label=\"")
            .raw(ENGLISH.contents)
            .raw("\">\n<h2>");
        xml.raw(ENGLISH.contents).raw("</h2>\n<ol>\n");
        for entry in outline.iter().filter(|entry| entry.depth <= 3) {
            xml.raw("<li class=\"depth-")
                .number(entry.depth)
                .raw("\"><a href=\"#")
                .text(&entry.id);
            xml.raw("\"><span class=\"number\">")
                .raw(&entry.number)
                .raw("</span>");
            xml.text(&entry.title).raw("</a></li>\n");
        }
        xml.raw("</ol>\n</nav>\n");
    }

    fn sections(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading {
                    level,
                    id,
                    content,
                    satisfies,
                } => {
                    self.heading(*level, id, content, satisfies);
                }
                _ => self.block(block),
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            // A heading inside another block is no section and gets no number.
            Block::Heading { content, .. } => {
                let content = content.clone();
                self.paragraph(None, &[Inline::Strong { content }]);
            }
            Block::Paragraph { content } => self.paragraph(None, content),
            Block::List { start, items } => self.list(*start, items),
            Block::Table {
                caption,
                columns,
                rows,
            } => {
                self.table(caption.as_deref(), columns, rows);
            }
            Block::Quote { blocks } => {
                self.xml.raw("<blockquote>\n");
                self.blocks(blocks);
                self.xml.raw("</blockquote>\n");
            }
            Block::Note { kind, blocks } => self.note(*kind, blocks),
            Block::Code { text } => {
                self.xml
                    .raw("<pre><code>")
                    .text(text)
                    .raw("</code></pre>\n");
            }
            Block::Rule => {
                self.xml.raw("<hr>\n");
            }
            Block::PageBreak => {
                self.xml.raw("<div class=\"page-break\"></div>\n");
            }
        }
    }

    fn heading(&mut self, level: u8, id: &str, content: &[Inline], satisfies: &[String]) {
        let rank = depth(level) + 1;
        let number = self.numbers.get(id).cloned().unwrap_or_default();
        self.xml
            .raw("<h")
            .number(rank)
            .raw(" id=\"")
            .text(id)
            .raw("\">");
        self.xml
            .raw("<span class=\"number\">")
            .raw(&number)
            .raw("</span>");
        self.inlines(content, false);
        self.xml.raw("</h").number(rank).raw(">\n");
        if !satisfies.is_empty() {
            self.xml
                .raw("<p class=\"trace\">")
                .raw(ENGLISH.supports)
                .raw(": ");
            self.xml.text(&satisfies.join(", ")).raw("</p>\n");
        }
    }

    fn paragraph(&mut self, lead: Option<&str>, content: &[Inline]) {
        self.xml.raw("<p>");
        if let Some(lead) = lead {
            self.xml.raw("<strong>").text(lead).raw(":</strong> ");
        }
        self.inlines(content, false);
        self.xml.raw("</p>\n");
    }

    fn list(&mut self, start: Option<u32>, items: &[Vec<Block>]) {
        let tag = if start.is_some() { "ol" } else { "ul" };
        self.xml.raw("<").raw(tag);
        if let Some(start) = start.filter(|start| *start != 1) {
            // The largest number that browsers count to.
            self.xml
                .raw(" start=\"")
                .number(start.min(i32::MAX as u32))
                .raw("\"");
        }
        self.xml.raw(">\n");
        for item in items {
            self.xml.raw("<li>");
            self.blocks(item);
            self.xml.raw("</li>\n");
        }
        self.xml.raw("</").raw(tag).raw(">\n");
    }

    fn note(&mut self, kind: NoteKind, blocks: &[Block]) {
        self.xml.raw(match kind {
            NoteKind::Note => "<aside role=\"note\">\n",
            NoteKind::OpenPoint => "<aside role=\"note\" class=\"open-point\">\n",
            NoteKind::Guidance => "<aside role=\"note\" class=\"guidance\">\n",
        });
        let lead = ENGLISH.note_name(kind);
        match blocks.split_first() {
            Some((Block::Paragraph { content }, rest)) => {
                self.paragraph(Some(lead), content);
                self.blocks(rest);
            }
            _ => {
                self.paragraph(Some(lead), &[]);
                self.blocks(blocks);
            }
        }
        self.xml.raw("</aside>\n");
    }

    fn table(&mut self, caption: Option<&[Inline]>, columns: &[Column], rows: &[Vec<Vec<Inline>>]) {
        let titles: Vec<String> = columns
            .iter()
            .map(|column| plain_text(&column.title))
            .collect();
        self.open_table(&caption.map_or_else(|| titles.join(", "), plain_text));
        if let Some(caption) = caption {
            self.tables += 1;
            self.xml
                .raw("<caption>")
                .raw(ENGLISH.table)
                .raw(" ")
                .number(self.tables)
                .raw(": ");
            self.inlines(caption, false);
            self.xml.raw("</caption>\n");
        }
        self.xml.raw("<thead><tr>");
        for column in columns {
            self.xml
                .raw("<th scope=\"col\"")
                .raw(class(column.align))
                .raw(">");
            self.inlines(&column.title, false);
            self.xml.raw("</th>");
        }
        self.xml.raw("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.xml.raw("<tr>");
            let mut cells = row.iter();
            for column in columns {
                self.xml.raw("<td").raw(class(column.align)).raw(">");
                self.inlines(cells.next().map(Vec::as_slice).unwrap_or_default(), false);
                self.xml.raw("</td>");
            }
            self.xml.raw("</tr>\n");
        }
        self.xml.raw("</tbody></table></div>\n");
    }

    fn inlines(&mut self, content: &[Inline], linked: bool) {
        for inline in content {
            self.inline(inline, linked);
        }
    }

    fn wrapped(&mut self, tag: &str, content: &[Inline], linked: bool) {
        self.xml.raw("<").raw(tag).raw(">");
        self.inlines(content, linked);
        self.xml.raw("</").raw(tag).raw(">");
    }

    fn inline(&mut self, inline: &Inline, linked: bool) {
        match inline {
            Inline::Text { text } => {
                self.xml.text(text);
            }
            Inline::Code { text } => {
                self.xml.raw("<code>").text(text).raw("</code>");
            }
            Inline::Strong { content } => self.wrapped("strong", content, linked),
            Inline::Emphasis { content } => self.wrapped("em", content, linked),
            // Links cannot hold links.
            Inline::Link { content, .. } if linked => self.inlines(content, linked),
            Inline::Link { href, content } => {
                self.xml
                    .raw("<a href=\"")
                    .text(href.as_str())
                    .raw("\" rel=\"noreferrer\">");
                self.inlines(content, true);
                self.xml.raw("</a>");
            }
            Inline::Reference {
                document: None,
                section: Some(id),
                content,
            } if !linked => {
                self.reference(id, content);
            }
            Inline::Reference { content, .. } => self.wrapped("cite", content, linked),
            Inline::Gap { text } => {
                self.xml
                    .raw("<mark class=\"gap\">[")
                    .text(text)
                    .raw("]</mark>");
            }
            Inline::Break => {
                self.xml.raw("<br>");
            }
        }
    }

    /// The text of the reference as a jump, then the number of the section for readers on paper.
    fn reference(&mut self, id: &str, content: &[Inline]) {
        let Some(number) = self.numbers.get(id).cloned() else {
            return self.wrapped("cite", content, false);
        };
        self.xml.raw("<a href=\"#").text(id).raw("\">");
        self.inlines(content, true);
        self.xml
            .raw("</a> (")
            .raw(ENGLISH.section)
            .raw(" ")
            .raw(&number)
            .raw(")");
    }
}

fn class(align: Align) -> &'static str {
    match align {
        Align::Start => "",
        Align::Center => " class=\"center\"",
        Align::End => " class=\"end\"",
    }
}

/// The style sheet, with what the margins of this document's pages say.
fn style(document: &Document) -> String {
    let control = &document.control;
    let size = match document.orientation {
        Orientation::Portrait => "A4",
        Orientation::Landscape => "A4 landscape",
    };
    let footer = format!(
        "{}  ·  {} {}",
        document.title, ENGLISH.version, control.version
    );
    let boxes = [
        ("top-left", string(&control.organisation)),
        (
            "top-center",
            string(&ENGLISH.mark(control.status).unwrap_or_default()),
        ),
        ("top-right", string(&control.classification)),
        ("bottom-left", string(&footer)),
        (
            "bottom-right",
            format!(
                "{} counter(page) {} counter(pages)",
                string(&format!("{} ", ENGLISH.page)),
                string(&format!(" {} ", ENGLISH.of))
            ),
        ),
    ];
    let mut css = format!(
        "\n{}@page {{\n  size: {size};\n  margin: 24mm 20mm 20mm;\n",
        STYLE
    );
    for (place, content) in boxes {
        let color = if place == "top-center" {
            "#b00020"
        } else {
            "#595959"
        };
        css.push_str(&format!(
            "  @{place} {{ content: {content}; color: {color}; font: 8.5pt Calibri, Carlito, \
             \"Segoe UI\", sans-serif; }}\n"
        ));
    }
    css.push_str(
        "}\n@page :first { @top-left { content: none; } @top-center { content: none; } }\n",
    );
    css
}

const STYLE: &str = include_str!("html/style.css");

/// Text as a CSS string. Whatever is not a plain letter, digit or space is written as its code, so
/// that neither the string nor the style element can end early.
fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '.' | ',' | ':' => out.push(c),
            '\0' => {}
            _ => out.push_str(&format!("\\{:x} ", u32::from(c))),
        }
    }
    out.push('"');
    out
}
