//! The `Vault` class: one workspace's storage in one tab.

use super::convert::{from_js, option_to_js, to_js};
use crate::storage::local::Local;
use crate::storage::saver::{Event, ReadOnly};
use crate::storage::{Trouble, daily, shelf, vault};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

type Js = Result<JsValue, JsValue>;

/// One workspace's storage in one tab.
///
/// Most calls answer with a list of requests, to be carried out in their order before anything else
/// is called. Times called `now` are milliseconds of a clock that does not go back, as
/// `performance.now()`. Nothing here throws because of the browser's storage.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Vault {
    vault: vault::Vault<Local>,
    report: vault::StorageReport,
}

/// A generation that another tab wrote.
#[wasm_bindgen(getter_with_clone)]
#[derive(Debug)]
pub struct Seen {
    /// Its counter.
    #[wasm_bindgen(readonly)]
    pub n: f64,
    /// Its hash.
    #[wasm_bindgen(readonly)]
    pub hash: String,
    /// The workspace, as `save` was given it.
    #[wasm_bindgen(readonly)]
    pub body: Vec<u8>,
}

impl From<vault::Seen> for Seen {
    fn from(seen: vault::Seen) -> Self {
        Self {
            n: seen.n as f64,
            hash: seen.hash,
            body: seen.body,
        }
    }
}

#[wasm_bindgen]
impl Vault {
    /// Reads all copies of a workspace and decides which to open; writes nothing. `ring` holds the
    /// texts of the ring, and `refused` why it could not be read.
    ///
    /// @param {string} tab eight random characters
    /// @param {string} workspace its id, eight random characters
    #[wasm_bindgen(constructor)]
    pub fn open(
        tab: &str,
        workspace: &str,
        ring: Vec<String>,
        #[wasm_bindgen(unchecked_param_type = "Trouble | undefined")] refused: &JsValue,
    ) -> Self {
        let ring = option(refused).map_or(Ok(ring), Err);
        let (vault, report) = vault::Vault::open(Local, tab, workspace, ring);
        Self { vault, report }
    }

    /// What was found.
    #[wasm_bindgen(unchecked_return_type = "StorageReport")]
    pub fn report(&self) -> Js {
        to_js(&self.report)
    }

    /// The workspace that was opened, as it was given to `save`. Gone after `claim`.
    pub fn body(&self) -> Option<Vec<u8>> {
        self.vault.body().map(<[u8]>::to_vec)
    }

    /// Makes this tab the one that writes: call it with the lock in hand. Damaged copies are put
    /// aside, missing ones written again.
    #[wasm_bindgen(unchecked_return_type = "StorageRequest[]")]
    pub fn claim(&mut self, now: f64) -> Js {
        to_js(&self.vault.claim(now as u64))
    }

    /// The workspace was changed.
    #[wasm_bindgen(unchecked_return_type = "StorageRequest[]")]
    pub fn changed(&mut self, now: f64) -> Js {
        self.handle(Event::Changed, now)
    }

    /// Time has passed: call it when `wake` says.
    #[wasm_bindgen(unchecked_return_type = "StorageRequest[]")]
    pub fn tick(&mut self, now: f64) -> Js {
        self.handle(Event::Tick, now)
    }

    /// The page may be gone soon: saves at once what is not saved.
    #[wasm_bindgen(unchecked_return_type = "StorageRequest[]")]
    pub fn flush(&mut self, now: f64) -> Js {
        self.handle(Event::Flush, now)
    }

    /// Saves at once and keeps that as the last known good copy: before imports and bulk changes.
    #[wasm_bindgen(unchecked_return_type = "StorageRequest[]")]
    pub fn checkpoint(&mut self, now: f64) -> Js {
        self.handle(Event::Checkpoint, now)
    }

    /// The answer to the request `serialise`: the workspace as it is now, and the date as
    /// `Date.now()` gives it.
    #[wasm_bindgen(unchecked_return_type = "StorageRequest[]")]
    pub fn save(&mut self, body: &[u8], time: f64, now: f64) -> Js {
        let time = time as u64;
        self.handle(Event::Body { body, time }, now)
    }

    /// The answer to the request `write-local`.
    #[wasm_bindgen(js_name = writeLocal, unchecked_return_type = "StorageRequest[]")]
    pub fn write_local(&mut self, now: f64) -> Js {
        to_js(&self.vault.write_local(now as u64))
    }

    /// The ring's transaction with generation `n` is complete.
    #[wasm_bindgen(js_name = ringAcknowledged, unchecked_return_type = "StorageRequest[]")]
    pub fn ring_acknowledged(&mut self, n: f64, now: f64) -> Js {
        self.handle(Event::RingAcknowledged { n: n as u64 }, now)
    }

