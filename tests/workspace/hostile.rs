//! Anything at all as input: an answer or an error, never a panic, and never a half-done step.

use super::stamp;
use annexa::api::Session;
use annexa::json;
use annexa::workspace::{Command, Workspace};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

/// Names that occur in the model, so that random JSON gets past the first field.
const NAMES: &[&str] = &[
    "format",
    "schema",
    "reads",
    "data",
    "history",
    "put",
    "remove",
    "batch",
    "kind",
    "id",
    "name",
    "commands",
    "risk",
    "risks",
    "title",
    "number",
    "controls",
    "control",
    "override",
    "include",
    "answer",
    "answers",
    "question",
    "value",
    "organisation",
    "edition",
    "method",
    "rule",
    "matrix",
    "levels",
    "undo",
    "redo",
    "entries",
    "count",
    "inverse",
    "entry",
    "documents",
    "sections",
    "a",
];

const TEXTS: &[&str] = &[
    "annexa-workspace",
    "2013",
    "2022",
    "A.5.1",
    "A.5.1.1",
    "remote_work",
    "yes",
    "risk",
    "r1",
    "product",
    "generate",
    "isms-scope",
    "2026-11-24",
    "2026-11-24T09:00:00Z",
    "",
    "é😀",
];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2..300_i64).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        select(TEXTS).prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            vec((select(NAMES), inner), 0..6).prop_map(|fields| {
                fields
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect::<Value>()
            }),
        ]
    })
}

fn golden() -> String {
    include_str!("../cases/workspace-v1.json").to_owned()
}

/// What was opened can be saved, opened again, and taken back.
fn holds(mut workspace: Workspace) -> Result<(), TestCaseError> {
    let text = workspace.to_json().unwrap();
    prop_assert_eq!(&Workspace::from_json(text.as_bytes()).unwrap(), &workspace);
    while let Ok(Some(_)) = workspace.undo(stamp(0)) {}
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(bytes in vec(any::<u8>(), 0..300)) {
        prop_assert!(Workspace::from_json(&bytes).is_err());
    }

    #[test]
    fn random_text(text in "[\\[\\]{}\",:0-9a-z\\\\ue. -]{0,200}") {
        let _ = (Workspace::from_json(text.as_bytes()), json::read::<Command>(&text));
    }

    #[test]
    fn random_json(data in any_json(), history in any_json()) {
        let file = serde_json::json!({"format": "annexa-workspace", "schema": 1, "reads": 1, "data": data, "history": history});
        if let Ok(workspace) = Workspace::from_json(file.to_string().as_bytes()) {
            holds(workspace)?;
        }
    }

    #[test]
    fn random_commands(put in any_json(), text in any_json()) {
        let mut session = Session::default();
        let stamp = r#"{"at":"2026-11-24T09:00:00Z","by":"Ada"}"#;
        for command in [serde_json::json!({"put": put}), text] {
            let before = session.view().workspace.clone();
            if session.dispatch(&command.to_string(), stamp).is_err() {
                prop_assert_eq!(session.view().workspace, &before);
            }
        }
        holds(session.view().workspace.clone())?;
    }

    #[test]
    fn a_good_file_with_some_bytes_changed(spots in vec((any::<Index>(), any::<u8>()), 1..4)) {
        let mut bytes = golden().into_bytes();
        let length = bytes.len();
        for (at, byte) in spots {
            bytes[at.index(length)] = byte;
        }
        if let Ok(workspace) = Workspace::from_json(&bytes) {
            holds(workspace)?;
        }
    }

    #[test]
    fn a_good_file_with_a_piece_moved(from in any::<Index>(), to in any::<Index>(), length in 0..80_usize) {
        let mut bytes = golden().into_bytes();
        let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
        let piece: Vec<u8> = bytes.iter().copied().skip(from).take(length).collect();
        bytes.splice(to..to, piece);
        if let Ok(workspace) = Workspace::from_json(&bytes) {
            holds(workspace)?;
        }
    }
}
