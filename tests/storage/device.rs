//! A browser profile and a page on it, without a browser: what `www/src/storage.ts` does, with the
//! clock and both places under the test's hand.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use annexa::storage::{
    Store, Trouble,
    memory::Memory,
    saver::{Event, SaveStatus},
    vault::{StorageReport, StorageRequest, Vault},
};
use sha2::{Digest, Sha256};

pub const WORKSPACE: &str = "w1w1w1w1";

/// One store that several tabs and the test look at.
#[derive(Debug, Clone, Default)]
pub struct Shared(pub Rc<RefCell<Memory>>);

impl Store for Shared {
    fn get(&self, key: &str) -> Result<Option<String>, Trouble> {
        self.0.borrow().get(key)
    }
    fn set(&mut self, key: &str, text: &str) -> Result<(), Trouble> {
        self.0.borrow_mut().set(key, text)
    }
    fn remove(&mut self, key: &str) -> Result<(), Trouble> {
        self.0.borrow_mut().remove(key)
    }
    fn keys(&self) -> Result<Vec<String>, Trouble> {
        self.0.borrow().keys()
    }
}

/// How the ring answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    AtOnce,
    Later,
    Fails(Trouble),
}

#[derive(Debug, Clone)]
pub struct Put {
    pub n: u64,
    pub hash: String,
    pub text: String,
}

/// The ring in IndexedDB.
#[derive(Debug, Clone, Default)]
pub struct Ring {
    pub records: BTreeMap<(u64, String), String>,
    pub aside: Vec<String>,
    pub kept: Option<String>,
}

impl Ring {
    fn put(&mut self, put: &Put) -> Result<(), Trouble> {
        let newer = self
            .records
            .keys()
            .any(|(n, hash)| *n >= put.n && *hash != put.hash);
        if newer {
            return Err(Trouble::OtherWriter);
        }
        self.records
            .insert((put.n, put.hash.clone()), put.text.clone());
        while self.records.len() > 8 {
            self.records.pop_first();
        }
        Ok(())
    }
}

/// What outlives a page.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    pub local: Shared,
    pub ring: Rc<RefCell<Ring>>,
}

impl Profile {
    pub fn local_text(&self, part: &str) -> Option<String> {
        self.local
            .0
            .borrow()
            .texts()
            .get(&format!("annexa:{WORKSPACE}:{part}"))
            .cloned()
    }

    pub fn put_local(&self, part: &str, text: &str) {
        self.local
            .0
            .borrow_mut()
            .texts_mut()
            .insert(format!("annexa:{WORKSPACE}:{part}"), text.into());
    }

    pub fn image(&self) -> BTreeMap<String, String> {
        self.local.0.borrow().texts().clone()
    }

    /// The same profile after a restart of the browser.
    pub fn restarted(&self) -> Self {
        let local = self.local.0.borrow().restarted();
        Self {
            local: Shared(Rc::new(RefCell::new(local))),
            ring: Rc::new(RefCell::new(self.ring.borrow().clone())),
        }
    }
}

/// A tab with the workspace open.
pub struct Page {
    pub vault: Vault<Shared>,
    pub report: StorageReport,
    pub profile: Profile,
    pub now: u64,
    /// The document: how often it was edited.
    pub edits: u64,
    /// Makes the body longer, by text that compresses
    pub padding: usize,
    /// and by text that does not.
    pub noise: usize,
    pub answer: Answer,
    pub waiting: Vec<Put>,
    pub shown: Vec<SaveStatus>,
    /// What each generation of this page holds.
    pub made: BTreeMap<u64, u64>,
    /// The last edit that was shown as saved.
    pub acknowledged: u64,
}

impl Page {
    /// Opens the workspace without claiming it.
    pub fn look(profile: &Profile, tab: &str, ring: Option<Trouble>) -> Self {
        let texts = profile.ring.borrow().records.values().cloned().collect();
        let ring = ring.map_or(Ok(texts), Err);
        let (vault, report) = Vault::open(profile.local.clone(), tab, WORKSPACE, ring);
        let edits = vault.body().map_or(0, count);
        Self {
            vault,
            report,
            profile: profile.clone(),
            now: 10_000,
            edits,
            padding: 0,
            noise: 0,
            answer: Answer::AtOnce,
            waiting: Vec::new(),
            shown: Vec::new(),
            made: BTreeMap::new(),
            acknowledged: 0,
        }
    }

    /// Opens the workspace to edit it.
    pub fn open(profile: &Profile) -> Self {
        Self::open_with(profile, "tab00001", None)
    }

