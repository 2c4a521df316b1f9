//! The template engine: minijinja within limits, writing Markdown.
//!
//! A template sees the values it is given and the filters of this file, nothing else. Whatever it
//! prints is escaped, so that a name such as `# a | b` stays a name; only what our own functions
//! and filters make is Markdown. Undefined names, endless loops and endless output are errors with
//! line and column.

use super::pack::Pack;
use crate::catalogue::DocumentId;
use crate::error::{Error, ErrorKind, Result};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior};
use std::io;
use std::sync::Arc;

/// The work that one text may make: instructions, and one for every 64 bytes of data.
///
/// A register of 10,000 risks takes about half of it.
pub const FUEL: u64 = 2_000_000;

/// The longest text that a template may make, in bytes.
pub const OUTPUT: usize = 5_000_000;

/// How deep loops and conditions may nest.
const DEPTH: usize = 100;

/// The engine with the templates of a pack, each compiled when it is first used.
#[derive(Debug)]
pub struct Engine {
    environment: Environment<'static>,
}

impl Engine {
    /// An engine for the templates of a pack.
    pub fn new(pack: &Pack) -> Self {
        let texts: std::collections::BTreeMap<&'static str, String> = pack
            .iter()
            .map(|template| (template.document.as_str(), keep_line_ends(&template.text)))
            .collect();
        let mut environment = Environment::empty();
        environment.set_loader(move |name| Ok(texts.get(name).cloned()));
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
        environment.set_formatter(print);
        environment.set_fuel(Some(FUEL));
        environment.set_recursion_limit(DEPTH);
        environment.set_syntax(syntax());
        environment.add_filter("paragraphs", paragraphs);
        environment.add_filter("cell", cell);
        environment.add_filter("list_and", |list: &Value, name: Option<&str>| {
            list_with(list, name, "and")
        });
        environment.add_filter("list_or", |list: &Value, name: Option<&str>| {
            list_with(list, name, "or")
        });
        environment.add_filter("where", filter_where);
        environment.add_filter("first", first);
        environment.add_filter("count", |list: &Value| list.len().unwrap_or(0));
        environment.add_filter("capital", capital);
        Self { environment }
    }

    /// Renders a document's template to Markdown.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when the pack has no such template, [`ErrorKind::Template`] with
    /// line and column when it fails.
    pub fn render(&self, document: DocumentId, values: Value) -> Result<String> {
        let place = document.as_str();
        let template = self.environment.get_template(place).map_err(|error| {
            if error.kind() == minijinja::ErrorKind::TemplateNotFound {
                Error::new(
                    ErrorKind::NotFound,
                    format!("there is no template for `{document}`"),
                )
            } else {
                described(&error, place, "")
            }
        })?;
        let source = template.source();
        run(&template, values).map_err(|error| described(&error, place, source))
    }

    /// Renders a user's own text to Markdown, under the same limits. `place` is what errors name.
    ///
    /// # Errors
    /// [`ErrorKind::Template`] with line and column.
    pub fn render_text(&self, place: &str, source: &str, values: Value) -> Result<String> {
        let kept = keep_line_ends(source);
        self.environment
            .template_from_named_str(place, &kept)
            .and_then(|template| run(&template, values))
            .map_err(|error| described(&error, place, source))
    }
}

/// Lines that hold only template code leave nothing behind, not even their end. Comments have
/// double marks, because `{#` begins the id of a heading.
fn syntax() -> SyntaxConfig {
    let mut builder = SyntaxConfig::builder();
    builder
        .trim_blocks(true)
        .lstrip_blocks(true)
        .comment_delimiters("{##", "##}");
    builder.build().unwrap_or_default()
}

/// Lines that only end in template code keep their end: an empty print stands before it.
fn keep_line_ends(source: &str) -> String {
    let mut kept = String::with_capacity(source.len() + 64);
    for line in source.split_inclusive('\n') {
        let text = line.trim_end();
        kept.push_str(text);
        if text.ends_with("%}") && !is_code(text) {
            kept.push_str("{{''}}");
        }
        kept.push_str(line.get(text.len()..).unwrap_or_default());
    }
    kept
}

/// Whether a line is nothing but `{% … %}`.
fn is_code(line: &str) -> bool {
    line.split("%}").all(|piece| {
        let before = piece.split("{%").next().unwrap_or_default();
        before.trim().is_empty()
    })
}

fn run(
    template: &minijinja::Template<'_, '_>,
    values: Value,
) -> std::result::Result<String, minijinja::Error> {
    let mut output = Limited(Vec::new());
    template.render_captured_to(values, &mut output)?;
    Ok(String::from_utf8(output.0).unwrap_or_default())
}

/// A buffer that refuses to grow beyond [`OUTPUT`].
struct Limited(Vec<u8>);

