//! Where a workspace is kept, so that nothing which was shown as saved is lost.
//!
//! The whole workspace is written as one checked generation ([`envelope`]) to two places: the browser's
//! `localStorage`, which is there at once and survives the closing of a page but reaches the disk only
//! seconds to minutes later, and a ring of the last generations in IndexedDB, which is on disk when it
//! acknowledges. [`saver`] decides when to write and what may be said about it, [`recover`] which of the
//! copies to open, and [`vault`] joins both to a [`Store`]. The ring belongs to the page: it is asked
//! for by a [`StorageRequest`](vault::StorageRequest) and answers with an [`Event`](saver::Event).
//!
//! The body of a generation is bytes that this module does not look into.

pub mod daily;
pub mod envelope;
#[cfg(all(target_family = "wasm", feature = "core"))]
pub mod local;
pub mod memory;
pub mod recover;
pub mod saver;
pub mod shelf;
mod slots;
pub mod vault;

use serde::{Deserialize, Serialize};

/// Every key of ours starts with this; no other key is ever read, written or removed.
pub const PREFIX: &str = "annexa:";

/// The list of workspaces. It can be made again by looking at the keys, so it is never the only truth.
pub const INDEX: &str = "annexa:index";

/// What our keys may take together, in UTF-16 code units: a host page may need the rest of its 5 Mi.
pub const BUDGET: usize = 4_000_000;

/// The largest generation that is put into a slot, so that two slots and the last known good copy fit.
pub const SLOT_LIMIT: usize = 1_200_000;

/// A place for texts under keys. Only keys with our [`PREFIX`] are passed in or given out.
pub trait Store {
    /// The text under `key`.
    ///
    /// # Errors
    ///
    /// [`Trouble::Refused`] if there is no storage, [`Trouble::Failed`] for anything else.
    fn get(&self, key: &str) -> Result<Option<String>, Trouble>;

    /// Puts `text` under `key`; on an error the old text is still there.
    ///
    /// # Errors
    ///
    /// As for [`Store::get`], and [`Trouble::Quota`] if there is no room.
    fn set(&mut self, key: &str, text: &str) -> Result<(), Trouble>;

    /// Removes `key`; a key that is not there is no error.
    ///
    /// # Errors
    ///
    /// As for [`Store::get`].
    fn remove(&mut self, key: &str) -> Result<(), Trouble>;

    /// All our keys, sorted.
    ///
    /// # Errors
    ///
    /// As for [`Store::get`].
    fn keys(&self) -> Result<Vec<String>, Trouble>;
}

/// Why a copy could not be written. The page turns it into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub enum Trouble {
    /// The browser gives this page no storage.
    Refused,
    /// No room left.
    Quota,
    /// The workspace is too large for this place.
    TooLarge,
    /// The browser answered with any other error.
    Failed,
    /// What was read back is not what was written.
    ReadBackDiffers,
    /// No answer in time.
    Stalled,
    /// Something outside this tab deleted the stored copy.
    Removed,
    /// Another tab has written a generation that this one did not know.
    OtherWriter,
    /// A damaged copy stands in the way and could not be put aside.
    Quarantine,
}

/// A part of one workspace's storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Slot(Slot),
    LastKnownGood,
    Quarantine,
}

/// One of the two slots that are written in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The slot for even generations.
    G0,
    /// The slot for odd generations.
    G1,
}

fn key(workspace: &str, part: Part) -> String {
    let name = match part {
        Part::Slot(Slot::G0) => "g0",
        Part::Slot(Slot::G1) => "g1",
        Part::LastKnownGood => "lkg",
        Part::Quarantine => "quarantine",
    };
    [PREFIX, workspace, ":", name].concat()
}
