//! The names of everything that the page shows by id.

use super::View;
use crate::catalogue::{
    ControlId, DocumentId, DocumentKind, ParameterId, ParameterKind, QuestionId, RoleId, SectionId,
};
use crate::workspace::{ParameterValue, SetKind};
use serde::Serialize;

/// A control's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ControlLabel {
    /// Its id.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub id: ControlId,
    /// Its title.
    pub title: &'static str,
    /// The group that it stands in.
    pub theme: &'static str,
}

/// A document's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DocumentLabel {
    /// Its id.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub id: DocumentId,
    /// Its name.
    pub name: &'static str,
    /// What sort of document it is.
    pub kind: DocumentKind,
    /// Whether several topics are chapters of it.
    pub merged: bool,
}

/// A role of the catalogue, as the organisation calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RoleLabel {
    /// Its id.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub id: RoleId,
    /// Its title here.
    pub title: String,
    /// What it does.
    pub duties: &'static str,
    /// The name of the person who holds it; empty when nobody does.
    pub holder: String,
}

/// A section of the questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SectionLabel {
    /// Its id.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub id: SectionId,
    /// Its title.
    pub title: &'static str,
    /// What it is about.
    pub intro: &'static str,
    /// Its questions.
    #[cfg_attr(target_family = "wasm", tsify(type = "string[]"))]
    pub questions: &'static [QuestionId],
}

/// What sort of value a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum ParameterShape {
    /// A whole number.
    Number {
        /// The least.
        min: u32,
        /// The greatest.
        max: u32,
    },
    /// One of these.
    Choice {
        /// The options.
        options: &'static [&'static str],
    },
    /// One line of text.
    Text,
    /// Yes or no.
    YesNo,
}

impl From<ParameterKind> for ParameterShape {
    fn from(kind: ParameterKind) -> Self {
        match kind {
            ParameterKind::Number { min, max } => Self::Number { min, max },
            ParameterKind::Choice { options } => Self::Choice { options },
            ParameterKind::Text => Self::Text,
            ParameterKind::YesNo => Self::YesNo,
        }
    }
}

/// A parameter with its value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ParameterLabel {
    /// Its id.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub id: ParameterId,
    /// The question.
    pub question: &'static str,
    /// The unit of a number.
    pub unit: Option<&'static str>,
    /// What sort of value it takes.
    pub kind: ParameterShape,
    /// The value: the organisation's, or the default for its answers.
    pub value: ParameterValue,
    /// Whether the organisation set it.
    pub set: bool,
    /// Why the default is what it is.
    pub reason: &'static str,
}

/// Names of everything.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Labels {
    /// The edition, in words.
    pub edition: &'static str,
    /// The controls of the edition.
    pub controls: Vec<ControlLabel>,
    /// The documents.
    pub documents: Vec<DocumentLabel>,
    /// The roles.
    pub roles: Vec<RoleLabel>,
    /// The sections of the questionnaire.
    pub sections: Vec<SectionLabel>,
}

impl View<'_> {
    /// Names of everything; changes with the edition and with who holds which role.
    pub fn labels(&self) -> Labels {
        let edition = self.verdicts.edition();
        let compact = self.workspace.data.organisation.document_set == SetKind::Compact;
        let merged = DocumentId::merged().filter(|_| compact);
        Labels {
            edition: edition.name(),
            controls: ControlId::all(edition)
                .map(|id| ControlLabel {
                    id,
                    title: id.get().title,
                    theme: id.get().theme.title(),
                })
                .collect(),
            documents: DocumentId::all()
                .chain(merged)
                .map(|id| DocumentLabel {
                    id,
                    name: id.get().name,
                    kind: id.get().kind,
                    merged: id.is_merged(),
                })
                .collect(),
            roles: RoleId::all().map(|id| self.role(id)).collect(),
            sections: SectionId::all()
                .map(|id| SectionLabel {
                    id,
                    title: id.get().title,
                    intro: id.get().intro,
                    questions: id.get().questions,
                })
                .collect(),
        }
    }

    fn role(&self, id: RoleId) -> RoleLabel {
        let data = &self.workspace.data;
        RoleLabel {
            id,
            title: data.role_title(id).to_owned(),
            duties: id.duties(),
            holder: data
                .role_holder(id)
                .map(|person| person.name.to_string())
                .unwrap_or_default(),
        }
    }

    /// The shared parameters with their values.
    pub fn parameters(&self) -> Vec<ParameterLabel> {
        let data = &self.workspace.data;
        ParameterId::all()
            .map(|id| {
                let parameter = id.get();
                ParameterLabel {
                    id,
                    question: id.question(),
                    unit: parameter.unit,
                    kind: parameter.kind.into(),
                    value: data.parameter(id),
                    set: data.parameters.get(&id).is_some(),
                    reason: id.reason(),
                }
            })
            .collect()
    }
}
