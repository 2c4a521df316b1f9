//! Markdown to blocks.
//!
//! CommonMark with GitHub's tables, alerts and task marks, and four conventions of ours:
//!
//! - `## Restore tests {#restore-tests satisfies="A.8.13 A.5.30"}`: id and controls of a section;
//! - `[restore tests](#restore-tests)`, `[Backup policy](doc:backup-policy#scope)`: references,
//!   the second also as `backup-policy.md#scope`, as the Markdown export writes it;
//! - `[name of the deputy](gap:)`: a place to fill in;
//! - `Table: its caption` right before a table, and `<!-- pagebreak -->` on a line of its own.
//!
//! Alerts become notes: `[!TIP]` is guidance for the author, `[!WARNING]` and `[!CAUTION]` are open
//! points. Other HTML is shown as text, pictures by their description, and a link that is neither
//! a web nor a mail address loses its target.

use super::model::{Align, Block, Column, Inline, NoteKind, Url, plain_text};
pub use super::tidy::tidy;
use super::tidy::{push_text, trimmed};
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag,
};
use std::collections::BTreeSet;

/// Deepest nesting that is kept; what lies deeper becomes text of the level above.
pub const MAX_DEPTH: usize = 24;

/// The page break as it stands in Markdown.
pub const PAGE_BREAK: &str = "<!-- pagebreak -->";

/// How a table's caption begins in Markdown.
pub const CAPTION: &str = "Table: ";

/// Reads Markdown. Any text is valid.
pub fn parse(source: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_TASKLISTS;
    let mut builder = Builder::default();
    for event in Parser::new_ext(source, options) {
        builder.event(event);
    }
    builder.finish()
}

/// What an open element will become.
enum Kind {
    Container(Option<Callout>),
    Item,
    List {
        start: Option<u32>,
        items: Vec<Vec<Block>>,
    },
    Table {
        columns: Vec<Column>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Row {
        head: bool,
        cells: Vec<Vec<Inline>>,
    },
    Cell,
    Paragraph,
    Heading {
        level: u8,
        id: Option<String>,
        satisfies: Vec<String>,
    },
    Verbatim {
        html: bool,
        text: String,
    },
    Strong,
    Emphasis,
    Link(Target),
}

/// What a block quote stands for.
#[derive(Clone, Copy)]
enum Callout {
    Quote,
    Note(NoteKind),
}

enum Target {
    Url(Url),
    Reference {
        document: Option<String>,
        section: Option<String>,
    },
    Gap,
    Nowhere,
}

struct Frame {
    kind: Kind,
    blocks: Vec<Block>,
    content: Vec<Inline>,
}

impl Frame {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            blocks: Vec::new(),
            content: Vec::new(),
        }
    }

    /// Text directly in a container, as in a tight list, is a paragraph of its own.
    fn close_paragraph(&mut self) {
        let content = tidy(&std::mem::take(&mut self.content));
        if !content.is_empty() {
            self.blocks.push(Block::Paragraph { content });
        }
    }
}

struct Builder {
    root: Frame,
    open: Vec<Frame>,
    /// Elements open beyond the depth limit.
    ignored: usize,
    ids: BTreeSet<String>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            root: Frame::new(Kind::Container(None)),
            open: Vec::new(),
            ignored: 0,
            ids: BTreeSet::new(),
        }
    }
}

impl Builder {
    fn top(&mut self) -> &mut Frame {
        self.open.last_mut().unwrap_or(&mut self.root)
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(_) if self.ignored > 0 => self.ignored -= 1,
            Event::End(_) => self.end(),
            Event::Text(text) | Event::Html(text) => self.text(&text),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::Code(text) => self.inline(Inline::Code {
                text: text.to_string(),
            }),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.line_break(),
            Event::Rule => self.block(Block::Rule),
            Event::TaskListMarker(done) => self.text(if done { "☑ " } else { "☐ " }),
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        if self.ignored > 0 || self.open.len() >= MAX_DEPTH {
            self.ignored += 1;
            return;
        }
        self.open.push(Frame::new(kind(tag)));
    }

    fn end(&mut self) {
        let Some(mut frame) = self.open.pop() else {
            return;
        };
        match frame.kind {
            Kind::Container(callout) => {
                frame.close_paragraph();
                self.container(callout, frame.blocks);
            }
            Kind::Item => {
                frame.close_paragraph();
                if let Kind::List { items, .. } = &mut self.top().kind
                    && !frame.blocks.is_empty()
                {
                    items.push(frame.blocks);
                }
            }
            Kind::List { items, .. } if items.is_empty() => {}
            Kind::List { start, items } => self.block(Block::List { start, items }),
            Kind::Table { columns, rows } => self.table(columns, rows),
            Kind::Row { head, cells } => self.row(head, cells),
            Kind::Cell => {
                if let Kind::Row { cells, .. } = &mut self.top().kind {
                    cells.push(tidy(&frame.content));
                }
            }
            Kind::Paragraph => {
                let content = tidy(&frame.content);
                if !content.is_empty() {
                    self.block(Block::Paragraph { content });
                }
            }
            Kind::Heading {
                level,
                id,
                satisfies,
            } => {
                let content = tidy(&frame.content);
                let id = self.heading_id(id, &content);
                self.block(Block::Heading {
                    level,
                    id,
                    content,
                    satisfies,
                });
            }
            Kind::Verbatim { html, text } => self.verbatim(html, text),
            Kind::Strong => self.wrapped(frame.content, |content| Inline::Strong { content }),
            Kind::Emphasis => self.wrapped(frame.content, |content| Inline::Emphasis { content }),
            Kind::Link(target) => self.link(target, frame.content),
        }
    }