    /// The ring did not take generation `n`.
    #[wasm_bindgen(js_name = ringFailed, unchecked_return_type = "StorageRequest[]")]
    pub fn ring_failed(
        &mut self,
        n: f64,
        #[wasm_bindgen(unchecked_param_type = "Trouble")] reason: &JsValue,
        now: f64,
    ) -> Js {
        let reason = option(reason).unwrap_or(Trouble::Failed);
        self.handle(
            Event::RingFailed {
                n: n as u64,
                reason,
            },
            now,
        )
    }

    /// The ring is there, or why it is not any more.
    #[wasm_bindgen(unchecked_return_type = "StorageRequest[]")]
    pub fn ring(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Trouble | undefined")] reason: &JsValue,
        now: f64,
    ) -> Js {
        self.handle(Event::Ring(option(reason)), now)
    }

    /// Something outside this tab deleted our keys.
    #[wasm_bindgen(unchecked_return_type = "StorageRequest[]")]
    pub fn removed(&mut self, now: f64) -> Js {
        self.handle(Event::Removed, now)
    }

    /// The user agreed to write the deleted copy again.
    #[wasm_bindgen(unchecked_return_type = "StorageRequest[]")]
    pub fn rewrite(&mut self, now: f64) -> Js {
        self.handle(Event::Rewrite, now)
    }

    /// This tab may not write any more.
    #[wasm_bindgen(unchecked_return_type = "StorageRequest[]")]
    pub fn stop(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ReadOnly")] why: &JsValue,
        now: f64,
    ) -> Js {
        let why: ReadOnly = from_js(why)?;
        self.handle(Event::Stop(why), now)
    }

    /// When `tick` is next needed.
    pub fn wake(&self) -> Option<f64> {
        self.vault.wake().map(|wake| wake as f64)
    }

    /// What is true now.
    #[wasm_bindgen(unchecked_return_type = "SaveStatus")]
    pub fn status(&self) -> Js {
        to_js(&self.vault.status())
    }

    /// Whether a place has not answered yet for the newest generation.
    #[wasm_bindgen(js_name = isWriting)]
    pub fn is_writing(&self) -> bool {
        self.vault.is_writing()
    }

    /// Whether this tab holds changes that no copy has acknowledged.
    #[wasm_bindgen(js_name = isUnsaved)]
    pub fn is_unsaved(&self) -> bool {
        self.vault.is_unsaved()
    }

    /// Gives the workspace a name in the list of workspaces, from the next save on.
    pub fn rename(&mut self, name: &str) {
        self.vault.rename(name);
    }

    /// The newest generation that another tab wrote here, if it is `n` or later.
    pub fn see(&self, n: f64) -> Option<Seen> {
        self.vault.see(n as u64).map(Seen::from)
    }

    /// The copies that were put aside and wait for the user's decision.
    #[wasm_bindgen(unchecked_return_type = "Quarantined[]")]
    pub fn quarantined(&self) -> Js {
        to_js(&self.vault.quarantined().unwrap_or_default())
    }

    /// Forgets the copies that were put aside; answers with the reason if that failed.
    #[wasm_bindgen(js_name = discardQuarantined, unchecked_return_type = "Trouble | undefined")]
    pub fn discard_quarantined(&mut self) -> Js {
        option_to_js(self.vault.discard_quarantined().err())
    }

    /// The workspaces that are stored here; none if the storage cannot be read.
    #[wasm_bindgen(unchecked_return_type = "Shelved[]")]
    pub fn workspaces() -> Js {
        to_js(&shelf::workspaces(&Local).unwrap_or_default())
    }

    /// Why `localStorage` cannot be used, if so.
    #[wasm_bindgen(unchecked_return_type = "Trouble | undefined")]
    pub fn refused() -> Js {
        option_to_js(shelf::workspaces(&Local).err())
    }

    /// How full our share of `localStorage` is.
    #[wasm_bindgen(unchecked_return_type = "StorageMeter | undefined")]
    pub fn meter() -> Js {
        option_to_js(shelf::meter(&Local).ok())
    }

    /// Removes all keys of one workspace, or of all; answers with the number of keys that are left,
    /// or with nothing if the storage cannot be read.
    pub fn erase(workspace: Option<String>) -> Option<usize> {
        shelf::erase(&mut Local, workspace.as_deref()).ok()
    }

    /// The workspace in a stored text, if the text is whole.
    pub fn unseal(text: &str) -> Option<Seen> {
        vault::see(text).map(Seen::from)
    }

    /// Which of the days that have a copy need it no more; days count from 1970-01-01 UTC.
    #[wasm_bindgen(js_name = expiredDays)]
    pub fn expired_days(today: u32, days: &[u32]) -> Vec<u32> {
        daily::expired(today, days)
    }

    fn handle(&mut self, event: Event<'_>, now: f64) -> Js {
        to_js(&self.vault.handle(event, now as u64))
    }
}

fn option(reason: &JsValue) -> Option<Trouble> {
    (!reason.is_undefined()).then(|| from_js(reason).unwrap_or(Trouble::Failed))
}
