//! Entities as they were put, and the change history.

use super::View;
use crate::error::{Error, ErrorKind, Result};
use crate::workspace::{Entity, Entry, Kind};

impl View<'_> {
    /// One entity; the id is empty for the kinds of which there is one.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when the id cannot be one of that kind.
    pub fn entity(&self, kind: Kind, id: &str) -> Result<Option<Entity>> {
        self.workspace
            .data
            .find(kind, id)
            .map_err(|message| Error::new(ErrorKind::NotFound, message).at("id"))
    }

    /// All entities of a kind, in the order of their keys.
    pub fn entities(&self, kind: Kind) -> Vec<Entity> {
        self.workspace.data.all(kind)
    }

    /// A page of the change history, newest first.
    pub fn history(&self, skip: usize, take: usize) -> Vec<Entry> {
        let entries = self.workspace.history.entries().iter().rev();
        entries.skip(skip).take(take).cloned().collect()
    }
}
