//! Each storage call of a session goes wrong once, at step 0, 1, 2, … until the session has no such step.

use annexa::storage::{
    Trouble,
    envelope::decode,
    memory::Fault,
    saver::{Event, ReadOnly, SaveStatus, Side},
    vault::LoadOutcome,
};

use crate::device::{Answer, Page, Profile, count};

/// A profile with a few saves in it, 6 edits in all.
fn used() -> Profile {
    let profile = Profile::default();
    let mut page = Page::open(&profile);
    for _ in 0..6 {
        page.edit_and_wait();
    }
    assert_eq!(page.acknowledged, 6);
    profile
}

/// Opens, edits, waits, flushes, checkpoints.
fn session(profile: &Profile, ring: Option<Trouble>) -> Page {
    let mut page = Page::open_with(profile, "tab00002", ring);
    for _ in 0..3 {
        page.edit_and_wait();
    }
    page.edit();
    page.send(Event::Flush);
    page.send(Event::Checkpoint);
    page
}

fn reopened(profile: &Profile) -> Page {
    Page::open_with(&profile.restarted(), "tab00003", None)
}

/// Runs the session with a fault at each of its steps and returns how many steps there were.
fn at_each_step(
    fault: impl Fn(usize) -> Fault,
    ring: Option<Trouble>,
    check: impl Fn(usize, &Profile, Page),
) -> usize {
    for step in 0.. {
        let profile = used();
        let before = profile.local.0.borrow().steps();
        profile.local.0.borrow().fault_at(step, fault(step));
        let page = session(&profile, ring);
        let steps = profile.local.0.borrow().steps() - before;
        check(step, &profile, page);
        if steps <= step {
            return step;
        }
    }
    unreachable!()
}

fn no_acknowledged_edit_is_lost(step: usize, profile: &Profile, page: Page) {
    assert!(
        page.acknowledged >= 6 || !matches!(page.status(), SaveStatus::Saved { .. }),
        "step {step}"
    );
    let reopened = reopened(profile);
    assert_eq!(reopened.report.outcome, LoadOutcome::Opened, "step {step}");
    let floor = page.acknowledged.max(6);
    assert!(
        reopened.edits >= floor,
        "step {step}: {} of {floor}",
        reopened.edits
    );
    assert!(reopened.edits <= page.edits.max(6), "step {step}");
    assert!(
        matches!(reopened.status(), SaveStatus::Saved { .. }),
        "step {step}: {:?}",
        reopened.status()
    );
}

#[test]
fn a_failing_call_at_every_step_loses_nothing() {
    let steps = at_each_step(
        |_| Fault::Fail(Trouble::Failed),
        None,
        no_acknowledged_edit_is_lost,
    );
    assert!(steps > 30, "{steps}");
}

#[test]
fn no_room_at_every_step_loses_nothing() {
    at_each_step(|_| Fault::Quota, None, no_acknowledged_edit_is_lost);
}

#[test]
fn a_truncated_text_at_every_step_loses_nothing() {
    for at in [0, 1, 7, 100, 211] {
        at_each_step(|_| Fault::Truncate(at), None, no_acknowledged_edit_is_lost);
    }
}

#[test]
fn a_flipped_bit_at_every_step_loses_nothing() {
    for bit in [0, 77, 333, 1_000, 1_503] {
        at_each_step(
            |step| Fault::Flip(bit + 8 * step),
            None,
            no_acknowledged_edit_is_lost,
        );
    }
}

#[test]
fn a_power_cut_at_every_step_loses_nothing() {
    at_each_step(|_| Fault::Freeze, None, no_acknowledged_edit_is_lost);
}

/// With the ring refused there is one copy only, and that is said; what is there is old or new, never
/// a mix, and never less than before the session.
#[test]
fn a_power_cut_at_every_step_without_the_ring_leaves_a_whole_generation() {
    let check = |step: usize, profile: &Profile, page: Page| {
        assert!(
            !page
                .shown
                .iter()
                .any(|status| matches!(status, SaveStatus::Saved { .. })),
            "step {step}"
        );
        profile.ring.borrow_mut().records.clear();
        let reopened = reopened(profile);
        assert!(
            (6..=10).contains(&reopened.edits),
            "step {step}: {}",
            reopened.edits
        );
    };
    let steps = at_each_step(|_| Fault::Freeze, Some(Trouble::Refused), check);
    assert!(steps > 30, "{steps}");
}

