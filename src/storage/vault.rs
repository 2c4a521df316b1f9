//! One workspace that is open in one tab: its copies, its [`Saver`], and the store that it writes to.
//!
//! Opening reads and decides and changes nothing. [`Vault::claim`] makes the tab the one that writes:
//! only then are damaged copies put aside and missing ones written again. What has to be done outside,
//! in IndexedDB or on the page, comes back as a list of [`StorageRequest`]s to be carried out in their order.

use std::{collections::VecDeque, rc::Rc};

use serde::{Deserialize, Serialize, Serializer};

use super::{
    Part, Slot, Store, Trouble,
    envelope::{self, EnvelopeError},
    key,
    recover::{CopyPlace, Decision, Found, Opened, recover},
    saver::{Effect, Event, Generation, Head, Opening, ReadOnly, SaveStatus, Saver},
    shelf,
    slots::Slots,
};

/// What the page has to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub enum StorageRequest {
    /// Call `save` with the workspace as it is now.
    Serialise,
    /// Put the text into the ring, and report when the transaction is complete.
    WriteRing {
        /// The generation.
        n: u64,
        /// When it was made, in milliseconds since 1970 UTC.
        time: u64,
        /// Its hash.
        #[serde(serialize_with = "as_text")]
        #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
        hash: Rc<str>,
        /// The envelope.
        #[serde(serialize_with = "as_text")]
        #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
        text: Rc<str>,
    },
    /// Call `write_local`.
    WriteLocal,
    /// Keep the text in IndexedDB as the last known good copy: there is no room for it here.
    Keep {
        /// The generation.
        n: u64,
        /// When it was made, in milliseconds since 1970 UTC.
        time: u64,
        /// The envelope.
        #[serde(serialize_with = "as_text")]
        #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
        text: Rc<str>,
    },
    /// Move these copies, by their position in the list that was given on opening, out of the ring to
    /// where they are kept until the user decides.
    SetAside {
        /// Positions.
        copies: Vec<usize>,
    },
    /// Tell the other tabs that this generation can be read.
    Announce {
        /// The generation.
        n: u64,
        /// Its hash.
        #[serde(serialize_with = "as_text")]
        #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
        hash: Rc<str>,
    },
    /// Show the status.
    Show {
        /// The status.
        status: SaveStatus,
    },
}

/// What was found on opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct StorageReport {
    /// What the page can do now.
    #[cfg_attr(
        target_family = "wasm",
        tsify(type = "'empty' | 'opened' | 'newer' | 'damaged'")
    )]
    pub outcome: LoadOutcome,
    /// The generation that was opened.
    pub opened: Option<GenerationSummary>,
    /// How many saves were taken from the ring that `localStorage` did not have.
    pub recovered: u64,
    /// Good copies from another branch, to be offered beside the one that was opened.
    pub rivals: Vec<GenerationSummary>,
    /// Copies that cannot be used.
    pub damaged: Vec<DamagedCopy>,
    /// Copies that were put aside earlier and wait for the user's decision.
    pub quarantined: usize,
    /// Why `localStorage` cannot be used, if so.
    pub local: Option<Trouble>,
    /// Why IndexedDB cannot be used, if so.
    pub ring: Option<Trouble>,
}

/// What the page can do after opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LoadOutcome {
    /// Nothing of ours was found. That is no proof of a first visit if a place could not be read.
    Empty,
    /// The workspace is there.
    Opened,
    /// What is stored needs a newer version: nothing is written, the raw copies can be saved to files.
    Newer,
    /// What is stored cannot be read: nothing is written, the raw copies can be saved to files.
    Damaged,
}

/// A generation in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct GenerationSummary {
    /// Its counter.
    pub n: u64,
    /// When it was made, in milliseconds since 1970 UTC.
    pub time: u64,
    /// The tab that wrote it.
    pub tab: String,
    /// Length of its body in bytes.
    pub len: usize,
    /// Its hash.
    pub hash: String,
    /// Where it was found.
    pub place: CopyPlace,
}

