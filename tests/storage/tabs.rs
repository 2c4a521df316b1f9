use annexa::storage::{
    Trouble,
    saver::{Event, ReadOnly, SaveStatus, Side},
    vault::see,
};

use crate::device::{Answer, Page, Profile, count};

#[test]
fn a_tab_that_follows_sees_the_generation_it_was_told_of() {
    let profile = Profile::default();
    let mut writer = Page::open(&profile);
    writer.edit_and_wait();
    let reader = Page::look(&profile, "tab00002", None);
    assert_eq!(
        (reader.edits, reader.status()),
        (
            1,
            SaveStatus::ReadOnly {
                why: ReadOnly::AnotherTab,
                unsaved: false
            }
        )
    );
    assert_eq!(reader.vault.see(2), None, "not there yet");
    writer.edit_and_wait();
    let seen = reader.vault.see(2).unwrap();
    assert_eq!((seen.n, count(&seen.body)), (2, 2));
    writer.edit_and_wait();
    assert_eq!(reader.vault.see(2).unwrap().n, 3, "or a later one");
}

#[test]
fn following_writes_nothing() {
    let profile = Profile::default();
    Page::open(&profile).edit_and_wait();
    profile.put_local("g0", "damaged");
    let before = profile.image();
    let mut reader = Page::look(&profile, "tab00002", None);
    reader.edit_and_wait();
    reader.send(Event::Flush);
    assert_eq!(profile.image(), before);
}

/// Without Web Locks both tabs believe that they write.
#[test]
fn the_second_of_two_writers_stops_before_it_overwrites() {
    let profile = Profile::default();
    Page::open(&profile).edit_and_wait();
    let mut first = Page::open_with(&profile, "tab00001", None);
    let mut second = Page::open_with(&profile, "tab00002", None);
    first.edit_and_wait();
    first.edit_and_wait();
    let before = profile.image();
    let ring = profile.ring.borrow().records.clone();
    second.edits += 100;
    second.edit_and_wait();
    assert_eq!(
        second.status(),
        SaveStatus::ReadOnly {
            why: ReadOnly::OtherWriter,
            unsaved: true
        }
    );
    assert_eq!(profile.image(), before);
    assert_eq!(profile.ring.borrow().records, ring, "nor in the ring");
    first.edit_and_wait();
    assert!(matches!(first.status(), SaveStatus::Saved { .. }));
    assert_eq!(Page::look(&profile, "tab00003", None).edits, 4);
}

/// The storage change of the other tab has not arrived yet: each writes over what it believes to be there.
#[test]
fn two_writers_on_stale_storage_leave_both_branches() {
    let profile = Profile::default();
    Page::open(&profile).edit_and_wait();
    let stale = profile.restarted();
    let mut first = Page::open_with(&profile, "tab00001", None);
    let mut second = Page::open_with(&stale, "tab00002", None);
    second.profile.ring = profile.ring.clone();
    first.edit_and_wait();
    second.edits += 100;
    second.edit_and_wait();
    assert_eq!(
        second.status(),
        SaveStatus::ReadOnly {
            why: ReadOnly::OtherWriter,
            unsaved: false
        },
        "the ring refused it"
    );
    for (key, text) in stale.image() {
        profile.local.0.borrow_mut().texts_mut().insert(key, text);
    }
    let third = Page::open_with(&profile, "tab00003", None);
    assert_eq!(third.report.rivals.len(), 1);
    let other = third
        .vault
        .quarantined()
        .unwrap()
        .iter()
        .filter_map(|copy| see(&copy.text))
        .map(|seen| count(&seen.body))
        .max();
    let mut branches = [third.edits, other.unwrap_or(2)];
    branches.sort_unstable();
    assert_eq!(branches, [2, 102], "{:?}", third.report);
}

#[test]
fn a_robbed_tab_keeps_its_changes_and_writes_no_more() {
    let profile = Profile::default();
    let mut robbed = Page::open(&profile);
    robbed.edit_and_wait();
    robbed.edit();
    robbed.send(Event::Stop(ReadOnly::TakenOver));
    assert_eq!(
        robbed.status(),
        SaveStatus::ReadOnly {
            why: ReadOnly::TakenOver,
            unsaved: true
        }
    );
    let mut robber = Page::open_with(&profile, "tab00002", None);
    robber.edit_and_wait();
    let before = profile.image();
    robbed.wait(10_000);
    robbed.send(Event::Flush);
    assert_eq!(profile.image(), before);
    assert_eq!(robbed.edits, 2, "still in memory");
}

#[test]
fn a_frozen_tab_that_thaws_after_the_robber_saved_stops_at_its_first_save() {
    let profile = Profile::default();
    let mut frozen = Page::open(&profile);
    frozen.edit_and_wait();
    frozen.edit();
    let mut robber = Page::open_with(&profile, "tab00002", None);
    robber.edit_and_wait();
    let before = profile.image();
    frozen.wait(60_000);
    assert!(matches!(
        frozen.status(),
        SaveStatus::ReadOnly {
            why: ReadOnly::OtherWriter,
            ..
        }
    ));
    assert_eq!(profile.image(), before);
}

#[test]
fn keys_that_were_deleted_are_not_written_again_unasked() {
    let profile = Profile::default();
    let mut page = Page::open(&profile);
    page.edit_and_wait();
    page.edit_and_wait();
    profile.local.0.borrow_mut().texts_mut().clear();
    page.edit_and_wait();
    assert!(matches!(
        page.status(),
        SaveStatus::OneCopyOnly {
            missing: Side::Local,
            reason: Trouble::Removed,
            ..
        }
    ));
    assert!(
        profile.image().is_empty(),
        "noticed by the save itself, without an event"
    );
    page.send(Event::Rewrite);
    assert!(
        matches!(page.status(), SaveStatus::Saved { n: 3, .. }),
        "{:?}",
        page.status()
    );
    page.edit_and_wait();
    profile.ring.borrow_mut().records.clear();
    assert_eq!(Page::look(&profile, "tab00002", None).edits, 4);
}

#[test]
fn a_hand_over_waits_for_the_ring() {
    let profile = Profile::default();
    let mut writer = Page::open(&profile);
    writer.answer = Answer::Later;
    writer.edit();
    writer.send(Event::Flush);
    assert!(matches!(writer.status(), SaveStatus::Saving { .. }));
    writer.answer_oldest(Ok(()));
    assert!(matches!(writer.status(), SaveStatus::Saved { .. }));
    writer.send(Event::Stop(ReadOnly::AnotherTab));
    assert_eq!(
        writer.status(),
        SaveStatus::ReadOnly {
            why: ReadOnly::AnotherTab,
            unsaved: false
        }
    );
    let next = Page::open_with(&profile, "tab00002", None);
    assert_eq!(next.edits, 1);
}