#[test]
fn a_failing_write_at_every_step_without_the_ring_leaves_a_whole_generation() {
    for fault in [Fault::Fail(Trouble::Failed), Fault::Quota] {
        let check = |step: usize, profile: &Profile, page: Page| {
            profile.ring.borrow_mut().records.clear();
            let reopened = reopened(profile);
            assert!(
                (6..=10).contains(&reopened.edits),
                "{fault:?} at step {step}: {}",
                reopened.edits
            );
            if !page.vault.is_unsaved() {
                assert_eq!(reopened.edits, page.edits, "{fault:?} at step {step}");
            }
        };
        at_each_step(|_| fault, Some(Trouble::Refused), check);
    }
}

#[test]
fn what_is_read_back_otherwise_is_not_acknowledged() {
    for fault in [Fault::Truncate(200), Fault::Flip(800)] {
        let profile = used();
        let mut page = Page::open(&profile);
        page.edit();
        // The save reads both slots before each of its two copies, then writes.
        profile.local.0.borrow().fault_at(4, fault);
        page.wait(250);
        assert!(
            matches!(
                page.status(),
                SaveStatus::OneCopyOnly {
                    missing: Side::Local,
                    reason: Trouble::ReadBackDiffers,
                    ..
                }
            ),
            "{:?}",
            page.status()
        );
        page.wait(5_000);
        assert!(
            matches!(page.status(), SaveStatus::Saved { .. }),
            "tried again: {:?}",
            page.status()
        );
    }
}

#[test]
fn the_two_newest_generations_take_turns() {
    let profile = Profile::default();
    let mut page = Page::open(&profile);
    for n in 1..=6 {
        page.edit_and_wait();
        let slot = if n % 2 == 0 { "g0" } else { "g1" };
        assert_eq!(
            decode(&profile.local_text(slot).unwrap()).unwrap().header.n,
            n
        );
    }
    assert_eq!(profile.ring.borrow().records.len(), 6);
}

#[test]
fn generations_form_a_chain() {
    let profile = used();
    session(&profile, None);
    let ring = profile.ring.borrow();
    let hashes: Vec<_> = ring.records.keys().map(|(_, hash)| hash.clone()).collect();
    let parents: Vec<_> = ring
        .records
        .values()
        .map(|text| decode(text).unwrap().header.parent)
        .collect();
    assert_eq!(hashes.len(), 8);
    assert_eq!(hashes[..7], parents[1..]);
}

#[test]
fn local_storage_that_was_behind_is_told_and_healed() {
    let profile = used();
    let old = profile.image();
    let mut page = Page::open(&profile);
    for _ in 0..3 {
        page.edit_and_wait();
    }
    *profile.local.0.borrow_mut().texts_mut() = old;
    let reopened = Page::open(&profile);
    assert_eq!((reopened.edits, reopened.report.recovered), (9, 3));
    assert!(matches!(reopened.status(), SaveStatus::Saved { n: 9, .. }));
    let healed = Page::look(&profile, "tab00009", Some(Trouble::Refused));
    assert_eq!((healed.edits, healed.report.recovered), (9, 0));
}

#[test]
fn a_ring_that_was_behind_is_healed() {
    let profile = used();
    let mut page = Page::open(&profile);
    page.answer = Answer::Later;
    page.edit();
    page.send(Event::Flush);
    let reopened = Page::open(&profile);
    assert_eq!(reopened.edits, 7);
    assert!(matches!(reopened.status(), SaveStatus::Saved { n: 7, .. }));
    assert!(profile.ring.borrow().records.keys().any(|(n, _)| *n == 7));
}

