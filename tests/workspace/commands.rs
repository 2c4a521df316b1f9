//! Commands: what they do, what they refuse, and with which words.

use super::{after, run};
use annexa::error::{Error, ErrorKind};
use annexa::workspace::{Deed, Workspace};

fn refused(before: &[&str], text: &str) -> Error {
    let mut workspace = after(before);
    let untouched = workspace.clone();
    let error = run(&mut workspace, 900, text).expect_err(text);
    assert_eq!(workspace, untouched, "a refused command leaves no trace");
    error
}

const RISK: &str =
    r#"{"put":{"risk":{"id":"r1","title":"Fire","residual":{"likelihood":2,"impact":5}}}}"#;

#[test]
fn a_new_risk_gets_the_next_number_and_keeps_it() {
    let mut workspace = after(&[
        r#"{"put":{"risk":{"id":"b","number":7,"title":"Fire"}}}"#,
        r#"{"put":{"risk":{"id":"a","title":"Flood"}}}"#,
    ]);
    let number = |workspace: &Workspace| {
        let risk = workspace.data.risks.iter().find(|r| r.id.as_str() == "a");
        risk.unwrap().number
    };
    assert_eq!(number(&workspace), 8);
    run(
        &mut workspace,
        60,
        r#"{"put":{"risk":{"id":"a","title":"High water"}}}"#,
    )
    .unwrap();
    assert_eq!(number(&workspace), 8);
}

#[test]
fn deeds_say_what_a_person_would() {
    let deeds = [
        (
            r#"{"put":{"site":{"id":"s","name":"Office"}}}"#,
            Deed::Added,
        ),
        (
            r#"{"put":{"site":{"id":"s","name":"Plant"}}}"#,
            Deed::Changed,
        ),
        (r#"{"remove":{"kind":"site","id":"s"}}"#, Deed::Removed),
        (
            r#"{"put":{"control":{"control":"A.7.6","override":{"include":false,"by":"Ada","on":"2026-01-05","reason":"No such room"}}}}"#,
            Deed::Excluded,
        ),
        (
            r#"{"put":{"control":{"control":"A.7.6","override":{"include":true,"by":"Ada","on":"2026-01-06","reason":"There is one"}}}}"#,
            Deed::Included,
        ),
        (r#"{"put":{"control":{"control":"A.7.6"}}}"#, Deed::Changed),
        (
            r#"{"put":{"document":{"document":"isms-scope"}}}"#,
            Deed::Added,
        ),
        (
            r#"{"put":{"document":{"document":"isms-scope","approvals":[{"version":"1.0","by":"Ada","role":"Director","on":"2026-01-05","sha256":"00","text":"t"}]}}}"#,
            Deed::Approved,
        ),
    ];
    let mut workspace = Workspace::default();
    for (second, (text, deed)) in (0..).step_by(10).zip(deeds) {
        let entry = run(&mut workspace, second, text).unwrap();
        assert_eq!(entry.changes[0].deed, deed, "{text}");
    }
}

#[test]
fn a_batch_happens_whole_or_not_at_all() {
    let error = refused(
        &[r#"{"put":{"site":{"id":"s","name":"Office"}}}"#],
        r#"{"batch":{"name":"import","commands":[
            {"put":{"site":{"id":"s","name":"Plant"}}},
            {"remove":{"kind":"site","id":"s"}},
            {"put":{"risk":{"id":"r","title":"Fire","residual":{"likelihood":1,"impact":9}}}},
            {"put":{"site":{"id":"t","name":"Yard"}}}]}}"#,
    );
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert_eq!(error.path(), "batch.commands[2].risk.residual.impact");
    assert_eq!(error.findings()[0].code, "out-of-range");
}

#[test]
fn a_batch_in_a_batch_is_undone_and_saved_like_any_other() {
    let mut text = r#"{"put":{"site":{"id":"s","name":"Office"}}}"#.to_owned();
    let mut nested = 0;
    // As deep as a command may be: what was accepted must also come back from a file.
    while let Ok(command) = annexa::json::read(&text) {
        let mut workspace = Workspace::default();
        workspace.dispatch(command, super::stamp(0)).unwrap();
        let saved = workspace.to_json().unwrap();
        let mut read = Workspace::from_json(saved.as_bytes())
            .unwrap_or_else(|error| panic!("{nested} batches deep: {error}"));
        assert_eq!(read, workspace);
        read.undo(super::stamp(10)).unwrap().unwrap();
        assert_eq!(read.data, Workspace::default().data);
        text = format!(r#"{{"batch":{{"name":"in","commands":[{text}]}}}}"#);
        nested += 1;
    }
    assert!(nested > 10);
}

#[test]
fn scores_off_the_scale_are_refused_with_the_scale() {
    for (score, path, help) in [
        (
            r#"{"likelihood":6,"impact":1}"#,
            "risk.current.likelihood",
            "choose a step from 1 to 5",
        ),
        (
            r#"{"likelihood":0,"impact":1}"#,
            "risk.current.likelihood",
            "choose a step from 1 to 5",
        ),
        (
            r#"{"likelihood":1,"impact":255}"#,
            "risk.current.impact",
            "choose a step from 1 to 5",
        ),
    ] {
        let text = format!(r#"{{"put":{{"risk":{{"id":"r","title":"Fire","current":{score}}}}}}}"#);
        let error = refused(&[], &text);
        assert_eq!((error.path(), error.remedy()), (path, help));
    }
}

#[test]
fn a_shorter_scale_must_still_hold_every_score() {
    let method = r#"{"put":{"method":{
        "likelihood":[{"label":"a"},{"label":"b"},{"label":"c"}],
        "impact":[{"label":"a"},{"label":"b"},{"label":"c"}],
        "rule":"product","bands":[{"label":"all","from":1,"tone":"calm"}],"acceptable":2}}}"#;
    let error = refused(&[RISK], method);
    assert_eq!(error.findings()[0].code, "scale-too-short");
    assert!(error.message().contains("R-1"), "{error}");
    run(&mut Workspace::default(), 0, method).unwrap();
}

