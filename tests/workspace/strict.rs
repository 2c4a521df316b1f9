//! Strict reading: what does not belong is refused with its place.

use annexa::error::ErrorKind;
use annexa::json;
use annexa::workspace::{Command, Id, Line, LongText, Text, Workspace};

fn refused(text: &str) -> annexa::error::Error {
    let error = json::read::<Command>(text).expect_err(text);
    assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
    assert!(error.message().contains("line 1, column"), "{error}");
    error
}

#[test]
fn strangers_and_repeats_and_wrong_sorts_are_refused_with_their_path() {
    for (text, path, message) in [
        (
            r#"{"put":{"risk":{"id":"r","title":"Fire","tittle":"x"}}}"#,
            "put.risk.tittle",
            "tittle",
        ),
        (
            r#"{"put":{"risk":{"id":"r","title":"Fire","title":"x"}}}"#,
            "put.risk.title",
            "title",
        ),
        (
            r#"{"put":{"risk":{"id":"r","title":"Fire","actions":[{"title":"a","due":"2026-02-30"}]}}}"#,
            "put.risk.actions[0].due",
            "2026-02-30",
        ),
        (
            r#"{"put":{"risk":{"id":"r","title":"Fire","confidentiality":"yes"}}}"#,
            "put.risk.confidentiality",
            "yes",
        ),
        (
            r#"{"put":{"risk":{"id":"r","title":4}}}"#,
            "put.risk.title",
            "text",
        ),
        (
            r#"{"put":{"risk":{"id":"r","title":"Fire","inherent":{"likelihood":1.5,"impact":2}}}}"#,
            "put.risk.inherent.likelihood",
            "1.5",
        ),
        (
            r#"{"put":{"risk":{"id":"r","title":"Fire","inherent":{"likelihood":300,"impact":2}}}}"#,
            "put.risk.inherent.likelihood",
            "300",
        ),
        (
            r#"{"put":{"risk":{"id":"r","title":"Fire","inherent":{"likelihood":-1,"impact":2}}}}"#,
            "put.risk.inherent.likelihood",
            "-1",
        ),
        (
            r#"{"put":{"risk":{"id":"r","title":"Fire","treatment":"ignore"}}}"#,
            "put.risk.treatment",
            "ignore",
        ),
        (
            r#"{"put":{"risk":{"id":"r","title":"Fire","controls":["A.5.1","A.5.99"]}}}"#,
            "put.risk.controls[1]",
            "A.5.99",
        ),
        (
            r#"{"put":{"risk":{"id":"r","title":"Fire","owner":{"role":"king"}}}}"#,
            "put.risk.owner.role",
            "king",
        ),
        (r#"{"put":{"risk":{"title":"Fire"}}}"#, "put.risk", "id"),
        (
            r#"{"put":{"risk":{"id":"two words","title":"Fire"}}}"#,
            "put.risk.id",
            "letters",
        ),
        (r#"{"put":{"risk":[]}}"#, "put.risk", "object"),
        (
            r#"{"put":{"answer":{"question":"likes_tea","value":"yes"}}}"#,
            "put.answer.question",
            "likes_tea",
        ),
        (
            r#"{"put":{"document":{"document":"isms-scope","choice":"elsewhere"}}}"#,
            "put.document.choice",
            "value",
        ),
        (
            r#"{"put":{"document":{"document":"isms-scope","sections":{"a":{"drop":{"reason":"x"}},"a":{"drop":{"reason":"y"}}}}}}"#,
            "put.document.sections",
            "twice",
        ),
        (r#"{"put":{"unicorn":{}}}"#, "put.unicorn", "unicorn"),
        (r#"{"remove":{"kind":"risk"}}"#, "remove", "id"),
        (
            r#"{"remove":{"kind":"risk","id":"r"},"put":{}}"#,
            "",
            "more",
        ),
    ] {
        let error = refused(text);
        assert!(
            error.path().starts_with(path),
            "{text}: at `{}`, not `{path}`",
            error.path()
        );
        assert!(error.message().contains(message), "{text}: {error}");
    }
}

#[test]
fn texts_that_are_no_json_are_refused() {
    for text in [
        "",
        " ",
        "{",
        "}",
        "null",
        "[]",
        "{\"put\"}",
        "{'put':{}}",
        "{\"put\":{},}",
        "nan",
        "{\"put\":tru}",
        "{\"put\":{\"site\":{\"id\":\"s\",\"name\":\"a\nb\"}}}",
        "{\"put\":{\"site\":{\"id\":\"s\",\"name\":\"\\x\"}}}",
        "{\"put\":{\"site\":{\"id\":\"s\",\"name\":\"\\u12\"}}}",
        "{\"put\":{\"site\":{\"id\":\"s\",\"name\":\"\\ud800\"}}}",
        "{\"put\":{\"site\":{\"id\":\"s\",\"name\":\"\\ud800\\u0041\"}}}",
        "{\"put\":{\"site\":{\"id\":\"s\",\"name\":\"\\udc00\"}}}",
        "{\"put\":{\"site\":{\"id\":\"s\"}}} {}",
        "{\"put\":{\"site\":{\"id\":\"s\",\"excluded\":truetrue}}}",
    ] {
        let error = json::read::<Command>(text).expect_err(text);
        assert_eq!(error.kind(), ErrorKind::Malformed, "{text}");
    }
}

#[test]
fn whole_characters_come_through_in_any_spelling() {
    let text = r#"{"put":{"site":{"id":"s","name":"\u00e9\ud83d\ude00 é😀"}}}"#;
    let mut workspace = Workspace::default();
    super::run(&mut workspace, 0, text).unwrap();
    assert_eq!(
        &*workspace.data.sites.iter().next().unwrap().name,
        "é😀 é😀"
    );
}

#[test]
fn deep_nesting_is_refused_before_the_stack_ends() {
    for (open, close) in [
        ("[", "]"),
        ("{\"put\":", "}"),
        ("{\"batch\":{\"name\":\"\",\"commands\":[", "]}}"),
    ] {
        let text = format!("{}{}", open.repeat(200_000), close.repeat(200_000));
        let error = json::read::<Command>(&text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Malformed);
    }
    let nested = format!(
        r#"{{"format":"annexa-workspace","schema":1,"reads":1,"data":{}0{}}}"#,
        "[".repeat(200_000),
        "]".repeat(200_000)
    );
    let error = Workspace::from_json(nested.as_bytes()).unwrap_err();
    assert!(error.message().contains("nested"), "{error}");
}

#[test]
fn texts_are_bounded_and_the_limit_is_named() {
    let huge = "a".repeat(10_000_000);
    let text = Text::try_from(huge.as_str()).unwrap_err();
    assert!(
        text.contains("20000") && text.contains("10000000"),
        "{text}"
    );
    assert!(Line::try_from(huge.as_str()).unwrap_err().contains("300"));
    assert!(
        LongText::try_from(huge.as_str())
            .unwrap_err()
            .contains("400000")
    );
    assert!(Id::try_from(huge.as_str()).unwrap_err().contains("40"));
    let command = format!(
        r#"{{"put":{{"issue":{{"id":"i","side":"internal","title":"t","effect":"{huge}"}}}}}}"#
    );
    let error = json::read::<Command>(&command).unwrap_err();
    assert_eq!(error.path(), "put.issue.effect");
    assert!(
        error.message().contains("20000") && error.message().len() < 500,
        "{}",
        error.message().len()
    );
}

#[test]
fn bounds_count_characters_and_line_ends_are_one() {
    assert!(Line::try_from("é".repeat(300)).is_ok());
    assert!(Line::try_from("é".repeat(301)).is_err());
    assert_eq!(&*Text::try_from("a\r\nb\rc").unwrap(), "a\nb\nc");
    assert!(Line::try_from("a\nb").is_err());
    for stray in ["\u{0}", "\u{7}", "\u{1b}", "\u{85}"] {
        let message = Text::try_from(format!("ab{stray}")).unwrap_err();
        assert!(message.contains("character 3"), "{message}");
    }
}
