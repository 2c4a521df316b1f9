//! Column widths from what stands in the columns.

use crate::documents::model::{Column, Inline, plain_text};

/// Average width of a letter in a table, in twentieths of a point.
const LETTER: u32 = 98;

/// Width of a letter in the longest word of a column, which may be bold and all wide letters.
const WIDE_LETTER: u32 = 128;

/// Space between the text of two columns.
const GAP: u32 = 190;

/// Shares out the width: every column gets room for its longest word, and the rest goes where the
/// most text is.
pub(crate) fn columns(columns: &[Column], rows: &[Vec<Vec<Inline>>], width: u32) -> Vec<u32> {
    let needs: Vec<Need> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let cells = rows.iter().filter_map(|row| row.get(at));
            Need::of(std::iter::once(&column.title).chain(cells))
        })
        .collect();
    let least: u32 = needs.iter().map(|need| need.word).sum();
    let wanted: u32 = needs.iter().map(|need| need.text).sum();
    let widths = needs.iter().map(|need| {
        if least >= width {
            share(need.word, least, width)
        } else if wanted <= width {
            // Short texts: stretch in proportion, so that the table fills the page.
            share(need.text, wanted, width)
        } else {
            need.word + share(need.text - need.word, wanted - least, width - least)
        }
    });
    settle(widths.collect(), width)
}

fn share(part: u32, whole: u32, width: u32) -> u32 {
    (u64::from(part) * u64::from(width) / u64::from(whole.max(1))) as u32
}

/// Gives what rounding left over to the last column.
fn settle(mut widths: Vec<u32>, width: u32) -> Vec<u32> {
    let used: u32 = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += width.saturating_sub(used);
    }
    widths
}

/// Room that a column needs for its longest word, and would like for its text.
struct Need {
    word: u32,
    text: u32,
}

impl Need {
    fn of<'a>(cells: impl Iterator<Item = &'a Vec<Inline>>) -> Self {
        let (mut word, mut most, mut sum, mut count) = (1, 1, 0, 0);
        for cell in cells {
            let text = plain_text(cell);
            let words = text
                .split_whitespace()
                .map(|word| word.chars().count() as u32);
            word = words.max().unwrap_or(0).max(word);
            let letters = text.chars().count() as u32;
            most = letters.max(most);
            sum += letters.min(400);
            count += 1;
        }
        // Very long words are broken, and one very long cell must not starve the others.
        let word = word.min(18) * WIDE_LETTER + GAP;
        let usual = (sum / count.max(1) * 2).max(20);
        Self {
            word,
            text: (most.min(usual).min(160) * LETTER + GAP).max(word),
        }
    }
}
