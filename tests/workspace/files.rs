//! Files: the golden one of each schema, newer ones, damaged ones.

use super::{after, stamp};
use annexa::catalogue::Sector;
use annexa::error::ErrorKind;
use annexa::selection::Selection;
use annexa::workspace::*;
use std::fs;
use std::path::PathBuf;

fn case(name: &str) -> Vec<u8> {
    fs::read(
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests/cases")
            .join(name),
    )
    .unwrap()
}

/// A file that release 0.1 wrote. It is never changed: every later release has to open it.
#[test]
fn the_golden_file_of_schema_1_opens_to_what_was_saved() {
    let bytes = case("workspace-v1.json");
    let workspace =
        Workspace::from_json(&bytes).unwrap_or_else(|e| panic!("{e} {:?}", e.findings()));
    let data = &workspace.data;
    assert_eq!(
        (&*data.organisation.name, data.organisation.called()),
        ("Golden Orchard Ltd", "Golden Orchard")
    );
    assert_eq!(data.organisation.headcount, Some(21));
    assert_eq!(data.scope.interfaces[0].with.to_string(), "Landlord");
    assert!(data.scope.climate.as_ref().unwrap().relevant);
    let counts = [
        data.issues.len(),
        data.parties.len(),
        data.people.len(),
        data.roles.len(),
        data.sites.len(),
        data.assets.len(),
        data.suppliers.len(),
        data.obligations.len(),
        data.risks.len(),
        data.answers.len(),
        data.controls.len(),
        data.documents.len(),
        data.parameters.len(),
    ];
    assert_eq!(counts, [2, 1, 2, 2, 2, 6, 1, 2, 5, 3, 3, 3, 3]);
    assert!(matches!(&data.method.rule, LevelRule::Matrix { levels } if levels.len() == 3));
    let risk = data.risks.get(&"r1".parse().unwrap()).unwrap();
    assert_eq!(data.method.points(risk.inherent.unwrap()), 4);
    assert_eq!(
        risk.acceptance.as_ref().unwrap().until,
        Some("2027-03-01".parse().unwrap())
    );
    let treatments: Vec<_> = data.risks.iter().map(|r| r.treatment).collect();
    assert_eq!(
        treatments,
        [
            Some(Treatment::Reduce),
            Some(Treatment::Avoid),
            Some(Treatment::Share),
            Some(Treatment::Accept),
            None
        ]
    );
    let scope = data.documents.get(&"isms-scope".parse().unwrap()).unwrap();
    assert_eq!(
        (
            scope.sections.len(),
            scope.additions.len(),
            scope.approvals.len()
        ),
        (3, 1, 1)
    );
    assert_eq!(&*scope.approvals[0].text, "# ISMS scope\n\nThe orchard.\n");
    assert_eq!(
        data.parameter("backup-retention".parse().unwrap()),
        ParameterValue::Number(30)
    );
    assert_eq!(
        data.parameter("backup-offline".parse().unwrap()),
        ParameterValue::Flag(false)
    );
    let verdicts = Selection::of(data);
    assert!(
        !verdicts.verdicts().included("A.8.25".parse().unwrap()),
        "a person excluded it"
    );
    assert_eq!(workspace.history.count(), 2);
}

/// Schema 2 added the rows of registers; its files know one way to cut the document set, and five
/// sectors.
#[test]
fn the_golden_file_of_schema_2_opens_with_a_document_for_each_topic() {
    let workspace = Workspace::from_json(&case("workspace-v2.json")).unwrap();
    assert_eq!(workspace.data.records.iter().count(), 2);
    let mut organisation = workspace.data.organisation.clone();
    assert_eq!(organisation.document_set, SetKind::Topic);
    let saved = workspace.to_json().unwrap();
    assert!(!saved.contains("documentSet"));
    assert_eq!(organisation.sector, Some(Sector::Other));
    organisation.document_set = SetKind::Compact;
    organisation.sector = Some(Sector::Charity);
    let mut compact = workspace;
    let command = Command::Put(Box::new(Entity::Organisation(organisation)));
    compact.dispatch(command, stamp(0)).unwrap();
    let saved = compact.to_json().unwrap();
    for part in [
        r#""reads":3"#,
        r#""documentSet":"compact""#,
        r#""sector":"charity""#,
    ] {
        assert!(saved.contains(part), "{part}");
    }
    assert_eq!(Workspace::from_json(saved.as_bytes()).unwrap(), compact);
}

