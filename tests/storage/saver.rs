use annexa::storage::{
    Trouble,
    saver::{Effect, Event, Opening, ReadOnly, SaveStatus, Saver, Side},
};

fn new() -> Saver {
    Saver::open(
        Opening {
            tab: "tab00001".into(),
            ..Opening::default()
        },
        0,
    )
    .0
}

/// Passes the body and returns the effects of that.
fn save(saver: &mut Saver, now: u64) -> Vec<Effect> {
    saver.step(
        Event::Body {
            body: b"{}",
            time: 1_000 + now,
        },
        now,
    )
}

/// A saver with one generation on its way to both places.
fn in_flight() -> Saver {
    let mut saver = new();
    saver.step(Event::Changed, 0);
    save(&mut saver, 250);
    saver
}

fn shown(effects: &[Effect]) -> Option<SaveStatus> {
    effects.iter().find_map(|effect| match effect {
        Effect::Show(status) => Some(*status),
        _ => None,
    })
}

fn kinds(effects: &[Effect]) -> Vec<&'static str> {
    effects
        .iter()
        .map(|effect| match effect {
            Effect::Serialise => "serialise",
            Effect::WriteRing(_) => "ring",
            Effect::WriteLocal(_) => "local",
            Effect::Keep(_) => "keep",
            Effect::Announce { .. } => "announce",
            Effect::Show(_) => "show",
        })
        .collect()
}

#[test]
fn a_change_is_saved_250_ms_after_the_last_one() {
    let mut saver = new();
    saver.step(Event::Changed, 1_000);
    saver.step(Event::Changed, 1_200);
    assert_eq!(saver.wake(), Some(1_450));
    assert!(saver.step(Event::Tick, 1_449).is_empty());
    assert_eq!(kinds(&saver.step(Event::Tick, 1_450)), ["serialise"]);
}

#[test]
fn and_at_most_1_s_after_the_first() {
    let mut saver = new();
    let mut saved_at = None;
    for now in (0..2_000).step_by(100) {
        saver.step(Event::Changed, now);
        if kinds(&saver.step(Event::Tick, now)) == ["serialise"] {
            saved_at = Some(now);
            break;
        }
    }
    assert_eq!(saved_at, Some(1_000));
}

#[test]
fn continuous_changes_make_at_most_four_saves_a_second() {
    let mut saver = new();
    let mut saves = 0;
    for now in 0..10_000 {
        saver.step(Event::Changed, now);
        if !saver.step(Event::Tick, now).is_empty() {
            saves += 1;
            for effect in save(&mut saver, now) {
                if let Effect::WriteRing(generation) = effect {
                    saver.step(Event::LocalWritten { n: generation.n }, now);
                    saver.step(Event::RingAcknowledged { n: generation.n }, now);
                }
            }
        }
    }
    assert!((9..=40).contains(&saves), "{saves}");
}

#[test]
fn a_flush_saves_at_once_and_only_what_is_new() {
    let mut saver = new();
    assert!(saver.step(Event::Flush, 0).is_empty());
    saver.step(Event::Changed, 0);
    assert_eq!(kinds(&saver.step(Event::Flush, 1)), ["serialise"]);
    assert_eq!(kinds(&save(&mut saver, 1)), ["ring", "local"]);
    assert!(
        saver.step(Event::Flush, 2).is_empty(),
        "pagehide after visibilitychange"
    );
}

#[test]
fn saved_is_shown_only_when_both_have_acknowledged_that_generation() {
    for first in [Side::Local, Side::Ring] {
        let mut saver = in_flight();
        assert_eq!(saver.status(), SaveStatus::Saving { trouble: None });
        let (a, b) = (
            Event::LocalWritten { n: 1 },
            Event::RingAcknowledged { n: 1 },
        );
        let (a, b) = if first == Side::Local { (a, b) } else { (b, a) };
        assert_eq!(shown(&saver.step(a, 300)), None, "{first:?} alone");
        assert_eq!(saver.status(), SaveStatus::Saving { trouble: None });
        assert_eq!(
            shown(&saver.step(b, 320)),
            Some(SaveStatus::Saved { n: 1, time: 1_250 })
        );
    }
}

