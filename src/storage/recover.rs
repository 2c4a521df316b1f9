//! Which of the copies that were found is the workspace: a pure decision.
//!
//! The newest generation whose hash is right wins, by counter and never by time. Copies that cannot be
//! used are named, so that they can be put aside; none is dropped in silence. If anything of ours is
//! there but nothing can be used, the answer is never "empty".

use std::{cmp::Reverse, collections::BTreeSet};

use serde::Serialize;

use super::{
    SLOT_LIMIT, Slot,
    envelope::{self, Claim, Envelope, EnvelopeError},
};

/// Where a copy was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub enum CopyPlace {
    /// In the first slot of `localStorage`.
    G0,
    /// In the second slot of `localStorage`.
    G1,
    /// The last known good copy.
    LastKnownGood,
    /// In the ring of IndexedDB.
    Ring,
}

impl CopyPlace {
    /// Its name in the quarantine.
    pub fn name(self) -> &'static str {
        match self {
            Self::G0 => "g0",
            Self::G1 => "g1",
            Self::LastKnownGood => "lkg",
            Self::Ring => "ring",
        }
    }

    /// The slot, if it is one.
    pub fn slot(self) -> Option<Slot> {
        match self {
            Self::G0 => Some(Slot::G0),
            Self::G1 => Some(Slot::G1),
            Self::LastKnownGood | Self::Ring => None,
        }
    }
}

/// A text that was found, unchecked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it was.
    pub place: CopyPlace,
    /// The text as it stands there.
    pub text: String,
}

/// A copy that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Its position among the copies found.
    pub index: usize,
    /// What is wrong with it.
    pub error: EnvelopeError,
}

/// The decision. Numbers are positions among the copies found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Nothing of ours was found.
    Empty,
    /// Something of ours was found, and none of it can be used: nothing may be written.
    Damaged(Vec<Damaged>),
    /// A newer version of Annexa wrote here: nothing may be written.
    Newer(Vec<usize>),
    /// The workspace.
    Open(Opened),
}

/// The workspace, and what else was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The newest good copy.
    pub newest: usize,
    /// Its body.
    pub body: Vec<u8>,
    /// Good copies from another branch: the same counter with other content, written by two tabs that
    /// did not know of each other. The newest first.
    pub rivals: Vec<usize>,
    /// Copies that cannot be used. Older ring entries are not looked at when they are not needed.
    pub damaged: Vec<Damaged>,
    /// How many saves `localStorage` was behind the ring.
    pub recovered: u64,
}

/// Decides over all copies found.
pub fn recover(found: &[Found]) -> Decision {
    if found.is_empty() {
        return Decision::Empty;
    }
    let copies = Copies::of(found);
    if !copies.newer.is_empty() {
        return Decision::Newer(copies.newer);
    }
    copies.open().map_or_else(Decision::Damaged, Decision::Open)
}

/// A copy whose hash is right.
struct Good<'a> {
    index: usize,
    copy: &'a Found,
    envelope: Envelope<'a>,
}

/// A copy that can be read well enough to say which generation it claims to be.
struct Claimed<'a> {
    index: usize,
    copy: &'a Found,
    claim: Claim<'a>,
}

#[derive(Default)]
struct Copies<'a> {
    /// The newest first.
    good: Vec<Good<'a>>,
    damaged: Vec<Damaged>,
    newer: Vec<usize>,
    /// Ring entries that were not needed.
    older: Vec<Claimed<'a>>,
}

impl<'a> Copies<'a> {
    /// Checks the copies from the newest down. The slots and the last known good copy are always
    /// checked; of the ring only what may be the newest, since hashing eight generations would be most
    /// of the time that opening takes.
    fn of(found: &'a [Found]) -> Self {
        let mut copies = Copies::default();
        let mut claims = Vec::new();
        for (index, copy) in found.iter().enumerate() {
            match envelope::peek(&copy.text) {
                Some(claim) => claims.push(Claimed { index, copy, claim }),
                None => copies.add(index, copy),
            }
        }
        for claimed in ranked(claims, |claimed| (Reverse(claimed.claim.n), claimed.index)) {
            let is_older = copies
                .good
                .first()
                .is_some_and(|newest| newest.envelope.header.n > claimed.claim.n);
            if claimed.copy.place == CopyPlace::Ring && is_older {
                copies.older.push(claimed);
            } else {
                copies.add(claimed.index, claimed.copy);
            }
        }
        copies.good = ranked(copies.good, |good| Reverse(rank(&good.envelope)));
        copies
    }