/// A copy that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct DamagedCopy {
    /// Where it was found.
    pub place: CopyPlace,
    /// What is wrong with it.
    pub error: EnvelopeError,
}

/// A copy that was put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub struct Quarantined {
    /// Where it was found, or `unknown`.
    pub place: String,
    /// The raw text.
    pub text: String,
}

/// A good generation and its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its counter.
    pub n: u64,
    /// Its hash.
    pub hash: String,
    /// The workspace.
    pub body: Vec<u8>,
}

/// One open workspace.
#[derive(Debug)]
pub struct Vault<S> {
    store: S,
    workspace: String,
    tab: String,
    found: Vec<Found>,
    decision: Decision,
    local: Option<Trouble>,
    ring: Option<Trouble>,
    slots: Option<Slots>,
    saver: Saver,
    writing: VecDeque<Generation>,
    entry: shelf::Shelved,
}

impl<S: Store> Vault<S> {
    /// Reads the copies of a workspace and decides which to open. `ring` holds the texts found in the
    /// ring, or why it cannot be read. Nothing is written.
    pub fn open(
        store: S,
        tab: &str,
        workspace: &str,
        ring: Result<Vec<String>, Trouble>,
    ) -> (Self, StorageReport) {
        let (local, mut found) = match read_local(&store, workspace) {
            Ok(found) => (None, found),
            Err(reason) => (Some(reason), Vec::new()),
        };
        let (ring, texts) =
            ring.map_or_else(|reason| (Some(reason), Vec::new()), |texts| (None, texts));
        found.extend(texts.into_iter().map(|text| Found {
            place: CopyPlace::Ring,
            text,
        }));
        let decision = match recover(&found) {
            // Never start empty over something that is there and cannot be read.
            Decision::Empty if local.is_some_and(|reason| reason != Trouble::Refused) => {
                Decision::Damaged(Vec::new())
            }
            decision => decision,
        };
        let (saver, _) = Saver::read_only(match decision {
            Decision::Newer(_) => ReadOnly::Newer,
            Decision::Damaged(_) => ReadOnly::Damaged,
            Decision::Empty | Decision::Open(_) => ReadOnly::AnotherTab,
        });
        let known = shelf::workspaces(&store).unwrap_or_default();
        let entry = known
            .into_iter()
            .find(|entry| entry.id == workspace)
            .unwrap_or_default();
        let vault = Self {
            entry: shelf::Shelved {
                id: workspace.into(),
                ..entry
            },
            store,
            workspace: workspace.into(),
            tab: tab.into(),
            found,
            decision,
            local,
            ring,
            slots: None,
            saver,
            writing: VecDeque::new(),
        };
        let report = vault.report();
        (vault, report)
    }

    /// The body of the generation that was opened.
    pub fn body(&self) -> Option<&[u8]> {
        match &self.decision {
            Decision::Open(opened) => Some(&opened.body),
            _ => None,
        }
    }

    /// Makes this tab the one that writes. What could not be read, or is newer, stays untouched, and
    /// the vault read-only.
    pub fn claim(&mut self, now: u64) -> Vec<StorageRequest> {
        let opened = match std::mem::replace(&mut self.decision, Decision::Empty) {
            Decision::Open(opened) => Some(opened),
            Decision::Empty => None,
            refused => {
                self.decision = refused;
                return vec![StorageRequest::Show {
                    status: self.saver.status(),
                }];
            }
        };
        let aside = opened.as_ref().map(aside).unwrap_or_default();
        let mut requests = self.set_aside(&aside);
        self.look(&aside);
        let head = opened.as_ref().and_then(|opened| self.head(opened));
        let (saver, effects) = Saver::open(
            Opening {
                tab: self.tab.clone(),
                head,
                local: self.local,
                ring: self.ring,
                kept: self
                    .found
                    .iter()
                    .any(|copy| copy.place == CopyPlace::LastKnownGood),
            },
            now,
        );
        self.saver = saver;
        self.found = Vec::new();
        requests.extend(self.run(effects));
        requests
    }

