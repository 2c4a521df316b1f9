//! The open workspace: commands in, what changed out.

use crate::catalogue::{ControlId, DocumentId, QuestionId};
use crate::error::Result;
use crate::json;
use crate::selection::{Need, Outcome, Selection, Verdict, Verdicts, homes, need};
use crate::workspace::{Command, Entity, Entry, Kind, Stamp, Workspace};
use serde::Serialize;

/// The open workspace with its decisions kept up to date.
///
/// ```
/// use annexa::api::Session;
/// let mut session = Session::default();
/// let effect = session
///     .dispatch(
///         r#"{"put":{"answer":{"question":"develops_software","value":"no"}}}"#,
///         r#"{"at":"2026-11-24T09:00:00Z","by":"Ada"}"#,
///     )
///     .unwrap();
/// assert!(!effect.controls.is_empty(), "secure coding and others fall out");
/// ```
#[derive(Debug, Clone)]
pub struct Session {
    workspace: Workspace,
    selection: Selection,
}

impl Default for Session {
    fn default() -> Self {
        Self::open(Workspace::default())
    }
}

/// What one step did: the entities, and the decisions and documents that follow from them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Effect {
    /// The line of history.
    pub entry: Entry,
    /// Controls whose decision is different now.
    pub controls: Vec<ControlChange>,
    /// Documents that are needed more or less than before.
    pub documents: Vec<DocumentChange>,
    /// The counts after it.
    pub counts: Counts,
}

/// A control whose decision changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ControlChange {
    /// The control.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub control: ControlId,
    /// Before.
    pub before: Verdict,
    /// After.
    pub after: Verdict,
}

/// A document that is needed more or less than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DocumentChange {
    /// The document.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub document: DocumentId,
    /// Before.
    pub before: Need,
    /// After.
    pub after: Need,
}

/// The numbers that move as one answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Questions with an answer.
    pub answered: usize,
    /// All questions.
    pub questions: usize,
    /// Controls included for good.
    pub included: usize,
    /// Controls included only because questions are open.
    pub to_confirm: usize,
    /// Controls excluded.
    pub excluded: usize,
    /// Documents that a clause or an included control calls for.
    pub documents: usize,
    /// Documents that are recommended.
    pub recommended: usize,
    /// Risks in the register.
    pub risks: usize,
    /// The step that undo would take back.
    pub undo: Option<Entry>,
    /// The step that redo would do again.
    pub redo: Option<Entry>,
}

/// What a view is made from.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// Its decisions.
    pub verdicts: &'a Verdicts,
}

impl Session {
    /// Opens a workspace.
    pub fn open(workspace: Workspace) -> Self {
        let selection = Selection::of(&workspace.data);
        Self {
            workspace,
            selection,
        }
    }

    /// Opens a workspace from a backup.
    ///
    /// # Errors
    /// As [`Workspace::from_json`].
    pub fn open_json(bytes: &[u8]) -> Result<Self> {
        Workspace::from_json(bytes).map(Self::open)
    }