#[test]
fn an_acknowledgement_of_an_earlier_generation_does_not_count_for_a_later_one() {
    let mut saver = in_flight();
    saver.step(Event::LocalWritten { n: 1 }, 260);
    saver.step(Event::Changed, 270);
    save(&mut saver, 520);
    saver.step(Event::LocalWritten { n: 2 }, 530);
    assert_eq!(
        shown(&saver.step(Event::RingAcknowledged { n: 1 }, 540)),
        None
    );
    assert_eq!(saver.status(), SaveStatus::Saving { trouble: None });
    assert!(matches!(
        shown(&saver.step(Event::RingAcknowledged { n: 2 }, 550)),
        Some(SaveStatus::Saved { n: 2, .. })
    ));
}

#[test]
fn a_change_during_the_save_is_not_shown_as_saved() {
    let mut saver = in_flight();
    saver.step(Event::Changed, 260);
    saver.step(Event::LocalWritten { n: 1 }, 270);
    saver.step(Event::RingAcknowledged { n: 1 }, 280);
    assert_eq!(saver.status(), SaveStatus::Saving { trouble: None });
    assert!(saver.is_unsaved());
}

#[test]
fn one_copy_is_said_to_be_one_copy() {
    let mut saver = in_flight();
    saver.step(
        Event::LocalFailed {
            n: 1,
            reason: Trouble::Quota,
        },
        260,
    );
    let status = shown(&saver.step(Event::RingAcknowledged { n: 1 }, 270));
    assert_eq!(
        status,
        Some(SaveStatus::OneCopyOnly {
            n: 1,
            time: 1_250,
            missing: Side::Local,
            reason: Trouble::Quota
        })
    );
    assert!(!saver.is_unsaved());
    saver.step(Event::Changed, 300);
    assert_eq!(
        saver.status(),
        SaveStatus::Saving {
            trouble: Some(Trouble::Quota)
        }
    );

    let mut saver = in_flight();
    saver.step(Event::LocalWritten { n: 1 }, 260);
    saver.step(
        Event::RingFailed {
            n: 1,
            reason: Trouble::Failed,
        },
        270,
    );
    assert!(matches!(
        saver.status(),
        SaveStatus::OneCopyOnly {
            missing: Side::Ring,
            reason: Trouble::Failed,
            ..
        }
    ));
}

#[test]
fn no_copy_is_said_to_be_not_saved_until_it_is() {
    let mut saver = in_flight();
    saver.step(
        Event::LocalFailed {
            n: 1,
            reason: Trouble::Quota,
        },
        260,
    );
    saver.step(
        Event::RingFailed {
            n: 1,
            reason: Trouble::Failed,
        },
        270,
    );
    let lost = SaveStatus::NotSaved {
        reason: Trouble::Quota,
    };
    assert_eq!(saver.status(), lost);
    assert!(saver.is_unsaved());
    saver.step(Event::Changed, 300);
    save(&mut saver, 550);
    assert_eq!(
        saver.status(),
        lost,
        "the banner stays while it is tried again"
    );
    saver.step(Event::LocalWritten { n: 2 }, 560);
    saver.step(Event::RingAcknowledged { n: 2 }, 570);
    assert!(matches!(saver.status(), SaveStatus::Saved { n: 2, .. }));
}

#[test]
fn a_failed_copy_is_tried_again_ever_more_rarely() {
    let mut saver = in_flight();
    saver.step(Event::RingAcknowledged { n: 1 }, 260);
    let mut now = 260;
    let mut waits = Vec::new();
    for _ in 0..9 {
        saver.step(
            Event::LocalFailed {
                n: 1,
                reason: Trouble::Quota,
            },
            now,
        );
        let wake = saver.wake().unwrap();
        waits.push((wake - now) / 1_000);
        now = wake;
        assert_eq!(
            kinds(&saver.step(Event::Tick, now)),
            ["show", "local"],
            "the same generation, the missing half"
        );
    }
    assert_eq!(waits, [5, 10, 20, 40, 80, 160, 300, 300, 300]);
    saver.step(Event::LocalWritten { n: 1 }, now);
    assert!(matches!(saver.status(), SaveStatus::Saved { n: 1, .. }));
    assert_eq!(saver.wake(), None);
}