    /// Takes an event in.
    pub fn handle(&mut self, event: Event<'_>, now: u64) -> Vec<StorageRequest> {
        if event == Event::Rewrite {
            self.accept_removal();
        }
        // A tab that lost its turn while it slept must not begin with the ring, which cannot tell.
        let event = if matches!(event, Event::Body { .. }) && self.is_overtaken() {
            Event::Stop(ReadOnly::OtherWriter)
        } else {
            event
        };
        let effects = self.saver.step(event, now);
        self.run(effects)
    }

    /// Whether a slot holds a generation that this tab did not write.
    fn is_overtaken(&mut self) -> bool {
        let slots = self.slots.as_mut();
        slots.is_some_and(|slots| {
            slots.check(&self.store, &self.workspace) == Err(Trouble::OtherWriter)
        })
    }

    /// Writes what is to be written to the slots: the answer to [`StorageRequest::WriteLocal`].
    pub fn write_local(&mut self, now: u64) -> Vec<StorageRequest> {
        let mut requests = Vec::new();
        while let Some(generation) = self.writing.pop_front() {
            let n = generation.n;
            let event = match self.write_slot(&generation) {
                Ok(()) => Event::LocalWritten { n },
                Err(reason) => Event::LocalFailed { n, reason },
            };
            requests.extend(self.handle(event, now));
        }
        requests
    }

    /// When `handle(Event::Tick)` is next needed.
    pub fn wake(&self) -> Option<u64> {
        self.saver.wake()
    }

    /// What is true now.
    pub fn status(&self) -> SaveStatus {
        self.saver.status()
    }

    /// Whether a place has not answered yet for the newest generation.
    pub fn is_writing(&self) -> bool {
        self.saver.is_writing()
    }

    /// Whether this tab holds changes that no copy has acknowledged.
    pub fn is_unsaved(&self) -> bool {
        self.saver.is_unsaved()
    }

    /// Gives the workspace a name in the list of workspaces, from the next save on.
    pub fn rename(&mut self, name: &str) {
        self.entry.name = name.into();
    }

    /// The newest good generation in the slots, if it is `n` or later: for a tab that follows.
    pub fn see(&self, n: u64) -> Option<Seen> {
        let found = read_local(&self.store, &self.workspace).ok()?;
        found
            .iter()
            .filter_map(|copy| see(&copy.text))
            .filter(|seen| seen.n >= n)
            .max_by_key(|seen| seen.n)
    }

    /// The copies that were put aside.
    ///
    /// # Errors
    ///
    /// As for [`Store`].
    pub fn quarantined(&self) -> Result<Vec<Quarantined>, Trouble> {
        let text = self.store.get(&self.key(Part::Quarantine))?;
        Ok(text.map(|text| parse_quarantine(&text)).unwrap_or_default())
    }

    /// Forgets the copies that were put aside: the user has decided.
    ///
    /// # Errors
    ///
    /// As for [`Store`].
    pub fn discard_quarantined(&mut self) -> Result<(), Trouble> {
        self.store.remove(&self.key(Part::Quarantine))
    }

    /// The store.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// The store, to be changed behind this vault's back in tests, or used for preferences.
    pub fn store_mut(&mut self) -> &mut S {
        &mut self.store
    }

    fn key(&self, part: Part) -> String {
        key(&self.workspace, part)
    }

    fn report(&self) -> StorageReport {
        let (outcome, opened, damaged) = match &self.decision {
            Decision::Empty => (LoadOutcome::Empty, None, [].as_slice()),
            Decision::Newer(_) => (LoadOutcome::Newer, None, [].as_slice()),
            Decision::Damaged(damaged) => (LoadOutcome::Damaged, None, damaged.as_slice()),
            Decision::Open(opened) => {
                (LoadOutcome::Opened, Some(opened), opened.damaged.as_slice())
            }
        };
        let damaged = damaged.iter().filter_map(|damaged| {
            let place = self.found.get(damaged.index)?.place;
            Some(DamagedCopy {
                place,
                error: damaged.error,
            })
        });
        let rivals = opened
            .map(|opened| opened.rivals.as_slice())
            .unwrap_or_default();
        StorageReport {
            outcome,
            opened: opened.and_then(|opened| self.summary(opened.newest)),
            recovered: opened.map_or(0, |opened| {
                if self.local.is_none() {
                    opened.recovered
                } else {
                    0
                }
            }),
            rivals: rivals
                .iter()
                .filter_map(|&index| self.summary(index))
                .collect(),
            damaged: damaged.collect(),
            quarantined: self.quarantined().map_or(0, |copies| copies.len()),
            local: self.local,
            ring: self.ring,
        }
    }