#[test]
fn the_golden_file_can_be_taken_back_a_step_and_saved_again() {
    let mut workspace = Workspace::from_json(&case("workspace-v1.json")).unwrap();
    let before = workspace.data.clone();
    assert_eq!(workspace.undo(stamp(0)).unwrap().unwrap().undoes, Some(2));
    assert!(
        workspace
            .data
            .sites
            .get(&"store".parse().unwrap())
            .is_none()
    );
    workspace.redo(stamp(10)).unwrap().unwrap();
    assert_eq!(workspace.data, before);
    let saved = workspace.to_json().unwrap();
    assert_eq!(Workspace::from_json(saved.as_bytes()).unwrap(), workspace);
}

#[test]
fn a_newer_file_is_refused_and_says_so() {
    let newer = br#"{"format":"annexa-workspace","schema":9,"reads":8,"data":{"unicorns":[]},"history":{}}"#;
    let error = Workspace::from_json(newer).unwrap_err();
    assert_eq!((error.kind(), error.path()), (ErrorKind::Newer, "schema"));
    assert!(
        error.message().contains("schema 9") && error.remedy().contains("nothing was changed"),
        "{error}"
    );
}

#[test]
fn a_newer_file_that_this_release_can_read_is_read() {
    let newer = br#"{"format":"annexa-workspace","schema":9,"reads":2,"data":{}}"#;
    assert_eq!(Workspace::from_json(newer).unwrap(), Workspace::default());
}

#[test]
fn strangers_are_refused() {
    for (bytes, kind) in [
        (&br#"{"format":"other","schema":1,"reads":1,"data":{}}"#[..], ErrorKind::Malformed),
        (br#"{"format":"annexa-workspace","schema":1,"reads":1}"#, ErrorKind::Malformed),
        (br#"{"format":"annexa-workspace","schema":1,"reads":1,"data":{},"extra":1}"#, ErrorKind::Malformed),
        (br#"{"format":"annexa-workspace","schema":1,"reads":1,"data":{"risks":[{"id":"a","title":"x"},{"id":"a","title":"y"}]}}"#, ErrorKind::Malformed),
        (br#"{"format":"annexa-workspace","schema":1,"reads":1,"data":{"risks":[{"id":"a","title":"x","current":{"likelihood":9,"impact":1}}]}}"#, ErrorKind::Invalid),
        (b"PK\x03\x04", ErrorKind::Malformed),
        (b"\xff\xfe{\0}\0", ErrorKind::Malformed),
        (b"", ErrorKind::Malformed),
    ] {
        let error = Workspace::from_json(bytes).unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(!error.message().is_empty());
    }
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    let text = format!("\u{feff}{}", Workspace::default().to_json().unwrap());
    assert_eq!(
        Workspace::from_json(text.as_bytes()).unwrap(),
        Workspace::default()
    );
}

#[test]
fn a_file_over_the_limit_is_not_read_at_all() {
    let error = Workspace::from_json(&vec![b' '; 64 * 1024 * 1024 + 1]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(error.message().contains("67108864"), "{error}");
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let workspace = after(&[
        r#"{"put":{"site":{"id":"s","name":"Bureau é😀"}}}"#,
        r#"{"put":{"risk":{"id":"r","title":"Fire","inherent":{"likelihood":4,"impact":5}}}}"#,
        r#"{"put":{"parameter":{"parameter":"backup-retention","value":30}}}"#,
    ]);
    let text = workspace.to_json().unwrap();
    for length in 0..text.len() {
        let error = Workspace::from_json(&text.as_bytes()[..length]).expect_err("cut");
        assert_eq!(error.kind(), ErrorKind::Malformed);
    }
    assert_eq!(Workspace::from_json(text.as_bytes()).unwrap(), workspace);
}
