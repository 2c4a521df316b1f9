//! CSV that no spreadsheet evaluates.

use crate::arbitrary;
use annexa::export::csv::{neutral, write};
use proptest::prelude::*;

#[test]
fn formulas_are_text() {
    for start in [
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "＝",
        "＋",
        "－",
        "＠",
        " =",
        "\"=",
        "\u{feff}=",
    ] {
        let field = format!("{start}1+1");
        assert_eq!(neutral(&field), format!("'{field}"));
    }
    for plain in ["1", "a=b", "", "A.5.1", "(x)"] {
        assert_eq!(neutral(plain), plain);
    }
}

#[test]
fn quotes_and_mark() {
    let bytes = write([["a", "b,c"], ["say \"x\"", "=1"]]);
    let text = "\u{feff}a,\"b,c\"\r\n\"say \"\"x\"\"\",'=1\r\n";
    assert_eq!(String::from_utf8(bytes).unwrap(), text);
}

/// A small reader of RFC 4180, to read back with.
fn read(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().unwrap();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'));
                rows.push(vec![String::new()]);
            }
            _ => row.last_mut().unwrap().push(c),
        }
    }
    assert_eq!(rows.pop(), Some(vec![String::new()]));
    rows
}

proptest! {
    #[test]
    fn reads_back(rows in prop::collection::vec(prop::collection::vec(arbitrary::text(), 3), 1..4)) {
        let text = String::from_utf8(write(&rows)).unwrap();
        let restore = |field: &String| field.strip_prefix('\'').unwrap_or(field).to_owned();
        for (row, read) in rows.iter().zip(read(&text)) {
            let restored: Vec<String> = read.iter().map(restore).collect();
            prop_assert_eq!(row, &restored);
            let formula = |field: &String| field.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
            prop_assert!(!read.iter().any(formula));
        }
    }
}
