//! When to write, and what may be said about it: a state machine without I/O.
//!
//! Events go in with the time, effects come out. Changes are coalesced, a generation is written to both
//! places, and [`SaveStatus::Saved`] is shown only when both have acknowledged that very generation. Times
//! are milliseconds of any clock that does not go back.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{
    Trouble,
    envelope::{self, EnvelopeError, Header},
};

/// A save starts this long after the last change,
const QUIET: u64 = 250;
/// but no later than this after the first.
const LONGEST: u64 = 1_000;
/// A ring that has not answered by then is said to be stalled; a later answer still counts.
const RING_PATIENCE: u64 = 5_000;
/// Generations that may wait for the ring at once, so that a dead ring does not fill the memory.
const RING_QUEUE: usize = 4;
/// The first retry of a failed copy; each further one waits twice as long,
const RETRY: u64 = 5_000;
/// up to this.
const RETRY_LONGEST: u64 = 300_000;
/// A last known good copy is kept at most this often.
const KEEP: u64 = 600_000;

/// What has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// The workspace was changed.
    Changed,
    /// Time has passed: see [`Saver::wake`].
    Tick,
    /// The page may be gone soon: save at once.
    Flush,
    /// Save at once, and keep the generation as the last known good copy: before imports, migrations
    /// and bulk changes.
    Checkpoint,
    /// The answer to [`Effect::Serialise`]: the workspace as it is now, and the date in milliseconds
    /// since 1970 UTC.
    Body {
        /// The whole workspace.
        body: &'a [u8],
        /// Written into the header.
        time: u64,
    },
    /// The ring has generation `n` on disk.
    RingAcknowledged {
        /// The generation.
        n: u64,
    },
    /// The ring refused generation `n`.
    RingFailed {
        /// The generation.
        n: u64,
        /// Why.
        reason: Trouble,
    },
    /// The ring is there (`None`) or not; `Removed` if it was there and is gone.
    Ring(Option<Trouble>),
    /// Generation `n` was written to its slot and read back.
    LocalWritten {
        /// The generation.
        n: u64,
    },
    /// Generation `n` is not in its slot.
    LocalFailed {
        /// The generation.
        n: u64,
        /// Why.
        reason: Trouble,
    },
    /// Something outside this tab deleted our keys.
    Removed,
    /// The user agreed to write the deleted copy again.
    Rewrite,
    /// This tab may not write any more.
    Stop(ReadOnly),
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Pass the workspace as it is now with [`Event::Body`], before anything else happens.
    Serialise,
    /// Start to put a generation into the ring.
    WriteRing(Generation),
    /// Write a generation into the older slot and read it back.
    WriteLocal(Generation),
    /// Keep this text as the last known good copy.
    Keep(Generation),
    /// Tell the other tabs that this generation can be read.
    Announce {
        /// The generation.
        n: u64,
        /// Its hash.
        hash: Rc<str>,
    },
    /// Show this.
    Show(SaveStatus),
}

/// A generation as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// Its counter.
    pub n: u64,
    /// When it was made, in milliseconds since 1970 UTC.
    pub time: u64,
    /// Its hash.
    pub hash: Rc<str>,
    /// The envelope.
    pub text: Rc<str>,
}

/// What is true about the workspace on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub enum SaveStatus {
    /// Nothing has been changed yet, and nothing is stored.
    New,
    /// There are changes that are not acknowledged yet.
    Saving {
        /// Why the generation before went to one place only, if it did.
        trouble: Option<Trouble>,
    },
    /// Both copies are written and acknowledged.
    Saved {
        /// The generation.
        n: u64,
        /// When it was made, in milliseconds since 1970 UTC.
        time: u64,
    },
    /// The newest generation is in one of the two places only.
    OneCopyOnly {
        /// The generation.
        n: u64,
        /// When it was made, in milliseconds since 1970 UTC.
        time: u64,
        /// The place that has no copy.
        #[cfg_attr(target_family = "wasm", tsify(type = "'local' | 'ring'"))]
        missing: Side,
        /// Why.
        reason: Trouble,
    },
    /// The newest changes are in memory only: leaving the page loses them.
    NotSaved {
        /// Why.
        reason: Trouble,
    },
    /// This tab does not write.
    ReadOnly {
        /// Why.
        why: ReadOnly,
        /// Whether it holds changes that no copy has.
        unsaved: bool,
    },
}

