//! What a template names exists, it declares what it names, and it covers what its document is for.

use super::Problems;
use crate::content::{Content, DocumentRow, Place, line_of};
use std::collections::BTreeSet;

/// Opens and closes the front matter.
const FENCE: &str = "+++\n";

/// An id and its position in the file.
type Found<'a> = (&'a str, usize);

/// Gives the ids of the parameters that the template prints or names.
pub fn check<'a>(
    file: &'a str,
    text: &'a str,
    document: &DocumentRow,
    content: &Content,
    problems: &'a mut Problems,
) -> BTreeSet<String> {
    let mut template = Template {
        file,
        text,
        head: head(text),
        problems,
    };
    let Some(front) = template.front() else {
        return BTreeSet::new();
    };
    let known = Known::new(content);
    let (records, printed) = (template.records(&front), template.calls(&["param"]));
    template.declares("parameters", &front, &printed, &records, &known.parameters);
    let roles = template.calls(&["role", "Role", "held_by_one"]);
    template.declares("roles", &front, &roles, &[], &known.roles);
    let facts = template.facts();
    template.declares("facts", &front, &facts, &[], &known.questions);

    let related = template.declared(&front, "related");
    template.exist("document", &related, &known.documents);
    template.exist("document", &template.calls(&["doc"]), &known.documents);
    template.exist("clause", &template.calls(&["clause"]), &known.clauses);
    template.exist(
        "2022 control",
        &template.calls(&["control"]),
        &known.controls,
    );
    template.registers(content);
    template.satisfies(document, &known);
    printed
        .into_iter()
        .chain(records)
        .map(|(id, _)| id.to_owned())
        .collect()
}

/// The ids that a template may name.
struct Known<'a> {
    clauses: BTreeSet<&'a str>,
    controls: BTreeSet<&'a str>,
    documents: BTreeSet<&'a str>,
    parameters: BTreeSet<&'a str>,
    questions: BTreeSet<&'a str>,
    roles: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn new(content: &'a Content) -> Self {
        Self {
            clauses: content.clauses.iter().map(|x| x.id.as_str()).collect(),
            controls: content
                .controls_2022
                .iter()
                .map(|x| x.id.as_str())
                .collect(),
            documents: content.documents.iter().map(|x| x.id.as_str()).collect(),
            parameters: content.parameters.iter().map(|x| x.id.as_str()).collect(),
            questions: content.questions.iter().map(|x| x.id.as_str()).collect(),
            roles: content.roles.iter().map(|x| x.id.as_str()).collect(),
        }
    }
}

/// The front matter, without the lines that enclose it.
fn head(text: &str) -> Option<&str> {
    text.strip_prefix(FENCE)?
        .split_once("\n+++\n")
        .map(|(head, _)| head)
}

/// The texts in quotes within a piece of a file that begins at `start`.
fn quotes(piece: &str, start: usize) -> Vec<Found<'_>> {
    let mut at = start;
    let mut parts = Vec::new();
    for part in piece.split('"') {
        parts.push((part, at));
        at += part.len() + 1;
    }
    parts.into_iter().skip(1).step_by(2).collect()
}

struct Template<'a> {
    file: &'a str,
    text: &'a str,
    head: Option<&'a str>,
    problems: &'a mut Problems,
}

impl<'a> Template<'a> {
    fn add(&mut self, at: usize, code: &'static str, message: String, help: &str) {
        let place = Place {
            file: self.file.to_owned(),
            line: line_of(self.text, at),
        };
        self.problems.add(&place, code, message, help);
    }

    fn front(&mut self) -> Option<toml::Table> {
        let Some(head) = self.head else {
            let help = "begin with a line of +++, then the front matter in TOML, then +++ again";
            self.add(
                0,
                "front-matter",
                "the file does not begin with front matter".into(),
                help,
            );
            return None;
        };
        match toml::from_str(head) {
            Ok(front) => Some(front),
            Err(error) => {
                let at = FENCE.len() + error.span().map_or(0, |span| span.start);
                let help = "write it as in the other templates";
                self.add(at, "front-matter", error.message().to_owned(), help);
                None
            }
        }
    }

