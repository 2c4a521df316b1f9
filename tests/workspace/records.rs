//! Rows of registers: numbers, the day of entry, what is refused and where, what is due.

use super::{after, command, run, stamp};
use annexa::api::Session;
use annexa::catalogue::{ColumnKind, RegisterId};
use annexa::error::ErrorKind;
use annexa::workspace::{Date, Deed, Moment, Stamp, Workspace};
use serde_json::{Value, json};

const INCIDENTS: &str = "incident-register";

fn put(id: &str, register: &str, values: Value) -> String {
    json!({ "put": { "record": { "id": id, "register": register, "values": values } } }).to_string()
}

fn incident(id: &str, more: Value) -> String {
    let mut values = json!({
        "event": "Lost laptop", "noticed_on": "2026-11-20", "decision": "incident", "status": "new"
    });
    for (key, value) in more.as_object().unwrap() {
        values[key] = value.clone();
    }
    put(id, INCIDENTS, values)
}

fn row<'a>(workspace: &'a Workspace, id: &str) -> &'a annexa::workspace::RecordRow {
    workspace.data.records.get(&id.parse().unwrap()).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn rows_get_numbers_of_their_register_and_the_day_of_entry() {
    let workspace = after(&[
        &incident("z", json!({})),
        &incident("a", json!({ "event": "Strange mail" })),
        &put(
            "n",
            "nda-register",
            json!({ "party": "Auditors", "relation": "other", "status": "sent" }),
        ),
    ]);
    let numbers = ["z", "a", "n"].map(|id| row(&workspace, id).reference());
    assert_eq!(numbers, ["INC-1", "INC-2", "NDA-1"]);
    assert_eq!(row(&workspace, "z").entered, Some(day("2026-11-24")));
    let incidents = workspace.data.rows(INCIDENTS.parse().unwrap());
    let order: Vec<_> = incidents.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(order, ["z", "a"]);
}

#[test]
fn history_calls_a_row_by_its_kind_and_title() {
    let mut workspace = Workspace::default();
    let entry = run(&mut workspace, 0, &incident("i", json!({}))).unwrap();
    assert_eq!(entry.changes[0].deed, Deed::Added);
    assert_eq!(entry.changes[0].title, "incident: Lost laptop");
    let item = json!({ "topic": "earlier-actions", "status": "planned" });
    let entry = run(
        &mut workspace,
        60,
        &put("m", "management-review-minutes", item),
    )
    .unwrap();
    assert_eq!(
        entry.changes[0].title,
        "review item: Actions of earlier reviews"
    );
}