    fn add(&mut self, index: usize, copy: &'a Found) {
        match self.decode(&copy.text) {
            Ok(envelope) => self.good.push(Good {
                index,
                copy,
                envelope,
            }),
            Err(EnvelopeError::Newer) => self.newer.push(index),
            Err(error) => self.damaged.push(Damaged { index, error }),
        }
    }

    /// The same text in two places is hashed once.
    fn decode(&self, text: &'a str) -> Result<Envelope<'a>, EnvelopeError> {
        let same = self.good.iter().find(|good| good.copy.text == text);
        same.map_or_else(|| envelope::decode(text), |good| Ok(good.envelope.clone()))
    }

    /// The newest copy whose body unpacks, or what is wrong with all of them.
    fn open(mut self) -> Result<Opened, Vec<Damaged>> {
        while !self.good.is_empty() {
            let newest = self.good.remove(0);
            match newest.envelope.body() {
                Ok(body) => return Ok(self.opened(&newest, body)),
                Err(error) => self.damaged.push(Damaged {
                    index: newest.index,
                    error,
                }),
            }
        }
        Err(self.damaged)
    }

    fn opened(mut self, newest: &Good<'a>, body: Vec<u8>) -> Opened {
        let recovered = self.behind(newest);
        let branch = Branch::of(newest, &self);
        for claimed in std::mem::take(&mut self.older) {
            if branch.is_left_by(claimed.copy, &claimed.claim) {
                self.add(claimed.index, claimed.copy);
            }
        }
        let is_rival = |good: &&Good<'_>| {
            let claim = good.envelope.claim();
            branch.is_left_by(good.copy, &claim) && !good.envelope.same_body(&newest.envelope)
        };
        let rivals = self
            .good
            .iter()
            .filter(is_rival)
            .map(|good| good.index)
            .collect();
        Opened {
            newest: newest.index,
            rivals,
            recovered,
            damaged: self.damaged,
            body,
        }
    }

    /// How many saves the slots are behind `newest`; what is too large for a slot is never in one.
    fn behind(&self, newest: &Good<'_>) -> u64 {
        if newest.copy.place.slot().is_some() || newest.copy.text.len() > SLOT_LIMIT {
            return 0;
        }
        let local = self
            .good
            .iter()
            .find(|good| good.copy.place.slot().is_some());
        newest.envelope.header.n - local.map_or(0, |good| good.envelope.header.n)
    }
}

/// The newest generation and as many of its ancestors as the copies tell.
struct Branch {
    hashes: BTreeSet<String>,
    /// The counter of the oldest of them.
    from: u64,
    /// When the newest was made.
    time: u64,
}

impl Branch {
    fn of(newest: &Good<'_>, copies: &Copies<'_>) -> Self {
        let mut claims = vec![newest.envelope.claim()];
        claims.extend(copies.good.iter().map(|good| good.envelope.claim()));
        claims.extend(copies.older.iter().map(|claimed| claimed.claim.clone()));
        let header = &newest.envelope.header;
        let mut branch = Self {
            hashes: BTreeSet::new(),
            from: header.n,
            time: header.time,
        };
        let mut next = newest.envelope.hash.to_owned();
        for claim in ranked(claims, |claim| Reverse(claim.n)) {
            if claim.hash == next {
                branch.hashes.insert(next);
                branch.from = claim.n;
                next = claim.parent;
            }
        }
        branch
    }

    /// Whether a copy is from another branch, written by a tab that did not know of this one: it has a
    /// counter of this branch and is not in it, or it is from before what is known of this branch and
    /// yet made later. (The last known good copy is always one of the others as well.)
    fn is_left_by(&self, copy: &Found, claim: &Claim<'_>) -> bool {
        let is_outside = claim.n >= self.from || claim.time > self.time;
        copy.place != CopyPlace::LastKnownGood && is_outside && !self.hashes.contains(claim.hash)
    }
}

/// Of two copies with one counter the later one wins, then any fixed order.
fn rank<'a>(envelope: &Envelope<'a>) -> (u64, u64, &'a str) {
    (envelope.header.n, envelope.header.time, envelope.hash)
}

/// In the order of their ranks, equal ones as they came. There are a few copies at most, for which
/// the standard library's sort would weigh more in the module than it saves.
fn ranked<T, K: Ord>(items: Vec<T>, rank: impl Fn(&T) -> K) -> Vec<T> {
    let mut ranked: Vec<T> = Vec::with_capacity(items.len());
    for item in items {
        let place = ranked.partition_point(|other| rank(other) <= rank(&item));
        ranked.insert(place, item);
    }
    ranked
}