#[test]
fn what_cannot_get_better_is_not_tried_again() {
    for reason in [Trouble::TooLarge, Trouble::Refused, Trouble::Quarantine] {
        let mut saver = in_flight();
        saver.step(Event::RingAcknowledged { n: 1 }, 260);
        saver.step(Event::LocalFailed { n: 1, reason }, 260);
        assert_eq!(saver.wake(), None, "{reason:?}");
    }
}

#[test]
fn a_ring_that_does_not_answer_is_stalled_and_may_still_answer() {
    let mut saver = in_flight();
    saver.step(Event::LocalWritten { n: 1 }, 260);
    assert_eq!(saver.wake(), Some(5_250));
    saver.step(Event::Tick, 5_250);
    assert!(matches!(
        saver.status(),
        SaveStatus::OneCopyOnly {
            missing: Side::Ring,
            reason: Trouble::Stalled,
            ..
        }
    ));
    saver.step(Event::RingAcknowledged { n: 1 }, 9_000);
    assert!(matches!(saver.status(), SaveStatus::Saved { n: 1, .. }));
}

#[test]
fn a_dead_ring_does_not_fill_the_memory() {
    let mut saver = new();
    let mut started = 0;
    for round in 0..100 {
        let now = round * 1_000;
        saver.step(Event::Changed, now);
        let effects = save(&mut saver, now);
        started += kinds(&effects)
            .iter()
            .filter(|kind| **kind == "ring")
            .count();
        saver.step(Event::LocalWritten { n: round + 1 }, now);
    }
    assert_eq!(started, 4);
    assert!(matches!(
        saver.status(),
        SaveStatus::OneCopyOnly {
            missing: Side::Ring,
            reason: Trouble::Stalled,
            ..
        }
    ));
}

#[test]
fn without_any_storage_it_says_so() {
    let opening = Opening {
        local: Some(Trouble::Refused),
        ring: Some(Trouble::Refused),
        ..Opening::default()
    };
    let (mut saver, effects) = Saver::open(opening, 0);
    assert_eq!(effects, [Effect::Show(SaveStatus::New)]);
    saver.step(Event::Changed, 0);
    assert_eq!(kinds(&save(&mut saver, 250)), ["show"]);
    assert_eq!(
        saver.status(),
        SaveStatus::NotSaved {
            reason: Trouble::Refused
        }
    );
    assert_eq!(saver.wake(), None);
}

#[test]
fn a_ring_that_comes_back_gets_the_newest_generation() {
    let opening = Opening {
        ring: Some(Trouble::Refused),
        ..Opening::default()
    };
    let (mut saver, _) = Saver::open(opening, 0);
    saver.step(Event::Changed, 0);
    assert_eq!(kinds(&save(&mut saver, 250)), ["local"]);
    saver.step(Event::LocalWritten { n: 1 }, 250);
    assert!(matches!(
        saver.status(),
        SaveStatus::OneCopyOnly {
            missing: Side::Ring,
            reason: Trouble::Refused,
            ..
        }
    ));
    assert!(kinds(&saver.step(Event::Ring(None), 300)).contains(&"ring"));
    saver.step(Event::RingAcknowledged { n: 1 }, 320);
    assert!(matches!(saver.status(), SaveStatus::Saved { n: 1, .. }));
}

#[test]
fn a_deleted_copy_is_written_again_only_when_asked() {
    let mut saver = in_flight();
    saver.step(Event::LocalWritten { n: 1 }, 260);
    saver.step(Event::RingAcknowledged { n: 1 }, 270);
    let effects = saver.step(Event::Removed, 300);
    assert!(matches!(
        shown(&effects),
        Some(SaveStatus::OneCopyOnly {
            missing: Side::Local,
            reason: Trouble::Removed,
            ..
        })
    ));
    saver.step(Event::Changed, 400);
    assert_eq!(
        kinds(&save(&mut saver, 650)),
        ["ring"],
        "the other copy goes on"
    );
    saver.step(Event::RingAcknowledged { n: 2 }, 660);
    assert_eq!(kinds(&saver.step(Event::Rewrite, 700)), ["show", "local"]);
    saver.step(Event::LocalWritten { n: 2 }, 700);
    assert!(matches!(saver.status(), SaveStatus::Saved { n: 2, .. }));
}

