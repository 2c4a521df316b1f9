//! CSV that every spreadsheet opens with the right letters and without running anything.

/// Writes rows as CSV with a byte order mark, which Excel needs to see UTF-8.
///
/// A field that a spreadsheet would take for a formula gets a leading apostrophe, which importers
/// of ours strip again.
pub fn write<R, F>(rows: R) -> Vec<u8>
where
    R: IntoIterator<Item = F>,
    F: IntoIterator,
    F::Item: AsRef<str>,
{
    let mut out = String::from('\u{feff}');
    for row in rows {
        for (at, field) in row.into_iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            push_field(&neutral(field.as_ref()), &mut out);
        }
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// Puts an apostrophe before what a spreadsheet would evaluate.
pub fn neutral(field: &str) -> std::borrow::Cow<'_, str> {
    if starts_formula(field) {
        format!("'{field}").into()
    } else {
        field.into()
    }
}

/// Whether a spreadsheet would evaluate the field: it starts with `= + - @`, their full-width
/// forms, a tab or a line end, even after quotes, spaces or characters that are not shown. An
/// apostrophe counts too, so that stripping one always gives back what was typed.
fn starts_formula(field: &str) -> bool {
    if field.starts_with('\'') {
        return true;
    }
    let hidden = |c: char| {
        c == '"'
            || c == ' '
            || c == '\u{a0}'
            || ('\u{200b}'..='\u{200f}').contains(&c)
            || c == '\u{feff}'
    };
    let trigger = |c: char| {
        matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n')
            || matches!(c, '＝' | '＋' | '－' | '＠' | '−')
    };
    field.trim_start_matches(hidden).starts_with(trigger)
}

fn push_field(field: &str, out: &mut String) {
    if !field.contains(['"', ',', ';', '\n', '\r', '\t']) {
        return out.push_str(field);
    }
    out.push('"');
    for c in field.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push('"');
}
