//! The pack file.

use crate::support::templates;
use annexa::documents::pack::Pack;
use annexa::error::ErrorKind;

#[test]
fn survives_writing_and_reading() {
    let pack = Pack::new("en", templates()).unwrap();
    let bytes = pack.to_json().unwrap();
    assert_eq!(Pack::from_json(&bytes).unwrap(), pack);
    assert_eq!(
        Pack::new("en", templates()).unwrap().to_json().unwrap(),
        bytes
    );
}

#[test]
fn changed_text_is_refused() {
    let bytes = Pack::new("en", templates()).unwrap().to_json().unwrap();
    let text = String::from_utf8(bytes)
        .unwrap()
        .replacen("Purpose", "Porpoise", 1);
    let error = Pack::from_json(text.as_bytes()).unwrap_err();
    assert_eq!(
        (error.kind(), error.path()),
        (ErrorKind::Malformed, "sha256")
    );
}

#[test]
fn other_format_is_refused() {
    let bytes = Pack::new("en", []).unwrap().to_json().unwrap();
    let text = String::from_utf8(bytes)
        .unwrap()
        .replace("\"format\":1", "\"format\":2");
    let error = Pack::from_json(text.as_bytes()).unwrap_err();
    assert_eq!((error.kind(), error.path()), (ErrorKind::Newer, "format"));
}
