//! Blocks to Markdown that reads well and reads back to the same blocks.
//!
//! Where Markdown has no way to write a nesting, such as emphasis that ends inside a word after a
//! bracket, the markup is dropped and the text kept.

use crate::documents::markdown::{CAPTION, PAGE_BREAK, parse, tidy};
use crate::documents::model::{
    Align, Block, Column, Document, DocumentControl, Inline, NoteKind, Stage, plain_text,
};

/// Media type of the file.
pub const MEDIA_TYPE: &str = "text/markdown";

/// Writes a document: front matter with its document control, its title, its text.
pub fn document(document: &Document) -> String {
    let mut out = String::new();
    front_matter(document, &mut out);
    out.push_str("# ");
    out.push_str(&line(&document.title, Place::Heading));
    out.push_str("\n\n");
    out.push_str(&blocks(&document.shown_blocks()));
    out
}

/// Writes blocks.
pub fn blocks(blocks: &[Block]) -> String {
    let mut out = sequence(blocks);
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn front_matter(document: &Document, out: &mut String) {
    let DocumentControl {
        organisation,
        reference,
        version,
        status,
        classification,
        owner,
        author,
        date,
        approver,
        approved_on,
        effective_from,
        next_review,
        edition,
        supports,
        history,
        fingerprint,
    } = &document.control;
    let status = match status {
        Stage::Draft => "draft",
        Stage::InReview => "in review",
        Stage::Approved => "approved",
        Stage::Withdrawn => "withdrawn",
    };
    out.push_str("---\n");
    let fields = [
        ("title", &document.title),
        ("id", &document.id),
        ("language", &document.language),
        ("organisation", organisation),
        ("reference", reference),
        ("version", version),
        ("status", &status.to_owned()),
        ("classification", classification),
        ("owner", owner),
        ("author", author),
        ("date", date),
    ];
    let options = [
        ("approver", approver),
        ("approvedOn", approved_on),
        ("effectiveFrom", effective_from),
        ("nextReview", next_review),
    ];
    let options = options
        .iter()
        .filter_map(|(key, value)| Some((*key, value.as_ref()?)));
    let last = [("edition", edition), ("fingerprint", fingerprint)];
    for (key, value) in fields.into_iter().chain(options).chain(last) {
        if !value.is_empty() {
            out.push_str(&format!("{key}: {}\n", quoted(value)));
        }
    }
    if !supports.is_empty() {
        let names: Vec<String> = supports.iter().map(|name| quoted(name)).collect();
        out.push_str(&format!("supports: [{}]\n", names.join(", ")));
    }
    if !history.is_empty() {
        out.push_str("history:\n");
    }
    for entry in history {
        out.push_str(&format!(
            "  - version: {}\n    date: {}\n    author: {}\n    description: {}\n",
            quoted(&entry.version),
            quoted(&entry.date),
            quoted(&entry.author),
            quoted(&entry.description),
        ));
    }
    out.push_str("---\n\n");
}

/// A YAML string in double quotes.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if c.is_control() || ('\u{2028}'..='\u{2029}').contains(&c) || c == '\u{feff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Blocks one after the other, without a line end after the last.
fn sequence(blocks: &[Block]) -> String {
    joined(parts(blocks), "\n\n")
}

fn joined(parts: Vec<Part>, between: &str) -> String {
    let texts: Vec<String> = parts.into_iter().map(|part| part.text).collect();
    texts.join(between)
}

/// A block as Markdown.
struct Part {
    shape: Shape,
    text: String,
}

/// What may stand beside a block depends on its shape.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Paragraph,
    List,
    Other,
}

