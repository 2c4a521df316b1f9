//! Names in running text: roles, parameters, documents, controls, clauses.

use super::{Context, OpenPoints, list, record};
use crate::catalogue::{
    ClauseId, ControlId, DocumentId, Edition, ParameterId, QuestionId, RoleId, Theme, UnknownId,
};
use crate::documents::control::chapter_title;
use crate::documents::engine::{Phrase, capitalised, escape};
use crate::documents::markdown;
use crate::documents::model::Block;
use crate::selection::{Truth, document_set, home, in_edition, in_set};
use crate::workspace::{Choice, ParameterValue, Person};
use minijinja::value::Object;
use minijinja::{Error, ErrorKind, Value};
use std::sync::Arc;

type Outcome = Result<Value, Error>;

fn unknown(error: UnknownId) -> Error {
    Error::new(ErrorKind::InvalidOperation, error.to_string())
}

/// A function from an id to a value that is looked up by the id's position.
pub(super) fn look_up<T>(position: fn(T) -> usize, values: Vec<Value>) -> Value
where
    T: std::str::FromStr<Err = UnknownId> + 'static,
{
    Value::from_function(move |id: &str| -> Outcome {
        let id: T = id.parse().map_err(unknown)?;
        Ok(values.get(position(id)).cloned().unwrap_or_default())
    })
}