/// One of the two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The slots of `localStorage`.
    Local,
    /// The ring of IndexedDB.
    Ring,
}

/// Why a tab does not write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
pub enum ReadOnly {
    /// Another tab edits this workspace.
    AnotherTab,
    /// Another tab has taken over from this one.
    TakenOver,
    /// A generation was found that this tab did not write.
    OtherWriter,
    /// What is stored needs a newer version of Annexa.
    Newer,
    /// What is stored cannot be read.
    Damaged,
}

/// How one copy of a generation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Untried,
    Waiting { since: u64 },
    Done,
    Failed(Trouble),
}

/// A generation on its way to both places.
#[derive(Debug, Clone)]
struct Flight {
    generation: Generation,
    local: Half,
    ring: Half,
}

#[derive(Debug, Clone)]
struct Changes {
    first: u64,
    last: u64,
}

/// The newest generation, as it was found on opening.
#[derive(Debug, Clone)]
pub struct Head {
    /// The generation.
    pub generation: Generation,
    /// Whether a slot holds it.
    pub local: bool,
    /// Whether the ring holds it.
    pub ring: bool,
}

/// How a [`Saver`] starts.
#[derive(Debug, Clone, Default)]
pub struct Opening {
    /// This tab's id.
    pub tab: String,
    /// The newest generation, if there is one.
    pub head: Option<Head>,
    /// Why slots cannot be written, if so.
    pub local: Option<Trouble>,
    /// Why the ring cannot be written, if so.
    pub ring: Option<Trouble>,
    /// Whether there is a last known good copy.
    pub kept: bool,
}

/// The state of saving one workspace in one tab.
#[derive(Debug, Clone)]
pub struct Saver {
    tab: String,
    stopped: Option<ReadOnly>,
    local: Option<Trouble>,
    ring: Option<Trouble>,
    changes: Option<Changes>,
    /// The last is the newest generation there is, and stays; those before it wait for the ring.
    flights: Vec<Flight>,
    /// Ring writes without an answer.
    unanswered: usize,
    retry: Option<u64>,
    retry_wait: u64,
    /// Why the newest body could not be put into an envelope.
    unsealed: Option<Trouble>,
    /// What was wrong with the newest generation that both places have answered for.
    trouble: Option<SaveStatus>,
    kept: Option<u64>,
    checkpoint: bool,
    shown: Option<SaveStatus>,
}

impl Saver {
    /// A saver for the one tab that writes, and what is to be done first: a generation that was found
    /// in one place only is written to the other.
    pub fn open(opening: Opening, now: u64) -> (Self, Vec<Effect>) {
        let mut saver = Self {
            tab: opening.tab,
            stopped: None,
            local: opening.local,
            ring: opening.ring,
            changes: None,
            flights: opening.head.map(Flight::found).into_iter().collect(),
            unanswered: 0,
            retry: None,
            retry_wait: RETRY,
            unsealed: None,
            trouble: None,
            kept: opening.kept.then_some(now),
            checkpoint: false,
            shown: None,
        };
        let mut effects = Vec::new();
        saver.write_missing(now, &mut effects);
        saver.show(&mut effects);
        (saver, effects)
    }

    /// A saver that never writes.
    pub fn read_only(why: ReadOnly) -> (Self, Vec<Effect>) {
        let (mut saver, _) = Self::open(Opening::default(), 0);
        let effects = saver.step(Event::Stop(why), 0);
        (saver, effects)
    }