    fn finish(mut self) -> Vec<Block> {
        while !self.open.is_empty() {
            self.end();
        }
        self.root.close_paragraph();
        self.root.blocks
    }

    fn block(&mut self, block: Block) {
        let top = self.top();
        top.close_paragraph();
        top.blocks.push(block);
    }

    fn inline(&mut self, inline: Inline) {
        self.top().content.push(inline);
    }

    fn text(&mut self, text: &str) {
        if let Kind::Verbatim { text: lines, .. } = &mut self.top().kind {
            lines.push_str(text);
        } else {
            push_text(&mut self.top().content, text);
        }
    }

    fn line_break(&mut self) {
        // Only an underlined heading can have one, and no reader expects it.
        if self
            .open
            .iter()
            .any(|frame| matches!(frame.kind, Kind::Heading { .. }))
        {
            self.text(" ");
        } else {
            self.inline(Inline::Break);
        }
    }

    fn inline_html(&mut self, html: &str) {
        // The one way to break a line inside a table cell.
        match html {
            "<br>" | "<br/>" | "<br />" => self.line_break(),
            _ => self.text(html),
        }
    }

    fn container(&mut self, callout: Option<Callout>, blocks: Vec<Block>) {
        match callout {
            _ if blocks.is_empty() => {}
            Some(Callout::Quote) => self.block(Block::Quote { blocks }),
            Some(Callout::Note(kind)) => self.block(Block::Note { kind, blocks }),
            None => {
                for block in blocks {
                    self.block(block);
                }
            }
        }
    }

    fn row(&mut self, head: bool, cells: Vec<Vec<Inline>>) {
        let Kind::Table { columns, rows } = &mut self.top().kind else {
            return;
        };
        if head {
            for (column, title) in columns.iter_mut().zip(cells) {
                column.title = title;
            }
        } else {
            rows.push(cells);
        }
    }

    fn table(&mut self, columns: Vec<Column>, mut rows: Vec<Vec<Vec<Inline>>>) {
        rows.iter_mut()
            .for_each(|row| row.resize(columns.len(), Vec::new()));
        let top = self.top();
        top.close_paragraph();
        let caption = top
            .blocks
            .pop_if(|block| is_caption(block))
            .and_then(caption_text);
        top.blocks.push(Block::Table {
            caption,
            columns,
            rows,
        });
    }

    fn verbatim(&mut self, html: bool, mut text: String) {
        if text.ends_with('\n') {
            text.pop();
        }
        if !html {
            return self.block(Block::Code { text });
        }
        if text.trim() == PAGE_BREAK {
            return self.block(Block::PageBreak);
        }
        let mut content = Vec::new();
        for (at, line) in text.lines().enumerate() {
            if at > 0 {
                content.push(Inline::Break);
            }
            push_text(&mut content, line.trim());
        }
        self.block(Block::Paragraph { content });
    }

    fn wrapped(&mut self, content: Vec<Inline>, wrap: fn(Vec<Inline>) -> Inline) {
        if !content.is_empty() {
            self.inline(wrap(content));
        }
    }

    fn link(&mut self, target: Target, content: Vec<Inline>) {
        let inline = match target {
            _ if content.is_empty() => return,
            Target::Url(href) => Inline::Link { href, content },
            Target::Reference { document, section } => Inline::Reference {
                document,
                section,
                content,
            },
            Target::Gap => Inline::Gap {
                text: plain_text(&content),
            },
            Target::Nowhere => {
                for inline in content {
                    match inline {
                        Inline::Text { text } => push_text(&mut self.top().content, &text),
                        other => self.inline(other),
                    }
                }
                return;
            }
        };
        self.inline(inline);
    }

    /// The id asked for or one made from the text, with a number when it is taken.
    fn heading_id(&mut self, asked: Option<String>, content: &[Inline]) -> String {
        let base = asked.unwrap_or_else(|| slug(&plain_text(content)));
        let mut id = base.clone();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{base}-{number}");
            number += 1;
        }
        id
    }
}

