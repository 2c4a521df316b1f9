//! The entities: what a workspace is made of.
//!
//! Each is plain data, read strictly (an unknown or repeated field is refused with its place) and
//! written without its empty fields. What is checked against other entities is in
//! [`check`](super::check).

use super::method::{Score, Treatment};
use super::{Date, Id, Line, LongText, Text};
use crate::catalogue::{
    ControlId, DocumentId, Edition, ParameterId, QuestionId, RegisterId, RoleId, ScenarioId, Sector,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Marks a type as data of the model: strict, camelCase, with a TypeScript type.
macro_rules! data {
    () => {};
    ($(#[$meta:meta])* pub $kind:ident $name:ident $body:tt $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub $kind $name $body
        data! { $($rest)* }
    };
}

pub(super) use data;

/// Serde wants functions to leave out what is empty.
fn none<T>(value: &Option<T>) -> bool {
    value.is_none()
}
fn blank(text: &str) -> bool {
    text.is_empty()
}
fn usual(kind: &SetKind) -> bool {
    *kind == SetKind::default()
}
fn off(value: &bool) -> bool {
    !*value
}

/// Reads a map in which no key comes twice; serde's own reader would keep the last one only.
fn each_once<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<BTreeMap<Line, T>, D::Error> {
    struct Parts<T>(std::marker::PhantomData<T>);
    impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Parts<T> {
        type Value = BTreeMap<Line, T>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(
            self,
            mut entries: A,
        ) -> Result<Self::Value, A::Error> {
            let mut parts = BTreeMap::new();
            while let Some((id, part)) = entries.next_entry::<Line, T>()? {
                if parts.contains_key(&id) {
                    let message = format!("`{id}` comes twice; every id may come once");
                    return Err(serde::de::Error::custom(message));
                }
                parts.insert(id, part);
            }
            Ok(parts)
        }
    }
    deserializer.deserialize_map(Parts(std::marker::PhantomData))
}

/// Who answers for something: a role of the organisation, or a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Owner {
    /// Whoever holds the role.
    Role(#[cfg_attr(target_family = "wasm", tsify(type = "string"))] RoleId),
    /// One person.
    Person(Id),
}

data! {
/// Who the organisation is.
#[derive(Default)]
pub struct Organisation {
    /// The full name, as documents print it.
    #[serde(default, skip_serializing_if = "blank")]
    pub name: Line,
    /// What people call it in running text; empty means the full name.
    #[serde(default, skip_serializing_if = "blank")]
    pub short_name: Line,
    /// What it mostly does.
    #[serde(default, skip_serializing_if = "none")]
    pub sector: Option<Sector>,
    /// How many people work for it.
    #[serde(default, skip_serializing_if = "none")]
    pub headcount: Option<u32>,
    /// Where it is registered.
    #[serde(default, skip_serializing_if = "blank")]
    pub country: Line,
    /// What it does, in two or three sentences.
    #[serde(default, skip_serializing_if = "blank")]
    pub activities: Text,
    /// The edition of the standard that the workspace follows.
    #[serde(default)]
    pub edition: Edition,
    /// How the document set is cut.
    #[serde(default, skip_serializing_if = "usual")]
    pub document_set: SetKind,
}

/// How the document set is cut.
#[derive(Copy, Eq, Default)]
pub enum SetKind {
    /// A document for each topic.
    #[default]
    Topic,
    /// Related topics are chapters of one document.
    Compact,
}
}

data! {
/// What the management system covers (4.1 climate decision, 4.3, 4.4).
#[derive(Default)]
pub struct Scope {
    /// One or two sentences that could stand on the certificate.
    #[serde(default, skip_serializing_if = "blank")]
    pub statement: Text,
    /// Products, services and processes inside.
    #[serde(default, skip_serializing_if = "blank")]
    pub activities: Text,
    /// Systems and networks inside.
    #[serde(default, skip_serializing_if = "blank")]
    pub systems: Text,
    /// What is left out, and why.
    #[serde(default, skip_serializing_if = "blank")]
    pub exclusions: Text,
    /// The processes of the management system (4.4).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub processes: Vec<Line>,
    /// Where the scope meets others (4.3 c).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interfaces: Vec<Interface>,
    /// Whether climate change matters (4.1, Amendment 1:2024).
    #[serde(default, skip_serializing_if = "none")]
    pub climate: Option<ClimateDecision>,
}
}

data! {
/// Something outside that the scope depends on or serves.
pub struct Interface {
    /// The other side.
    pub with: Line,
    /// What passes, and who answers for what.
    pub what: Text,
}
}

data! {
/// The decision of Amendment 1:2024.
pub struct ClimateDecision {
    /// Whether climate change is a relevant issue.
    pub relevant: bool,
    /// Why, in this organisation.
    #[serde(default, skip_serializing_if = "blank")]
    pub reason: Text,
}
}

data! {
/// An internal or external issue (4.1).
pub struct Issue {
    /// Id.
    pub id: Id,
    /// Inside or outside.
    pub side: Side,
    /// The issue in one line.
    pub title: Line,
    /// What it means for information security.
    #[serde(default, skip_serializing_if = "blank")]
    pub effect: Text,
    /// Whether it is about climate change.
    #[serde(default, skip_serializing_if = "off")]
    pub climate: bool,
}
}

data! {
/// An interested party and what it wants (4.2).
pub struct Party {
    /// Id.
    pub id: Id,
    /// Who.
    #[serde(default, skip_serializing_if = "blank")]
    pub name: Line,
    /// What it requires.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<PartyRequirement>,
    /// What it wants with respect to climate change; empty when it was asked and wants nothing.
    #[serde(default, skip_serializing_if = "blank")]
    pub climate: Text,
}
}

data! {
/// One requirement of a party.
pub struct PartyRequirement {
    /// What is required.
    pub text: Text,
    /// Whether the management system addresses it (4.2 c).
    #[serde(default, skip_serializing_if = "off")]
    pub addressed: bool,
    /// How, or why not.
    #[serde(default, skip_serializing_if = "blank")]
    pub how: Text,
}
}

data! {
/// Somebody who works for the organisation.
pub struct Person {
    /// Id.
    pub id: Id,
    /// Name.
    #[serde(default, skip_serializing_if = "blank")]
    pub name: Line,
    /// Position.
    #[serde(default, skip_serializing_if = "blank")]
    pub job: Line,
    /// Address.
    #[serde(default, skip_serializing_if = "blank")]
    pub email: Line,
    /// The day the person left.
    #[serde(default, skip_serializing_if = "none")]
    pub left: Option<Date>,
}
}

data! {
/// Who holds a role.
pub struct RoleHolder {
    /// The role.
    pub role: RoleId,
    /// The organisation's own name for it; empty means the catalogue's.
    #[serde(default, skip_serializing_if = "blank")]
    pub title: Line,
    /// Who holds it.
    #[serde(default, skip_serializing_if = "none")]
    pub person: Option<Id>,
    /// Who stands in.
    #[serde(default, skip_serializing_if = "none")]
    pub deputy: Option<Id>,
}
}

data! {
/// A place.
pub struct Site {
    /// Id.
    pub id: Id,
    /// Name.
    #[serde(default, skip_serializing_if = "blank")]
    pub name: Line,
    /// Address.
    #[serde(default, skip_serializing_if = "blank")]
    pub address: Line,
    /// What happens there.
    #[serde(default, skip_serializing_if = "blank")]
    pub r#use: Line,
    /// Whether the site is outside the scope.
    #[serde(default, skip_serializing_if = "off")]
    pub excluded: bool,
}
}

data! {
/// Something of value: information, or what carries it.
pub struct Asset {
    /// Id.
    pub id: Id,
    /// Name.
    #[serde(default, skip_serializing_if = "blank")]
    pub name: Line,
    /// What sort of thing it is.
    #[serde(default)]
    pub kind: AssetKind,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "none")]
    pub owner: Option<Owner>,
    /// Classification level.
    #[serde(default, skip_serializing_if = "blank")]
    pub classification: Line,
    /// Where it is.
    #[serde(default, skip_serializing_if = "blank")]
    pub location: Line,
    /// What it is for.
    #[serde(default, skip_serializing_if = "blank")]
    pub description: Text,
    /// Need for confidentiality, 1 (low) to 4 (very high).
    #[serde(default, skip_serializing_if = "none")]
    pub confidentiality: Option<u8>,
    /// Need for integrity, 1 to 4.
    #[serde(default, skip_serializing_if = "none")]
    pub integrity: Option<u8>,
    /// Need for availability, 1 to 4.
    #[serde(default, skip_serializing_if = "none")]
    pub availability: Option<u8>,
}
}

