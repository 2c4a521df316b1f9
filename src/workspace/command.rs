//! Commands: the only way in which a workspace changes.

use super::model::*;
use super::{Id, Keyed, Line, Method, Table};
use crate::catalogue::{ControlId, DocumentId, ParameterId, QuestionId, RoleId};
use serde::{Deserialize, Serialize};

/// A change: put one entity, remove one, or several of both as one step.
///
/// ```
/// use annexa::workspace::Command;
/// let command: Command = serde_json::from_str(
///     r#"{"put":{"answer":{"question":"remote_work","value":"yes"}}}"#,
/// ).unwrap();
/// assert!(matches!(command, Command::Put(_)));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Command {
    /// Adds an entity, or replaces the one with its key.
    Put(Box<Entity>),
    /// Removes an entity.
    Remove {
        /// Its kind.
        kind: Kind,
        /// Its key; empty for the kinds of which there is one.
        id: String,
    },
    /// Several commands that happen, and are undone, together or not at all.
    Batch {
        /// What a person would call it: "import of the 2024 register".
        name: Line,
        /// The commands, in order.
        commands: Vec<Command>,
    },
}

/// What a command did to one entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Deed {
    /// It is new.
    Added,
    /// It was there, and is different now.
    Changed,
    /// It is gone.
    Removed,
    /// A person included the control.
    Included,
    /// A person excluded the control.
    Excluded,
    /// A document's version was approved.
    Approved,
}

/// One entity that a command changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Change {
    /// The entity's kind.
    pub kind: Kind,
    /// Its key.
    pub id: String,
    /// What happened to it.
    pub deed: Deed,
    /// What people call it.
    pub title: String,
}

/// What changed, and the command that takes it back.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The entities that changed, in order.
    pub changes: Vec<Change>,
    /// The command that restores what was before.
    pub inverse: Command,
}

macro_rules! entities {
    (
        one { $($one:ident $one_field:ident,)* }
        many { $($many:ident($type:ident) $field:ident by $key:ident: $key_type:ident, called $title:expr;)* }
    ) => {
        /// The kinds of entities.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
        #[serde(rename_all = "camelCase")]
        #[allow(missing_docs, reason = "each is named after the type of its entities")]
        pub enum Kind { $($one,)* $($many,)* }

        /// An entity of any kind, in JSON as `{"risk": {…}}`.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
        #[serde(rename_all = "camelCase")]
        #[allow(missing_docs, reason = "each is named after the type of its entities")]
        pub enum Entity { $($one($one),)* $($many($type),)* }

        $(impl Keyed for $type {
            type Key = $key_type;
            fn key(&self) -> $key_type { self.$key.clone() }
            fn parse_key(text: &str) -> Result<$key_type, String> {
                text.parse::<$key_type>().map_err(|e| e.to_string())
            }
        })*

        /// All the data of one organisation.
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct Data {
            $(
                #[doc = concat!("The ", stringify!($one_field), ".")]
                #[serde(default)]
                pub $one_field: $one,
            )*
            $(
                #[doc = concat!("All ", stringify!($field), ".")]
                #[serde(default, skip_serializing_if = "Table::is_empty")]
                pub $field: Table<$type>,
            )*
        }

        impl Entity {
            /// The kind.
            pub fn kind(&self) -> Kind {
                match self {
                    $(Self::$one(_) => Kind::$one,)*
                    $(Self::$many(_) => Kind::$many,)*
                }
            }

            /// The key; empty for the kinds of which there is one.
            pub fn id(&self) -> String {
                match self {
                    $(Self::$one(_) => String::new(),)*
                    $(Self::$many(entity) => entity.key().to_string(),)*
                }
            }

            /// What people call it.
            pub fn title(&self) -> String {
                match self {
                    $(Self::$one(_) => String::new(),)*
                    $(Self::$many(entity) => {
                        let title: fn(&$type) -> String = $title;
                        title(entity)
                    })*
                }
            }
        }

        impl Data {
            /// Puts an entity in; gives back the one that it replaces.
            pub(super) fn replace(&mut self, entity: Entity) -> Option<Entity> {
                match entity {
                    $(Entity::$one(new) => {
                        Some(Entity::$one(std::mem::replace(&mut self.$one_field, new)))
                    })*
                    $(Entity::$many(new) => self.$field.put(new).map(Entity::$many),)*
                }
            }

            /// Takes an entity out; the kinds of which there is one start anew.
            pub(super) fn take(&mut self, kind: Kind, id: &str) -> Result<Option<Entity>, String> {
                Ok(match kind {
                    $(Kind::$one => {
                        Some(Entity::$one(std::mem::take(&mut self.$one_field)))
                    })*
                    $(Kind::$many => self.$field.take(&$type::parse_key(id)?).map(Entity::$many),)*
                })
            }

            /// Copies of all entities of a kind.
            pub fn all(&self, kind: Kind) -> Vec<Entity> {
                match kind {
                    $(Kind::$one => vec![Entity::$one(self.$one_field.clone())],)*
                    $(Kind::$many => self.$field.iter().cloned().map(Entity::$many).collect(),)*
                }
            }

            /// A copy of an entity.
            pub fn find(&self, kind: Kind, id: &str) -> Result<Option<Entity>, String> {
                Ok(match kind {
                    $(Kind::$one => Some(Entity::$one(self.$one_field.clone())),)*
                    $(Kind::$many => {
                        self.$field.get(&$type::parse_key(id)?).cloned().map(Entity::$many)
                    })*
                })
            }
        }
    };
}

entities! {
    one {
        Organisation organisation,
        Scope scope,
        Method method,
    }
    many {
        Issue(Issue) issues by id: Id, called |x| x.title.to_string();
        Party(Party) parties by id: Id, called |x| x.name.to_string();
        Person(Person) people by id: Id, called |x| x.name.to_string();
        Role(RoleHolder) roles by role: RoleId, called |x| x.role.get().title.to_owned();
        Site(Site) sites by id: Id, called |x| x.name.to_string();
        Asset(Asset) assets by id: Id, called |x| x.name.to_string();
        Supplier(Supplier) suppliers by id: Id, called |x| x.name.to_string();
        Obligation(Obligation) obligations by id: Id, called |x| x.title.to_string();
        Risk(Risk) risks by id: Id, called |x| format!("R-{} {}", x.number, x.title);
        Answer(Answer) answers by question: QuestionId, called |x| x.question.get().text.to_owned();
        Control(ControlState) controls by control: ControlId, called |x| x.control.to_string();
        Document(DocumentState) documents by document: DocumentId, called |x| x.document.get().name.to_owned();
        Parameter(ParameterSetting) parameters by parameter: ParameterId, called |x| x.parameter.to_string();
        Record(RecordRow) records by id: Id, called |x| x.title();
    }
}
