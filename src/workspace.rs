//! The organisation's data, and the commands that are the only way to change it.
//!
//! A [`Workspace`] is the fold of its commands: [`Workspace::dispatch`] checks a command, applies
//! it, remembers how to take it back, and writes a line of change history (clause 7.5.3).

mod check;
mod command;
mod date;
mod file;
mod history;
mod lookup;
mod method;
mod model;
mod record;
mod table;
mod text;

pub use command::{Applied, Change, Command, Data, Deed, Entity, Kind};
pub use date::{Date, Moment};
pub use file::{OLDEST_READER, SCHEMA};
pub use history::{Entry, History, Stamp, Step};
pub use method::{Band, LevelRule, Method, ScaleStep, Score, Tone, Treatment};
pub use model::*;
pub use table::{Keyed, Table};
pub use text::{Id, Line, LongText, Text};

use crate::error::{Error, ErrorKind, Result};
use crate::finding::Finding;
use serde::{Deserialize, Serialize};

/// An organisation's data with its change history.
///
/// ```
/// use annexa::workspace::{Command, Moment, Line, Stamp, Workspace};
/// let mut workspace = Workspace::default();
/// let stamp = Stamp {
///     at: Moment::try_from("2026-11-24T09:00:00Z").unwrap(),
///     by: Line::try_from("Ada").unwrap(),
/// };
/// let command: Command =
///     serde_json::from_str(r#"{"put":{"answer":{"question":"remote_work","value":"yes"}}}"#).unwrap();
/// let entry = workspace.dispatch(command, stamp.clone()).unwrap();
/// assert_eq!(entry.changes.len(), 1);
/// workspace.undo(stamp).unwrap();
/// assert!(workspace.data.answers.is_empty());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Workspace {
    /// What the organisation said and decided.
    pub data: Data,
    /// What changed, when, by whom, and how to take it back.
    #[serde(default)]
    pub history: History,
}

impl Workspace {
    /// Applies a command and writes it into the history.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] with findings when something in it is not allowed here; nothing is
    /// changed then.
    pub fn dispatch(&mut self, command: Command, stamp: Stamp) -> Result<Entry> {
        let name = match &command {
            Command::Batch { name, .. } => name.clone(),
            _ => Line::default(),
        };
        let applied = self.data.apply(command, stamp.at.date())?;
        Ok(self.history.record(applied, name, stamp))
    }

    /// Takes back the last step that was not taken back yet; `None` when there is none.
    ///
    /// # Errors
    /// As [`Workspace::dispatch`].
    pub fn undo(&mut self, stamp: Stamp) -> Result<Option<Entry>> {
        let Some(step) = self.history.last_undo().cloned() else {
            return Ok(None);
        };
        let applied = self.data.restore(step.inverse)?;
        Ok(Some(self.history.record_undo(applied, step.entry, stamp)))
    }

    /// Does again what was taken back last; `None` when there is none.
    ///
    /// # Errors
    /// As [`Workspace::dispatch`].
    pub fn redo(&mut self, stamp: Stamp) -> Result<Option<Entry>> {
        let Some(step) = self.history.last_redo().cloned() else {
            return Ok(None);
        };
        let applied = self.data.restore(step.inverse)?;
        Ok(Some(self.history.record_redo(applied, step.entry, stamp)))
    }

    /// Everything in the data that is not allowed; empty for a sound workspace.
    pub fn check(&self) -> Vec<Finding> {
        self.data.check_all()
    }
}

impl Data {
    /// Applies a command that was given on a day: all of it, or nothing.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] with findings.
    pub fn apply(&mut self, command: Command, day: Date) -> Result<Applied> {
        self.run(command, Some(day))
    }

    /// Applies a command that this data gave as an inverse; it was sound when it was made.
    fn restore(&mut self, command: Command) -> Result<Applied> {
        self.run(command, None)
    }

    fn run(&mut self, command: Command, new: Option<Date>) -> Result<Applied> {
        match command {
            Command::Put(entity) => self.put(*entity, new),
            Command::Remove { kind, id } => self.remove(kind, &id),
            Command::Batch { name, commands } => self.batch(name, commands, new),
        }
    }

