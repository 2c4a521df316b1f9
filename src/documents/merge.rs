//! Merged documents: the topics' texts as chapters of one document, records and related documents
//! once at its end, and references that lead to where a topic stands in the set.

use super::context::Context;
use super::control::chapter_title;
use super::markdown;
use super::model::{Block, Inline, plain_text};
use super::render::{RECORDS, RELATED};
use super::section;
use crate::catalogue::DocumentId;

/// The sections that stand at the end, once for all chapters.
const TAILS: [&str; 2] = [RECORDS, RELATED];

/// The id of a section of a chapter.
fn section_id(topic: DocumentId, section: &str) -> String {
    if TAILS.contains(&section) {
        section.to_owned()
    } else {
        format!("{topic}.{section}")
    }
}

/// Joins the texts of topics to the text of a merged document.
pub(super) fn join(
    context: &Context,
    merged: DocumentId,
    topics: Vec<(DocumentId, Vec<Block>)>,
) -> Vec<Block> {
    let mut joined = Vec::new();
    let mut tails = TAILS.map(|_| Vec::new());
    for (topic, mut blocks) in topics {
        into_chapter(topic, &mut blocks);
        for (id, tail) in TAILS.iter().zip(&mut tails) {
            if let Some(place) = section::find(&blocks, id) {
                let first = usize::from(!tail.is_empty());
                blocks
                    .drain(place)
                    .skip(first)
                    .for_each(|block| add(tail, block));
            }
        }
        joined.push(Block::Heading {
            level: 2,
            id: topic.to_string(),
            content: markdown::tidy(&[Inline::text(context.title(topic))]),
            satisfies: Vec::new(),
        });
        joined.extend(blocks);
    }
    resolve(context, merged, &mut joined);
    for mut tail in tails {
        resolve(context, merged, &mut tail);
        tail.iter_mut().for_each(leave_out_own_chapters);
        tail.retain(|block| !matches!(block, Block::List { items, .. } if items.is_empty()));
        joined.append(&mut tail);
    }
    section::remove_empty(&mut joined);
    joined
}

/// Headings one level down, and ids that are unique in the merged document.
fn into_chapter(topic: DocumentId, blocks: &mut [Block]) {
    let mut in_tail = false;
    for block in blocks.iter_mut() {
        if let Block::Heading { level, id, .. } = block {
            in_tail = TAILS.contains(&id.as_str()) || (in_tail && *level > 2);
            if !in_tail {
                *level = level.saturating_add(1).min(6);
            }
            *id = section_id(topic, id);
        }
    }
    each_inline(blocks, &mut |inline| {
        if let Inline::Reference {
            document: None,
            section: Some(section),
            ..
        } = inline
        {
            *section = section_id(topic, section);
        }
    });
}

/// Adds a block to a section that several topics write: one list, one table, each entry once.
fn add(section: &mut Vec<Block>, block: Block) {
    match (section.last_mut(), block) {
        (
            Some(Block::Table { columns, rows, .. }),
            Block::Table {
                columns: same,
                rows: more,
                ..
            },
        ) if *columns == same => rows.extend(new(rows, more)),
        (
            Some(Block::List { start, items }),
            Block::List {
                start: same,
                items: more,
            },
        ) if *start == same => items.extend(new(items, more)),
        (_, block) => section.push(block),
    }
}

fn new<T: PartialEq>(known: &[T], mut more: Vec<T>) -> Vec<T> {
    more.retain(|one| !known.contains(one));
    more
}

/// Takes from a list of related documents those that are chapters of the same one.
fn leave_out_own_chapters(block: &mut Block) {
    let own = |item: &Vec<Block>| match item.first() {
        Some(Block::Paragraph { content }) => matches!(
            content.first(),
            Some(Inline::Reference { document: None, section: Some(section), .. })
                if section.parse::<DocumentId>().is_ok()
        ),
        _ => false,
    };
    if let Block::List { items, .. } = block {
        items.retain(|item| !own(item));
    }
}

/// Turns references to topics into references to the chapters that they are in the set.
pub(super) fn resolve(context: &Context, here: DocumentId, blocks: &mut [Block]) {
    each_inline(blocks, &mut |inline| {
        let Inline::Reference {
            document,
            section,
            content,
        } = inline
        else {
            return;
        };
        let named: Option<DocumentId> = document.as_ref().and_then(|name| name.parse().ok());
        if let Some((topic, merged)) = named.and_then(|topic| Some((topic, context.merged(topic)?)))
        {
            *document = Some(merged.to_string());
            *section = Some(match section {
                Some(section) => section_id(topic, section),
                None => topic.to_string(),
            });
        }
        let Some(name) = section.as_ref() else {
            return;
        };
        if here.is_merged() && document.as_deref() == Some(here.as_str()) {
            *document = None;
            let chapter = name.parse().map(|topic| context.title(topic));
            if let Ok(chapter) = chapter
                && plain_text(content) == chapter_title(context.title(here), chapter)
            {
                *content = vec![Inline::text(format!("chapter “{chapter}”"))];
            }
        }
    });
}

/// Visits every piece of running text.
fn each_inline(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Inline)) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content } => {
                inlines(content, visit)
            }
            Block::List { items, .. } => items
                .iter_mut()
                .for_each(|blocks| each_inline(blocks, visit)),
            Block::Table {
                caption,
                columns,
                rows,
            } => {
                let titles = columns.iter_mut().map(|column| &mut column.title);
                let cells = rows.iter_mut().flatten();
                for content in caption.iter_mut().chain(titles).chain(cells) {
                    inlines(content, visit);
                }
            }
            Block::Quote { blocks } | Block::Note { blocks, .. } => each_inline(blocks, visit),
            Block::Code { .. } | Block::Rule | Block::PageBreak => {}
        }
    }
}

fn inlines(content: &mut [Inline], visit: &mut dyn FnMut(&mut Inline)) {
    for inline in content {
        visit(inline);
        if let Inline::Strong { content }
        | Inline::Emphasis { content }
        | Inline::Link { content, .. }
        | Inline::Reference { content, .. } = inline
        {
            inlines(content, visit);
        }
    }
}