/// The blocks that leave any text.
fn parts(blocks: &[Block]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    // Two lists in a row would become one if they had the same mark.
    let mut alternate = false;
    for block in blocks {
        let after_list = parts.last().is_some_and(|part| part.shape == Shape::List);
        let part = match block {
            Block::List { start, items } => {
                alternate = after_list && !alternate;
                Part {
                    shape: Shape::List,
                    text: list(*start, items, alternate),
                }
            }
            Block::Paragraph { content } => Part {
                shape: Shape::Paragraph,
                text: self::content(content, Place::Line),
            },
            _ => Part {
                shape: Shape::Other,
                text: self::block(block),
            },
        };
        if !part.text.is_empty() {
            parts.push(part);
        }
    }
    parts
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading {
            level,
            id,
            content,
            satisfies,
        } => heading(*level, id, content, satisfies),
        Block::Paragraph { content } => self::content(content, Place::Line),
        Block::List { start, items } => list(*start, items, false),
        Block::Table {
            caption,
            columns,
            rows,
        } => table(caption.as_deref(), columns, rows),
        Block::Quote { blocks } => prefixed("", &sequence(blocks)),
        Block::Note { kind, blocks } => {
            // Right under the alert's mark only running text is certain to be itself.
            let parts = parts(blocks);
            let text = parts
                .first()
                .is_some_and(|part| part.shape == Shape::Paragraph);
            let head = format!("{}{}", alert(*kind), if text { "\n" } else { "\n\n" });
            prefixed(&head, &joined(parts, "\n\n"))
        }
        Block::Code { text } => code(text),
        // Three hyphens would be a heading's underline or the start of front matter.
        Block::Rule => "___".to_owned(),
        Block::PageBreak => PAGE_BREAK.to_owned(),
    }
}

fn heading(level: u8, id: &str, content: &[Inline], satisfies: &[String]) -> String {
    let marks = "#".repeat(usize::from(level.clamp(1, 6)));
    let mut out = format!("{marks} {} {{#{id}", self::content(content, Place::Heading));
    let safe = |name: &&String| !name.is_empty() && !name.contains(is_attribute_syntax);
    let names: Vec<&str> = satisfies.iter().filter(safe).map(String::as_str).collect();
    if !names.is_empty() {
        out.push_str(&format!(" satisfies=\"{}\"", names.join(" ")));
    }
    out.push('}');
    out
}

fn is_attribute_syntax(c: char) -> bool {
    c.is_whitespace() || c.is_control() || r#"{}<>\"="#.contains(c)
}

fn alert(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Note => "[!NOTE]",
        NoteKind::OpenPoint => "[!WARNING]",
        NoteKind::Guidance => "[!TIP]",
    }
}

fn prefixed(head: &str, body: &str) -> String {
    if body.is_empty() {
        return String::new();
    }
    let text = format!("{head}{body}");
    let lines = text.split('\n').map(|line| match line {
        "" => ">".to_owned(),
        _ => format!("> {line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn list(start: Option<u32>, items: &[Vec<Block>], alternate: bool) -> String {
    let items = items
        .iter()
        .map(|item| parts(item))
        .filter(|parts| !parts.is_empty());
    let lines = items.enumerate().map(|(at, parts)| {
        let mark = match start {
            None => (if alternate { "*" } else { "-" }).to_owned(),
            Some(first) => {
                // The largest number that CommonMark takes for a list.
                let number = (u64::from(first) + at as u64).min(999_999_999);
                format!("{number}{}", if alternate { ')' } else { '.' })
            }
        };
        item(&mark, parts)
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn item(mark: &str, parts: Vec<Part>) -> String {
    // The usual case, a line with a list under it, stays together.
    let close = match parts.as_slice() {
        [line, nested] => {
            line.shape == Shape::Paragraph
                && nested.shape == Shape::List
                && follows_text(&nested.text)
        }
        _ => false,
    };
    // Marks side by side could look like a rule.
    let below = parts.first().is_some_and(|part| part.shape == Shape::List);
    let body = joined(parts, if close { "\n" } else { "\n\n" });
    let indent = " ".repeat(mark.len() + 1);
    let mut out = mark.to_owned();
    for (at, line) in body.split('\n').enumerate() {
        if at > 0 || below {
            out.push('\n');
        }
        if !line.is_empty() {
            out.push_str(if at > 0 || below { &indent } else { " " });
            out.push_str(line);
        }
    }
    out
}

/// Whether a list may stand right under running text: a numbered one only when it starts at 1.
fn follows_text(list: &str) -> bool {
    ["- ", "* ", "1. ", "1) "]
        .iter()
        .any(|mark| list.starts_with(mark))
}

fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    format!("{fence}\n{text}\n{fence}")
}

/// Length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn table(caption: Option<&[Inline]>, columns: &[Column], rows: &[Vec<Vec<Inline>>]) -> String {
    let caption = caption
        .map(|caption| content(caption, Place::Line))
        .unwrap_or_default();
    if columns.is_empty() {
        return caption;
    }
    let mut out = String::new();
    if !caption.is_empty() {
        out.push_str(&format!("{CAPTION}{caption}\n\n"));
    }
    row(
        columns.iter().map(|column| column.title.as_slice()),
        &mut out,
    );
    out.push_str("\n|");
    for column in columns {
        out.push_str(match column.align {
            Align::Start => " --- |",
            Align::Center => " :-: |",
            Align::End => " --: |",
        });
    }
    for cells in rows {
        out.push('\n');
        let missing = columns.len().saturating_sub(cells.len());
        let cells = cells.iter().take(columns.len()).map(Vec::as_slice);
        row(cells.chain(std::iter::repeat_n(&[][..], missing)), &mut out);
    }
    out
}

fn row<'a>(cells: impl Iterator<Item = &'a [Inline]>, out: &mut String) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        out.push_str(&content(cell, Place::Cell));
        out.push_str(" |");
    }
}

/// Where text stands decides what must be escaped in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the start of a line.
    Line,
    Heading,
    Cell,
}

