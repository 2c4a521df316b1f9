//! What is stored besides the generations: the list of workspaces, how full it is; and how all of
//! it is removed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{BUDGET, INDEX, PREFIX, Store, Trouble};

/// A workspace that is stored here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Shelved {
    /// Eight random characters, part of its keys.
    pub id: String,
    /// What the user calls it; empty if that is not known.
    pub name: String,
    /// Its newest generation when the list was last written; 0 if that is not known.
    pub n: u64,
    /// When that was, in milliseconds since 1970 UTC.
    pub time: u64,
}

/// How much of our share of the storage is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct StorageMeter {
    /// Used by our keys and texts, in code units.
    pub used: usize,
    /// What they may use.
    pub budget: usize,
}

impl StorageMeter {
    /// Whether `more` would take it above 85%, where the spare copy moves to IndexedDB.
    pub fn is_full_with(self, more: usize) -> bool {
        self.used + more > self.budget / 100 * 85
    }
}

/// The workspaces stored here, by id: those in the list and those that only their keys tell of.
///
/// # Errors
///
/// If the keys cannot be read.
pub fn workspaces(store: &impl Store) -> Result<Vec<Shelved>, Trouble> {
    let mut entries: BTreeMap<String, Shelved> = BTreeMap::new();
    for key in store.keys()? {
        if let Some((id, _)) = key
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split_once(':'))
        {
            entries.insert(
                id.into(),
                Shelved {
                    id: id.into(),
                    ..Shelved::default()
                },
            );
        }
    }
    for entry in listed(store)? {
        entries.insert(entry.id.clone(), entry);
    }
    Ok(entries.into_values().collect())
}

/// Writes a workspace into the list.
///
/// # Errors
///
/// As for [`Store`].
pub fn list(store: &mut impl Store, entry: Shelved) -> Result<(), Trouble> {
    let mut entries = listed(store)?;
    entries.retain(|other| other.id != entry.id);
    entries.push(entry);
    let text = crate::json::write(&entries).map_err(|_| Trouble::Failed)?;
    store.set(INDEX, &text)
}

/// How full our share is.
///
/// # Errors
///
/// As for [`Store`].
pub fn meter(store: &impl Store) -> Result<StorageMeter, Trouble> {
    let mut used = 0;
    for key in store.keys()? {
        used += key.len()
            + store
                .get(&key)?
                .map_or(0, |text| text.encode_utf16().count());
    }
    Ok(StorageMeter {
        used,
        budget: BUDGET,
    })
}

/// Removes all keys of one workspace, or everything that is ours, and counts what is left.
///
/// # Errors
///
/// As for [`Store`].
pub fn erase(store: &mut impl Store, workspace: Option<&str>) -> Result<usize, Trouble> {
    let ours = workspace.map_or(PREFIX.into(), |id| [PREFIX, id, ":"].concat());
    for key in matching(store, &ours)? {
        store.remove(&key)?;
    }
    if let Some(id) = workspace {
        let mut entries = listed(store)?;
        entries.retain(|entry| entry.id != id);
        store.set(
            INDEX,
            &crate::json::write(&entries).map_err(|_| Trouble::Failed)?,
        )?;
    }
    Ok(matching(store, &ours)?.len())
}

fn matching(store: &impl Store, prefix: &str) -> Result<Vec<String>, Trouble> {
    Ok(store
        .keys()?
        .into_iter()
        .filter(|key| key.starts_with(prefix))
        .collect())
}

/// A list that cannot be read is no loss: the keys tell the same.
fn listed(store: &impl Store) -> Result<Vec<Shelved>, Trouble> {
    let text = store.get(INDEX)?.unwrap_or_default();
    Ok(crate::json::read(&text).unwrap_or_default())
}
