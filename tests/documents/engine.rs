//! Limits and escaping.

use crate::support::{consultancy, library};
use annexa::documents::context::Context;
use annexa::documents::engine::{Engine, escape};
use annexa::documents::markdown;
use annexa::documents::model::Block;
use annexa::documents::pack::Pack;
use annexa::error::{Error, ErrorKind};
use annexa::selection::Selection;
use annexa::workspace::Data;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn render(data: &Data, text: &str) -> Result<String, Error> {
    let selection = Selection::of(data);
    let today = "2026-11-24".parse().unwrap();
    let context = Context::new(data, selection.verdicts(), today);
    let engine = Engine::new(&Pack::new("en", []).unwrap());
    engine.render_text("sections.test", text, context.values(text))
}

fn refusal(text: &str) -> Error {
    let begun = Instant::now();
    let error = render(&Data::default(), text).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Template, "{error}");
    assert!(begun.elapsed() < Duration::from_secs(2), "{error} took {:?}", begun.elapsed());
    error
}

#[test]
fn undefined_name_is_an_error_with_line_and_column() {
    let error = refusal("fine\n\nfine {{ organisation.nme }}");
    assert_eq!(error.path(), "sections.test:3:9");
    insta::assert_snapshot!(error.message(), @"");
}

#[test]
fn unknown_ids_are_errors() {
    insta::assert_snapshot!(refusal("{{ role('it-manger') }}").message(), @"");
    insta::assert_snapshot!(refusal("{{ param('backups') }}").message(), @"");
    insta::assert_snapshot!(refusal("{{ doc('backups') }}").message(), @"");
    insta::assert_snapshot!(refusal("{{ facts.remote_wok }}").message(), @"");
    insta::assert_snapshot!(refusal("{{ range(9) }}").message(), @"");
    insta::assert_snapshot!(refusal("{% include 'x' %}").message(), @"");
    insta::assert_snapshot!(refusal("{{ organisation | pprint }}").message(), @"");
}

#[test]
fn only_texts_and_numbers_are_printed() {
    insta::assert_snapshot!(refusal("{{ facts }}").message(), @"");
    insta::assert_snapshot!(refusal("{{ true }}").message(), @"");
}