data! {
/// Somebody who supplies something that touches information in scope.
pub struct Supplier {
    /// Id.
    pub id: Id,
    /// Name.
    #[serde(default, skip_serializing_if = "blank")]
    pub name: Line,
    /// What it supplies.
    #[serde(default, skip_serializing_if = "blank")]
    pub service: Line,
    /// Whether the organisation could not work without it for a day.
    #[serde(default, skip_serializing_if = "off")]
    pub critical: bool,
    /// Whether it is a cloud service.
    #[serde(default, skip_serializing_if = "off")]
    pub cloud: bool,
    /// Where the data is.
    #[serde(default, skip_serializing_if = "blank")]
    pub location: Line,
    /// The agreement with security terms.
    #[serde(default, skip_serializing_if = "blank")]
    pub agreement: Line,
    /// The last review.
    #[serde(default, skip_serializing_if = "none")]
    pub reviewed: Option<Date>,
    /// How the organisation would leave it.
    #[serde(default, skip_serializing_if = "blank")]
    pub exit: Text,
    /// Who manages it.
    #[serde(default, skip_serializing_if = "none")]
    pub owner: Option<Owner>,
}
}

data! {
/// A law, regulation or contract term.
pub struct Obligation {
    /// Id.
    pub id: Id,
    /// Name of the law or contract.
    pub title: Line,
    /// Where the duty comes from.
    pub basis: Basis,
    /// What it requires, in the organisation's words.
    #[serde(default, skip_serializing_if = "blank")]
    pub requirement: Text,
    /// Controls that it calls for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<ControlId>,
    /// Who watches it.
    #[serde(default, skip_serializing_if = "none")]
    pub owner: Option<Owner>,
}
}

