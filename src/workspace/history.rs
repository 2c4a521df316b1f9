//! The change history, and the stack of steps that can be taken back.

use super::{Applied, Change, Command, Line, Moment};
use serde::{Deserialize, Serialize};

/// How many lines of history are kept; the count of older ones is kept too.
const ENTRIES: usize = 5_000;
/// How many steps can be taken back.
const STEPS: usize = 100;
/// How many changes of one step are listed; the rest is counted.
const LISTED: usize = 20;
/// Edits of one entity by one person within so many seconds are one step: typing is not a
/// step for each letter.
const TYPING_SECONDS: i64 = 3;

/// When a command was given, and by whom. The page passes both in; the core has no clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Stamp {
    /// The moment.
    pub at: Moment,
    /// The person's name; empty when not told.
    #[serde(default)]
    pub by: Line,
}

/// One line of the change history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Entry {
    /// Its number, from 1.
    pub n: u32,
    /// When.
    pub at: Moment,
    /// By whom.
    #[serde(default)]
    pub by: Line,
    /// What a batch was called.
    #[serde(default)]
    pub name: Line,
    /// What changed; at most twenty are listed.
    pub changes: Vec<Change>,
    /// How many more changed.
    #[serde(default)]
    pub more: u32,
    /// The entry that this one took back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u32>,
    /// The entry that this one did again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redoes: Option<u32>,
}

/// A step that can be taken back, or done again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    /// The entry that describes it.
    pub entry: u32,
    /// The command that takes it back.
    pub inverse: Command,
}

/// What changed so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct History {
    /// How many entries there were in all.
    #[serde(default)]
    count: u32,
    #[serde(default)]
    entries: Vec<Entry>,
    #[serde(default)]
    undo: Vec<Step>,
    #[serde(default)]
    redo: Vec<Step>,
}

impl History {
    /// How many entries were ever written; older ones than the kept ones are only counted.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The kept entries, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry that an undo would take back.
    pub fn next_undo(&self) -> Option<&Entry> {
        self.entry(self.undo.last()?.entry)
    }

    /// The entry that a redo would do again.
    pub fn next_redo(&self) -> Option<&Entry> {
        self.entry(self.redo.last()?.entry)
    }

    fn entry(&self, n: u32) -> Option<&Entry> {
        let at = self.entries.binary_search_by_key(&n, |e| e.n).ok()?;
        self.entries.get(at)
    }

    pub(super) fn last_undo(&self) -> Option<&Step> {
        self.undo.last()
    }

    pub(super) fn last_redo(&self) -> Option<&Step> {
        self.redo.last()
    }

    pub(super) fn record(&mut self, applied: Applied, name: Line, stamp: Stamp) -> Entry {
        if applied.changes.is_empty() {
            return self.draft(applied.changes, name, stamp);
        }
        self.redo.clear();
        if let Some(entry) = self.continued(&applied, &name, &stamp) {
            return entry;
        }
        let entry = self.draft(applied.changes, name, stamp);
        self.push(entry.clone());
        push_bounded(
            &mut self.undo,
            Step {
                entry: entry.n,
                inverse: applied.inverse,
            },
            STEPS,
        );
        entry
    }

    /// Typing goes on: the last entry takes the new time, its way back stays the same.
    fn continued(&mut self, applied: &Applied, name: &Line, stamp: &Stamp) -> Option<Entry> {
        let last = self.entries.last_mut()?;
        let same = name.is_empty()
            && last.name.is_empty()
            && last.undoes.is_none()
            && last.redoes.is_none()
            && last.by == stamp.by
            && (0..=TYPING_SECONDS).contains(&(stamp.at.seconds() - last.at.seconds()));
        let [change] = applied.changes.as_slice() else {
            return None;
        };
        let [before] = last.changes.as_mut_slice() else {
            return None;
        };
        let goes_on = same
            && matches!(applied.inverse, Command::Put(_))
            && before.kind == change.kind
            && before.id == change.id
            && change.deed == super::Deed::Changed
            && self.undo.last().is_some_and(|step| step.entry == last.n);
        if !goes_on {
            return None;
        }
        before.title.clone_from(&change.title);
        last.at = stamp.at;
        Some(last.clone())
    }

    pub(super) fn record_undo(&mut self, applied: Applied, of: u32, stamp: Stamp) -> Entry {
        self.undo.pop();
        let mut entry = self.draft(applied.changes, Line::default(), stamp);
        entry.undoes = Some(of);
        self.push(entry.clone());
        let step = Step {
            entry: of,
            inverse: applied.inverse,
        };
        push_bounded(&mut self.redo, step, STEPS);
        entry
    }

    pub(super) fn record_redo(&mut self, applied: Applied, of: u32, stamp: Stamp) -> Entry {
        self.redo.pop();
        let mut entry = self.draft(applied.changes, Line::default(), stamp);
        entry.redoes = Some(of);
        self.push(entry.clone());
        let step = Step {
            entry: of,
            inverse: applied.inverse,
        };
        push_bounded(&mut self.undo, step, STEPS);
        entry
    }

    fn draft(&self, mut changes: Vec<Change>, name: Line, stamp: Stamp) -> Entry {
        let more = changes.len().saturating_sub(LISTED);
        changes.truncate(LISTED);
        Entry {
            n: self.count.saturating_add(1),
            at: stamp.at,
            by: stamp.by,
            name,
            changes,
            more: u32::try_from(more).unwrap_or(u32::MAX),
            undoes: None,
            redoes: None,
        }
    }

    fn push(&mut self, entry: Entry) {
        self.count = entry.n;
        push_bounded(&mut self.entries, entry, ENTRIES);
    }
}

/// Adds at the end; drops from the front what is over the bound.
fn push_bounded<T>(list: &mut Vec<T>, item: T, bound: usize) {
    list.push(item);
    let over = list.len().saturating_sub(bound);
    list.drain(..over);
}