    /// What is new is numbered, dated and checked; what is restored was so already.
    fn put(&mut self, entity: Entity, new: Option<Date>) -> Result<Applied> {
        let (entity, findings) = match new {
            Some(day) => {
                let entity = self.numbered(entity, day);
                let findings = self.check_put(&entity);
                (entity, findings)
            }
            None => (entity, Vec::new()),
        };
        if !findings.is_empty() {
            return Err(Error::invalid(findings));
        }
        let (kind, id, title) = (entity.kind(), entity.id(), entity.title());
        let before = self.find(kind, &id).map_err(bad_key)?;
        if before.as_ref() == Some(&entity) {
            return Ok(Applied {
                changes: Vec::new(),
                inverse: nothing(),
            });
        }
        let deed = deed(before.as_ref(), &entity);
        self.replace(entity);
        let inverse = match before {
            Some(before) => Command::Put(Box::new(before)),
            None => Command::Remove {
                kind,
                id: id.clone(),
            },
        };
        let changes = vec![Change {
            kind,
            id,
            deed,
            title,
        }];
        Ok(Applied { changes, inverse })
    }

    fn remove(&mut self, kind: Kind, id: &str) -> Result<Applied> {
        let before = self.take(kind, id).map_err(bad_key)?.ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("there is no `{id}` to remove")).at("remove.id")
        })?;
        let change = Change {
            kind,
            id: id.to_owned(),
            deed: Deed::Removed,
            title: before.title(),
        };
        Ok(Applied {
            changes: vec![change],
            inverse: Command::Put(Box::new(before)),
        })
    }

    fn batch(&mut self, name: Line, commands: Vec<Command>, new: Option<Date>) -> Result<Applied> {
        let mut changes = Vec::new();
        let mut inverses = Vec::new();
        for (at, command) in commands.into_iter().enumerate() {
            match self.run(command, new) {
                Ok(applied) => {
                    changes.extend(applied.changes);
                    inverses.push(steps(applied.inverse));
                }
                Err(error) => {
                    for inverse in inverses.into_iter().rev().flatten() {
                        self.restore(inverse)?;
                    }
                    let path = format!("batch.commands[{at}].{}", error.path());
                    return Err(error.at(path));
                }
            }
        }
        Ok(Applied {
            changes,
            inverse: Command::Batch {
                name,
                commands: inverses.into_iter().rev().flatten().collect(),
            },
        })
    }

    /// Gives a new risk or row the next free number, and a row the day of its entry.
    fn numbered(&self, entity: Entity, day: Date) -> Entity {
        match entity {
            Entity::Risk(mut risk) if risk.number == 0 => {
                let old = self.risks.get(&risk.id).map(|r| r.number);
                risk.number = old.unwrap_or_else(|| self.next_risk_number());
                Entity::Risk(risk)
            }
            Entity::Record(row) => Entity::Record(self.entered(row, day)),
            other => other,
        }
    }

    fn next_risk_number(&self) -> u32 {
        let highest = self.risks.iter().map(|risk| risk.number).max();
        highest.unwrap_or(0).saturating_add(1)
    }
}

/// The single steps of an inverse: however deep batches are nested, the way back that a file
/// keeps is flat, so a file never nests deeper than its reader goes.
fn steps(inverse: Command) -> Vec<Command> {
    match inverse {
        Command::Batch { commands, .. } => commands,
        step => vec![step],
    }
}

fn nothing() -> Command {
    Command::Batch {
        name: Line::default(),
        commands: Vec::new(),
    }
}

fn bad_key(message: String) -> Error {
    Error::new(ErrorKind::Malformed, message).at("id")
}

/// What putting an entity means to a person.
fn deed(before: Option<&Entity>, after: &Entity) -> Deed {
    let decided = |entity: Option<&Entity>| match entity {
        Some(Entity::Control(state)) => state.r#override.as_ref().map(|o| o.include),
        _ => None,
    };
    let approvals = |entity: Option<&Entity>| match entity {
        Some(Entity::Document(state)) => state.approvals.len(),
        _ => 0,
    };
    match (decided(before), decided(Some(after))) {
        (old, Some(true)) if old != Some(true) => return Deed::Included,
        (old, Some(false)) if old != Some(false) => return Deed::Excluded,
        _ => {}
    }
    if approvals(Some(after)) > approvals(before) {
        return Deed::Approved;
    }
    if before.is_some() {
        Deed::Changed
    } else {
        Deed::Added
    }
}