data! {
/// A risk: what could happen, how bad, whose it is, and what is done about it.
pub struct Risk {
    /// Id.
    pub id: Id,
    /// The number people use; 0 asks for the next free one.
    #[serde(default)]
    pub number: u32,
    /// The risk in one line.
    pub title: Line,
    /// What is at risk.
    #[serde(default, skip_serializing_if = "blank")]
    pub asset: Line,
    /// Links to the asset inventory.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<Id>,
    /// What sort of asset.
    #[serde(default, skip_serializing_if = "blank")]
    pub asset_type: Line,
    /// What could happen.
    #[serde(default, skip_serializing_if = "blank")]
    pub threat: Text,
    /// Why it could.
    #[serde(default, skip_serializing_if = "blank")]
    pub vulnerability: Text,
    /// What it would mean.
    #[serde(default, skip_serializing_if = "blank")]
    pub consequence: Text,
    /// Whether confidentiality would be lost.
    #[serde(default, skip_serializing_if = "off")]
    pub confidentiality: bool,
    /// Whether integrity would be lost.
    #[serde(default, skip_serializing_if = "off")]
    pub integrity: bool,
    /// Whether availability would be lost.
    #[serde(default, skip_serializing_if = "off")]
    pub availability: bool,
    /// Who may decide about it.
    #[serde(default, skip_serializing_if = "none")]
    pub owner: Option<Owner>,
    /// Before any control.
    #[serde(default, skip_serializing_if = "none")]
    pub inherent: Option<Score>,
    /// With the controls that exist.
    #[serde(default, skip_serializing_if = "none")]
    pub current: Option<Score>,
    /// With the planned controls too.
    #[serde(default, skip_serializing_if = "none")]
    pub residual: Option<Score>,
    /// What is done about it.
    #[serde(default, skip_serializing_if = "none")]
    pub treatment: Option<Treatment>,
    /// Why this treatment; for a shared risk, by what means.
    #[serde(default, skip_serializing_if = "blank")]
    pub rationale: Text,
    /// Annex A controls that treat it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<ControlId>,
    /// Controls from outside Annex A that treat it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_controls: Vec<Line>,
    /// Steps of the treatment plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// The owner's acceptance of what is left.
    #[serde(default, skip_serializing_if = "none")]
    pub acceptance: Option<Acceptance>,
    /// The starter scenario it was made from.
    #[serde(default, skip_serializing_if = "none")]
    pub starter: Option<ScenarioId>,
}
}

