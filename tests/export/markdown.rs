//! Markdown that reads back.

use crate::arbitrary;
use annexa::documents::markdown::parse;
use annexa::documents::model::Block;
use annexa::export::markdown::blocks;
use proptest::prelude::*;

/// Text of blocks without the white space and control characters that Markdown may move.
fn letters(blocks: &[Block]) -> String {
    let text: Vec<String> = blocks.iter().map(Block::plain_text).collect();
    text.concat()
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\0' && *c != '\u{fffd}')
        .collect()
}

proptest! {


    #[test]
    fn no_text_is_lost(written in arbitrary::blocks()) {
        let source = blocks(&written);
        let read = parse(&source);
        prop_assert_eq!(letters(&read), letters(&written), "{}", source);
    }

    #[test]
    fn what_was_read_reads_back_equal(written in arbitrary::blocks()) {
        let read = parse(&blocks(&written));
        let source = blocks(&read);
        prop_assert_eq!(parse(&source), read, "{}", source);
    }

    #[test]
    fn any_markdown_reads_back_equal(source in r#"([-+*_`#>|\[\](){}<&;:=~!"'\\/0-9a-c .]|\n|\n\n|    |- |1\. |> |```|\| a \| b \|\n\|---\|---\|\n){0,40}"#) {
        let read = parse(&source);
        let source = blocks(&read);
        prop_assert_eq!(parse(&source), read, "{}", source);
    }
}