impl Context<'_> {
    /// The person who holds a role and has not left.
    fn holder(&self, role: RoleId) -> Option<&Person> {
        self.present(self.data.role_holder(role))
    }

    fn deputy(&self, role: RoleId) -> Option<&Person> {
        let deputy = self.data.roles.get(&role)?.deputy.as_ref()?;
        self.present(self.data.people.get(deputy))
    }

    fn present<'p>(&self, person: Option<&'p Person>) -> Option<&'p Person> {
        person.filter(|person| {
            !person.name.is_empty() && person.left.is_none_or(|left| left > self.today)
        })
    }

    /// Who holds a role, as a table shows it.
    pub(super) fn holder_text(&self, role: RoleId) -> String {
        match (self.holder(role), self.deputy(role)) {
            (Some(holder), Some(deputy)) => format!("{} (deputy: {})", holder.name, deputy.name),
            (Some(holder), None) => holder.name.to_string(),
            (None, _) if is_plural(role) => "named for each risk".to_owned(),
            (None, _) => "vacant".to_owned(),
        }
    }

    pub(super) fn role_function(&self, capital: bool) -> Value {
        let roles: Vec<(Value, Option<String>)> = RoleId::all()
            .map(|role| (self.role_phrase(role, capital), self.vacancy(role)))
            .collect();
        let open = self.open.clone();
        Value::from_function(move |id: &str| -> Outcome {
            let role: RoleId = id.parse().map_err(unknown)?;
            let (phrase, vacancy) = roles.get(role.index()).cloned().unwrap_or_default();
            if let Some(vacancy) = vacancy {
                open.add(vacancy);
            }
            Ok(phrase)
        })
    }

    fn vacancy(&self, role: RoleId) -> Option<String> {
        let vacant = !is_plural(role) && self.holder(role).is_none();
        vacant.then(|| {
            format!(
                "Nobody holds the role “{}” yet.",
                self.data.role_title(role)
            )
        })
    }

    fn role_phrase(&self, role: RoleId, capital: bool) -> Value {
        let title = self.data.role_title(role);
        let words = with_article(role, title);
        let words = if capital { capitalised(&words) } else { words };
        let name = |person: Option<&Person>| person.map_or("", |p| &*p.name).to_owned();
        Phrase::text(&words)
            .with("title", title)
            .with("name", name(self.holder(role)))
            .with("deputy", name(self.deputy(role)))
            .with("holder", self.holder_text(role))
            .into()
    }

    pub(super) fn held_by_one_function(&self) -> Value {
        let holders: Vec<Option<String>> = RoleId::all()
            .map(|role| self.holder(role).map(|person| person.id.to_string()))
            .collect();
        Value::from_function(move |one: &str, other: &str| -> Result<bool, Error> {
            let holder = |id: &str| -> Result<Option<&String>, Error> {
                let role: RoleId = id.parse().map_err(unknown)?;
                Ok(holders.get(role.index()).and_then(Option::as_ref))
            };
            let (one, other) = (holder(one)?, holder(other)?);
            Ok(one.is_some() && one == other)
        })
    }

    pub(super) fn parameter_function(&self) -> Value {
        let values = ParameterId::all().map(|id| self.parameter(id)).collect();
        look_up(ParameterId::index, values)
    }

    fn parameter(&self, id: ParameterId) -> Value {
        match (self.data.parameter(id), id.get().unit) {
            (ParameterValue::Flag(flag), _) => Value::from(flag),
            (ParameterValue::Text(text), _) => Value::from(&*text),
            (ParameterValue::Number(number), Some(unit)) => quantity(number, unit),
            (ParameterValue::Number(number), None) => Value::from(number),
        }
    }

    /// A parameter's value with its unit.
    pub fn parameter_text(&self, id: ParameterId) -> String {
        match (self.data.parameter(id), id.get().unit) {
            (ParameterValue::Number(number), Some(unit)) => {
                format!("{number} {}", counted(number, unit))
            }
            (ParameterValue::Number(number), None) => number.to_string(),
            (ParameterValue::Text(text), _) => text.to_string(),
            (ParameterValue::Flag(flag), _) => if flag { "yes" } else { "no" }.to_owned(),
        }
    }

    pub(super) fn document_function(&self) -> Value {
        let values = DocumentId::all()
            .map(|id| self.document_phrase(id))
            .collect();
        look_up(DocumentId::index, values)
    }

    /// The title of a document as the organisation calls it.
    pub fn title(&self, document: DocumentId) -> &str {
        self.data.document_title(document)
    }

    /// Whether a document is part of the set: needed or recommended, and not declined.
    pub fn in_set(&self, document: DocumentId) -> bool {
        in_set(document, self.data, self.verdicts)
    }

    /// The merged document in which a topic is a chapter.
    pub fn merged(&self, topic: DocumentId) -> Option<DocumentId> {
        Some(home(topic, self.data, self.verdicts)).filter(|home| *home != topic)
    }

    /// The documents of the set, in the catalogue's order.
    pub fn set(&self) -> Vec<DocumentId> {
        document_set(
            self.data.organisation.document_set,
            self.data,
            self.verdicts,
        )
    }

    fn choice(&self, document: DocumentId) -> Option<&Choice> {
        Some(&self.data.documents.get(&document)?.choice)
    }

    /// A document's title as a reference, with the merged document in which it is a chapter, or
    /// plain with the place where it is kept elsewhere.
    pub fn document_reference(&self, document: DocumentId) -> String {
        if let Some(merged) = self.merged(document) {
            let title = chapter_title(self.title(merged), self.title(document));
            return format!("[{}](doc:{merged}#{document})", escape(&title));
        }
        let title = escape(self.title(document));
        match self.choice(document) {
            Some(Choice::Elsewhere { reference }) if reference.is_empty() => title,
            // A place that begins with the title says it already.
            Some(Choice::Elsewhere { reference })
                if reference.starts_with(self.title(document)) =>
            {
                escape(reference)
            }
            Some(Choice::Elsewhere { reference }) => format!("{title} ({})", escape(reference)),
            _ => format!("[{title}](doc:{document})"),
        }
    }

    fn document_phrase(&self, document: DocumentId) -> Value {
        let holds = self.in_set(document);
        let markdown = if holds {
            self.document_reference(document)
        } else {
            escape(self.title(document))
        };
        Phrase {
            markdown,
            holds,
            parts: vec![("title", Value::from(self.title(document)))],
        }
        .into()
    }

    /// What stands for a control of 2022 in the open edition and is included.
    pub fn included(&self, control: ControlId) -> impl Iterator<Item = ControlId> {
        in_edition(control, self.verdicts.edition()).filter(|c| self.verdicts.included(*c))
    }

    pub(super) fn control_function(&self) -> Value {
        let phrase = |control| {
            let names: Vec<String> = self
                .included(control)
                .map(|c| format!("{c} {}", escape(c.get().title)))
                .collect();
            Value::from(Phrase {
                holds: !names.is_empty(),
                markdown: names.join(" and "),
                parts: Vec::new(),
            })
        };
        let values = ControlId::all(Edition::V2022).map(phrase).collect();
        look_up(ControlId::index, values)
    }

    /// A clause's number in the open edition.
    pub fn clause(&self, clause: ClauseId) -> Option<&'static str> {
        match self.verdicts.edition() {
            Edition::V2022 => Some(clause.as_str()),
            Edition::V2013 => clause.get().clause_2013,
        }
    }

    pub(super) fn clause_function(&self) -> Value {
        let phrase = |clause| Value::from(Phrase::text(self.clause(clause).unwrap_or_default()));
        look_up(ClauseId::index, ClauseId::all().map(phrase).collect())
    }

    pub(super) fn open_function(&self) -> Value {
        let open = self.open.clone();
        Value::from_function(move |point: &Value| {
            open.add(plain(point));
            Value::from_safe_string(String::new())
        })
    }

    /// Whether the open edition has Amendment 1:2024.
    pub(super) fn is_amended(&self) -> bool {
        self.verdicts.edition() == Edition::V2022
    }

    pub(super) fn edition(&self) -> Value {
        let edition = self.verdicts.edition();
        let year = match edition {
            Edition::V2022 => 2022,
            Edition::V2013 => 2013,
        };
        record([
            ("name", Value::from(edition.name())),
            ("year", Value::from(year)),
            ("controls", Value::from(ControlId::all(edition).len())),
            ("themes", list(themes(edition))),
        ])
    }

    pub(super) fn facts(&self) -> Value {
        Value::from_object(Facts {
            answers: QuestionId::all()
                .map(|question| Truth::of(self.data, question))
                .collect(),
            open: self.open.clone(),
        })
    }
}