    /// Takes an event in and says what is to be done.
    pub fn step(&mut self, event: Event<'_>, now: u64) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Changed => self.changed(now),
            Event::Tick => self.tick(now, &mut effects),
            Event::Flush => self.flush(now, &mut effects),
            Event::Checkpoint => self.check(now, &mut effects),
            Event::Body { body, time } => self.seal(body, time, now, &mut effects),
            Event::RingAcknowledged { n } => self.ring_answered(n, Half::Done, now, &mut effects),
            Event::RingFailed { n, reason } => {
                self.ring_answered(n, Half::Failed(reason), now, &mut effects)
            }
            Event::LocalWritten { n } => self.settle(n, Side::Local, Half::Done, now, &mut effects),
            Event::LocalFailed { n, reason } => {
                self.settle(n, Side::Local, Half::Failed(reason), now, &mut effects)
            }
            Event::Ring(state) => self.ring_is(state, now, &mut effects),
            Event::Removed => self.removed(now, &mut effects),
            Event::Rewrite => self.rewrite(now, &mut effects),
            Event::Stop(why) => self.stopped = self.stopped.or(Some(why)),
        }
        self.show(&mut effects);
        effects
    }

    /// When [`Event::Tick`] is next needed.
    pub fn wake(&self) -> Option<u64> {
        if self.stopped.is_some() {
            return None;
        }
        [self.due(), self.retry, self.patience()]
            .into_iter()
            .flatten()
            .min()
    }

    /// What is true now.
    pub fn status(&self) -> SaveStatus {
        if let Some(why) = self.stopped {
            return SaveStatus::ReadOnly {
                why,
                unsaved: self.is_unsaved(),
            };
        }
        if let Some(reason) = self.unsealed {
            return SaveStatus::NotSaved { reason };
        }
        match (self.flights.last().map(Flight::status), self.trouble) {
            (None, _) if self.changes.is_none() => SaveStatus::New,
            (Some(Some(status)), _) if self.changes.is_none() => status,
            (_, Some(lost @ SaveStatus::NotSaved { .. })) => lost,
            (_, Some(SaveStatus::OneCopyOnly { reason, .. })) => SaveStatus::Saving {
                trouble: Some(reason),
            },
            _ => SaveStatus::Saving { trouble: None },
        }
    }

    /// Whether a place has not answered yet for the newest generation.
    pub fn is_writing(&self) -> bool {
        self.flights.last().is_some_and(Flight::is_waiting)
    }

    /// Whether there are changes that no copy has acknowledged.
    pub fn is_unsaved(&self) -> bool {
        let nowhere = self
            .flights
            .last()
            .is_some_and(|newest| !newest.is_anywhere());
        nowhere || self.changes.is_some() || self.unsealed.is_some()
    }

    /// The status comes first: carrying out the other effects brings the next one.
    fn show(&mut self, effects: &mut Vec<Effect>) {
        let status = self.status();
        if self.shown.replace(status) != Some(status) {
            effects.insert(0, Effect::Show(status));
        }
    }

    fn changed(&mut self, now: u64) {
        let first = self.changes.as_ref().map_or(now, |changes| changes.first);
        self.changes = Some(Changes { first, last: now });
    }

    fn due(&self) -> Option<u64> {
        self.changes
            .as_ref()
            .map(|changes| (changes.last + QUIET).min(changes.first + LONGEST))
    }

    fn patience(&self) -> Option<u64> {
        match self.flights.last()?.ring {
            Half::Waiting { since } => Some(since + RING_PATIENCE),
            _ => None,
        }
    }

    fn tick(&mut self, now: u64, effects: &mut Vec<Effect>) {
        if self.patience().is_some_and(|patience| patience <= now) {
            self.settle_newest(Side::Ring, Half::Failed(Trouble::Stalled), now, effects);
        }
        if self.due().is_some_and(|due| due <= now) {
            self.serialise(effects);
        } else if self.retry.is_some_and(|retry| retry <= now) {
            self.write_missing(now, effects);
        }
    }

    fn serialise(&self, effects: &mut Vec<Effect>) {
        if self.stopped.is_none() {
            effects.push(Effect::Serialise);
        }
    }

    fn flush(&mut self, now: u64, effects: &mut Vec<Effect>) {
        if self.changes.is_some() {
            self.serialise(effects);
        } else {
            self.write_missing(now, effects);
        }
    }

    fn check(&mut self, now: u64, effects: &mut Vec<Effect>) {
        self.checkpoint = true;
        self.flush(now, effects);
        self.keep(now, effects);
    }

    fn rewrite(&mut self, now: u64, effects: &mut Vec<Effect>) {
        self.local = self.local.filter(|&reason| reason != Trouble::Removed);
        self.flush(now, effects);
    }

    fn removed(&mut self, now: u64, effects: &mut Vec<Effect>) {
        self.local = Some(Trouble::Removed);
        if let Some(newest) = self.flights.last_mut() {
            newest.local = Half::Untried;
        }
        self.write_missing(now, effects);
    }

    fn ring_is(&mut self, state: Option<Trouble>, now: u64, effects: &mut Vec<Effect>) {
        self.ring = state;
        self.unanswered = 0;
        if let (Some(_), Some(newest)) = (state, self.flights.last_mut()) {
            newest.ring = Half::Untried;
        }
        self.write_missing(now, effects);
    }

    /// Makes the next generation of the workspace and sends it both ways.
    fn seal(&mut self, body: &[u8], time: u64, now: u64, effects: &mut Vec<Effect>) {
        if self.stopped.is_some() {
            return;
        }
        let (n, parent) = self.flights.last().map_or((1, ""), |newest| {
            (newest.generation.n + 1, &*newest.generation.hash)
        });
        let header = Header {
            n,
            time,
            tab: self.tab.clone(),
            parent: parent.into(),
        };
        match envelope::encode(body, &header) {
            Ok(sealed) => {
                let generation = Generation {
                    n,
                    time,
                    hash: sealed.hash.into(),
                    text: sealed.text.into(),
                };
                self.flights.push(Flight {
                    generation,
                    local: Half::Untried,
                    ring: Half::Untried,
                });
                self.unsealed = None;
            }
            Err(EnvelopeError::TooLarge) => self.unsealed = Some(Trouble::TooLarge),
            Err(_) => self.unsealed = Some(Trouble::Failed),
        }
        self.changes = None;
        self.retry_wait = RETRY;
        self.write_missing(now, effects);
    }

    /// Starts to write the newest generation wherever it is missing.
    fn write_missing(&mut self, now: u64, effects: &mut Vec<Effect>) {
        let ring = self
            .ring
            .or((self.unanswered >= RING_QUEUE).then_some(Trouble::Stalled));
        let Some(newest) = self.flights.last_mut().filter(|_| self.stopped.is_none()) else {
            return;
        };
        self.retry = None;
        if newest.ring.is_missing() {
            newest.ring = Half::begin(ring, now);
            if ring.is_none() {
                self.unanswered += 1;
                effects.push(Effect::WriteRing(newest.generation.clone()));
            }
        }
        if newest.local.is_missing() {
            newest.local = Half::begin(self.local, now);
            if self.local.is_none() {
                effects.push(Effect::WriteLocal(newest.generation.clone()));
            }
        }
        self.conclude(now, effects);
    }

    fn ring_answered(&mut self, n: u64, half: Half, now: u64, effects: &mut Vec<Effect>) {
        self.unanswered = self.unanswered.saturating_sub(1);
        self.settle(n, Side::Ring, half, now, effects);
    }

    fn settle_newest(&mut self, side: Side, half: Half, now: u64, effects: &mut Vec<Effect>) {
        if let Some(n) = self.flights.last().map(|newest| newest.generation.n) {
            self.settle(n, side, half, now, effects);
        }
    }

    /// Takes in how one copy of a generation went.
    fn settle(&mut self, n: u64, side: Side, half: Half, now: u64, effects: &mut Vec<Effect>) {
        match half {
            Half::Failed(Trouble::OtherWriter) => {
                self.stopped = self.stopped.or(Some(ReadOnly::OtherWriter))
            }
            Half::Failed(Trouble::Removed) if side == Side::Local => {
                self.local = Some(Trouble::Removed)
            }
            _ => {}
        }
        let Some(flight) = self
            .flights
            .iter_mut()
            .find(|flight| flight.generation.n == n)
        else {
            return;
        };
        let first = !flight.is_anywhere();
        flight.put(side, half);
        if first && flight.is_anywhere() {
            let hash = flight.generation.hash.clone();
            effects.push(Effect::Announce { n, hash });
        }
        self.conclude(now, effects);
    }

    /// What follows when both places have answered for the newest generation.
    fn conclude(&mut self, now: u64, effects: &mut Vec<Effect>) {
        let Some(newest) = self.flights.last() else {
            return;
        };
        let (n, Some(status)) = (newest.generation.n, newest.status()) else {
            return;
        };
        let done = matches!(status, SaveStatus::Saved { .. });
        self.flights
            .retain(|flight| flight.generation.n == n || (!done && flight.is_waiting()));
        self.trouble = Some(status).filter(|_| !done);
        self.plan_retry(now);
        self.keep(now, effects);
    }

    fn plan_retry(&mut self, now: u64) {
        if !self.flights.last().is_some_and(Flight::may_succeed_later) {
            self.retry_wait = RETRY;
        } else if self.retry.is_none() {
            self.retry = Some(now + self.retry_wait);
            self.retry_wait = (self.retry_wait * 2).min(RETRY_LONGEST);
        }
    }

    /// Keeps the newest generation as the last known good copy when that is due.
    fn keep(&mut self, now: u64, effects: &mut Vec<Effect>) {
        let Some(newest) = self.flights.last().filter(|newest| newest.is_anywhere()) else {
            return;
        };
        let due = newest.is_everywhere() && self.kept.is_none_or(|kept| kept + KEEP <= now);
        if due || (self.checkpoint && self.changes.is_none()) {
            self.kept = Some(now);
            self.checkpoint = false;
            effects.push(Effect::Keep(newest.generation.clone()));
        }
    }
}

