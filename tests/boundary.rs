//! The boundary as JavaScript sees it: what goes in is read strictly, what comes out is plain, and
//! what is refused is a real `Error` with its fields. Runs in Node, compiled to WebAssembly.
#![cfg(target_family = "wasm")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test that panics fails"
)]

use annexa::wasm::{self, Workspace};
use js_sys::{Array, BigInt, Function, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// The texts of this release, as `installTexts` takes them.
const TEXTS: &[u8] = include_bytes!("../src/catalogue/prose.en.txt");

fn js(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

fn stamp() -> JsValue {
    js(r#"{"at":"2026-11-24T09:00:00Z","by":"Ada"}"#)
}

fn answer(question: &str, value: &str) -> JsValue {
    js(&format!(
        r#"{{"put":{{"answer":{{"question":"{question}","value":"{value}"}}}}}}"#
    ))
}

/// A part of a value: `at(&effect, "entry.n")`.
fn at(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |inner, key| {
        Reflect::get(&inner, &key.into()).unwrap_or(JsValue::UNDEFINED)
    })
}

fn text(value: &JsValue, path: &str) -> String {
    at(value, path).as_string().unwrap_or_default()
}

/// What a refused command throws.
fn refusal(command: &JsValue) -> JsValue {
    let mut workspace = Workspace::new();
    let before = workspace.save().unwrap();
    let error = workspace.dispatch(command, &stamp()).unwrap_err();
    assert_eq!(workspace.save().unwrap(), before, "nothing has changed");
    assert!(error.is_instance_of::<js_sys::Error>());
    assert_eq!(text(&error, "name"), "AnnexaError");
    error
}

#[wasm_bindgen_test]
fn command_goes_in_and_what_changed_comes_out_as_plain_objects() {
    let mut workspace = Workspace::new();
    let command = answer("develops_software", "no");
    let effect = workspace.dispatch(&command, &stamp()).unwrap();
    let prototype = Object::get_prototype_of(&effect);
    assert!(Object::is(
        &prototype,
        &Object::get_prototype_of(&Object::new())
    ));
    let changes = at(&effect, "controls");
    assert!(Array::is_array(&changes));
    assert!(Array::from(&changes).length() > 0);
    assert_eq!(
        text(&Array::from(&changes).get(0), "after.outcome"),
        "excluded"
    );
    assert_eq!(text(&effect, "entry.by"), "Ada");
    assert!(
        at(&effect, "entry.n").as_f64().is_some(),
        "a number, no BigInt"
    );
}

#[wasm_bindgen_test]
fn what_comes_out_is_what_its_json_says() {
    let mut workspace = Workspace::new();
    let name = "Ä \\ \" \u{2028} 𝄞 </script>";
    let organisation = Object::new();
    Reflect::set(&organisation, &"name".into(), &name.into()).unwrap();
    Reflect::set(
        &organisation,
        &"headcount".into(),
        &4_294_967_295_u32.into(),
    )
    .unwrap();
    let put = js(r#"{"put":{}}"#);
    Reflect::set(&at(&put, "put"), &"organisation".into(), &organisation).unwrap();
    workspace.dispatch(&put, &stamp()).unwrap();
    let kind = "organisation".into();
    let entity = workspace.entity(&kind, "").unwrap();
    assert_eq!(text(&entity, "organisation.name"), name);
    assert_eq!(
        at(&entity, "organisation.headcount").as_f64(),
        Some(4_294_967_295.0)
    );
    let again = JSON::parse(&String::from(JSON::stringify(&entity).unwrap())).unwrap();
    assert_eq!(text(&again, "organisation.name"), name);
}

#[wasm_bindgen_test]
fn absence_is_undefined() {
    let mut workspace = Workspace::new();
    assert!(workspace.undo(&stamp()).unwrap().is_undefined());
    assert!(workspace.risk("r-none").unwrap().is_undefined());
}

#[wasm_bindgen_test]
fn a_slip_is_refused_with_its_place() {
    for (command, path, part) in [
        (
            r#"{"put":{"answer":{"question":"remote_work","valeu":"yes"}}}"#,
            "put.answer.valeu",
            "valeu",
        ),
        (
            r#"{"put":{"answer":{"question":"remote_work","value":1}}}"#,
            "put.answer.value",
            "number",
        ),
        (
            r#"{"put":{"control":{"control":"A.8.99"}}}"#,
            "put.control.control",
            "A.8.99",
        ),
        (r#"{"remove":{"kind":"risk"}}"#, "remove", "id"),
        (r#"{"putt":{}}"#, "putt", "putt"),
    ] {
        let error = refusal(&js(command));
        assert_eq!(text(&error, "code"), "malformed", "{command}");
        assert_eq!(text(&error, "path"), path, "{command}");
        assert!(
            text(&error, "message").contains(part),
            "{command}: {}",
            text(&error, "message")
        );
    }
}

#[wasm_bindgen_test]
fn what_a_user_can_mend_comes_as_findings() {
    let error = refusal(&js(
        r#"{"put":{"risk":{"id":"r-1","number":1,"title":"Loss","inherent":{"likelihood":9,"impact":1}}}}"#,
    ));
    assert_eq!(text(&error, "code"), "invalid");
    let findings = Array::from(&at(&error, "findings"));
    assert!(findings.length() > 0);
    assert!(!text(&findings.get(0), "code").is_empty());
}

#[wasm_bindgen_test]
fn values_that_are_no_json_are_refused() {
    let cyclic = Object::new();
    Reflect::set(&cyclic, &"put".into(), &cyclic).unwrap();
    let big = js(r#"{"put":{"organisation":{"name":"x"}}}"#);
    Reflect::set(
        &at(&big, "put.organisation"),
        &"headcount".into(),
        &BigInt::from(5),
    )
    .unwrap();
    let function: JsValue = Function::new_no_args("return 1").into();
    for value in [
        cyclic.into(),
        big,
        JsValue::UNDEFINED,
        JsValue::NULL,
        function,
        JsValue::symbol(None),
        1.5.into(),
    ] {
        assert_eq!(text(&refusal(&value), "code"), "malformed");
    }
}

#[wasm_bindgen_test]
fn damaged_and_foreign_backups_are_refused() {
    let whole = Workspace::new().save().unwrap();
    for bytes in [
        &whole[..whole.len() - 1],
        b"",
        b"{}",
        b"\xff\xfe",
        b"PK\x03\x04",
    ] {
        let error = Workspace::open(bytes).err().unwrap();
        assert_eq!(text(&error, "code"), "malformed");
        assert!(!text(&error, "message").is_empty());
    }
    let newer = js(std::str::from_utf8(&whole).unwrap());
    Reflect::set(&newer, &"schema".into(), &99.into()).unwrap();
    Reflect::set(&newer, &"reads".into(), &99.into()).unwrap();
    let newer = String::from(JSON::stringify(&newer).unwrap());
    let error = Workspace::open(newer.as_bytes()).err().unwrap();
    assert_eq!(text(&error, "code"), "newer-format");
}

#[wasm_bindgen_test]
fn texts_are_taken_from_this_release_only() {
    let mut workspace = Workspace::new();
    workspace
        .dispatch(&answer("remote_work", "yes"), &stamp())
        .unwrap();
    let why = |workspace: &Workspace| text(&workspace.question("remote_work").unwrap(), "why");
    let error = wasm::install_texts(b"# QUESTION\n").unwrap_err();
    assert_eq!(text(&error, "code"), "malformed");
    assert_eq!(why(&workspace), "", "the answer is there without them");
    wasm::install_texts(TEXTS).unwrap();
    assert!(!why(&workspace).is_empty());
}