    /// The workspace and its decisions.
    pub fn view(&self) -> View<'_> {
        View {
            workspace: &self.workspace,
            verdicts: self.selection.verdicts(),
        }
    }

    /// Runs a command, given with its stamp as JSON.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`](crate::error::ErrorKind) with the place for JSON that is no
    /// command, [`ErrorKind::Invalid`](crate::error::ErrorKind) for one that is not allowed.
    pub fn dispatch(&mut self, command: &str, stamp: &str) -> Result<Effect> {
        let command: Command = json::read(command)?;
        let stamp: Stamp = json::read(stamp)?;
        self.run(command, stamp)
    }

    /// Runs a command.
    ///
    /// # Errors
    /// As [`Workspace::dispatch`].
    pub fn run(&mut self, command: Command, stamp: Stamp) -> Result<Effect> {
        let before = self.copies(&command);
        let entry = self.workspace.dispatch(command, stamp)?;
        Ok(self.effect(entry, before))
    }

    /// Takes back the last step; `None` when there is none.
    ///
    /// # Errors
    /// As [`Workspace::undo`].
    pub fn undo(&mut self, stamp: Stamp) -> Result<Option<Effect>> {
        let entry = self.workspace.undo(stamp)?;
        Ok(entry.map(|entry| self.effect(entry, Before::Unknown)))
    }

    /// Does again what was taken back last; `None` when there is none.
    ///
    /// # Errors
    /// As [`Workspace::redo`].
    pub fn redo(&mut self, stamp: Stamp) -> Result<Option<Effect>> {
        let entry = self.workspace.redo(stamp)?;
        Ok(entry.map(|entry| self.effect(entry, Before::Unknown)))
    }

    /// What the single entity that a command touches was before, so that the decisions need not
    /// be made anew from the whole register.
    fn copies(&self, command: &Command) -> Before {
        let (kind, id) = match command {
            Command::Put(entity) => (entity.kind(), entity.id()),
            Command::Remove { kind, id } => (*kind, id.clone()),
            Command::Batch { .. } => return Before::Unknown,
        };
        match self.workspace.data.find(kind, &id) {
            Ok(before) => Before::One(kind, id, before.map(Box::new)),
            Err(_) => Before::Unknown,
        }
    }

    fn effect(&mut self, entry: Entry, before: Before) -> Effect {
        let old = match before {
            Before::One(kind, id, before) => {
                let after = self.workspace.data.find(kind, &id).ok().flatten();
                self.selection
                    .update(&self.workspace.data, before.as_deref(), after.as_ref())
            }
            Before::Unknown => {
                let new = Selection::of(&self.workspace.data);
                let old = std::mem::replace(&mut self.selection, new);
                old.verdicts().clone()
            }
        };
        let new = self.selection.verdicts();
        Effect {
            entry,
            controls: control_changes(&old, new),
            documents: document_changes(&old, new),
            counts: self.view().counts(),
        }
    }
}

enum Before {
    One(Kind, String, Option<Box<Entity>>),
    Unknown,
}

fn control_changes(old: &Verdicts, new: &Verdicts) -> Vec<ControlChange> {
    new.iter()
        .filter_map(|(control, after)| {
            let before = old.get(control)?;
            (before != after).then_some(ControlChange {
                control,
                before,
                after,
            })
        })
        .collect()
}

fn document_changes(old: &Verdicts, new: &Verdicts) -> Vec<DocumentChange> {
    if old == new {
        return Vec::new();
    }
    DocumentId::all()
        .filter_map(|document| {
            let (before, after) = (need(document, old), need(document, new));
            (before != after).then_some(DocumentChange {
                document,
                before,
                after,
            })
        })
        .collect()
}

impl View<'_> {
    /// The counts.
    pub fn counts(&self) -> Counts {
        let count =
            |test: &dyn Fn(Verdict) -> bool| self.verdicts.iter().filter(|(_, v)| test(*v)).count();
        let called = DocumentId::all().filter(|id| need(*id, self.verdicts) != Need::NotNeeded);
        let documents = homes(called, &self.workspace.data, self.verdicts);
        let needs = || documents.iter().map(|id| need(*id, self.verdicts));
        let history = &self.workspace.history;
        Counts {
            answered: self.workspace.data.answers.len(),
            questions: QuestionId::all().count(),
            included: count(&|v| v.outcome == Outcome::Included && !v.to_confirm),
            to_confirm: count(&|v| v.to_confirm),
            excluded: count(&|v| v.outcome == Outcome::Excluded),
            documents: needs()
                .filter(|need| matches!(need, Need::Always | Need::Called))
                .count(),
            recommended: needs().filter(|need| *need == Need::Recommended).count(),
            risks: self.workspace.data.risks.len(),
            undo: history.next_undo().cloned(),
            redo: history.next_redo().cloned(),
        }
    }
}