impl io::Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > OUTPUT {
            return Err(io::Error::other("too long"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The engine's error in the reader's words, with line and column.
fn described(error: &minijinja::Error, place: &str, source: &str) -> Error {
    use minijinja::ErrorKind as Kind;
    let message = match error.kind() {
        Kind::OutOfFuel => "the text takes too much work; a loop runs too often".to_owned(),
        Kind::WriteFailure => format!("the text is longer than {OUTPUT} bytes"),
        kind => error.detail().map_or(kind.to_string(), str::to_owned),
    };
    let line = error.line().unwrap_or(1);
    let column = error.range().map_or(1, |range| column(source, range.start));
    Error::new(
        ErrorKind::Template,
        format!("line {line}, column {column}: {message}"),
    )
    .at(format!("{place}:{line}:{column}"))
}

/// The column of a byte position, in characters, from 1.
fn column(source: &str, position: usize) -> usize {
    let before = source.get(..position).unwrap_or_default();
    before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1
}

/// Markdown that prints as it is, holds or not in a condition, and has named parts.
#[derive(Debug, Default)]
pub struct Phrase {
    /// What it prints.
    pub markdown: String,
    /// Whether it counts as true.
    pub holds: bool,
    /// What `phrase.name` gives.
    pub parts: Vec<(&'static str, Value)>,
}

impl Phrase {
    /// Plain text, escaped.
    pub fn text(text: &str) -> Self {
        Self {
            markdown: escape(text),
            holds: !text.is_empty(),
            parts: Vec::new(),
        }
    }

    /// With a named part.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.parts.push((name, value.into()));
        self
    }
}

impl From<Phrase> for Value {
    fn from(phrase: Phrase) -> Self {
        Self::from_object(phrase)
    }
}

impl Object for Phrase {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let part = self.parts.iter().find(|(part, _)| *part == key)?;
        Some(part.1.clone())
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.holds
    }
}

type Outcome<T> = std::result::Result<T, minijinja::Error>;

fn refused(message: &'static str) -> minijinja::Error {
    minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, message)
}

fn print(out: &mut Output, _: &mut State, value: &Value) -> Outcome<()> {
    Ok(out.write_str(&markdown_of(value)?)?)
}

/// A value as Markdown within a line.
fn markdown_of(value: &Value) -> Outcome<String> {
    if let Some(phrase) = value.downcast_object_ref::<Phrase>() {
        return Ok(phrase.markdown.clone());
    }
    match (value.kind(), value.as_str()) {
        (_, Some(text)) if value.is_safe() => Ok(text.to_owned()),
        (_, Some(text)) => Ok(escape(text)),
        (ValueKind::Number, _) => Ok(value.to_string()),
        (ValueKind::Undefined, _) => Ok(String::new()),
        _ => Err(refused(
            "only texts and numbers can be printed; name a part of the value, or use it in a condition or a loop",
        )),
    }
}

fn markdown(text: String) -> Value {
    Value::from_safe_string(text)
}

/// A text of several lines as paragraphs.
fn paragraphs(text: &Value) -> Outcome<Value> {
    if value_is_ready(text) {
        return Ok(text.clone());
    }
    let text = text
        .as_str()
        .ok_or_else(|| refused("only a text has paragraphs"))?;
    let paragraphs: Vec<String> = text
        .split("\n\n")
        .map(|paragraph| broken_lines(paragraph, "\\\n"))
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    Ok(markdown(paragraphs.join("\n\n")))
}

/// A value for a table cell: line breaks kept.
fn cell(value: &Value) -> Outcome<Value> {
    match value.as_str() {
        Some(text) if !value.is_safe() => Ok(markdown(broken_lines(text, "<br>"))),
        _ => markdown_of(value).map(markdown),
    }
}

/// A value as the Markdown of a table cell; empty for one that cannot be printed.
pub fn cell_markdown(value: &Value) -> String {
    let cell = cell(value).ok();
    let text = cell.as_ref().and_then(|cell| cell.as_str());
    text.unwrap_or_default().to_owned()
}

fn value_is_ready(value: &Value) -> bool {
    value.is_safe() || value.downcast_object_ref::<Phrase>().is_some()
}

fn broken_lines(text: &str, line_break: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| escape(line.trim()))
        .filter(|line| !line.is_empty())
        .collect();
    lines.join(line_break)
}

/// `a, b and c`, of the values or of a part of each.
fn list_with(list: &Value, part: Option<&str>, word: &str) -> Outcome<Value> {
    let mut texts = list
        .try_iter()?
        .map(|item| match part {
            Some(part) => markdown_of(&item.get_attr(part)?),
            None => markdown_of(&item),
        })
        .collect::<Outcome<Vec<String>>>()?;
    texts.retain(|text| !text.is_empty());
    let last = texts.pop().unwrap_or_default();
    Ok(markdown(if texts.is_empty() {
        last
    } else {
        format!("{} {word} {last}", texts.join(", "))
    }))
}

/// The items whose part is true, or equals a value.
fn filter_where(list: &Value, part: &str, wanted: Option<&Value>) -> Outcome<Value> {
    let mut found = Vec::new();
    for item in list.try_iter()? {
        let value = item.get_attr(part)?;
        let fits = wanted.map_or(value.is_true(), |wanted| *wanted == value);
        if fits {
            found.push(item);
        }
    }
    Ok(Value::from(found))
}

/// The first so many items.
fn first(list: &Value, most: usize) -> Outcome<Value> {
    Ok(Value::from(list.try_iter()?.take(most).collect::<Vec<_>>()))
}

/// With a capital, to begin a sentence.
fn capital(value: &Value) -> Outcome<Value> {
    markdown_of(value).map(|text| markdown(capitalised(&text)))
}

/// With a capital first letter.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Text as Markdown that shows exactly this text, on one line.
///
/// ```
/// use annexa::documents::engine::escape;
/// assert_eq!(escape("# x *y*"), r"\# x \*y\*");
/// ```
pub fn escape(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            // One space for any white space, so that lines stay lines and nothing is indented code.
            _ if character.is_whitespace() => {
                if !markdown.ends_with(' ') {
                    markdown.push(' ');
                }
            }
            // A backslash does not keep these from ending a table cell.
            '|' => markdown.push_str("&#124;"),
            '\\' => markdown.push_str("&#92;"),
            // Harmless inside a text, and frequent.
            ',' | ';' | '\'' | '/' | '?' | '%' | '@' | '"' => markdown.push(character),
            _ if character.is_ascii_punctuation() => {
                markdown.push('\\');
                markdown.push(character);
            }
            _ => markdown.push(character),
        }
    }
    markdown
}
