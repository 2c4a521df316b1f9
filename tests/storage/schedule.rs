//! Random schedules of edits, faults, answers, crashes: what was shown as saved is never lost.

use std::collections::BTreeMap;

use annexa::storage::{
    Trouble,
    memory::Fault,
    saver::{Event, ReadOnly, SaveStatus},
    vault::LoadOutcome,
};
use proptest::prelude::*;

use crate::device::{Answer, Page, Profile};

#[derive(Debug, Clone)]
enum Step {
    Edit,
    Wait(u64),
    Flush,
    Checkpoint,
    /// The ring answers in this way from now on.
    Answers(Answer),
    /// The ring answers the oldest put that waits.
    Answer(Result<(), Trouble>),
    /// The nth store call from now goes wrong.
    Fault(usize, Fault),
    /// A foreign page takes or frees room.
    Room(Option<usize>),
    /// The body grows or shrinks.
    Padding(usize),
    /// Someone deletes our keys, and the user agrees to write them again.
    Deleted,
    RingGone,
    RingBack,
    /// The browser dies: `localStorage` falls back to an earlier image, and of the puts that wait the
    /// first few are on disk. Another tab opens the workspace.
    Crash {
        image: prop::sample::Index,
        committed: usize,
    },
    /// The tab is closed in order: a flush, and nothing after it.
    Close,
}

fn step() -> impl Strategy<Value = Step> {
    let fault = prop_oneof![
        Just(Fault::Fail(Trouble::Failed)),
        Just(Fault::Quota),
        (0..3_000usize).prop_map(Fault::Truncate),
        (0..30_000usize).prop_map(Fault::Flip),
    ];
    let answer = prop_oneof![
        6 => Just(Answer::AtOnce),
        3 => Just(Answer::Later),
        1 => Just(Answer::Fails(Trouble::Quota)),
    ];
    prop_oneof![
        12 => Just(Step::Edit),
        10 => prop_oneof![Just(250u64), 0..400u64, Just(6_000), Just(700_000)].prop_map(Step::Wait),
        2 => Just(Step::Flush),
        1 => Just(Step::Checkpoint),
        2 => answer.prop_map(Step::Answers),
        5 => prop_oneof![4 => Just(Ok(())), 1 => Just(Err(Trouble::Failed))].prop_map(Step::Answer),
        2 => (0..12usize, fault).prop_map(|(step, fault)| Step::Fault(step, fault)),
        1 => prop::option::of(500..9_000usize).prop_map(Step::Room),
        1 => prop_oneof![0..30usize, Just(9_000)].prop_map(Step::Padding),
        1 => Just(Step::Deleted),
        1 => Just(Step::RingGone),
        1 => Just(Step::RingBack),
        2 => (any::<prop::sample::Index>(), 0..4usize).prop_map(|(image, committed)| Step::Crash { image, committed }),
        1 => Just(Step::Close),
    ]
}

struct World {
    profile: Profile,
    page: Page,
    /// What `localStorage` looked like at each moment since the browser started.
    images: Vec<BTreeMap<String, String>>,
    /// The last edit that was shown as saved, in all sessions.
    acknowledged: u64,
}

