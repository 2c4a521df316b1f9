//! Our own texts: short enough, whole sentences, British spelling, and written for their place.

use super::Problems;
use crate::content::{Content, Place};
use std::collections::HashMap;

/// What a text has to look like.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// A few words without a final stop.
    Title,
    /// Ends with a question mark.
    Question,
    /// Ends with a full stop.
    Sentence,
    /// A list of things, with a final stop.
    List,
    /// Begins in lower case and has no final stop, so that a sentence can be made around it.
    Fragment,
}

struct Text<'a> {
    place: &'a Place,
    field: &'static str,
    form: Form,
    text: &'a str,
    most: usize,
}

pub fn check(content: &Content, problems: &mut Problems) {
    let texts = texts(content);
    for text in &texts {
        for (code, message, help) in faults(text) {
            let message = format!("`{}` {message}", text.field);
            problems.add(text.place, code, message, help);
        }
    }
    repeated_texts(&texts, problems);
    borrowed_runs(&texts, problems);
}

/// Every text that is ours, with the most characters that its place on the page holds.
fn texts(content: &Content) -> Vec<Text<'_>> {
    use Form::{Fragment, List, Question, Sentence, Title};
    let mut all = Vec::new();
    let mut add = |place, field, form, text, most| {
        all.push(Text {
            place,
            field,
            form,
            text,
            most,
        })
    };
    for x in &content.clauses {
        add(&x.place, "documented", Fragment, x.documented.as_str(), 120);
        add(&x.place, "change_2013", Sentence, &x.change_2013, 260);
        add(&x.place, "amendment", Sentence, &x.amendment, 260);
    }
    for x in &content.documents {
        add(&x.place, "name", Title, &x.name, 60);
        add(&x.place, "review", Fragment, &x.review, 80);
        add(&x.place, "purpose", Sentence, &x.purpose, 160);
    }
    for x in &content.merged {
        add(&x.place, "title", Title, &x.title, 60);
        add(&x.place, "review", Fragment, &x.review, 80);
        add(&x.place, "purpose", Sentence, &x.purpose, 160);
    }
    for x in &content.roles {
        add(&x.place, "title", Title, &x.title, 60);
        add(&x.place, "duties", Sentence, &x.duties, 160);
    }
    for x in &content.sections {
        add(&x.place, "title", Title, &x.title, 60);
        add(&x.place, "intro", Sentence, &x.intro, 120);
    }
    for x in &content.questions {
        add(&x.place, "text", Question, &x.text, 120);
        add(&x.place, "why", Sentence, &x.why, 140);
        add(&x.place, "counts_as_yes", Sentence, &x.counts_as_yes, 220);
        add(&x.place, "evidence", List, &x.evidence, 120);
    }
    for x in &content.rules {
        add(&x.place, "reason", Sentence, &x.reason, 140);
        add(&x.place, "exclusion", Sentence, &x.exclusion, 180);
    }
    for x in &content.contradictions {
        add(&x.place, "message", Fragment, &x.message, 160);
    }
    for x in &content.scenarios {
        add(&x.place, "title", Title, &x.title, 80);
        add(&x.place, "threat", Sentence, &x.threat, 140);
        add(&x.place, "vulnerability", Sentence, &x.vulnerability, 140);
    }
    for x in &content.parameters {
        add(&x.place, "question", Question, &x.question, 140);
        add(&x.place, "reason", Sentence, &x.reason, 140);
    }
    for x in &content.registers {
        add(&x.place, "row", Fragment, &x.noun, 50);
        for column in &x.columns {
            add(&column.place, "column", Title, &column.title, 40);
            add(&column.place, "help", Sentence, &column.help, 160);
            for (_, title) in &column.options {
                add(&column.place, "option", Title, title, 50);
            }
        }
    }
    all
}

/// Fields that may be empty.
const OPTIONAL: [&str; 4] = ["documented", "change_2013", "amendment", "exclusion"];

