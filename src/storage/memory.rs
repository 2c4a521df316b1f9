//! A store in memory that can go wrong at any step, for tests.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use super::{Store, Trouble};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The call fails.
    Fail(Trouble),
    /// A write finds no room; other calls are not touched.
    Quota,
    /// The text that is written or read is cut after so many bytes (counted round its length).
    Truncate(usize),
    /// One bit of the text that is written or read is another (counted round its length).
    Flip(usize),
    /// From here on nothing that is written reaches the disk: a power cut.
    Freeze,
}

/// A store in memory. It counts the calls, and fails at one of them if told so.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    texts: BTreeMap<String, String>,
    room: Option<usize>,
    steps: Cell<usize>,
    plan: RefCell<BTreeMap<usize, Fault>>,
    frozen: Cell<bool>,
}

impl Memory {
    /// Lets the call number `step`, counted from now, go wrong.
    pub fn fault_at(&self, step: usize, fault: Fault) {
        self.plan
            .borrow_mut()
            .insert(self.steps.get() + step, fault);
    }

    /// Gives the store room for so many bytes of keys and texts.
    pub fn set_room(&mut self, room: Option<usize>) {
        self.room = room;
    }

    /// How many calls there have been.
    pub fn steps(&self) -> usize {
        self.steps.get()
    }

    /// Everything in it, a foreign host page's keys too.
    pub fn texts(&self) -> &BTreeMap<String, String> {
        &self.texts
    }

    /// Everything in it, to be changed behind the back of its user.
    pub fn texts_mut(&mut self) -> &mut BTreeMap<String, String> {
        &mut self.texts
    }

    /// The same content after a restart: no faults are planned any more.
    pub fn restarted(&self) -> Self {
        Self {
            texts: self.texts.clone(),
            room: self.room,
            ..Self::default()
        }
    }

    fn step(&self) -> Result<Option<Fault>, Trouble> {
        let step = self.steps.get();
        self.steps.set(step + 1);
        match self.plan.borrow_mut().remove(&step) {
            Some(Fault::Fail(reason)) => Err(reason),
            Some(Fault::Freeze) => {
                self.frozen.set(true);
                Ok(None)
            }
            fault => Ok(fault),
        }
    }

    fn has_room(&self, key: &str, text: &str) -> bool {
        let others = self.texts.iter().filter(|(other, _)| *other != key);
        let used: usize = others.map(|(key, text)| key.len() + text.len()).sum();
        self.room
            .is_none_or(|room| used + key.len() + text.len() <= room)
    }
}

impl Store for Memory {
    fn get(&self, key: &str) -> Result<Option<String>, Trouble> {
        let fault = self.step()?;
        Ok(self.texts.get(key).map(|text| spoil(text, fault)))
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), Trouble> {
        let fault = self.step()?;
        if fault == Some(Fault::Quota) || !self.has_room(key, text) {
            return Err(Trouble::Quota);
        }
        if !self.frozen.get() {
            self.texts.insert(key.into(), spoil(text, fault));
        }
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), Trouble> {
        self.step()?;
        if !self.frozen.get() {
            self.texts.remove(key);
        }
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, Trouble> {
        self.step()?;
        Ok(self
            .texts
            .keys()
            .filter(|key| key.starts_with(super::PREFIX))
            .cloned()
            .collect())
    }
}

fn spoil(text: &str, fault: Option<Fault>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    match fault {
        Some(Fault::Truncate(at)) if !bytes.is_empty() => bytes.truncate(at % bytes.len()),
        Some(Fault::Flip(bit)) => {
            let len = bytes.len().max(1);
            if let Some(byte) = bytes.get_mut(bit / 8 % len) {
                *byte ^= 1 << (bit % 8);
            }
        }
        _ => {}
    }
    // As a browser does with what is not Unicode.
    String::from_utf8_lossy(&bytes).into_owned()
}