#[test]
fn a_damaged_slot_is_kept_before_it_is_written_over() {
    let profile = used();
    let raw = profile.local_text("g0").unwrap().replace("edits", "Edits");
    profile.put_local("g0", &raw);
    let mut page = Page::open(&profile);
    assert_eq!(page.report.damaged.len(), 1);
    for _ in 0..3 {
        page.edit_and_wait();
    }
    let kept = page.vault.quarantined().unwrap();
    assert_eq!(
        (kept.len(), kept[0].place.as_str(), &kept[0].text),
        (1, "g0", &raw)
    );
    assert_eq!(Page::open(&profile).report.quarantined, 1);
    page.vault.discard_quarantined().unwrap();
    assert_eq!(Page::open(&profile).report.quarantined, 0);
}

#[test]
fn a_damaged_slot_that_cannot_be_kept_is_not_written_over() {
    let profile = used();
    profile.put_local("g0", "damaged");
    let used: usize = profile
        .image()
        .iter()
        .map(|(key, text)| key.len() + text.len())
        .sum();
    profile.local.0.borrow_mut().set_room(Some(used));
    let before = profile.image();
    let mut page = Page::open(&profile);
    page.edit_and_wait();
    assert!(matches!(
        page.status(),
        SaveStatus::OneCopyOnly {
            missing: Side::Local,
            reason: Trouble::Quarantine,
            ..
        }
    ));
    assert_eq!(profile.image(), before);
}

#[test]
fn both_slots_bad_and_the_ring_good() {
    let profile = used();
    profile.put_local("g0", "bad");
    profile.put_local("g1", "{}");
    let page = Page::open(&profile);
    assert_eq!((page.edits, page.report.damaged.len()), (6, 2));
    assert!(matches!(page.status(), SaveStatus::Saved { n: 6, .. }));
    let kept = page.vault.quarantined().unwrap();
    assert_eq!(
        kept.iter()
            .map(|copy| copy.text.as_str())
            .collect::<Vec<_>>(),
        ["bad", "{}"]
    );
}

#[test]
fn the_newest_ring_entry_bad_and_the_slots_good() {
    let profile = used();
    for text in profile.ring.borrow_mut().records.values_mut().rev().take(1) {
        *text = text.replace("edits", "Edits");
    }
    let page = Page::open(&profile);
    assert_eq!(page.edits, 6);
    assert_eq!(
        profile.ring.borrow().aside.len(),
        1,
        "moved out of the ring, not dropped"
    );
    assert!(
        matches!(page.status(), SaveStatus::Saved { .. }),
        "{:?}",
        page.status()
    );
}

#[test]
fn nothing_good_left_means_nothing_is_written() {
    let profile = used();
    for part in ["g0", "g1", "lkg"] {
        profile.put_local(part, "bad");
    }
    profile
        .ring
        .borrow_mut()
        .records
        .values_mut()
        .for_each(|text| text.truncate(99));
    untouched(&profile, LoadOutcome::Damaged, ReadOnly::Damaged);
}

#[test]
fn a_newer_format_is_refused_with_no_byte_changed() {
    use sha2::{Digest, Sha256};
    let profile = used();
    let head = "{\"f\":\"annexa\",\"v\":9,\"min\":9,\"n\":7,\"t\":0,\"tab\":\"t\",\"p\":\"\",\"z\":7,\"e\":0,\"len\":2";
    let hash: String = Sha256::digest(format!("{head}\n\"??\""))
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    profile.put_local("g1", &format!("{head},\"h\":\"{hash}\",\"b\":\"??\"}}"));
    untouched(&profile, LoadOutcome::Newer, ReadOnly::Newer);
}

/// Does everything a user might do, and finds each byte where it was.
fn untouched(profile: &Profile, outcome: LoadOutcome, why: ReadOnly) {
    let (local, ring) = (profile.image(), profile.ring.borrow().records.clone());
    let mut page = session(profile, None);
    page.send(Event::Rewrite);
    page.wait(60_000);
    assert_eq!(page.report.outcome, outcome);
    assert!(matches!(page.status(), SaveStatus::ReadOnly { why: shown, .. } if shown == why));
    assert_eq!(profile.image(), local);
    assert_eq!(profile.ring.borrow().records, ring);
    assert!(profile.ring.borrow().aside.is_empty());
}

