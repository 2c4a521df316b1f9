//! The document model: what a template renders to and every writer reads.
//!
//! Blocks hold text and structure, never markup, so a value that a user typed
//! cannot become HTML, XML or a formula on its way into a file. The page draws
//! the same blocks.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A document with everything that a reader or an auditor needs to identify it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    /// Stable id of the document, such as `backup-policy`.
    pub id: String,
    /// Title as printed on the first page.
    pub title: String,
    /// BCP 47 language tag of the text, such as `en` or `ar`.
    pub language: String,
    /// Paper orientation; registers with many columns are landscape.
    #[serde(default)]
    pub orientation: Orientation,
    /// Document control: version, status, owner, approval, history.
    pub control: DocumentControl,
    /// The text.
    pub blocks: Vec<Block>,
}

/// Paper orientation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Orientation {
    /// Upright pages.
    #[default]
    Portrait,
    /// Wide pages.
    Landscape,
}

/// Document control as clause 7.5 asks for it. Dates are ISO 8601 (`2026-03-31`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct DocumentControl {
    /// Organisation that issues the document.
    pub organisation: String,
    /// Reference under which the organisation files it, such as `ISMS-POL-03`.
    pub reference: String,
    /// Version, such as `1.2`.
    pub version: String,
    /// Where the document stands between draft and withdrawal.
    pub status: Stage,
    /// Classification label, such as `Internal`.
    pub classification: String,
    /// Role or person answerable for the document.
    pub owner: String,
    /// Who wrote this version.
    pub author: String,
    /// Date of this version.
    pub date: String,
    /// Who approved it, once approved.
    pub approver: Option<String>,
    /// When it was approved.
    pub approved_on: Option<String>,
    /// From when it applies.
    pub effective_from: Option<String>,
    /// When it must be reviewed next.
    pub next_review: Option<String>,
    /// Edition of the standard, such as `ISO/IEC 27001:2022`.
    pub edition: String,
    /// Clauses and controls that the document serves.
    pub supports: Vec<String>,
    /// Earlier versions and this one, oldest first.
    pub history: Vec<VersionEntry>,
    /// Fingerprint of the data that the text was generated from.
    pub fingerprint: String,
}

/// Where a document stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// Being written.
    #[default]
    Draft,
    /// Complete, waiting for approval.
    InReview,
    /// Approved and in force.
    Approved,
    /// Replaced or no longer in force.
    Withdrawn,
}

/// One line of the version history.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VersionEntry {
    /// Version that the line is about.
    pub version: String,
    /// Its date.
    pub date: String,
    /// Who made it.
    pub author: String,
    /// What changed.
    pub description: String,
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
pub enum Block {
    /// A section heading.
    Heading {
        /// Level as in Markdown, 1 to 6. Level 1 is the title's, so sections start at 2.
        level: u8,
        /// Stable id, unique in the document, made of ASCII letters, digits, `-`, `_` and `.`.
        id: String,
        /// Text of the heading.
        content: Vec<Inline>,
        /// Controls and clauses that the section satisfies.
        satisfies: Vec<String>,
    },
    /// Running text.
    Paragraph {
        /// The text.
        content: Vec<Inline>,
    },
    /// A bulleted or numbered list.
    List {
        /// First number of a numbered list, or nothing for bullets.
        start: Option<u32>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A table with one header row.
    Table {
        /// Caption, printed above.
        caption: Option<Vec<Inline>>,
        /// The columns with their headings.
        columns: Vec<Column>,
        /// Rows of as many cells as there are columns.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// Text that stands apart: a remark, an open point, a hint for the author.
    Note {
        /// What the note is for.
        kind: NoteKind,
        /// Its text.
        blocks: Vec<Block>,
    },
    /// Text in a fixed-width font, line breaks kept.
    Code {
        /// The lines.
        text: String,
    },
    /// A thematic break between paragraphs.
    Rule,
    /// The next block starts on a new page.
    PageBreak,
}

/// What a note is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum NoteKind {
    /// A remark for the reader.
    Note,
    /// Something that must be settled before approval.
    OpenPoint,
    /// A hint for whoever completes the document, left out of approved versions.
    Guidance,
}

/// A table column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Column {
    /// Heading of the column.
    pub title: Vec<Inline>,
    /// How its cells are aligned.
    pub align: Align,
}

