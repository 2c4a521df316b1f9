//! The change history and the way back.

use super::{after, run, stamp};
use annexa::workspace::{Stamp, Workspace};

fn named(name: &str) -> String {
    format!(r#"{{"put":{{"site":{{"id":"s","name":"{name}"}}}}}}"#)
}

fn site(workspace: &Workspace) -> Option<String> {
    workspace
        .data
        .sites
        .iter()
        .next()
        .map(|s| s.name.to_string())
}

#[test]
fn undo_and_redo_go_step_by_step_and_by_name() {
    let mut workspace = after(&[
        &named("Office"),
        r#"{"batch":{"name":"import of sites","commands":[
            {"put":{"site":{"id":"s","name":"Plant"}}},{"put":{"site":{"id":"t","name":"Yard"}}}]}}"#,
    ]);
    let end = workspace.data.clone();
    let next = workspace.history.next_undo().unwrap();
    assert_eq!((&*next.name, next.changes.len()), ("import of sites", 2));
    let entry = workspace.undo(stamp(100)).unwrap().unwrap();
    assert_eq!(entry.undoes, Some(2));
    assert_eq!(workspace.history.next_redo().unwrap().n, 2);
    assert_eq!(site(&workspace).as_deref(), Some("Office"));
    workspace.undo(stamp(110)).unwrap().unwrap();
    assert_eq!(site(&workspace), None);
    assert_eq!(workspace.undo(stamp(120)).unwrap(), None);
    for n in [1, 2] {
        assert_eq!(workspace.redo(stamp(130)).unwrap().unwrap().redoes, Some(n));
    }
    assert_eq!(workspace.redo(stamp(140)).unwrap(), None);
    assert_eq!(workspace.data, end);
    assert_eq!(
        workspace.history.count(),
        6,
        "undo and redo are history too"
    );
}

#[test]
fn a_new_step_ends_what_could_be_done_again() {
    let mut workspace = after(&[&named("Office"), &named("Plant")]);
    workspace.undo(stamp(100)).unwrap().unwrap();
    run(&mut workspace, 110, &named("Yard")).unwrap();
    assert_eq!(workspace.redo(stamp(120)).unwrap(), None);
    assert_eq!(site(&workspace).as_deref(), Some("Yard"));
}

#[test]
fn what_changes_nothing_leaves_no_line() {
    let mut workspace = after(&[&named("Office")]);
    let before = workspace.clone();
    run(&mut workspace, 100, &named("Office")).unwrap();
    assert_eq!(workspace, before);
}

#[test]
fn typing_is_one_step_back_to_where_it_began() {
    let mut workspace = after(&[&named("O")]);
    for (second, name) in [(20, "Of"), (22, "Off"), (25, "Offi"), (28, "Office")] {
        run(&mut workspace, second, &named(name)).unwrap();
    }
    assert_eq!(workspace.history.count(), 2);
    let last = workspace.history.entries().last().unwrap();
    assert_eq!((last.at, &*last.changes[0].title), (stamp(28).at, "Office"));
    workspace.undo(stamp(100)).unwrap().unwrap();
    assert_eq!(site(&workspace).as_deref(), Some("O"));
    workspace.redo(stamp(101)).unwrap().unwrap();
    assert_eq!(site(&workspace).as_deref(), Some("Office"));
}

#[test]
fn a_pause_another_person_or_another_thing_ends_typing() {
    let other = Stamp {
        by: "Ben".try_into().unwrap(),
        ..stamp(11)
    };
    let mut workspace = after(&[&named("O"), &named("Of")]);
    workspace
        .dispatch(super::command(&named("Off")), other)
        .unwrap();
    assert_eq!(workspace.history.count(), 3);
    run(
        &mut workspace,
        12,
        r#"{"put":{"site":{"id":"t","name":"Yard"}}}"#,
    )
    .unwrap();
    run(&mut workspace, 13, &named("Offi")).unwrap();
    run(&mut workspace, 17, &named("Offic")).unwrap();
    assert_eq!(workspace.history.count(), 6);
    run(&mut workspace, 16, &named("Office")).unwrap();
    assert_eq!(
        workspace.history.count(),
        7,
        "a clock that goes back is no typing"
    );
}

#[test]
fn adding_then_typing_can_be_taken_back_to_nothing() {
    let mut workspace = Workspace::default();
    for (second, name) in [(0, "O"), (1, "Of")] {
        run(&mut workspace, second, &named(name)).unwrap();
    }
    while workspace.undo(stamp(50)).unwrap().is_some() {}
    assert_eq!(workspace.data, Workspace::default().data);
}

#[test]
fn the_lists_are_bounded_and_the_rest_is_counted() {
    let mut workspace = Workspace::default();
    for step in 0..5_100 {
        run(
            &mut workspace,
            step * 4,
            &named(["Plant", "Yard"][step as usize % 2]),
        )
        .unwrap();
    }
    let history = &workspace.history;
    assert_eq!((history.entries().len(), history.count()), (5_000, 5_100));
    assert_eq!(history.entries()[0].n, 101);
    let mut back = 0;
    while workspace.undo(stamp(30_000)).unwrap().is_some() {
        back += 1;
    }
    assert_eq!(back, 100);
    let saved = workspace.to_json().unwrap();
    assert_eq!(Workspace::from_json(saved.as_bytes()).unwrap(), workspace);
}

#[test]
fn a_large_batch_lists_twenty_changes_and_counts_the_others() {
    let puts: Vec<String> = (0..33)
        .map(|n| format!(r#"{{"put":{{"site":{{"id":"s{n}","name":"Site"}}}}}}"#))
        .collect();
    let text = format!(
        r#"{{"batch":{{"name":"import","commands":[{}]}}}}"#,
        puts.join(",")
    );
    let workspace = after(&[&text]);
    let entry = &workspace.history.entries()[0];
    assert_eq!((entry.changes.len(), entry.more), (20, 13));
}