    /// The texts of a list of the front matter.
    fn declared(&self, front: &toml::Table, key: &str) -> Vec<Found<'a>> {
        let list = front.get(key).and_then(toml::Value::as_array);
        let texts = list.into_iter().flatten().filter_map(toml::Value::as_str);
        texts.filter_map(|text| self.quoted(text)).collect()
    }

    /// The parameters that say how long the document's records are kept.
    fn records(&self, front: &toml::Table) -> Vec<Found<'a>> {
        let records = front.get("records").and_then(toml::Value::as_array);
        let kept = records
            .into_iter()
            .flatten()
            .filter_map(|record| record.get("kept")?.as_str());
        kept.filter_map(|text| self.quoted(text)).collect()
    }

    /// Where the front matter has a text.
    fn quoted(&self, text: &str) -> Option<Found<'a>> {
        let at = FENCE.len() + self.head?.find(&format!("\"{text}\""))? + 1;
        Some((self.text.get(at..at + text.len())?, at))
    }

    /// The texts that stand between the brackets of calls.
    fn calls(&self, names: &[&str]) -> Vec<Found<'a>> {
        let mut found = Vec::new();
        for name in names {
            for (at, call) in self.text.match_indices(&format!("{name}(\"")) {
                let word = |letter: char| letter.is_alphanumeric() || letter == '_';
                if !self.text[..at].ends_with(word) {
                    let start = at + call.len() - 1;
                    let arguments = self.text[start..].split(')').next().unwrap_or_default();
                    found.extend(quotes(arguments, start));
                }
            }
        }
        found.sort_by_key(|(_, at)| *at);
        found
    }

    /// The facts that conditions look at.
    fn facts(&self) -> Vec<Found<'a>> {
        let marks = self.text.match_indices("facts.");
        marks
            .map(|(at, mark)| {
                let rest = &self.text[at + mark.len()..];
                let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
                (&rest[..end.unwrap_or(rest.len())], at)
            })
            .collect()
    }

    /// A list of the front matter names all that the text uses, and nothing else; `also` may be used
    /// by the front matter itself.
    fn declares(
        &mut self,
        key: &str,
        front: &toml::Table,
        used: &[Found],
        also: &[Found],
        known: &BTreeSet<&str>,
    ) {
        let declared = self.declared(front, key);
        let noun = format!("entry of `{key}`");
        self.exist(&noun, &declared, known);
        let names = |list: &[Found], id: &str| list.iter().any(|(other, _)| *other == id);
        for (id, at) in &declared {
            if known.contains(id) && !names(used, id) && !names(also, id) {
                let message = format!("`{key}` names `{id}`, which the text does not use");
                self.add(*at, "idle-declaration", message, "take it out, or use it");
            }
        }
        let mut told = BTreeSet::new();
        for (id, at) in used
            .iter()
            .chain(also)
            .filter(|(id, _)| !names(&declared, id))
        {
            if told.insert(id) {
                let message = format!("`{id}` is used, but `{key}` does not name it");
                self.add(*at, "undeclared", message, "name it in the front matter");
            }
        }
    }

    fn exist(&mut self, noun: &str, ids: &[Found], known: &BTreeSet<&str>) {
        for (id, at) in ids.iter().filter(|(id, _)| !known.contains(id)) {
            let message = format!("there is no {noun} `{id}`");
            self.add(*at, "dangling-id", message, "use an id of the catalogue");
        }
    }

    /// Registers that are printed exist, and so do the columns of theirs that are named.
    fn registers(&mut self, content: &Content) {
        for name in ["rows", "table", "cards"] {
            let mark = format!("{name}(");
            let calls: Vec<usize> = self.text.match_indices(&mark).map(|(at, _)| at).collect();
            for at in calls {
                let start = at + mark.len();
                let arguments = self.text[start..].split(')').next().unwrap_or_default();
                let mut names = quotes(arguments, start).into_iter();
                let Some((id, at)) = names.next() else {
                    continue;
                };
                let Some(register) = content.registers.iter().find(|x| x.id == id) else {
                    let help = "name a file of content/registers";
                    self.add(
                        at,
                        "dangling-id",
                        format!("there is no register `{id}`"),
                        help,
                    );
                    continue;
                };
                for (column, at) in names {
                    if !register.columns.iter().any(|x| x.id == column) {
                        let message = format!("`{id}` has no column `{column}`");
                        self.add(
                            at,
                            "dangling-id",
                            message,
                            "see its file in content/registers",
                        );
                    }
                }
            }
        }
    }

    /// Sections satisfy what exists, and together all that the document is for.
    fn satisfies(&mut self, document: &DocumentRow, known: &Known) {
        let mark = "satisfies=\"";
        let lists = self.text.match_indices(mark).map(|(at, _)| at + mark.len());
        let mut satisfied = Vec::new();
        for at in lists {
            let list = self.text[at..].split('"').next().unwrap_or_default();
            satisfied.extend(list.split_whitespace().map(|id| (id, at)));
        }
        let targets = known.controls.union(&known.clauses).copied().collect();
        self.exist("2022 control or clause", &satisfied, &targets);
        let wanted = document.controls_2022.0.iter().chain(&document.clauses.0);
        for id in wanted.filter(|id| !satisfied.iter().any(|(other, _)| other == id)) {
            let message = format!("no section satisfies {id}, which the document is for");
            let help = "add satisfies=\"…\" to the heading of the section that does";
            self.add(0, "not-covered", message, help);
        }
    }
}