fn line(text: &str, place: Place) -> String {
    content(&[Inline::text(text)], place)
}

fn content(content: &[Inline], place: Place) -> String {
    let content = tidy(content);
    let marked = |inline: &Inline| !matches!(inline, Inline::Text { .. } | Inline::Break);
    let text = Writer::run(&content, place);
    if !content.iter().any(marked) || reads_back(&text, &content, place) {
        return text;
    }
    let content = tidy(&unmarked(&content));
    let text = Writer::run(&content, place);
    if reads_back(&text, &content, place) {
        return text;
    }
    Writer::run(&tidy(&[Inline::text(plain_text(&content))]), place)
}

/// Whether the text is read as this content: emphasis next to letters and punctuation follows
/// rules that only the parser knows.
fn reads_back(text: &str, content: &[Inline], place: Place) -> bool {
    let source = match place {
        Place::Line => text.to_owned(),
        Place::Heading => format!("# {text} {{#x}}"),
        Place::Cell => format!("| {text} |\n| --- |\n"),
    };
    match parse(&source).as_slice() {
        [Block::Paragraph { content: read } | Block::Heading { content: read, .. }] => {
            read == content
        }
        [Block::Table { columns, .. }] => columns
            .first()
            .is_some_and(|column| column.title == content),
        _ => false,
    }
}

/// The content without strong and emphasised text.
fn unmarked(content: &[Inline]) -> Vec<Inline> {
    let plain = |inline: &Inline| match inline {
        Inline::Strong { content } | Inline::Emphasis { content } => unmarked(content),
        Inline::Link { href, content } => {
            vec![Inline::Link {
                href: href.clone(),
                content: unmarked(content),
            }]
        }
        Inline::Reference {
            document,
            section,
            content,
        } => vec![Inline::Reference {
            document: document.clone(),
            section: section.clone(),
            content: unmarked(content),
        }],
        other => vec![other.clone()],
    };
    content.iter().flat_map(plain).collect()
}

struct Writer {
    out: String,
    place: Place,
}

impl Writer {
    fn run(content: &[Inline], place: Place) -> String {
        let mut writer = Self {
            out: String::new(),
            place,
        };
        writer.inlines(content);
        writer.out
    }