fn kind(tag: Tag<'_>) -> Kind {
    match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading {
            level, id, attrs, ..
        } => Kind::Heading {
            level: heading_level(level),
            id: id.and_then(|id| identifier(&id)),
            satisfies: satisfies(attrs.iter().map(|(key, value)| (&**key, value.as_deref()))),
        },
        Tag::BlockQuote(alert) => Kind::Container(Some(callout(alert))),
        Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => Kind::Verbatim {
            html: false,
            text: String::new(),
        },
        Tag::HtmlBlock => Kind::Verbatim {
            html: true,
            text: String::new(),
        },
        Tag::List(start) => Kind::List {
            start: start.map(|n| u32::try_from(n).unwrap_or(u32::MAX)),
            items: Vec::new(),
        },
        Tag::Item => Kind::Item,
        Tag::Table(alignments) => Kind::Table {
            columns: alignments.into_iter().map(column).collect(),
            rows: Vec::new(),
        },
        Tag::TableHead => Kind::Row {
            head: true,
            cells: Vec::new(),
        },
        Tag::TableRow => Kind::Row {
            head: false,
            cells: Vec::new(),
        },
        Tag::TableCell => Kind::Cell,
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Link { dest_url, .. } => Kind::Link(target(&dest_url)),
        Tag::Image { .. } => Kind::Link(Target::Nowhere),
        // Extensions that are not switched on: keep their content.
        _ => Kind::Container(None),
    }
}

fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The parser cuts attributes at white space, so `satisfies="A.8.13 A.5.30"` arrives in pieces.
fn satisfies<'a>(attributes: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = false;
    for (key, value) in attributes {
        let piece = match value {
            Some(value) if key == "satisfies" => value,
            None if inside => key,
            _ => continue,
        };
        inside = (inside || piece.starts_with('"')) && !piece.ends_with('"');
        let name = piece.trim_matches('"');
        if !name.is_empty() {
            found.push(name.to_owned());
        }
    }
    found
}

fn callout(alert: Option<BlockQuoteKind>) -> Callout {
    match alert {
        None => Callout::Quote,
        Some(BlockQuoteKind::Note | BlockQuoteKind::Important) => Callout::Note(NoteKind::Note),
        Some(BlockQuoteKind::Tip) => Callout::Note(NoteKind::Guidance),
        Some(BlockQuoteKind::Warning | BlockQuoteKind::Caution) => {
            Callout::Note(NoteKind::OpenPoint)
        }
    }
}

fn column(alignment: Alignment) -> Column {
    let align = match alignment {
        Alignment::None | Alignment::Left => Align::Start,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::End,
    };
    Column {
        title: Vec::new(),
        align,
    }
}

fn target(address: &str) -> Target {
    if address == "gap:" {
        return Target::Gap;
    }
    if let Some(section) = address.strip_prefix('#') {
        return reference(None, Some(section));
    }
    let (path, section) = address.split_once('#').unwrap_or((address, ""));
    let document = path.strip_prefix("doc:").or_else(|| file(path));
    match (document, section) {
        (Some(document), "") => reference(Some(document), None),
        (Some(document), section) => reference(Some(document), Some(section)),
        (None, _) => Url::parse(address).map_or(Target::Nowhere, Target::Url),
    }
}

/// The document that a file of the Markdown export holds.
fn file(path: &str) -> Option<&str> {
    let name = path.strip_suffix(".md")?;
    (!name.contains(':')).then_some(name)
}

fn reference(document: Option<&str>, section: Option<&str>) -> Target {
    let valid = |id: &Option<&str>| id.is_none_or(|id| identifier(id).as_deref() == Some(id));
    if !valid(&document) || !valid(&section) {
        return Target::Nowhere;
    }
    let owned = |id: &str| id.to_owned();
    Target::Reference {
        document: document.map(owned),
        section: section.map(owned),
    }
}

/// Keeps what may stand in an id, or nothing when that is nothing.
fn identifier(text: &str) -> Option<String> {
    let allowed = |c: &char| c.is_ascii_alphanumeric() || "-_.".contains(*c);
    let id: String = text.chars().filter(allowed).collect();
    (!id.is_empty()).then_some(id)
}

/// An id made from a heading's text: lower-case words joined by hyphens.
pub fn slug(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let id = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    if id.is_empty() {
        "section".to_owned()
    } else {
        id
    }
}

fn is_caption(block: &Block) -> bool {
    let Block::Paragraph { content } = block else {
        return false;
    };
    matches!(content.first(), Some(Inline::Text { text }) if text.starts_with(CAPTION))
}

fn caption_text(block: Block) -> Option<Vec<Inline>> {
    let Block::Paragraph { mut content } = block else {
        return None;
    };
    if let Some(Inline::Text { text }) = content.first_mut() {
        *text = text.strip_prefix(CAPTION).unwrap_or_default().to_owned();
    }
    let caption = trimmed(content);
    (!caption.is_empty()).then_some(caption)
}