/// A text without the escapes that joining it with other values may have brought in.
fn plain(text: &Value) -> String {
    let text = text.as_str().map(|written| {
        if text.is_safe() {
            let blocks = markdown::parse(written);
            blocks.iter().map(Block::plain_text).collect()
        } else {
            written.to_owned()
        }
    });
    text.unwrap_or_default()
}

/// The groups of an edition's controls, in its order.
fn themes(edition: Edition) -> impl Iterator<Item = Value> {
    let themes = Theme::ALL.iter().filter(move |t| t.edition() == edition);
    themes.map(|theme| Value::from(theme.title()))
}

/// The answers; asking for an open one notes that it is open.
#[derive(Debug)]
struct Facts {
    answers: Vec<Truth>,
    open: OpenPoints,
}

impl Object for Facts {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let question: QuestionId = key.as_str()?.parse().ok()?;
        let answer = self.answers.get(question.index())?;
        if *answer == Truth::Open {
            let text = question.get().text;
            self.open.add(format!(
                "“{text}” is not answered yet; the text assumes that the answer is yes."
            ));
        }
        Some(Value::from(*answer != Truth::False))
    }
}

/// Risk owners are many; no one person holds the role.
fn is_plural(role: RoleId) -> bool {
    role.as_str() == "risk-owners"
}

/// A title in running text: with an article, and small unless it is written in capitals.
fn with_article(role: RoleId, title: &str) -> String {
    let words = in_sentence(title);
    let bare = role.as_str() == "top-management" && title == role.get().title;
    if bare { words } else { format!("the {words}") }
}

/// Begins a title with a small letter, unless a word in it is written as a name or acronym would be.
fn in_sentence(title: &str) -> String {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let acronym = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let mut words = title.split_whitespace();
    let first = words.next().unwrap_or_default();
    if acronym(first) || words.any(|word| capital(word) && !acronym(word)) {
        return title.to_owned();
    }
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |letter| {
        letter.to_lowercase().chain(letters).collect()
    })
}

/// A number with its unit, the bare number as `.value`, and `.every` for intervals.
fn quantity(number: u32, unit: &str) -> Value {
    let text = format!("{number} {}", counted(number, unit));
    Phrase {
        holds: number > 0,
        ..Phrase::text(&text)
    }
    .with("value", number)
    .with("unit", unit)
    .with("every", every(number, unit))
    .into()
}

fn counted(number: u32, unit: &str) -> String {
    match (number, unit.strip_suffix("ies"), unit.strip_suffix('s')) {
        (1, Some(stem), _) => format!("{stem}y"),
        (1, None, Some(stem)) => stem.to_owned(),
        _ => unit.to_owned(),
    }
}

fn every(number: u32, unit: &str) -> String {
    let (number, unit) = match (number, unit) {
        (n, "months") if n % 12 == 0 => (n / 12, "years"),
        (n, "hours") if n % 168 == 0 => (n / 168, "weeks"),
        (n, "hours") if n % 24 == 0 => (n / 24, "days"),
        (n, "days") if n % 7 == 0 => (n / 7, "weeks"),
        other => other,
    };
    match number {
        1 => format!("every {}", counted(1, unit)),
        n => format!("every {n} {unit}"),
    }
}