#[test]
fn methods_that_give_no_sensible_level_are_refused() {
    let method = |rule: &str, bands: &str| {
        format!(
            r#"{{"put":{{"method":{{"likelihood":[{{"label":"a"}},{{"label":"b"}},{{"label":"c"}}],
            "impact":[{{"label":"a"}},{{"label":"b"}},{{"label":"c"}}],"rule":{rule},"bands":{bands},"acceptable":2}}}}}}"#
        )
    };
    let all = r#"[{"label":"all","from":1,"tone":"calm"}]"#;
    for (rule, bands, code) in [
        (r#"{"matrix":{"levels":[[1,2],[2,3]]}}"#, all, "matrix-size"),
        (
            r#"{"matrix":{"levels":[[1,2,3],[2,1,4],[3,4,5]]}}"#,
            all,
            "matrix-order",
        ),
        (
            r#"{"matrix":{"levels":[[1,2,3],[2,3,4],[3,4,99]]}}"#,
            all,
            "matrix-order",
        ),
        (
            r#""sum""#,
            r#"[{"label":"high","from":2,"tone":"act"}]"#,
            "band-order",
        ),
        (r#""sum""#, "[]", "band-order"),
    ] {
        assert_eq!(
            refused(&[], &method(rule, bands)).findings()[0].code,
            code,
            "{rule} {bands}"
        );
    }
    run(
        &mut Workspace::default(),
        0,
        &method(r#"{"matrix":{"levels":[[1,1,2],[1,2,3],[2,3,3]]}}"#, all),
    )
    .unwrap();
}

#[test]
fn controls_of_the_other_edition_are_refused_with_advice() {
    for text in [
        r#"{"put":{"risk":{"id":"r","title":"Fire","controls":["A.5.1","A.12.3.1"]}}}"#,
        r#"{"put":{"obligation":{"id":"o","title":"Law","basis":"legal","controls":["A.12.3.1"]}}}"#,
        r#"{"put":{"control":{"control":"A.12.3.1","status":"planned"}}}"#,
    ] {
        let error = refused(&[], text);
        assert_eq!(error.findings().len(), 1);
        assert_eq!(error.findings()[0].code, "wrong-edition");
        assert!(
            error.message().contains("A.12.3.1") && error.message().contains("2013"),
            "{error}"
        );
        assert!(!error.remedy().is_empty());
    }
    run(
        &mut after(&[r#"{"put":{"organisation":{"edition":"2013"}}}"#]),
        900,
        r#"{"put":{"control":{"control":"A.12.3.1","status":"planned"}}}"#,
    )
    .unwrap();
}

#[test]
fn parameters_stay_in_their_range_and_sort() {
    for (value, message) in [
        ("13", "out of range"),
        ("15000", "out of range"),
        (r#""a while""#, "wrong sort"),
        ("true", "wrong sort"),
    ] {
        let text = format!(
            r#"{{"put":{{"parameter":{{"parameter":"backup-retention","value":{value}}}}}}}"#
        );
        let error = refused(&[], &text);
        assert!(error.message().contains(message), "{error}");
        assert!(!error.remedy().is_empty());
    }
    let error = refused(
        &[],
        r#"{"put":{"parameter":{"parameter":"mfa-scope","value":"never"}}}"#,
    );
    assert!(
        error.remedy().contains("every log-on"),
        "the options are listed: {error}"
    );
    run(
        &mut Workspace::default(),
        0,
        r#"{"put":{"parameter":{"parameter":"backup-retention","value":30}}}"#,
    )
    .unwrap();
}

#[test]
fn decisions_and_choices_without_words_are_refused() {
    for (text, code) in [
        (
            r#"{"put":{"control":{"control":"A.7.6","override":{"include":false,"by":"Ada","on":"2026-01-05","reason":" "}}}}"#,
            "decision-without-reason",
        ),
        (
            r#"{"put":{"control":{"control":"A.7.6","override":{"include":true,"by":"","on":"2026-01-05","reason":"Needed"}}}}"#,
            "decision-without-reason",
        ),
        (
            r#"{"put":{"document":{"document":"isms-scope","choice":{"elsewhere":{"reference":""}}}}}"#,
            "reference-missing",
        ),
        (
            r#"{"put":{"document":{"document":"isms-scope","choice":{"notNeeded":{"reason":""}}}}}"#,
            "reason-missing",
        ),
    ] {
        assert_eq!(refused(&[], text).findings()[0].code, code, "{text}");
    }
}

#[test]
fn what_is_not_there_cannot_be_removed() {
    let error = refused(&[], r#"{"remove":{"kind":"risk","id":"r9"}}"#);
    assert_eq!(
        (error.kind(), error.path()),
        (ErrorKind::NotFound, "remove.id")
    );
    assert!(error.message().contains("`r9`"));
    let error = refused(&[], r#"{"remove":{"kind":"control","id":"A.99"}}"#);
    assert_eq!(error.kind(), ErrorKind::Malformed);
}