#[test]
fn the_day_of_entry_is_never_edited_whatever_a_command_says() {
    let mut workspace = after(&[&incident("i", json!({}))]);
    let later = |second: u32| Stamp {
        at: Moment::try_from(format!("2027-03-01T10:00:{second:02}Z").as_str()).unwrap(),
        by: "Ada".try_into().unwrap(),
    };
    // An edit keeps the day, whether it repeats it or leaves it out.
    let edit = incident("i", json!({ "status": "closed" }));
    workspace.dispatch(command(&edit), later(0)).unwrap();
    assert_eq!(row(&workspace, "i").entered, Some(day("2026-11-24")));
    let stored = json!({ "put": { "record": row(&workspace, "i") } }).to_string();
    workspace.dispatch(command(&stored), later(10)).unwrap();
    // Another day is refused; so is another register.
    for (from, to) in [
        ("2026-11-24", "2026-11-01"),
        ("incident-register", "nda-register"),
    ] {
        let forged = stored.replace(from, to);
        let error = workspace.dispatch(command(&forged), later(20)).unwrap_err();
        let codes: Vec<_> = error
            .findings()
            .iter()
            .map(|finding| finding.code)
            .collect();
        assert!(codes.contains(&"fixed-field"), "{codes:?}");
    }
    // A new row cannot be entered in the past either.
    let backdated = stored.replace(r#""id":"i""#, r#""id":"new""#);
    workspace.dispatch(command(&backdated), later(30)).unwrap();
    assert_eq!(row(&workspace, "new").entered, Some(day("2027-03-01")));
    // Removing and undoing brings back the old day.
    run(
        &mut workspace,
        900,
        r#"{"remove":{"kind":"record","id":"i"}}"#,
    )
    .unwrap();
    workspace.undo(later(40)).unwrap();
    assert_eq!(row(&workspace, "i").entered, Some(day("2026-11-24")));
}

#[test]
fn what_does_not_fit_is_refused_with_its_place() {
    let long = "x".repeat(301);
    for (values, code, path) in [
        (json!({ "colour": "red" }), "unknown-column", "colour"),
        (
            json!({ "noticed_on": "yesterday" }),
            "wrong-value",
            "noticed_on",
        ),
        (
            json!({ "noticed_on": "2026-02-30" }),
            "wrong-value",
            "noticed_on",
        ),
        (json!({ "decision": "disaster" }), "wrong-value", "decision"),
        (
            json!({ "personal_data": "maybe" }),
            "wrong-value",
            "personal_data",
        ),
        (json!({ "owner": "ada" }), "wrong-value", "owner"),
        (json!({ "owner": "role:king" }), "wrong-value", "owner"),
        (json!({ "owner": "person:nobody" }), "not-found", "owner"),
        (json!({ "risk": "r-none" }), "not-found", "risk"),
        (json!({ "risk": "two words" }), "wrong-value", "risk"),
        (json!({ "event": "two\nlines" }), "wrong-value", "event"),
        (json!({ "event": long }), "wrong-value", "event"),
        (json!({ "event": "  " }), "missing-value", "event"),
        (json!({ "reported_by": "" }), "wrong-value", "reported_by"),
    ] {
        let mut workspace = Workspace::default();
        let error = run(&mut workspace, 0, &incident("i", values.clone())).expect_err(path);
        assert_eq!(error.kind(), ErrorKind::Invalid);
        let finding = &error.findings()[0];
        assert_eq!(finding.code, code, "{values}");
        assert_eq!(finding.path, format!("record.values.{path}"));
        assert!(
            !finding.help.is_empty() && finding.message.len() < 200,
            "{}",
            finding.message
        );
        assert_eq!(workspace, Workspace::default());
    }
    let missing = put("i", INCIDENTS, json!({ "event": "Lost laptop" }));
    let error = run(&mut Workspace::default(), 0, &missing).unwrap_err();
    let paths: Vec<_> = error.findings().iter().map(|x| x.path.as_str()).collect();
    let places = ["noticed_on", "decision", "status"].map(|id| format!("record.values.{id}"));
    assert_eq!(paths, places);
    let stranger = put("i", "tea-register", json!({}));
    let error = annexa::json::read::<annexa::workspace::Command>(&stranger).unwrap_err();
    assert_eq!(error.path(), "put.record.register");
    let twice = r#"{"put":{"record":{"id":"i","register":"visitor-log","values":{"visitor":"A","visitor":"B"}}}}"#;
    let error = annexa::json::read::<annexa::workspace::Command>(twice).unwrap_err();
    assert_eq!(error.path(), "put.record.values");
}

#[test]
fn numbers_lie_in_their_range_and_may_have_decimals() {
    let test = |hours: &str| {
        let values =
            json!({ "subject": "Mail", "kind": "items", "result": "passed", "hours": hours });
        run(
            &mut Workspace::default(),
            0,
            &put("t", "backup-restore-test-record", values),
        )
    };
    for good in ["0", "2.5", "0.125", "1000"] {
        assert!(test(good).is_ok(), "{good}");
    }
    for (bad, code) in [
        ("-1", "out-of-range"),
        ("1000.001", "out-of-range"),
        ("1,5", "wrong-value"),
        ("1e3", "wrong-value"),
        ("0.1234", "wrong-value"),
        (".5", "wrong-value"),
        ("5.", "wrong-value"),
        ("٣", "wrong-value"),
        ("9999999999999999999999", "wrong-value"),
    ] {
        assert_eq!(test(bad).expect_err(bad).findings()[0].code, code, "{bad}");
    }
}

#[test]
fn a_file_with_a_bad_row_is_refused_but_one_whose_person_left_opens() {
    let mut workspace = after(&[
        r#"{"put":{"person":{"id":"p","name":"Ada"}}}"#,
        &incident("i", json!({ "owner": "person:p" })),
    ]);
    run(
        &mut workspace,
        900,
        r#"{"remove":{"kind":"person","id":"p"}}"#,
    )
    .unwrap();
    let text = workspace.to_json().unwrap();
    assert_eq!(Workspace::from_json(text.as_bytes()).unwrap(), workspace);
    let bad = text.replace("2026-11-20", "2026-99-20");
    let error = Workspace::from_json(bad.as_bytes()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert_eq!(error.path(), "record.values.noticed_on");
}

#[test]
fn a_row_is_due_until_it_is_done_or_closed() {
    let due = |values| {
        let workspace = after(&[&incident("i", values)]);
        row(&workspace, "i").due()
    };
    assert_eq!(due(json!({})), None);
    let planned = json!({ "due": "2026-11-22" });
    assert_eq!(due(planned), Some(day("2026-11-22")));
    assert_eq!(
        due(json!({ "due": "2026-11-22", "resolved_on": "2026-11-23" })),
        None
    );
    assert_eq!(
        due(json!({ "due": "2026-11-22", "status": "closed" })),
        None
    );
}

#[test]
fn the_list_counts_what_is_open_and_overdue() {
    let mut session = Session::default();
    let say = |session: &mut Session, text: &str| {
        session.run(command(text), stamp(0)).unwrap();
    };
    say(&mut session, &incident("a", json!({ "due": "2026-11-20" })));
    say(&mut session, &incident("b", json!({ "due": "2026-12-01" })));
    say(
        &mut session,
        &incident("c", json!({ "due": "2026-11-10", "status": "closed" })),
    );
    let lines = session.view().registers(day("2026-11-24"));
    let line = |id: &str| {
        lines
            .iter()
            .find(|line| line.document.row.id.as_str() == id)
    };
    let incidents = line(INCIDENTS).unwrap();
    assert_eq!(
        (incidents.rows, incidents.open, incidents.overdue),
        (3, 2, 1)
    );
    assert_eq!(incidents.next_due, Some(day("2026-12-01")));
    assert_eq!(line("asset-inventory").unwrap().rows, 0);
    assert!(line("backup-policy").is_none() && line("risk-assessment-report").is_none());
}

#[test]
fn one_register_has_what_a_form_needs_and_texts_for_people() {
    let mut session = Session::default();
    for text in [
        r#"{"put":{"person":{"id":"p","name":"Ada Byrne"}}}"#,
        r#"{"put":{"role":{"role":"ciso","person":"p"}}}"#,
        r#"{"put":{"risk":{"id":"r","title":"Theft"}}}"#,
        &incident(
            "i",
            json!({ "owner": "role:ciso", "risk": "r", "personal_data": "yes" }),
        ),
    ] {
        session.run(command(text), stamp(0)).unwrap();
    }
    let view = session.view().register(INCIDENTS.parse().unwrap());
    assert_eq!(
        (view.noun, view.title, view.status),
        ("incident", "event", Some("status"))
    );
    let cell = |id: &str| {
        let at = view
            .columns
            .iter()
            .position(|column| column.id == id)
            .unwrap();
        assert!(view.columns[at].help.ends_with('.'), "{id}");
        view.rows[0].cells[at].clone()
    };
    assert_eq!(cell("noticed_on"), "2026-11-20");
    assert_eq!(cell("decision"), "Incident");
    assert_eq!(
        cell("owner"),
        "Chief information security officer (Ada Byrne)"
    );
    assert_eq!(cell("risk"), "R-1 Theft");
    assert_eq!(cell("lessons"), "");
    assert_eq!(view.rows[0].reference, "INC-1");
    assert_eq!(view.rows[0].closed, Some(false));
}

#[test]
fn starters_follow_the_answers_and_go_once_taken_over() {
    let mut session = Session::default();
    let register: RegisterId = "access-review-record".parse().unwrap();
    let titles = |session: &Session| -> Vec<String> {
        let view = session.view().register(register);
        view.starters
            .into_iter()
            .map(|row| row.cells[0].clone())
            .collect()
    };
    let mail = "Mail, files and office services";
    assert_eq!(titles(&session), [mail], "the others wait for an answer");
    session
        .run(
            command(r#"{"put":{"answer":{"question":"employs_staff","value":"yes"}}}"#),
            stamp(0),
        )
        .unwrap();
    assert_eq!(titles(&session).len(), 2);
    // As it is offered, every starter of every register can be put.
    let mut number = 0;
    for register in RegisterId::all() {
        for starter in session.view().register(register).starters {
            let mut row = starter.row;
            number += 1;
            row.id = format!("s{number}").parse().unwrap();
            let put = json!({ "put": { "record": row } }).to_string();
            session.run(command(&put), stamp(0)).unwrap();
        }
    }
    assert_eq!(titles(&session), [""; 0]);
    // The next round begins when the last one is closed.
    let rows = session.view().register(register).rows;
    let mut row = rows[0].row.clone();
    let status = annexa::workspace::Line::try_from("status").unwrap();
    row.values.insert(
        status,
        annexa::workspace::Text::try_from("finished").unwrap(),
    );
    session
        .run(
            command(&json!({ "put": { "record": row } }).to_string()),
            stamp(0),
        )
        .unwrap();
    assert_eq!(titles(&session), [mail]);
}

#[test]
fn every_register_can_say_what_its_rows_are_about() {
    for register in RegisterId::all() {
        let title = register.get().title_column().unwrap();
        assert!(title.required && title.kind != ColumnKind::Person);
        assert_eq!(register.as_str(), register.get().document.as_str());
        for at in 0..register.get().columns.len() {
            assert!(!register.help(at).is_empty(), "{register} {at}");
        }
    }
}