    fn summary(&self, index: usize) -> Option<GenerationSummary> {
        let copy = self.found.get(index)?;
        let envelope = envelope::decode(&copy.text).ok()?;
        Some(GenerationSummary {
            n: envelope.header.n,
            time: envelope.header.time,
            tab: envelope.header.tab,
            len: envelope.len,
            hash: envelope.hash.into(),
            place: copy.place,
        })
    }

    fn head(&self, opened: &Opened) -> Option<Head> {
        let newest = self.found.get(opened.newest)?;
        let GenerationSummary { n, time, hash, .. } = self.summary(opened.newest)?;
        let is_at = |is: fn(CopyPlace) -> bool| {
            self.found
                .iter()
                .any(|copy| is(copy.place) && copy.text == newest.text)
        };
        Some(Head {
            generation: Generation {
                n,
                time,
                hash: hash.into(),
                text: newest.text.as_str().into(),
            },
            local: is_at(|place| place.slot().is_some()),
            ring: is_at(|place| place == CopyPlace::Ring),
        })
    }

    /// Puts copies into quarantine; those of the ring are the page's to move.
    fn set_aside(&mut self, aside: &[usize]) -> Vec<StorageRequest> {
        let copies = || {
            aside
                .iter()
                .filter_map(|&index| Some((index, self.found.get(index)?)))
        };
        let first = self
            .found
            .iter()
            .take_while(|copy| copy.place != CopyPlace::Ring)
            .count();
        let ring: Vec<_> = copies()
            .filter(|(_, copy)| copy.place == CopyPlace::Ring)
            .map(|(index, _)| index - first)
            .collect();
        let local: Vec<_> = copies()
            .filter(|(_, copy)| copy.place != CopyPlace::Ring)
            .map(|(_, copy)| copy.clone())
            .collect();
        if self.quarantine(&local).is_err() {
            self.local = Some(Trouble::Quarantine);
        }
        if ring.is_empty() {
            Vec::new()
        } else {
            vec![StorageRequest::SetAside { copies: ring }]
        }
    }

    fn quarantine(&mut self, copies: &[Found]) -> Result<(), Trouble> {
        if copies.is_empty() {
            return Ok(());
        }
        let mut kept = self.quarantined()?;
        let before = kept.len();
        for copy in copies {
            if !kept.iter().any(|other| other.text == copy.text) {
                kept.push(Quarantined {
                    place: copy.place.name().into(),
                    text: copy.text.clone(),
                });
            }
        }
        if kept.len() == before {
            return Ok(());
        }
        let key = self.key(Part::Quarantine);
        let text = crate::json::write(&kept).map_err(|_| Trouble::Failed)?;
        self.store.set(&key, &text)?;
        if self.store.get(&key)? == Some(text) {
            Ok(())
        } else {
            Err(Trouble::ReadBackDiffers)
        }
    }

    fn look(&mut self, aside: &[usize]) {
        if self.local.is_some() {
            return;
        }
        let good = |slot: Slot| {
            let mut copies = self.found.iter().enumerate();
            let (index, copy) = copies.find(|(_, copy)| copy.place.slot() == Some(slot))?;
            envelope::peek(&copy.text)
                .map(|claim| claim.n)
                .filter(|_| !aside.contains(&index))
        };
        match Slots::look(&self.store, &self.workspace, good) {
            Ok(slots) => self.slots = Some(slots),
            Err(reason) => self.local = Some(reason),
        }
    }