#[test]
fn a_refused_quota_keeps_the_old_slot_and_the_ring_goes_on() {
    let profile = used();
    let used: usize = profile
        .image()
        .iter()
        .map(|(key, text)| key.len() + text.len())
        .sum();
    profile.local.0.borrow_mut().set_room(Some(used + 100));
    let before = profile.image();
    let mut page = Page::open(&profile);
    page.padding = 200;
    page.edit_and_wait();
    assert!(matches!(
        page.status(),
        SaveStatus::OneCopyOnly {
            missing: Side::Local,
            reason: Trouble::Quota,
            ..
        }
    ));
    assert_eq!(profile.image(), before);
    assert_eq!(reopened(&profile).edits, 7);
}

#[test]
fn a_workspace_too_large_for_a_slot_lives_in_the_ring() {
    let profile = used();
    let before = profile.local_text("g0");
    let mut page = Page::open(&profile);
    page.noise = 2_600_000;
    page.edit_and_wait();
    assert!(matches!(
        page.status(),
        SaveStatus::OneCopyOnly {
            missing: Side::Local,
            reason: Trouble::TooLarge,
            ..
        }
    ));
    assert_eq!(profile.local_text("g0"), before);
    let reopened = reopened(&profile);
    assert_eq!(
        (reopened.edits, reopened.report.recovered),
        (7, 0),
        "that is no crash"
    );
}

#[test]
fn without_room_the_last_known_good_copy_goes_to_indexed_db() {
    let profile = used();
    assert!(profile.local_text("lkg").is_some());
    profile.put_local("quarantine", &"x".repeat(3_500_000));
    let mut page = Page::open(&profile);
    page.edit_and_wait();
    page.send(Event::Checkpoint);
    assert!(profile.local_text("lkg").is_none());
    let kept = profile.ring.borrow().kept.clone().unwrap();
    assert_eq!(count(&decode(&kept).unwrap().body().unwrap()), 7);
}

fn fail_always(profile: &Profile, reason: Trouble) {
    for step in 0..200 {
        profile.local.0.borrow().fault_at(step, Fault::Fail(reason));
    }
}

#[test]
fn refused_storage_leaves_the_ring() {
    let profile = used();
    fail_always(&profile, Trouble::Refused);
    let page = session(&profile, None);
    assert_eq!(
        (page.report.local, page.report.recovered),
        (Some(Trouble::Refused), 0)
    );
    assert_eq!(page.edits, 10);
    assert!(matches!(
        page.status(),
        SaveStatus::OneCopyOnly {
            missing: Side::Local,
            reason: Trouble::Refused,
            ..
        }
    ));
}

#[test]
fn without_any_storage_the_page_works_in_memory() {
    let profile = Profile::default();
    fail_always(&profile, Trouble::Refused);
    let page = session(&profile, Some(Trouble::Refused));
    assert_eq!((page.report.outcome, page.edits), (LoadOutcome::Empty, 4));
    assert_eq!(
        page.status(),
        SaveStatus::NotSaved {
            reason: Trouble::Refused
        }
    );
}

#[test]
fn slots_that_cannot_be_read_are_not_an_empty_workspace() {
    let profile = used();
    profile.ring.borrow_mut().records.clear();
    fail_always(&profile, Trouble::Failed);
    let before = profile.image();
    let page = session(&profile, None);
    assert_eq!(page.report.outcome, LoadOutcome::Damaged);
    assert_eq!(profile.image(), before);
    assert!(profile.ring.borrow().records.is_empty());
}

#[test]
fn the_last_known_good_copy_opens_when_all_else_is_bad() {
    let profile = used();
    profile.put_local("g0", "bad");
    profile.put_local("g1", "bad");
    profile.ring.borrow_mut().records.clear();
    let page = Page::open(&profile);
    assert_eq!(
        page.edits, 1,
        "kept at the first save, ten minutes ago at most"
    );
    assert!(
        matches!(page.status(), SaveStatus::Saved { n: 1, .. }),
        "{:?}",
        page.status()
    );
}