data! {
/// A step of the treatment plan.
pub struct Action {
    /// What is done.
    pub title: Line,
    /// By whom.
    #[serde(default, skip_serializing_if = "none")]
    pub owner: Option<Owner>,
    /// By when.
    #[serde(default, skip_serializing_if = "none")]
    pub due: Option<Date>,
    /// How far.
    #[serde(default)]
    pub status: ActionStatus,
    /// With which means.
    #[serde(default, skip_serializing_if = "blank")]
    pub means: Line,
}
}

data! {
/// A risk owner's acceptance (6.1.3 f).
pub struct Acceptance {
    /// Name.
    pub by: Line,
    /// Day.
    pub on: Date,
    /// Why.
    #[serde(default, skip_serializing_if = "blank")]
    pub reason: Text,
    /// When it ends.
    #[serde(default, skip_serializing_if = "none")]
    pub until: Option<Date>,
}
}

data! {
/// An answer to a question of the questionnaire.
pub struct Answer {
    /// The question.
    pub question: QuestionId,
    /// The answer.
    pub value: AnswerValue,
    /// A remark.
    #[serde(default, skip_serializing_if = "blank")]
    pub note: Text,
}
}

data! {
/// What people decide about a control beyond what follows from answers and risks.
pub struct ControlState {
    /// The control.
    pub control: ControlId,
    /// A person's decision for or against the control.
    #[serde(default, skip_serializing_if = "none")]
    pub r#override: Option<Override>,
    /// How far it is implemented.
    #[serde(default, skip_serializing_if = "none")]
    pub status: Option<Status>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "none")]
    pub owner: Option<Owner>,
    /// When a planned control will be in place.
    #[serde(default, skip_serializing_if = "none")]
    pub due: Option<Date>,
    /// How it is implemented here.
    #[serde(default, skip_serializing_if = "blank")]
    pub description: Text,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}
}

data! {
/// A person's decision about a control.
pub struct Override {
    /// Included or excluded.
    pub include: bool,
    /// Name.
    pub by: Line,
    /// Day.
    pub on: Date,
    /// Why; never empty.
    #[serde(default, skip_serializing_if = "blank")]
    pub reason: Text,
}
}

data! {
/// Something that proves a control, document or risk.
pub struct Evidence {
    /// What it is.
    pub title: Line,
    /// Where it is: a link, a path, a system.
    #[serde(default, skip_serializing_if = "blank")]
    pub place: Line,
    /// When it came to be.
    #[serde(default, skip_serializing_if = "none")]
    pub on: Option<Date>,
}
}

data! {
/// What the organisation decides about a document.
pub struct DocumentState {
    /// The document.
    pub document: DocumentId,
    /// Written here, exists elsewhere, or not needed.
    #[serde(default)]
    pub choice: Choice,
    /// The organisation's own title; empty means the catalogue's.
    #[serde(default, skip_serializing_if = "blank")]
    pub title: Line,
    /// Who answers for it; none means the catalogue's role.
    #[serde(default, skip_serializing_if = "none")]
    pub owner: Option<Owner>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "blank")]
    pub author: Line,
    /// Classification label; empty means the default.
    #[serde(default, skip_serializing_if = "blank")]
    pub classification: Line,
    /// Changes to single sections, by section id.
    #[cfg_attr(
        target_family = "wasm",
        tsify(type = "Record<string, SectionEdit>")
    )]
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "each_once"
    )]
    pub sections: BTreeMap<Line, SectionEdit>,
    /// Sections of the organisation's own, in order, after the template's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additions: Vec<SectionAddition>,
    /// The version that is being written; empty means the next after the last approved.
    #[serde(default, skip_serializing_if = "blank")]
    pub version: Line,
    /// Approved versions, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<Approval>,
}
}

data! {
/// A section of the organisation's own.
pub struct SectionAddition {
    /// Id of the section.
    pub id: Line,
    /// Heading.
    pub title: Line,
    /// Markdown.
    #[serde(default, skip_serializing_if = "blank")]
    pub body: Text,
}
}

data! {
/// An approved version, frozen.
pub struct Approval {
    /// Version.
    pub version: Line,
    /// Approver's name.
    pub by: Line,
    /// Approver's position.
    pub role: Line,
    /// Day of approval.
    pub on: Date,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "blank")]
    pub author: Line,
    /// What is new in it.
    #[serde(default, skip_serializing_if = "blank")]
    pub change: Line,
    /// SHA-256 of the frozen text.
    pub sha256: Line,
    /// The frozen text, in Markdown.
    pub text: LongText,
}
}

