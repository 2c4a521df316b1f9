//! Steps: decisions that are kept up to date are those made anew, and every step can be taken back.

use super::organisations::{Deed, deed, organisation};
use annexa::api::Session;
use annexa::selection::Selection;
use annexa::workspace::{Line, Moment, Stamp, Workspace};
use proptest::collection::vec;
use proptest::prelude::*;

/// The stamp of a step; so close together some are typing, the rest are not.
fn stamp(step: usize, apart: usize) -> Stamp {
    let second = step * apart;
    let at = format!("2026-11-24T09:{:02}:{:02}Z", second / 60, second % 60);
    Stamp {
        at: Moment::try_from(at.as_str()).unwrap(),
        by: Line::try_from("Ada").unwrap(),
    }
}

fn agrees(session: &Session) -> Result<(), TestCaseError> {
    let anew = Selection::of(&session.view().workspace.data);
    prop_assert_eq!(session.view().verdicts, anew.verdicts());
    Ok(())
}

/// Does what can be done; a batch that is refused must leave no trace.
fn run(session: &mut Session, deed: &Deed, stamp: Stamp) -> Result<(), TestCaseError> {
    let before = session.view().workspace.clone();
    let Some(command) = deed.command(&before.data) else {
        return Ok(());
    };
    match session.run(command, stamp) {
        Ok(effect) => {
            for change in &effect.controls {
                prop_assert_ne!(change.before, change.after);
            }
        }
        Err(_) => prop_assert_eq!(session.view().workspace, &before),
    }
    agrees(session)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_step_keeps_the_decisions_and_can_be_taken_back(
        data in organisation(),
        deeds in vec(deed(), 1..12),
        apart in 0..7_usize,
    ) {
        let start = Workspace { data, ..Workspace::default() };
        let mut session = Session::open(start.clone());
        for (step, deed) in deeds.iter().enumerate() {
            run(&mut session, deed, stamp(step, apart))?;
        }
        let end = session.view().workspace.data.clone();
        let mut undone = 0;
        while session.undo(stamp(50, apart)).unwrap().is_some() {
            undone += 1;
            agrees(&session)?;
        }
        prop_assert_eq!(&session.view().workspace.data, &start.data);
        for _ in 0..undone {
            prop_assert!(session.redo(stamp(60, apart)).unwrap().is_some());
            agrees(&session)?;
        }
        prop_assert!(session.redo(stamp(60, apart)).unwrap().is_none());
        prop_assert_eq!(&session.view().workspace.data, &end);
    }
}