fn faults(text: &Text) -> Vec<(&'static str, String, &'static str)> {
    let mut faults = Vec::new();
    let length = text.text.chars().count();
    if text.text.is_empty() {
        if !OPTIONAL.contains(&text.field) {
            faults.push(("empty-text", "is empty".into(), "write it"));
        }
        return faults;
    }
    if length > text.most {
        let message = format!("has {length} characters");
        faults.push((
            "long-text",
            format!("{message}, more than {}", text.most),
            "shorten it",
        ));
    }
    if !well_formed(text) {
        faults.push((
            "text-form",
            format!("is `{}`", text.text),
            form_help(text.form),
        ));
    }
    if text.text.trim() != text.text
        || text.text.contains(['\t', '\n', '\r'])
        || text.text.contains("  ")
    {
        faults.push((
            "white-space",
            "has stray white space".into(),
            "use single spaces, on one line",
        ));
    }
    if let Some(word) = text.text.split_whitespace().find(|word| american(word)) {
        faults.push(("spelling", format!("says `{word}`"), "use British spelling"));
    }
    faults
}

fn well_formed(text: &Text) -> bool {
    let stopped = text.text.ends_with('.');
    let lower = text.text.starts_with(char::is_lowercase);
    match text.form {
        Form::Title => !stopped && !lower,
        Form::Question => text.text.ends_with('?') && !lower,
        Form::Sentence | Form::List => stopped && !lower,
        Form::Fragment => !stopped && !text.text.ends_with('?') && lower,
    }
}

fn form_help(form: Form) -> &'static str {
    match form {
        Form::Title => "begin with a capital letter, without a final stop",
        Form::Question => "write a question, with a question mark",
        Form::Sentence => "write whole sentences, with a final stop",
        Form::List => "begin with a capital letter and end with a stop",
        Form::Fragment => "begin in lower case, without a final stop",
    }
}

fn american(word: &str) -> bool {
    let word = word.to_lowercase();
    [
        "organiz", "behavior", "authoriz", "recogniz", "labeling", "minimiz",
    ]
    .iter()
    .any(|part| word.contains(part))
}

/// The same text in two records of a kind is a copy that nobody edited; exclusions may agree, and
/// so may what to write into columns of different registers.
fn repeated_texts(texts: &[Text], problems: &mut Problems) {
    let mut first: HashMap<(&str, &str), &Place> = HashMap::new();
    let prose = texts
        .iter()
        .filter(|x| matches!(x.form, Form::Sentence | Form::Question));
    for x in prose.filter(|x| !OPTIONAL.contains(&x.field) && x.field != "help") {
        if let Some(place) = first.get(&(x.field, x.text)) {
            let message = format!("`{}` is the same as at {place}", x.field);
            problems.add(x.place, "repeated-text", message, "write it for this entry");
        } else {
            first.insert((x.field, x.text), x.place);
        }
    }
}

/// As many words in a row as two texts of different fields may share.
const MOST_SHARED: usize = 8;

/// A long run of words that also stands in another field was copied from there.
fn borrowed_runs(texts: &[Text], problems: &mut Problems) {
    let mut first: HashMap<Vec<String>, &Text> = HashMap::new();
    for x in texts {
        let words: Vec<String> = x.text.split_whitespace().map(bare).collect();
        let runs = words.windows(MOST_SHARED + 1);
        let other = runs
            .clone()
            .find_map(|run| first.get(run).filter(|other| other.field != x.field));
        if let Some(other) = other {
            let message = format!(
                "`{}` repeats a long run of `{}` at {}",
                x.field, other.field, other.place
            );
            problems.add(
                x.place,
                "borrowed-text",
                message,
                "say what is particular to this field",
            );
        }
        runs.for_each(|run| {
            first.entry(run.to_vec()).or_insert(x);
        });
    }
}

/// A word without case and punctuation.
fn bare(word: &str) -> String {
    word.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