impl Flight {
    fn found(head: Head) -> Self {
        let half = |is_there| if is_there { Half::Done } else { Half::Untried };
        Self {
            generation: head.generation,
            local: half(head.local),
            ring: half(head.ring),
        }
    }

    /// A place that has the generation does not lose it by a late or second answer.
    fn put(&mut self, side: Side, half: Half) {
        let place = match side {
            Side::Local => &mut self.local,
            Side::Ring => &mut self.ring,
        };
        if *place != Half::Done {
            *place = half;
        }
    }

    /// What both places have answered; nothing as long as one has not.
    fn status(&self) -> Option<SaveStatus> {
        let Generation { n, time, .. } = self.generation;
        Some(match (self.local, self.ring) {
            (Half::Done, Half::Done) => SaveStatus::Saved { n, time },
            (Half::Failed(reason), Half::Done) => SaveStatus::OneCopyOnly {
                n,
                time,
                missing: Side::Local,
                reason,
            },
            (Half::Done, Half::Failed(reason)) => SaveStatus::OneCopyOnly {
                n,
                time,
                missing: Side::Ring,
                reason,
            },
            (Half::Failed(reason), Half::Failed(_)) => SaveStatus::NotSaved { reason },
            _ => return None,
        })
    }

    fn is_anywhere(&self) -> bool {
        self.local == Half::Done || self.ring == Half::Done
    }

    fn is_everywhere(&self) -> bool {
        self.local == Half::Done && self.ring == Half::Done
    }

    fn is_waiting(&self) -> bool {
        self.status().is_none()
    }

    fn may_succeed_later(&self) -> bool {
        [self.local, self.ring]
            .into_iter()
            .any(Half::may_succeed_later)
    }
}

impl Half {
    fn begin(off: Option<Trouble>, now: u64) -> Self {
        off.map_or(Self::Waiting { since: now }, Self::Failed)
    }

    fn is_missing(self) -> bool {
        matches!(self, Self::Untried | Self::Failed(_))
    }

    fn may_succeed_later(self) -> bool {
        use Trouble::{Failed, Quota, ReadBackDiffers, Stalled};
        matches!(
            self,
            Self::Failed(Quota | Failed | ReadBackDiffers | Stalled)
        )
    }
}
