//! `docs/documents.md`: what each template holds and what it makes of the smallest and the largest example.

use crate::{Result, packs};
use annexa::api::{DocumentSet, Session};
use annexa::catalogue::DocumentId;
use annexa::documents::model::Block;
use annexa::documents::pack::Pack;
use annexa::documents::template::{Target, Template};
use annexa::workspace::{Date, Workspace};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const FILE: &str = "docs/documents.md";
/// The example with the fewest people, and the one with the most.
const EXAMPLES: [&str; 2] = ["consultancy", "manufacturer"];
/// Any fixed day: the file must not change by waiting.
const DAY: &str = "2026-11-24";

/// Writes the table, or with `check` fails when the committed one is not current.
pub fn run(root: &Path, check: bool) -> Result {
    let text = table(root)?;
    let path = root.join(FILE);
    if fs::read_to_string(&path).is_ok_and(|current| current == text) {
        return Ok(());
    }
    if check {
        return Err(format!("{FILE} is not current; run `cargo xtask docs`").into());
    }
    Ok(fs::write(path, text)?)
}

const HEAD: &str = "\
# The documents

Made by `cargo xtask docs`; do not edit.

Words *written* are those of the template with all its variants, without template code. Words of
the examples are those of the text that they get: `consultancy` has 12 people, `manufacturer` 412;
a dash means that the example does without the document. *Must* counts the sentences of the
template that say \"must\". *Parameters* are the shared numbers and choices that it prints or asks.
Controls and clauses are those that its sections satisfy, by their 2022 numbers.

| Document | Kind | Written | consultancy | manufacturer | Must | Parameters | Controls | Clauses |
| --- | --- | ---: | ---: | ---: | ---: | ---: | --- | --- |
";

fn table(root: &Path) -> Result<String> {
    let templates = packs::read(root)?;
    let examples = [
        Example::open(root, EXAMPLES[0], &templates)?,
        Example::open(root, EXAMPLES[1], &templates)?,
    ];
    let mut text = HEAD.to_owned();
    let mut total = Row::default();
    for id in DocumentId::all() {
        let Some(template) = templates.iter().find(|template| template.document == id) else {
            continue;
        };
        let row = Row {
            written: words(&prose(&template.text)),
            rendered: [examples[0].words(id)?, examples[1].words(id)?],
            must: must(&prose(&template.text)),
            parameters: template
                .front
                .parameters
                .iter()
                .map(|id| id.as_str())
                .collect(),
            targets: template
                .sections
                .iter()
                .flat_map(|s| s.satisfies.clone())
                .collect(),
        };
        let name = format!("[{}](../content/templates/{id}.md)", id.get().name);
        row.write(&mut text, &name, id.get().kind.title(), true)?;
        total.add(row);
    }
    total.write(&mut text, "All", "", false)?;
    Ok(text)
}

/// What one line tells; the sum of all lines too.
#[derive(Default)]
struct Row {
    written: usize,
    rendered: [Option<usize>; 2],
    must: usize,
    parameters: BTreeSet<&'static str>,
    targets: BTreeSet<Target>,
}

impl Row {
    fn add(&mut self, other: Self) {
        self.written += other.written;
        self.must += other.must;
        for (sum, words) in self.rendered.iter_mut().zip(other.rendered) {
            *sum = Some(sum.unwrap_or(0) + words.unwrap_or(0));
        }
        self.parameters.extend(other.parameters);
        self.targets.extend(other.targets);
    }