    fn inlines(&mut self, content: &[Inline]) {
        let mut rest = content.iter().peekable();
        while let Some(inline) = rest.next() {
            match inline {
                Inline::Text { text } => self.text(text),
                Inline::Strong { content } => self.wrapped("**", content),
                Inline::Emphasis { content } => {
                    let inside_word = self.out.ends_with(char::is_alphanumeric)
                        || rest.peek().is_some_and(|next| starts_word(next));
                    self.wrapped(if inside_word { "*" } else { "_" }, content);
                }
                Inline::Code { text } => self.code(text),
                Inline::Link { href, content } => self.link(content, href.as_str()),
                Inline::Reference {
                    document,
                    section,
                    content,
                } => {
                    self.link(content, &reference(document.as_deref(), section.as_deref()));
                }
                Inline::Gap { text } => self.link(&[Inline::text(text.as_str())], "gap:"),
                Inline::Break => self.line_break(),
            }
        }
    }

    fn wrapped(&mut self, mark: &str, content: &[Inline]) {
        self.out.push_str(mark);
        self.inlines(content);
        self.out.push_str(mark);
    }

    fn line_break(&mut self) {
        self.out.push_str(match self.place {
            Place::Line => "\\\n",
            Place::Heading => " ",
            Place::Cell => "<br>",
        });
    }

    fn link(&mut self, content: &[Inline], target: &str) {
        self.out.push('[');
        self.inlines(content);
        self.out.push_str("](");
        let target = target.replace('&', "&amp;");
        if target.contains(['(', ')']) {
            self.out.push_str(&format!("<{target}>"));
        } else {
            self.out.push_str(&target);
        }
        self.out.push(')');
    }

    fn code(&mut self, text: &str) {
        // A cell ends at every bar that is not escaped, and code has no escapes for backslashes.
        let cut = self.place == Place::Cell && text.contains("\\|");
        if cut {
            return self.text(text);
        }
        let fence = "`".repeat(longest_run(text) + 1);
        let edge = |c| c == '`' || c == ' ';
        let pad = if text.starts_with(edge) || text.ends_with(edge) {
            " "
        } else {
            ""
        };
        let text = if self.place == Place::Cell {
            text.replace('|', "\\|")
        } else {
            text.to_owned()
        };
        self.out
            .push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
    }

    fn text(&mut self, text: &str) {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            if c.is_whitespace() && self.at_line_start() {
                // Anything else would be taken for indentation.
                self.out.push_str(&format!("&#{};", u32::from(c)));
                continue;
            }
            if self.needs_escape(c, chars.peek().copied()) {
                self.out.push('\\');
            }
            self.out.push(c);
        }
    }

    fn needs_escape(&self, c: char, next: Option<char>) -> bool {
        match c {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            '_' => {
                let word = |c: char| c.is_alphanumeric();
                !(self.out.ends_with(word) && next.is_some_and(word))
            }
            '&' => next.is_none_or(|next| next == '#' || next.is_alphanumeric()),
            '!' => next.is_none(),
            '|' => self.place == Place::Cell || self.at_line_start(),
            '{' | '}' | '#' if self.place == Place::Heading => true,
            '#' | '>' | '=' | '+' | '-' | '~' | ':' => self.at_line_start(),
            '.' | ')' => self.after_number(),
            _ => false,
        }
    }

    fn at_line_start(&self) -> bool {
        self.place == Place::Line && (self.out.is_empty() || self.out.ends_with('\n'))
    }

    /// Whether the line so far is a number, which a stop would turn into a list item.
    fn after_number(&self) -> bool {
        let line = self.out.rsplit('\n').next().unwrap_or_default();
        self.place == Place::Line && !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit())
    }
}

fn starts_word(inline: &Inline) -> bool {
    matches!(inline, Inline::Text { text } if text.starts_with(char::is_alphanumeric))
}

fn reference(document: Option<&str>, section: Option<&str>) -> String {
    let file = document.map(|id| format!("{id}.md")).unwrap_or_default();
    let anchor = section.map(|id| format!("#{id}")).unwrap_or_default();
    format!("{file}{anchor}")
}