    fn accept_removal(&mut self) {
        if let Some(slots) = &mut self.slots {
            // A slot that cannot be read now fails again when it is written.
            let _ = slots.accept_removal(&self.store, &self.workspace);
        } else if let Ok(slots) = Slots::look(&self.store, &self.workspace, |_| None)
            && slots.are_empty()
        {
            // What could not be put aside is gone, so nothing is left to be written over.
            self.slots = Some(slots);
            self.local = None;
        }
    }

    fn write_slot(&mut self, generation: &Generation) -> Result<(), Trouble> {
        let why_not = self.local.unwrap_or(Trouble::Refused);
        let slots = self.slots.as_mut().ok_or(why_not)?;
        slots.write(
            &mut self.store,
            &self.workspace,
            generation.n,
            &generation.text,
        )?;
        self.entry.n = generation.n;
        self.entry.time = generation.time;
        // The list can be made again from the keys, so it is no matter if it cannot be written.
        let _ = shelf::list(&mut self.store, self.entry.clone());
        Ok(())
    }

    fn run(&mut self, effects: Vec<Effect>) -> Vec<StorageRequest> {
        effects
            .into_iter()
            .filter_map(|effect| self.request(effect))
            .collect()
    }

    fn request(&mut self, effect: Effect) -> Option<StorageRequest> {
        Some(match effect {
            Effect::Serialise => StorageRequest::Serialise,
            Effect::WriteRing(Generation {
                n,
                time,
                hash,
                text,
            }) => StorageRequest::WriteRing {
                n,
                time,
                hash,
                text,
            },
            Effect::WriteLocal(generation) => {
                self.writing.push_back(generation);
                StorageRequest::WriteLocal
            }
            Effect::Keep(generation) => return self.keep(generation),
            Effect::Announce { n, hash } => StorageRequest::Announce { n, hash },
            Effect::Show(status) => StorageRequest::Show { status },
        })
    }

    /// Keeps the last known good copy here if there is room, else asks for it to be kept in IndexedDB.
    fn keep(&mut self, Generation { n, time, text, .. }: Generation) -> Option<StorageRequest> {
        let key = self.key(Part::LastKnownGood);
        let has_room = shelf::meter(&self.store).is_ok_and(|meter| !meter.is_full_with(text.len()));
        if has_room && self.local.is_none() && self.store.set(&key, &text).is_ok() {
            return None;
        }
        if self.local.is_none() {
            // If it stays, it is merely an older copy.
            let _ = self.store.remove(&key);
        }
        Some(StorageRequest::Keep { n, time, text })
    }
}

/// The workspace in an envelope, if it is whole and of this version.
pub fn see(text: &str) -> Option<Seen> {
    let envelope = envelope::decode(text).ok()?;
    Some(Seen {
        n: envelope.header.n,
        hash: envelope.hash.into(),
        body: envelope.body().ok()?,
    })
}

fn read_local(store: &impl Store, workspace: &str) -> Result<Vec<Found>, Trouble> {
    let places = [
        (CopyPlace::G0, Part::Slot(Slot::G0)),
        (CopyPlace::G1, Part::Slot(Slot::G1)),
        (CopyPlace::LastKnownGood, Part::LastKnownGood),
    ];
    let mut found = Vec::new();
    for (place, part) in places {
        found.extend(
            store
                .get(&key(workspace, part))?
                .map(|text| Found { place, text }),
        );
    }
    Ok(found)
}

fn as_text<S: Serializer>(text: &Rc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// Damaged copies and rivals: what is kept apart until the user decides.
fn aside(opened: &Opened) -> Vec<usize> {
    opened
        .damaged
        .iter()
        .map(|damaged| damaged.index)
        .chain(opened.rivals.iter().copied())
        .collect()
}

/// A quarantine that cannot be read is itself kept.
fn parse_quarantine(text: &str) -> Vec<Quarantined> {
    crate::json::read(text).unwrap_or_else(|_| {
        vec![Quarantined {
            place: "unknown".into(),
            text: text.into(),
        }]
    })
}
