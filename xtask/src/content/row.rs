//! The rows of the content files, field by field as they are written there.

use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;

/// Values separated by `;`.
#[derive(Debug, Default)]
pub struct List(pub Vec<String>);

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parts = text
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        Ok(Self(parts.map(str::to_owned).collect()))
    }
}

/// Reads `yes` or `no`.
fn yes_no<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(serde::de::Error::custom(format!(
            "`{other}` is neither yes nor no"
        ))),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributeRow {
    pub attribute: String,
    pub value: String,
    pub title: String,
}

/// A control of either edition; the 2013 table has only the first three columns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlRow {
    pub id: String,
    pub title: String,
    pub theme: String,
    #[serde(default)]
    pub types: List,
    #[serde(default)]
    pub properties: List,
    #[serde(default)]
    pub concepts: List,
    #[serde(default)]
    pub capabilities: List,
    #[serde(default)]
    pub domains: List,
    #[serde(default, deserialize_with = "yes_no")]
    pub new: bool,
}

impl ControlRow {
    /// Its attributes as pairs of attribute and value.
    pub fn attributes(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let lists = [
            ("type", &self.types),
            ("property", &self.properties),
            ("concept", &self.concepts),
            ("capability", &self.capabilities),
            ("domain", &self.domains),
        ];
        lists
            .into_iter()
            .flat_map(|(name, list)| list.0.iter().map(move |value| (name, value.as_str())))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappingRow {
    pub id_2013: String,
    pub id_2022: String,
    pub relation: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseRow {
    pub id: String,
    pub title: String,
    #[serde(deserialize_with = "yes_no")]
    pub section: bool,
    pub documented: String,
    pub clause_2013: String,
    pub change_2013: String,
    pub amendment: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRow {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub clauses: List,
    pub controls_2022: List,
    pub controls_2013: List,
    pub mandatory: String,
    pub basis: String,
    pub owner_role: String,
    pub review: String,
    pub review_months: u8,
    pub seed: Option<u8>,
    pub purpose: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetFile {
    #[serde(default)]
    pub document: Vec<toml::Spanned<MergedRow>>,
}

/// A document in which several topics are chapters.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MergedRow {
    pub id: String,
    pub title: String,
    pub kind: String,
    pub owner: String,
    pub review: String,
    pub review_months: u8,
    pub purpose: String,
    pub members: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleRow {
    pub id: String,
    pub title: String,
    pub duties: String,
}

/// A file of questions is a section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionFile {
    pub id: String,
    pub title: String,
    pub intro: String,
    #[serde(default)]
    pub question: Vec<toml::Spanned<QuestionRow>>,
}

#[derive(Debug)]
pub struct SectionRow {
    pub id: String,
    pub title: String,
    pub intro: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionRow {
    pub id: String,
    pub text: String,
    pub why: String,
    pub counts_as_yes: String,
    pub evidence: String,
    /// Filled in from the file.
    #[serde(skip)]
    pub section: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    #[serde(default)]
    pub rule: Vec<toml::Spanned<RuleRow>>,
    #[serde(default)]
    pub contradiction: Vec<toml::Spanned<ContradictionRow>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleRow {
    pub control: String,
    pub title: String,
    pub expected: bool,
    pub applies: Condition,
    pub plausibility: String,
    pub reason: String,
    #[serde(default)]
    pub exclusion: String,
    #[serde(default)]
    pub example: Vec<ExampleRow>,
}

/// Answers and what the rule makes of them; questions not named are not answered.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleRow {
    pub situation: String,
    pub answers: BTreeMap<String, Answer>,
    pub applicable: Outcome,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContradictionRow {
    pub id: String,
    pub when: Condition,
    pub message: String,
    #[serde(default)]
    pub example: Vec<ContradictionExample>,
}

/// Answers and whether they oppose each other.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContradictionExample {
    pub answers: BTreeMap<String, Answer>,
    pub opposed: Outcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    Yes,
    No,
}

/// What comes of a condition; `to-confirm` hangs on an answer that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Yes,
    No,
    ToConfirm,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::ToConfirm => "to-confirm",
        })
    }
}

/// `"always"`, a question's id, `{ not = … }`, `{ all = […] }` or `{ any = […] }`.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    untagged,
    expecting = "a question's id, \"always\", or one of all, any, not"
)]
pub enum Condition {
    Word(String),
    Tree(Tree),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tree {
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

impl Condition {
    pub fn is_always(&self) -> bool {
        matches!(self, Self::Word(word) if word == "always")
    }

    /// The questions that it looks at.
    pub fn questions(&self) -> Vec<&str> {
        match self {
            _ if self.is_always() => Vec::new(),
            Self::Word(question) => vec![question],
            Self::Tree(Tree::Not(inner)) => inner.questions(),
            Self::Tree(Tree::All(parts) | Tree::Any(parts)) => {
                parts.iter().flat_map(Self::questions).collect()
            }
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    /// None for risks of every sector.
    pub sector: Option<String>,
    #[serde(default)]
    pub scenario: Vec<toml::Spanned<ScenarioRow>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioRow {
    pub id: String,
    pub title: String,
    pub threat: String,
    pub vulnerability: String,
    pub asset_type: String,
    pub affects: Vec<String>,
    pub owner_role: String,
    pub likelihood: u8,
    pub impact: u8,
    pub controls: Vec<String>,
    pub when: Vec<String>,
    /// Filled in from the file.
    #[serde(skip)]
    pub sector: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterFile {
    #[serde(default)]
    pub parameter: Vec<toml::Spanned<ParameterRow>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterRow {
    pub id: String,
    pub question: String,
    pub kind: ParameterKind,
    #[serde(default)]
    pub unit: Option<String>,
    #[serde(default)]
    pub min: Option<u32>,
    #[serde(default)]
    pub max: Option<u32>,
    #[serde(default)]
    pub options: Vec<String>,
    pub default: Value,
    pub reason: String,
    #[serde(default)]
    pub stricter_when: Vec<Stricter>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterKind {
    Number,
    Choice,
    Text,
    YesNo,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Value {
    YesNo(bool),
    Number(u32),
    Text(String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::YesNo(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Text(value) => value.fmt(f),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stricter {
    pub question: String,
    pub value: Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterFile {
    pub row: String,
    pub prefix: String,
    pub title: String,
    #[serde(default)]
    pub repeats: bool,
    #[serde(default)]
    pub orientation: Orientation,
    pub column: Vec<toml::Spanned<ColumnRow>>,
    #[serde(default)]
    pub starter: Vec<toml::Spanned<RegisterStarterRow>>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Orientation {
    #[default]
    Portrait,
    Landscape,
}

/// A register: its columns and starters keep their own places.
#[derive(Debug)]
pub struct RegisterRow {
    /// The name of the file: that of the document.
    pub id: String,
    /// What one row is called.
    pub noun: String,
    pub prefix: String,
    pub title: String,
    pub repeats: bool,
    pub orientation: Orientation,
    pub columns: Vec<super::Placed<ColumnRow>>,
    pub starters: Vec<super::Placed<RegisterStarterRow>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnRow {
    pub id: String,
    pub title: String,
    pub help: String,
    pub kind: String,
    #[serde(default)]
    pub required: bool,
    /// Something is due by this date.
    #[serde(default)]
    pub due: bool,
    /// The column with the date when it was done.
    #[serde(default)]
    pub done: Option<String>,
    pub width: u8,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub min: Option<i32>,
    #[serde(default)]
    pub max: Option<i32>,
    /// Words with their titles.
    #[serde(default)]
    pub options: Vec<(String, String)>,
    /// The words that close a row.
    #[serde(default)]
    pub closed: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterStarterRow {
    #[serde(default)]
    pub when: Option<String>,
    pub values: BTreeMap<String, String>,
}

/// `content/import/words.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpellingsRow {
    pub yes: Vec<String>,
    pub no: Vec<String>,
    pub nothing: Vec<String>,
    pub steps: Vec<Vec<String>>,
    pub roles: BTreeMap<String, Vec<String>>,
}

/// Any other file of `content/import`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayoutFile {
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub prefix: String,
    #[serde(default)]
    pub key: String,
    #[serde(default)]
    pub list: String,
    #[serde(default)]
    pub creates: bool,
    #[serde(default)]
    pub hints: Vec<String>,
    #[serde(default)]
    pub column: Vec<toml::Spanned<LayoutColumnRow>>,
}

/// How a sort of table is laid out.
#[derive(Debug)]
pub struct LayoutRow {
    /// The name of the file.
    pub id: String,
    pub title: String,
    pub kind: String,
    pub prefix: String,
    pub key: String,
    pub list: String,
    pub creates: bool,
    pub hints: Vec<String>,
    pub columns: Vec<super::Placed<LayoutColumnRow>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayoutColumnRow {
    pub field: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub joins: bool,
    #[serde(default)]
    pub default: String,
    #[serde(default)]
    pub names: Vec<String>,
    /// Each value with the words that stand for it.
    #[serde(default)]
    pub words: Vec<(String, Vec<String>)>,
}