/// Alignment of a column, in reading direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Align {
    /// Where reading starts.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// Where reading ends, for numbers.
    End,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
pub enum Inline {
    /// Plain text without line breaks.
    Text {
        /// The text.
        text: String,
    },
    /// Strong text.
    Strong {
        /// What is strong.
        content: Vec<Inline>,
    },
    /// Emphasised text.
    Emphasis {
        /// What is emphasised.
        content: Vec<Inline>,
    },
    /// Text in a fixed-width font.
    Code {
        /// The text.
        text: String,
    },
    /// A link out of the document.
    Link {
        /// Where it leads.
        href: Url,
        /// Text of the link.
        content: Vec<Inline>,
    },
    /// A reference to a section of this or another document.
    Reference {
        /// Id of the other document, or nothing for this one.
        document: Option<String>,
        /// Heading id of the section, or nothing for the whole document.
        section: Option<String>,
        /// Text of the reference.
        content: Vec<Inline>,
    },
    /// A place that must be filled in before approval.
    Gap {
        /// What belongs there.
        text: String,
    },
    /// A line break.
    Break,
}

impl Inline {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}

/// A web or mail address that is safe to put into a link.
///
/// Only `https`, `http` and `mailto` are accepted, without white space,
/// control characters or characters that need quoting in markup, so
/// `javascript:` and the like can never reach a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Url(#[cfg_attr(target_family = "wasm", tsify(type = "string"))] String);

impl Url {
    /// Longest address that is accepted, in bytes; Word truncates beyond this.
    const MAX: usize = 2000;

    /// Accepts an address, or nothing when it is not safe to link to.
    pub fn parse(address: &str) -> Option<Self> {
        let address = address.trim();
        let (scheme, rest) = address.split_once(':')?;
        let rest = match scheme.to_ascii_lowercase().as_str() {
            "https" | "http" => rest.strip_prefix("//")?,
            "mailto" => rest,
            _ => return None,
        };
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !r#"<>"\^`{|}"#.contains(c);
        let named = rest
            .chars()
            .next()
            .is_some_and(|c| c.is_alphanumeric() || c == '[');
        (named && address.len() <= Self::MAX && rest.chars().all(plain))
            .then(|| Self(address.to_owned()))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Url {
    type Error = String;

    fn try_from(address: String) -> Result<Self, String> {
        Self::parse(&address).ok_or_else(|| format!("`{address}` is not a web or mail address"))
    }
}

impl From<Url> for String {
    fn from(url: Url) -> Self {
        url.0
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text of inline content without its markup.
pub fn plain_text(content: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(content, &mut text);
    text
}

fn push_plain(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text } | Inline::Code { text } | Inline::Gap { text } => {
                out.push_str(text);
            }
            Inline::Break => out.push(' '),
            Inline::Strong { content }
            | Inline::Emphasis { content }
            | Inline::Link { content, .. }
            | Inline::Reference { content, .. } => push_plain(content, out),
        }
    }
}

/// A line of a document's outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct OutlineEntry {
    /// Depth of the section, from 1.
    pub depth: u8,
    /// Section number, such as `2.1`.
    pub number: String,
    /// Heading id.
    pub id: String,
    /// Heading text.
    pub title: String,
    /// Controls and clauses that the section satisfies.
    pub satisfies: Vec<String>,
}

/// Depth of a section from its heading level: the title has level 1, so levels 1 and 2 both open
/// a section of depth 1.
pub fn depth(level: u8) -> u8 {
    level.saturating_sub(1).clamp(1, 5)
}

/// Numbers sections the way that Word's multi-level lists do.
#[derive(Debug, Default)]
pub struct SectionNumbers([u32; 5]);

impl SectionNumbers {
    /// The number of the next section at this heading level.
    pub fn next(&mut self, level: u8) -> String {
        let depth = usize::from(depth(level));
        for (at, count) in self.0.iter_mut().enumerate() {
            match at + 1 {
                // A level that was skipped counts as 1, as in Word.
                n if n < depth => *count = (*count).max(1),
                n if n == depth => *count += 1,
                _ => *count = 0,
            }
        }
        let parts: Vec<String> = self.0.iter().take(depth).map(u32::to_string).collect();
        parts.join(".")
    }
}