    fn write(&self, text: &mut String, name: &str, kind: &str, list: bool) -> Result {
        let show = |words: Option<usize>| words.map_or("–".to_owned(), |words| words.to_string());
        let [small, large] = self.rendered.map(show);
        let targets = |control: bool| {
            let mut of_kind: Vec<_> = self.targets.iter().collect();
            of_kind.retain(|target| matches!(target, Target::Control(_)) == control);
            if list {
                let names: Vec<_> = of_kind.iter().map(ToString::to_string).collect();
                names.join(", ")
            } else {
                of_kind.len().to_string()
            }
        };
        let (written, must, parameters) = (self.written, self.must, self.parameters.len());
        let (controls, clauses) = (targets(true), targets(false));
        writeln!(
            text,
            "| {name} | {kind} | {written} | {small} | {large} | {must} | {parameters} | {controls} | {clauses} |"
        )?;
        Ok(())
    }
}

/// An example organisation with all templates.
struct Example {
    set: DocumentSet,
    day: Date,
    wanted: BTreeSet<DocumentId>,
}

impl Example {
    fn open(root: &Path, name: &str, templates: &[Template]) -> Result<Self> {
        let file = root.join(format!("content/examples/{name}.json"));
        let session = Session::open(Workspace::from_json(&fs::read(file)?)?);
        let rows = session.view().documents();
        let wanted = rows.iter().filter(|row| row.wanted).map(|row| row.id);
        Ok(Self {
            wanted: wanted.collect(),
            set: DocumentSet::new(session, Pack::new("en", templates.to_vec())?),
            day: DAY.parse()?,
        })
    }

    /// How long a document's draft is here; `None` when it is not wanted.
    fn words(&self, id: DocumentId) -> Result<Option<usize>> {
        if !self.wanted.contains(&id) {
            return Ok(None);
        }
        let (blocks, _) = self.set.library().draft(&self.set.context(self.day), id)?;
        Ok(Some(
            blocks
                .iter()
                .map(|block| words(&Block::plain_text(block)))
                .sum(),
        ))
    }
}

/// A template's text without code; what is printed in the middle of a sentence counts as one word.
fn prose(template: &str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('{') {
        let end = match from.chars().next() {
            Some('{') => "}}",
            Some('%') => "%}",
            Some('#') => "}",
            _ => "",
        };
        text.push_str(before);
        if end == "}}" {
            text.push('…');
        }
        rest = from.split_once(end).map_or("", |(_, after)| after);
    }
    text + rest
}

/// Words as a reader counts them: marks alone are none.
fn words(text: &str) -> usize {
    let word = |word: &&str| word.chars().any(|c| c.is_alphabetic() || c == '…');
    text.split_whitespace().filter(word).count()
}

/// Sentences that say "must". A line ends a sentence too.
fn must(text: &str) -> usize {
    let sentences = text.lines().flat_map(|line| line.split(". "));
    let says = |sentence: &&str| {
        let mut words = sentence.split(|c: char| !c.is_alphabetic());
        words.any(|word| word.eq_ignore_ascii_case("must"))
    };
    sentences.filter(says).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;

    #[test]
    fn committed_table_is_current() {
        run(&files::root(), true).unwrap();
    }

    #[test]
    fn examples_are_the_smallest_and_the_largest() {
        let all = ["saas", "manufacturer", "clinic", "consultancy"];
        let people = |name: &str| {
            let file = files::root().join(format!("content/examples/{name}.json"));
            let workspace = Workspace::from_json(&fs::read(file).unwrap()).unwrap();
            workspace.data.organisation.headcount
        };
        let counts = all.map(people);
        assert_eq!(counts.iter().min(), Some(&people(EXAMPLES[0])));
        assert_eq!(counts.iter().max(), Some(&people(EXAMPLES[1])));
    }

    #[test]
    fn code_is_no_text_and_sentences_are_counted_once() {
        let text = "## Title {#id satisfies=\"A.5.1\"}\n\n1. {{ Role(\"x\") }} must act{% if a %} and must tell{% endif %}. Staff may wait.\n2. It must end.\n{## must ##}\n";
        let plain = prose(text);
        assert_eq!(must(&plain), 2);
        assert_eq!(words(&plain), 1 + 6 + 3 + 3, "{plain}");
    }
}
