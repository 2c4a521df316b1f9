//! The store in the browser: `localStorage` through `gloo-storage`.
//!
//! gloo's handle throws where storage is refused, and its `set` panics on an exception that is no
//! `Error`, so every call first asks whether there is storage, and writes go to the raw handle. This is
//! the only module that uses gloo. `get_all` fails on foreign keys and `clear` removes them: neither is
//! ever called.

use std::collections::BTreeSet;

use gloo_storage::{LocalStorage, Storage as _};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Storage};

use super::{PREFIX, Store, Trouble};

/// `localStorage`, as far as the browser gives it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Local;

impl Store for Local {
    fn get(&self, key: &str) -> Result<Option<String>, Trouble> {
        storage()?.get_item(key).map_err(reason)
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), Trouble> {
        storage()?.set_item(key, text).map_err(reason)
    }

    fn remove(&mut self, key: &str) -> Result<(), Trouble> {
        storage()?.remove_item(key).map_err(reason)
    }

    fn keys(&self) -> Result<Vec<String>, Trouble> {
        let storage = storage()?;
        let mut keys = BTreeSet::new();
        for index in 0..storage.length().map_err(reason)? {
            keys.extend(
                storage
                    .key(index)
                    .map_err(reason)?
                    .filter(|key| key.starts_with(PREFIX)),
            );
        }
        Ok(keys.into_iter().collect())
    }
}

fn storage() -> Result<Storage, Trouble> {
    let window = web_sys::window().ok_or(Trouble::Refused)?;
    match window.local_storage() {
        Ok(Some(_)) => Ok(LocalStorage::raw()),
        Ok(None) | Err(_) => Err(Trouble::Refused),
    }
}

/// What a thrown value means; it may be anything.
fn reason(thrown: JsValue) -> Trouble {
    match thrown
        .dyn_ref::<DomException>()
        .map(DomException::name)
        .as_deref()
    {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => Trouble::Quota,
        Some("SecurityError") => Trouble::Refused,
        _ => Trouble::Failed,
    }
}
