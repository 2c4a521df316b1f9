//! Templates: what a file in `content/templates` holds.

use crate::catalogue::{
    ClauseId, ControlId, DocumentId, ParameterId, QuestionId, RoleId, UnknownId,
};
use crate::documents::markdown;
use crate::documents::model::{Block, Orientation, plain_text};
use crate::error::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a template says about itself, in TOML between two lines of `+++`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FrontMatter {
    /// Who has to follow or use the document.
    pub audience: String,
    /// The document in one line.
    pub summary: String,
    /// The parameters that it prints or asks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<ParameterId>,
    /// The roles that it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleId>,
    /// The answers that change it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<QuestionId>,
    /// Related documents, listed at its end when they are in the set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<DocumentId>,
    /// The records that it creates, listed at its end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<KeptRecord>,
    /// Paper orientation.
    #[serde(default, skip_serializing_if = "is_portrait")]
    pub orientation: Orientation,
}

fn is_portrait(orientation: &Orientation) -> bool {
    *orientation == Orientation::Portrait
}

/// A record that following the document leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct KeptRecord {
    /// What it is.
    pub name: String,
    /// The document that holds it, when it is one of the set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// Who keeps it.
    pub keeper: RoleId,
    /// The parameter that says for how long.
    pub kept: ParameterId,
}

/// A template: front matter, text, and the sections of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The document that it makes.
    pub document: DocumentId,
    /// What it says about itself.
    pub front: FrontMatter,
    /// Markdown with template code.
    pub text: String,
    /// Its sections in order, those under a condition too.
    pub sections: Vec<Section>,
}

/// A section as the template declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Heading id.
    pub id: String,
    /// Heading text.
    pub title: String,
    /// Heading level, from 2.
    pub level: u8,
    /// Line of the heading in the text, from 1.
    pub line: usize,
    /// What the section satisfies.
    pub satisfies: Vec<Target>,
}

/// What a section can satisfy: a clause or a control, by their 2022 numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A clause.
    Clause(ClauseId),
    /// A control.
    Control(ControlId),
}

impl FromStr for Target {
    type Err = UnknownId;

    fn from_str(text: &str) -> std::result::Result<Self, UnknownId> {
        if text.starts_with('A') {
            text.parse().map(Self::Control)
        } else {
            text.parse().map(Self::Clause)
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clause(clause) => clause.fmt(f),
            Self::Control(control) => control.fmt(f),
        }
    }
}

/// The line that opens and closes the front matter.
const FENCE: &str = "+++";

impl Template {
    /// Reads a template file. `front` reads the front matter, so that no TOML parser has to be in
    /// the module.
    ///
    /// # Errors
    /// [`ErrorKind::Template`] with the line.
    pub fn read(
        document: DocumentId,
        file: &str,
        front: impl FnOnce(&str) -> std::result::Result<FrontMatter, String>,
    ) -> Result<Self> {
        let (head, text) = file
            .strip_prefix(FENCE)
            .and_then(|rest| rest.split_once("\n+++\n"))
            .ok_or_else(|| {
                refused(document, 1, "the file does not begin with front matter")
                    .help("begin with a line of +++, then the front matter in TOML, then +++ again")
            })?;
        let front = front(head).map_err(|message| refused(document, 1, message))?;
        Self::new(document, front, text.trim_start_matches('\n').to_owned())
    }

    /// A template from its parts.
    ///
    /// # Errors
    /// [`ErrorKind::Template`] when a heading lacks an id or names what does not exist.
    pub fn new(document: DocumentId, front: FrontMatter, text: String) -> Result<Self> {
        let sections = sections(document, &text)?;
        Ok(Self {
            document,
            front,
            text,
            sections,
        })
    }
}

fn refused(document: DocumentId, line: usize, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Template, message).at(format!("{document}:{line}"))
}

/// The headings of a template. They are plain text: template code belongs around them, not in them.
fn sections(document: DocumentId, text: &str) -> Result<Vec<Section>> {
    let mut found: Vec<Section> = Vec::new();
    let mut fenced = false;
    for (at, line) in text.lines().enumerate() {
        fenced ^= line.starts_with("```");
        if fenced || !line.starts_with('#') {
            continue;
        }
        let refused = |message: String| refused(document, at + 1, message);
        let section = section(line, at + 1).map_err(refused)?;
        if found.iter().any(|other| other.id == section.id) {
            return Err(refused(format!("the id `{}` is used twice", section.id)));
        }
        found.push(section);
    }
    Ok(found)
}

fn section(line: &str, number: usize) -> std::result::Result<Section, String> {
    let heading = markdown::parse(line).into_iter().next();
    let Some(Block::Heading {
        level: level @ 2..,
        id,
        content,
        satisfies,
    }) = heading.filter(|_| line.contains("{#"))
    else {
        return Err(format!(
            "the heading `{line}` has to begin with ## and to end with an id, such as {{#rules}}"
        ));
    };
    if line.contains("{{") || line.contains("{%") {
        return Err("a heading is plain text; put template code around it".to_owned());
    }
    let satisfies = satisfies
        .iter()
        .map(|name| name.parse().map_err(|error: UnknownId| error.to_string()))
        .collect::<std::result::Result<_, _>>()?;
    Ok(Section {
        id,
        title: plain_text(&content),
        level,
        line: number,
        satisfies,
    })
}

/// The pieces of a text that are template code.
pub fn code(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('{').filter_map(|(at, _)| {
        let rest = text.get(at..)?;
        let end = match rest.get(..2)? {
            "{{" => "}}",
            "{%" => "%}",
            _ => return None,
        };
        rest.get(2..)?.split(end).next()
    })
}
