//! Our writer gives what serde_json gives, byte for byte.

use annexa::json;
use proptest::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
enum Shape {
    Unit,
    New(Option<i64>),
    Tuple(u64, bool),
    Fields {
        first_text: String,
        rest: BTreeMap<String, Vec<char>>,
    },
}

#[derive(Debug, Serialize)]
struct Whole<'a> {
    shapes: &'a [Shape],
    nothing: (),
}

fn shape() -> impl Strategy<Value = Shape> {
    let rest = proptest::collection::btree_map(any::<String>(), any::<Vec<char>>(), 0..3);
    prop_oneof![
        Just(Shape::Unit),
        any::<Option<i64>>().prop_map(Shape::New),
        any::<(u64, bool)>().prop_map(|(n, b)| Shape::Tuple(n, b)),
        (any::<String>(), rest).prop_map(|(first_text, rest)| Shape::Fields { first_text, rest }),
    ]
}

proptest! {
    #[test]
    fn writes_what_serde_json_writes(shapes in proptest::collection::vec(shape(), 0..4)) {
        let whole = Whole { shapes: &shapes, nothing: () };
        prop_assert_eq!(json::write(&whole).unwrap(), serde_json::to_string(&whole).unwrap());
    }

    #[test]
    fn escapes_every_character(text in "[\\x00-\\x1f\"\\\\/\u{7f}\u{80}-\u{9f}\u{2028}é𝄞]{0,20}") {
        prop_assert_eq!(json::write(&text).unwrap(), serde_json::to_string(&text).unwrap());
    }
}

#[test]
fn refuses_what_the_reader_could_not_read() {
    assert!(json::write(&1.5).is_err());
    assert!(json::write(&BTreeMap::from([(1, 2)])).is_err());
}
