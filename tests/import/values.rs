//! What people write in cells, and what it means here.

use crate::support::{plan, stamp};
use annexa::api::{Session, propose_import, survey_import};
use annexa::workspace::{Command, Entity};
use serde_json::Value;

/// An organisation with a person, an asset and a role of another name.
fn session() -> Session {
    let mut session = Session::default();
    for entity in [
        r#"{"person":{"id":"p1","name":"Zoë Müller"}}"#,
        r#"{"asset":{"id":"a1","name":"Order database"}}"#,
        r#"{"role":{"role":"it-manager","title":"Captain of computers","person":"p1"}}"#,
    ] {
        let command = format!(r#"{{"put":{entity}}}"#);
        session
            .dispatch(&command, &serde_json::to_string(&stamp()).unwrap())
            .unwrap();
    }
    session
}

/// What a cell under a heading makes of an entity, at a path.
fn made(target: &str, head: &str, cell: &str, path: &str) -> Value {
    let file = format!("{head}\n{cell}\n");
    let survey = survey_import(file.as_bytes(), "x.csv", Some((0, target))).unwrap();
    let proposal = propose_import(
        &session(),
        file.as_bytes(),
        "x.csv",
        &plan(&survey.sheets, "x"),
    )
    .unwrap();
    let Some(Command::Batch { commands, .. }) = proposal.command else {
        panic!("{cell}: {:?}", proposal.rows);
    };
    let [Command::Put(entity)] = commands.as_slice() else {
        panic!("{cell}: more than one");
    };
    let tree = serde_json::to_value(&**entity as &Entity).unwrap();
    let inner = tree.as_object().unwrap().values().next().unwrap().clone();
    path.split('/')
        .fold(inner, |tree, step| match step.parse::<usize>() {
            Ok(at) => tree[at].clone(),
            Err(_) => tree[step].clone(),
        })
}

#[test]
fn days_in_every_usual_spelling() {
    for cell in [
        "2026-03-04",
        "2026/03/04",
        "4.3.2026",
        "04.03.2026",
        "4 March 2026",
        "04-Mar-2026",
        "March 4, 2026",
        "04/03/2026",
        "2026-03-04 09:14",
        "2026-03-04T09:14:00Z",
    ] {
        let head = "Title;Accepted by;Accepted on";
        let row = format!("Fire;Ada;{cell}");
        assert_eq!(
            made("risk", head, &row, "acceptance/on"),
            "2026-03-04",
            "{cell}"
        );
    }
}

#[test]
fn owners_by_person_role_or_what_others_call_the_role() {
    for (cell, id) in [
        ("Zoë Müller", "p1"),
        ("zoë müller", "p1"),
        ("Captain of computers", "it-manager"),
        ("Captain of computers (Zoë Müller)", "it-manager"),
        ("IT manager", "it-manager"),
        ("Head of IT", "it-manager"),
        ("DPO", "data-protection-officer"),
    ] {
        let owner = made("risk", "Title;Owner", &format!("Fire;{cell}"), "owner");
        assert!(
            owner.as_object().unwrap().values().any(|value| value == id),
            "{cell}: {owner}"
        );
    }
}

#[test]
fn steps_by_number_name_both_or_common_word() {
    for (cell, step) in [
        ("4", 4),
        ("4.0", 4),
        ("3 (Moderate)", 3),
        ("3 - Possible", 3),
        ("Almost certain", 5),
        ("high", 4),
        ("Very High", 5),
        ("LOW", 2),
    ] {
        let row = format!("Fire;{cell};1");
        assert_eq!(
            made(
                "risk",
                "Title;Likelihood;Impact",
                &row,
                "inherent/likelihood"
            ),
            step,
            "{cell}"
        );
    }
    // Of several kinds of impact the highest counts.
    let made = made(
        "risk",
        "Title;Likelihood;Impact Financial;Impact Legal",
        "Fire;1;2;4",
        "inherent/impact",
    );
    assert_eq!(made, 4);
}

#[test]
fn controls_in_every_usual_spelling() {
    for (cell, controls) in [
        ("A.5.1", vec!["A.5.1"]),
        ("A 5.17 A 8.5", vec!["A.5.17", "A.8.5"]),
        ("5.1, 8.13", vec!["A.5.1", "A.8.13"]),
        ("A5.1/A8.13", vec!["A.5.1", "A.8.13"]),
        ("ISO 6.2 + A.8.8", vec!["A.8.8"]),
        ("a.5.1 Policies; A.5.1", vec!["A.5.1"]),
    ] {
        let made = made(
            "risk",
            "Title\tControls",
            &format!("Fire\t{cell}"),
            "controls",
        );
        assert_eq!(made, serde_json::json!(controls), "{cell}");
    }
}

#[test]
fn words_lists_flags_and_names() {
    let at = |target, head, row, path| made(target, head, row, path);
    assert_eq!(
        at("risk", "Title;Treatment", "Fire;Transferred", "treatment"),
        "share"
    );
    assert_eq!(
        at(
            "risk",
            "Title;Asset",
            "Fire;order database, the roof",
            "assets/0"
        ),
        "a1"
    );
    assert_eq!(
        at(
            "risk",
            "Title;Asset",
            "Fire;order database, the roof",
            "asset"
        ),
        "the roof"
    );
    assert_eq!(at("risk", "Title;CIA", "Fire;C, A", "availability"), true);
    assert_eq!(
        at(
            "risk",
            "Title;Existing controls",
            "Fire;Doors, dogs",
            "ownControls/1"
        ),
        "dogs"
    );
    assert_eq!(
        at(
            "risk",
            "Title;Likelihood;Impact;Owner",
            "Fire;N/A;N/A;TBD",
            "title"
        ),
        "Fire"
    );
    assert_eq!(
        at(
            "asset",
            "Name;Type;C;I;A",
            "Shop;Application;high;2;4",
            "confidentiality"
        ),
        3
    );
    assert_eq!(
        at(
            "supplier",
            "Supplier;Criticality;Category",
            "Cloudy;High;SaaS",
            "critical"
        ),
        true
    );
    assert_eq!(
        at("obligation", "Regulation;Article", "GDPR;Art. 6", "title"),
        "GDPR, Art. 6"
    );
    assert_eq!(
        at(
            "control",
            "Control;Status",
            "5.1;Partially implemented",
            "status"
        ),
        "partly"
    );
    assert_eq!(
        at(
            "control",
            "Control;Evidence",
            "5.1;Plan|Minutes",
            "evidence/1/title"
        ),
        "Minutes"
    );
    assert_eq!(
        at(
            "requirement",
            "Stakeholder;Need",
            "Bank;Reports",
            "requirements/0/text"
        ),
        "Reports"
    );
    assert_eq!(at("person", "Name;Job", "Ann;Cook", "job"), "Cook");
    assert_eq!(
        at(
            "document",
            "Title;Doc ID",
            "Backup policy;POL-3",
            "choice/elsewhere/reference"
        ),
        "POL-3"
    );
}
