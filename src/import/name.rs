//! Headings and words in one spelling, so that they can be compared.

/// Small letters and digits in words, one space between them.
///
/// `Risk_ID*` and `risk id` are the same.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_alphanumeric() || matches!(letter, '✓' | '✔') {
            out.extend(letter.to_lowercase());
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A heading without the explanation that some programs put in brackets.
pub fn heading(text: &str) -> String {
    let before = text.split(['(', '[']).next().unwrap_or_default();
    let short = plain(before);
    if short.is_empty() { plain(text) } else { short }
}

/// Whether a plain text is another, or goes on after it with a further word.
pub fn begins(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