impl Document {
    /// The blocks that a reader sees: hints for the author go once a document is approved.
    pub fn shown_blocks(&self) -> Cow<'_, [Block]> {
        if self.control.status == Stage::Approved {
            Cow::Owned(without_guidance(&self.blocks))
        } else {
            Cow::Borrowed(&self.blocks)
        }
    }

    /// The numbered outline of the document's top-level headings.
    pub fn outline(&self) -> Vec<OutlineEntry> {
        let mut numbers = SectionNumbers::default();
        self.blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading {
                    level,
                    id,
                    content,
                    satisfies,
                } => Some(OutlineEntry {
                    depth: depth(*level),
                    number: numbers.next(*level),
                    id: id.clone(),
                    title: plain_text(content),
                    satisfies: satisfies.clone(),
                }),
                _ => None,
            })
            .collect()
    }

    /// The text of every gap and open point, in reading order. A document with any cannot be
    /// approved.
    pub fn open_points(&self) -> Vec<String> {
        let mut found = Vec::new();
        for block in &self.blocks {
            block.collect_open(&mut found);
        }
        found
    }
}

impl Block {
    /// A paragraph of plain text.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph {
            content: vec![Inline::text(text)],
        }
    }

    /// The text of the block and all within it, without markup, one line a block.
    pub fn plain_text(&self) -> String {
        match self {
            Self::Heading { content, .. } | Self::Paragraph { content } => plain_text(content),
            Self::Code { text } => text.clone(),
            Self::Rule | Self::PageBreak => String::new(),
            Self::Quote { blocks } | Self::Note { blocks, .. } => lines(blocks.iter()),
            Self::List { items, .. } => lines(items.iter().flatten()),
            Self::Table {
                caption,
                columns,
                rows,
            } => {
                let head = columns.iter().map(|column| plain_text(&column.title));
                let cells = rows.iter().flatten().map(|cell| plain_text(cell));
                let caption = caption.iter().map(|caption| plain_text(caption));
                caption
                    .chain(head)
                    .chain(cells)
                    .collect::<Vec<_>>()
                    .join("\n")
            }
        }
    }

    fn collect_open(&self, found: &mut Vec<String>) {
        match self {
            Self::Note {
                kind: NoteKind::OpenPoint,
                ..
            } => found.push(self.plain_text()),
            Self::Quote { blocks } | Self::Note { blocks, .. } => {
                blocks.iter().for_each(|block| block.collect_open(found));
            }
            Self::List { items, .. } => {
                items
                    .iter()
                    .flatten()
                    .for_each(|block| block.collect_open(found));
            }
            Self::Heading { content, .. } | Self::Paragraph { content } => gaps(content, found),
            Self::Table {
                caption,
                columns,
                rows,
            } => {
                let head = columns.iter().map(|column| &column.title);
                for content in caption.iter().chain(head).chain(rows.iter().flatten()) {
                    gaps(content, found);
                }
            }
            Self::Code { .. } | Self::Rule | Self::PageBreak => {}
        }
    }
}

fn without_guidance(blocks: &[Block]) -> Vec<Block> {
    let guidance = |block: &&Block| {
        matches!(
            block,
            Block::Note {
                kind: NoteKind::Guidance,
                ..
            }
        )
    };
    let kept = blocks.iter().filter(|block| !guidance(block));
    kept.map(|block| match block {
        Block::Quote { blocks } => Block::Quote {
            blocks: without_guidance(blocks),
        },
        Block::Note { kind, blocks } => Block::Note {
            kind: *kind,
            blocks: without_guidance(blocks),
        },
        Block::List { start, items } => Block::List {
            start: *start,
            items: items.iter().map(|item| without_guidance(item)).collect(),
        },
        other => other.clone(),
    })
    .collect()
}

fn lines<'a>(blocks: impl Iterator<Item = &'a Block>) -> String {
    blocks.map(Block::plain_text).collect::<Vec<_>>().join("\n")
}

fn gaps(content: &[Inline], found: &mut Vec<String>) {
    for inline in content {
        match inline {
            Inline::Gap { text } => found.push(text.clone()),
            Inline::Strong { content }
            | Inline::Emphasis { content }
            | Inline::Link { content, .. }
            | Inline::Reference { content, .. } => gaps(content, found),
            Inline::Text { .. } | Inline::Code { .. } | Inline::Break => {}
        }
    }
}
