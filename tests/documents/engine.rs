//! What a template may do, and what stops it.

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

/// The message with which a text is refused, in good time. Tests run unoptimised, so the limit
/// is wider than the 200 ms of the module.
fn refusal(text: &str) -> String {
    let begun = Instant::now();
    let error = render(&Data::default(), text).unwrap_err();
    let took = begun.elapsed();
    assert_eq!(error.kind(), ErrorKind::Template, "{error}");
    assert!(error.path().starts_with("sections.test:"), "{error}");
    assert!(took < Duration::from_secs(4), "{error} took {took:?}");
    error.message().to_owned()
}

#[test]
fn undefined_name_is_an_error_with_line_and_column() {
    let text = "fine\n\nfine {{ organisation.nme }}";
    assert_eq!(
        refusal(text),
        "line 3, column 9: `organisation.nme` is undefined"
    );
    let error = render(&Data::default(), text).unwrap_err();
    assert_eq!(error.path(), "sections.test:3:9");
}

#[test]
fn only_documented_names_exist() {
    for (text, part) in [
        ("{{ role('it-manger') }}", "unknown role `it-manger`"),
        ("{{ param('backups') }}", "unknown parameter `backups`"),
        ("{{ doc('backups') }}", "unknown document `backups`"),
        ("{{ control('A.9.9') }}", "unknown control `A.9.9`"),
        ("{{ facts.remote_wok }}", "`facts.remote_wok` is undefined"),
        ("{{ workspace }}", "`workspace` is undefined"),
        ("{{ range(9) }}", "range is unknown"),
        ("{{ organisation | pprint }}", "pprint is unknown"),
        ("{% include 'x' %}", "unknown statement include"),
        ("{% macro x() %}{% endmacro %}", "unknown statement macro"),
    ] {
        let message = refusal(text);
        assert!(message.contains(part), "{text}: {message}");
    }
}

#[test]
fn only_texts_and_numbers_are_printed() {
    for text in [
        "{{ facts }}",
        "{{ true }}",
        "{{ sites }}",
        "{{ none }}",
        "{{ organisation }}",
    ] {
        let message = refusal(text);
        assert!(
            message.contains("only texts and numbers"),
            "{text}: {message}"
        );
    }
}

#[test]
fn runaway_texts_are_stopped() {
    let nested = |times: usize| {
        let open = "{% for a in roles %}".repeat(times);
        let close = "{% endfor %}".repeat(times);
        format!("{open}x{close}")
    };
    let doubling = format!(
        "{{% set x = 'ab' %}}{}{{{{ x }}}}",
        "{% set x = x ~ x %}".repeat(60)
    );
    for (text, part) in [
        (nested(20), "too much work"),
        (doubling, "too much work"),
        ("{{ 'x' * 1000000000 }}".to_owned(), "too "),
        (
            "{% for x in [1] * 1000000000 %}x{% endfor %}".to_owned(),
            "too ",
        ),
        (
            "{% for a in roles recursive %}{{ loop(roles) }}{% endfor %}".to_owned(),
            "recursion",
        ),
        (
            format!("{{{{ {}1{} }}}}", "(".repeat(5000), ")".repeat(5000)),
            "recursion",
        ),
    ] {
        let message = refusal(&text);
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn endless_output_is_stopped() {
    let text = format!(
        "{{% for a in roles %}}{}{{% endfor %}}",
        "x".repeat(500_000)
    );
    let message = refusal(&text);
    assert!(message.contains("longer than 5000000 bytes"), "{message}");
}

#[test]
fn every_name_is_documented_for_authors() {
    let readme = include_str!("../../content/templates/README.md");
    for name in annexa::documents::context::NAMES {
        let written = ["`", "`{% if "].iter().any(|mark| {
            [",", "`", "(", "."]
                .iter()
                .any(|end| readme.contains(&format!("{mark}{name}{end}")))
        });
        assert!(written, "{name}");
    }
}

/// The text of what Markdown shows, when it is nothing but one paragraph.
fn paragraph(markdown: &str) -> Option<String> {
    match markdown::parse(markdown).as_slice() {
        [block @ Block::Paragraph { .. }] => Some(block.plain_text()),
        _ => None,
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn user_text_stays_text(text in r##"[ -~äß€\u{2028}]{1,40}|(# |- |1\. |> |```|\||<b>|&amp;|\{\{|\[x\]\(y\)|\*\*|Table: |~~~|---|===|\\|   ){1,6}"##) {
        prop_assume!(!words(&text).is_empty());
        let escaped = escape(&text);
        prop_assert_eq!(paragraph(&escaped), Some(words(&text)), "alone: {}", escaped);
        let inside = format!("before {escaped} after");
        let shown = paragraph(&inside).map(|shown| words(&shown));
        prop_assert_eq!(shown, Some(format!("before {} after", words(&text))));
        let table = format!("| a | b |\n| --- | --- |\n| {escaped} | c |\n");
        match markdown::parse(&table).as_slice() {
            [Block::Table { rows, .. }] => {
                let cells: Vec<_> = rows[0].iter().map(|cell| annexa::documents::model::plain_text(cell)).collect();
                prop_assert_eq!(cells, [words(&text), "c".to_owned()], "{}", table);
            }
            other => prop_assert!(false, "{:?}", other),
        }
        match markdown::parse(&format!("- {escaped}\n- x\n")).as_slice() {
            [Block::List { items, .. }] => prop_assert_eq!(items.len(), 2),
            other => prop_assert!(false, "{:?}", other),
        }
    }
}