    pub fn open_with(profile: &Profile, tab: &str, ring: Option<Trouble>) -> Self {
        let mut page = Self::look(profile, tab, ring);
        page.claim();
        page
    }

    pub fn claim(&mut self) {
        if let Some(opened) = &self.report.opened {
            self.made.insert(opened.n, self.edits);
        }
        let requests = self.vault.claim(self.now);
        self.carry_out(requests);
    }

    pub fn edit(&mut self) {
        self.edits += 1;
        self.send(Event::Changed);
    }

    /// Edits and waits until the save is due.
    pub fn edit_and_wait(&mut self) {
        self.edit();
        self.wait(250);
    }

    pub fn wait(&mut self, ms: u64) {
        self.now += ms;
        self.send(Event::Tick);
    }

    pub fn send(&mut self, event: Event<'_>) {
        let requests = self.vault.handle(event, self.now);
        self.carry_out(requests);
    }

    pub fn status(&self) -> SaveStatus {
        self.vault.status()
    }

    pub fn body(&self) -> Vec<u8> {
        body(self.edits, self.padding, self.noise)
    }

    /// Lets the ring answer the oldest put.
    pub fn answer_oldest(&mut self, answer: Result<(), Trouble>) {
        if self.waiting.is_empty() {
            return;
        }
        let put = self.waiting.remove(0);
        let result = answer.and_then(|()| self.profile.ring.borrow_mut().put(&put));
        self.answered(put.n, result);
    }

    /// The ring has the oldest put on disk, and the page does not live to hear it.
    pub fn answer_unheard(&mut self) {
        if !self.waiting.is_empty() {
            let put = self.waiting.remove(0);
            let _ = self.profile.ring.borrow_mut().put(&put);
        }
    }

    fn answered(&mut self, n: u64, result: Result<(), Trouble>) {
        self.send(match result {
            Ok(()) => Event::RingAcknowledged { n },
            Err(reason) => Event::RingFailed { n, reason },
        });
    }

    fn carry_out(&mut self, requests: Vec<StorageRequest>) {
        let mut answers = Vec::new();
        for request in requests {
            match request {
                StorageRequest::Serialise => {
                    let body = self.body();
                    self.send(Event::Body {
                        body: &body,
                        time: 1_795_500_000_000 + self.now,
                    });
                }
                StorageRequest::WriteRing { n, hash, text, .. } => {
                    let edits = annexa::storage::vault::see(&text).map(|seen| count(&seen.body));
                    self.made.insert(n, edits.unwrap());
                    let put = Put {
                        n,
                        hash: hash.to_string(),
                        text: text.to_string(),
                    };
                    match self.answer {
                        Answer::AtOnce => {
                            answers.push((n, self.profile.ring.borrow_mut().put(&put)))
                        }
                        Answer::Later => self.waiting.push(put),
                        Answer::Fails(reason) => answers.push((n, Err(reason))),
                    }
                }
                StorageRequest::WriteLocal => {
                    let requests = self.vault.write_local(self.now);
                    self.carry_out(requests);
                }
                StorageRequest::Keep { text, .. } => {
                    self.profile.ring.borrow_mut().kept = Some(text.to_string())
                }
                StorageRequest::SetAside { copies } => self.set_aside(&copies),
                StorageRequest::Announce { .. } => {}
                StorageRequest::Show { status } => self.show(status),
            }
        }
        for (n, result) in answers {
            self.answered(n, result);
        }
    }

    fn set_aside(&self, copies: &[usize]) {
        let mut ring = self.profile.ring.borrow_mut();
        let keys: Vec<_> = ring.records.keys().cloned().collect();
        for &index in copies {
            let text = ring.records.remove(&keys[index]).unwrap();
            ring.aside.push(text);
        }
    }

    fn show(&mut self, status: SaveStatus) {
        if let SaveStatus::Saved { n, .. } = status {
            self.acknowledged = self
                .acknowledged
                .max(self.made.get(&n).copied().unwrap_or_default());
        }
        self.shown.push(status);
    }
}

fn body(edits: u64, padding: usize, noise: usize) -> Vec<u8> {
    let noise = (0u32..)
        .flat_map(|block| Sha256::digest(block.to_le_bytes()))
        .take(noise / 2);
    let noise: String = noise.map(|byte| format!("{byte:02x}")).collect();
    let text = "risk owner ".repeat(padding) + &noise;
    serde_json::json!({ "edits": edits, "text": text })
        .to_string()
        .into_bytes()
}

/// The edits in a body, which must be whole.
pub fn count(body: &[u8]) -> u64 {
    let value: serde_json::Value = serde_json::from_slice(body).unwrap();
    value["edits"].as_u64().unwrap()
}