data! {
/// The value of a shared parameter.
pub struct ParameterSetting {
    /// The parameter.
    pub parameter: ParameterId,
    /// The value.
    pub value: ParameterValue,
}
}

data! {
/// A row of a register or record.
pub struct RecordRow {
    /// Id.
    pub id: Id,
    /// The register that it belongs to.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub register: RegisterId,
    /// The number people use (NC-3); 0 asks for the next free one.
    #[serde(default)]
    pub number: u32,
    /// The day on which it was entered, from the stamp of the command that added it.
    #[serde(default, skip_serializing_if = "none")]
    pub entered: Option<Date>,
    /// Its values by column, as texts; a column without a value is left out.
    #[cfg_attr(target_family = "wasm", tsify(type = "Record<string, string>"))]
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "each_once"
    )]
    pub values: BTreeMap<Line, Text>,
}
}

data! {
/// Inside or outside the organisation.
#[derive(Copy, Eq)]
pub enum Side {
    /// Inside.
    Internal,
    /// Outside.
    External,
}

/// What sort of thing an asset is.
#[derive(Copy, Eq, Default)]
pub enum AssetKind {
    /// Information itself.
    #[default]
    Information,
    /// Applications and other software.
    Software,
    /// Devices and machines.
    Hardware,
    /// Services bought or run.
    Service,
    /// People and their knowledge.
    People,
    /// Places.
    Site,
}

/// Where a duty comes from.
#[derive(Copy, Eq)]
pub enum Basis {
    /// A law or regulation.
    Legal,
    /// A contract.
    Contractual,
}

/// An answer of the questionnaire.
#[derive(Copy, Eq)]
pub enum AnswerValue {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Don't know: what depends on it stays in, to be confirmed.
    Unknown,
}

/// How far a control is implemented.
#[derive(Copy, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Planned: not in place yet.
    Planned,
    /// Partly in place.
    Partly,
    /// In place.
    Implemented,
}

/// How far an action is.
#[derive(Copy, Eq, Default)]
pub enum ActionStatus {
    /// Not begun.
    #[default]
    Open,
    /// Under way.
    Started,
    /// Done.
    Done,
}

/// Where a needed document comes from.
#[derive(Default)]
pub enum Choice {
    /// Annexa writes it.
    #[default]
    Generate,
    /// The organisation has it already.
    Elsewhere {
        /// Where it is found.
        reference: Line,
    },
    /// The organisation does without it.
    NotNeeded {
        /// Why.
        reason: Text,
    },
}

/// A change to one section of a document.
pub enum SectionEdit {
    /// Own text in place of the template's.
    Replace {
        /// Markdown.
        body: Text,
    },
    /// Own text after the template's.
    Extend {
        /// Markdown.
        body: Text,
    },
    /// The section is left out.
    Drop {
        /// Why.
        reason: Text,
    },
}
}

/// The value of a parameter: a whole number, a choice or text, yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum ParameterValue {
    /// Yes or no.
    Flag(bool),
    /// A whole number in the parameter's unit.
    Number(u32),
    /// One of the options, or a text.
    Text(Line),
}

// Serde's own way of reading untagged values buffers them first, at a price in code size.
impl<'de> Deserialize<'de> for ParameterValue {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Value;
        impl serde::de::Visitor<'_> for Value {
            type Value = ParameterValue;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a whole number, a text, or yes or no")
            }
            fn visit_bool<E>(self, flag: bool) -> Result<ParameterValue, E> {
                Ok(ParameterValue::Flag(flag))
            }
            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<ParameterValue, E> {
                let number = u32::try_from(number).map_err(E::custom)?;
                Ok(ParameterValue::Number(number))
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<ParameterValue, E> {
                let text = Line::try_from(text).map_err(E::custom)?;
                Ok(ParameterValue::Text(text))
            }
        }
        deserializer.deserialize_any(Value)
    }
}

impl Organisation {
    /// The short name, or the full one.
    pub fn called(&self) -> &str {
        if self.short_name.is_empty() {
            &self.name
        } else {
            &self.short_name
        }
    }
}