#[test]
fn both_copies_deleted_is_not_saved() {
    let mut saver = in_flight();
    saver.step(Event::LocalWritten { n: 1 }, 260);
    saver.step(Event::RingAcknowledged { n: 1 }, 270);
    saver.step(Event::Ring(Some(Trouble::Removed)), 300);
    saver.step(Event::Removed, 300);
    assert_eq!(
        saver.status(),
        SaveStatus::NotSaved {
            reason: Trouble::Removed
        }
    );
    assert!(saver.is_unsaved());
    assert!(kinds(&saver.step(Event::Ring(None), 310)).contains(&"ring"));
    assert!(kinds(&saver.step(Event::Rewrite, 310)).contains(&"local"));
}

#[test]
fn a_tab_that_lost_its_turn_writes_nothing_and_keeps_what_it_has() {
    let mut saver = in_flight();
    saver.step(Event::LocalWritten { n: 1 }, 260);
    saver.step(Event::Changed, 270);
    let effects = saver.step(Event::Stop(ReadOnly::TakenOver), 280);
    assert_eq!(
        shown(&effects),
        Some(SaveStatus::ReadOnly {
            why: ReadOnly::TakenOver,
            unsaved: true
        })
    );
    for event in [
        Event::Tick,
        Event::Flush,
        Event::Checkpoint,
        Event::Rewrite,
        Event::Body {
            body: b"{}",
            time: 0,
        },
    ] {
        let effects = saver.step(event, 9_000);
        assert!(
            !kinds(&effects)
                .iter()
                .any(|kind| ["ring", "local", "serialise"].contains(kind)),
            "{event:?}: {effects:?}"
        );
    }
    assert_eq!(saver.wake(), None);
}

#[test]
fn a_generation_of_someone_else_stops_this_tab() {
    let mut saver = in_flight();
    saver.step(
        Event::LocalFailed {
            n: 1,
            reason: Trouble::OtherWriter,
        },
        260,
    );
    assert_eq!(
        saver.status(),
        SaveStatus::ReadOnly {
            why: ReadOnly::OtherWriter,
            unsaved: true
        }
    );
}

#[test]
fn the_last_known_good_copy_is_kept_every_ten_minutes() {
    let mut saver = new();
    let mut kept = Vec::new();
    for minute in 0..31 {
        let now = minute * 60_000;
        saver.step(Event::Changed, now);
        save(&mut saver, now);
        saver.step(Event::LocalWritten { n: minute + 1 }, now);
        let effects = saver.step(Event::RingAcknowledged { n: minute + 1 }, now);
        if kinds(&effects).contains(&"keep") {
            kept.push(minute);
        }
    }
    assert_eq!(kept, [0, 10, 20, 30]);
}

#[test]
fn a_checkpoint_keeps_what_is_there_now() {
    let mut saver = in_flight();
    saver.step(Event::LocalWritten { n: 1 }, 260);
    assert!(kinds(&saver.step(Event::RingAcknowledged { n: 1 }, 270)).contains(&"keep"));
    assert_eq!(
        kinds(&saver.step(Event::Checkpoint, 300)),
        ["keep"],
        "nothing new: at once"
    );

    saver.step(Event::Changed, 310);
    assert_eq!(kinds(&saver.step(Event::Checkpoint, 320)), ["serialise"]);
    save(&mut saver, 320);
    saver.step(Event::LocalWritten { n: 2 }, 330);
    assert!(kinds(&saver.step(Event::RingAcknowledged { n: 2 }, 340)).contains(&"keep"));
}

#[test]
fn a_body_that_is_too_large_is_not_saved() {
    let mut saver = new();
    saver.step(Event::Changed, 0);
    let huge = vec![b'x'; annexa::storage::envelope::LIMIT + 1];
    saver.step(
        Event::Body {
            body: &huge,
            time: 0,
        },
        250,
    );
    assert_eq!(
        saver.status(),
        SaveStatus::NotSaved {
            reason: Trouble::TooLarge
        }
    );
    assert!(saver.is_unsaved());
    saver.step(Event::Changed, 300);
    save(&mut saver, 550);
    assert!(!matches!(saver.status(), SaveStatus::NotSaved { .. }));
}
