//! Sections of a rendered document, and the organisation's edits of them.

use super::model::Block;
use std::collections::BTreeSet;
use std::ops::Range;

/// An edit with its text already read into blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Own text in place of the section's.
    Replace(Vec<Block>),
    /// Own text after the section's.
    Extend(Vec<Block>),
    /// The section is left out.
    Drop,
}

/// The level of a heading.
fn level(block: &Block) -> Option<u8> {
    match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    }
}

/// Where a section stands: from its heading to the next heading that is not below it.
pub fn find(blocks: &[Block], section: &str) -> Option<Range<usize>> {
    let start = blocks
        .iter()
        .position(|block| matches!(block, Block::Heading { id, .. } if id == section))?;
    let own = blocks.get(start).and_then(level)?;
    let rest = blocks.iter().skip(start + 1);
    let length = rest
        .take_while(|block| level(block).is_none_or(|level| level > own))
        .count();
    Some(start..start + 1 + length)
}

/// Applies an edit; says whether the section is there.
pub fn edit(blocks: &mut Vec<Block>, section: &str, edit: Edit) -> bool {
    let Some(place) = find(blocks, section) else {
        return false;
    };
    let own = blocks.get(place.start).and_then(level).unwrap_or(2);
    match edit {
        Edit::Replace(text) => {
            blocks.splice(place.start + 1..place.end, below(own, text));
        }
        Edit::Extend(text) => {
            blocks.splice(place.end..place.end, below(own, text));
        }
        Edit::Drop => {
            blocks.drain(place);
        }
    }
    true
}

/// Moves a text's headings below a level, so that own text stays inside its section.
pub fn below(own: u8, mut text: Vec<Block>) -> Vec<Block> {
    let highest = text.iter().filter_map(level).min().unwrap_or(u8::MAX);
    let shift = (own + 1).saturating_sub(highest);
    for block in &mut text {
        if let Block::Heading { level, .. } = block {
            *level = level.saturating_add(shift).min(6);
        }
    }
    text
}

/// Leaves out headings with nothing under them.
pub fn remove_empty(blocks: &mut Vec<Block>) {
    // From the end, so that a section whose subsections were all empty goes too.
    for at in (0..blocks.len()).rev() {
        let Some(own) = blocks.get(at).and_then(level) else {
            continue;
        };
        let next = blocks.get(at + 1);
        if next.is_none_or(|next| level(next).is_some_and(|next| next <= own)) {
            blocks.remove(at);
        }
    }
}

/// Gives every heading an id of its own.
pub fn unique_ids(blocks: &mut [Block]) {
    let mut taken = BTreeSet::new();
    for block in blocks {
        if let Block::Heading { id, .. } = block {
            let base = id.clone();
            let mut number = 2;
            while !taken.insert(id.clone()) {
                *id = format!("{base}-{number}");
                number += 1;
            }
        }
    }
}