impl World {
    fn new() -> Self {
        let profile = Profile::default();
        let page = Page::open(&profile);
        Self {
            images: vec![profile.image()],
            profile,
            page,
            acknowledged: 0,
        }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Edit => self.page.edit(),
            Step::Wait(ms) => self.page.wait(ms),
            Step::Flush => self.page.send(Event::Flush),
            Step::Checkpoint => self.page.send(Event::Checkpoint),
            Step::Answers(answer) => self.page.answer = answer,
            Step::Answer(answer) => self.page.answer_oldest(answer),
            Step::Fault(step, fault) => self.profile.local.0.borrow().fault_at(step, fault),
            Step::Room(room) => self.profile.local.0.borrow_mut().set_room(room),
            Step::Padding(padding) => self.page.padding = padding,
            Step::Deleted => {
                self.profile.local.0.borrow_mut().texts_mut().clear();
                self.page.send(Event::Removed);
                self.page.send(Event::Rewrite);
            }
            Step::RingGone => {
                self.page.waiting.clear();
                self.page.send(Event::Ring(Some(Trouble::Failed)));
            }
            Step::RingBack => self.page.send(Event::Ring(None)),
            Step::Crash { image, committed } => self.crash(&image, committed),
            Step::Close => {
                self.page.send(Event::Flush);
                self.start(self.profile.image(), 0);
            }
        }
        self.images.push(self.profile.image());
        self.acknowledged = self.acknowledged.max(self.page.acknowledged);
    }

    fn crash(&mut self, image: &prop::sample::Index, committed: usize) {
        let image = image.get(&self.images).clone();
        self.start(image, committed);
    }

    fn start(&mut self, image: BTreeMap<String, String>, committed: usize) {
        for _ in 0..committed {
            self.page.answer_unheard();
        }
        let last = self.page.edits;
        self.profile = self.profile.restarted();
        *self.profile.local.0.borrow_mut().texts_mut() = image;
        self.images = vec![self.profile.image()];
        self.page = Page::open(&self.profile);
        let opened = self.page.report.outcome == LoadOutcome::Opened || self.acknowledged == 0;
        assert!(opened, "{:?}", self.page.report);
        assert!(
            self.page.edits >= self.acknowledged,
            "lost: {} of {}",
            self.page.edits,
            self.acknowledged
        );
        assert!(self.page.edits <= last, "invented");
        // Edits that were lost without having been acknowledged are not counted again.
        self.page.acknowledged = 0;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_acknowledged_save_is_ever_lost(steps in prop::collection::vec(step(), 1..80)) {
        let mut world = World::new();
        for step in steps {
            world.take(step);
        }
        world.start(world.images[0].clone(), 0);
    }

    #[test]
    fn what_is_shown_as_saved_is_in_both_places(steps in prop::collection::vec(step(), 1..60)) {
        let mut world = World::new();
        for step in steps {
            world.take(step);
            prop_assert_eq!(world.page.shown.last(), Some(&world.page.status()));
            if let SaveStatus::Saved { n, .. } = world.page.status() {
                let hash = world.profile.ring.borrow().records.keys().rev().find(|key| key.0 == n).map(|key| key.1.clone());
                let hash = hash.unwrap();
                let local = ["g0", "g1"].map(|slot| world.profile.local_text(slot).unwrap_or_default());
                prop_assert!(local.iter().any(|text| text.contains(&hash)));
            }
        }
    }

    #[test]
    fn a_saver_comes_to_rest(steps in prop::collection::vec(step(), 1..60)) {
        let mut world = World::new();
        for step in steps {
            world.take(step);
        }
        let World { profile, mut page, .. } = world;
        profile.local.0.borrow_mut().set_room(None);
        let healthy = profile.local.0.borrow().restarted();
        *profile.local.0.borrow_mut() = healthy;
        page.answer = Answer::AtOnce;
        while !page.waiting.is_empty() {
            page.answer_oldest(Ok(()));
        }
        page.send(Event::Ring(None));
        page.send(Event::Rewrite);
        page.edit();
        for _ in 0..40 {
            let Some(wake) = page.vault.wake() else { break };
            page.now = page.now.max(wake);
            page.send(Event::Tick);
        }
        prop_assert_eq!(page.vault.wake(), None);
        let rests = match page.status() {
            SaveStatus::Saved { .. } => true,
            SaveStatus::OneCopyOnly { reason, .. } => matches!(reason, Trouble::Quarantine | Trouble::Failed),
            SaveStatus::ReadOnly { why, .. } => why != ReadOnly::TakenOver,
            _ => false,
        };
        prop_assert!(rests, "{:?}", page.status());
    }
}
