//! Texts with separators: CSV files, and blocks that are pasted from a spreadsheet.

use super::sheet::Line;

/// The rows of a text. Every field is as it was written, without the quotes around it.
pub fn parse(text: &str) -> Vec<Line> {
    let (separator, text) = separator(text);
    let mut rows = Rows::default();
    let mut letters = text.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                rows.field.push('"');
            }
            '"' if quoted => quoted = false,
            // A quote in the middle of a field, such as 5", is a letter like others.
            '"' if rows.field.is_empty() => quoted = true,
            _ if quoted => rows.letter(letter),
            _ if letter == separator => rows.end_field(),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' => rows.end_row(),
            _ => rows.field.push(letter),
        }
    }
    if !rows.field.is_empty() || !rows.cells.is_empty() {
        rows.end_row();
    }
    rows.done
}

#[derive(Default)]
struct Rows {
    done: Vec<Line>,
    cells: Vec<String>,
    field: String,
    /// Line ends inside the fields of the row that is being read.
    inner: usize,
    line: usize,
}

impl Rows {
    fn letter(&mut self, letter: char) {
        self.inner += usize::from(letter == '\n');
        self.field.push(letter);
    }

    fn end_field(&mut self) {
        self.cells.push(unguarded(std::mem::take(&mut self.field)));
    }

    fn end_row(&mut self) {
        self.end_field();
        self.line += 1;
        let number = self.line;
        self.line += std::mem::take(&mut self.inner);
        self.done.push(Line {
            number,
            cells: std::mem::take(&mut self.cells),
        });
    }
}

/// Takes off the apostrophe that exporters put before what a spreadsheet would run as a formula.
fn unguarded(field: String) -> String {
    match field.strip_prefix('\'') {
        Some(rest) if *crate::export::csv::neutral(rest) == *field => rest.to_owned(),
        _ => field,
    }
}

/// The separator: what Excel's own first line says, else the one that stands most often outside
/// quotes in the first lines.
fn separator(text: &str) -> (char, &str) {
    if let Some(rest) = text.strip_prefix("sep=") {
        let mut letters = rest.chars();
        if let Some(separator) = letters.next() {
            let rest = letters.as_str();
            return (separator, rest.trim_start_matches(['\r', '\n']));
        }
    }
    let mut quoted = false;
    let mut counts = [('\t', 0usize), (';', 0), (',', 0)];
    for letter in text.chars().take(LOOKED_AT) {
        quoted ^= letter == '"';
        let count = counts.iter_mut().find(|(mark, _)| *mark == letter);
        if let (false, Some((_, count))) = (quoted, count) {
            *count += 1;
        }
    }
    // A tab decides by itself: it is hardly ever part of what people write.
    let most = counts.iter().max_by_key(|(mark, count)| {
        let weight = if *mark == '\t' { 20 } else { 1 };
        count * weight
    });
    (most.map_or(',', |(mark, _)| *mark), text)
}

/// How many letters tell which separator a text has.
const LOOKED_AT: usize = 4000;
