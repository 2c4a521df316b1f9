//! The organisation's own texts: replaced, extended, dropped and added sections.

use crate::support::{example, put_json, set, today};
use annexa::api::DocumentSet;
use annexa::documents::model::{Block, OutlineEntry};
use annexa::error::ErrorKind;
use serde_json::{Value, json};

const ID: &str = "backup-policy";

fn edited(state: Value) -> DocumentSet {
    let mut workspace = example("consultancy");
    let mut document = json!({ "document": ID });
    for (key, value) in state.as_object().unwrap() {
        document[key] = value.clone();
    }
    put_json(&mut workspace.data, json!([{ "document": document }]));
    set(workspace)
}

fn blocks(set: &DocumentSet) -> Vec<Block> {
    set.render(ID.parse().unwrap(), today())
        .unwrap()
        .document
        .blocks
}

fn outline(set: &DocumentSet) -> Vec<OutlineEntry> {
    set.render(ID.parse().unwrap(), today())
        .unwrap()
        .document
        .outline()
}

/// The text of one section, without its heading.
fn text(set: &DocumentSet, section: &str) -> Option<String> {
    let blocks = blocks(set);
    let place = annexa::documents::section::find(&blocks, section)?;
    let text: Vec<String> = blocks[place]
        .iter()
        .skip(1)
        .map(Block::plain_text)
        .collect();
    Some(text.join("\n"))
}

#[test]
fn replaced_section_keeps_its_heading_and_place() {
    let before = outline(&edited(json!({})));
    let body = "Ask {{ role(\"it-manager\").name }}: {{ param(\"backup-frequency\") }}.";
    let set = edited(json!({ "sections": { "failures": { "replace": { "body": body } } } }));
    assert_eq!(outline(&set), before);
    assert_eq!(
        text(&set, "failures").unwrap(),
        "Ask Pim Brandsma: 24 hours."
    );
}

#[test]
fn extended_section_has_the_own_text_last() {
    let set =
        edited(json!({ "sections": { "failures": { "extend": { "body": "Call the vendor." } } } }));
    let text = text(&set, "failures").unwrap();
    assert!(text.starts_with("Each backup must report"), "{text}");
    assert!(text.ends_with("Call the vendor."), "{text}");
}

#[test]
fn dropped_section_is_gone_and_so_is_what_it_satisfied() {
    let set = edited(json!({ "sections": { "cloud": { "drop": { "reason": "no cloud" } } } }));
    assert_eq!(text(&set, "cloud"), None);
    let document = set.render(ID.parse().unwrap(), today()).unwrap().document;
    assert!(!document.control.supports.contains(&"A.5.23".to_owned()));
    let sections = set.sections(ID.parse().unwrap(), today()).unwrap();
    let cloud = sections
        .iter()
        .find(|section| section.id == "cloud")
        .unwrap();
    assert!(!cloud.present && cloud.edit.is_some());
}

#[test]
fn added_section_stands_after_the_templates_and_before_the_records() {
    let addition = json!({ "id": "tapes", "title": "# Tapes | *and* <b>", "body": "Two tapes." });
    let set = edited(json!({ "additions": [addition] }));
    let ids: Vec<String> = outline(&set).into_iter().map(|entry| entry.id).collect();
    let end: Vec<&str> = ids.iter().rev().take(4).map(String::as_str).collect();
    assert_eq!(end, ["related-documents", "records", "tapes", "checks"]);
    assert_eq!(text(&set, "tapes").unwrap(), "Two tapes.");
    let title = outline(&set)
        .into_iter()
        .find(|entry| entry.id == "tapes")
        .unwrap()
        .title;
    assert_eq!(title, "# Tapes | *and* <b>");
}

#[test]
fn own_text_cannot_break_out_of_its_section() {
    let before = outline(&edited(json!({})));
    for body in [
        "```\nopen fence",
        "<!-- open comment",
        "<pre>",
        "> quote\n```",
        "| a |\n| - |\n| b |",
        "text\n===\nmore",
    ] {
        let set = edited(json!({ "sections": { "failures": { "replace": { "body": body } } } }));
        let after = outline(&set);
        let ids = |outline: &[OutlineEntry]| -> Vec<String> {
            outline.iter().map(|entry| entry.id.clone()).collect()
        };
        let others: Vec<String> = ids(&after)
            .into_iter()
            .filter(|id| ids(&before).contains(id))
            .collect();
        assert_eq!(others, ids(&before), "{body}");
    }
}

#[test]
fn own_headings_are_numbered_below_the_section_and_ids_stay_unique() {
    let body = "# Purpose {#purpose}\n\ntext\n\n## Deeper\n\ntext";
    let set = edited(json!({ "sections": { "failures": { "replace": { "body": body } } } }));
    let entries = outline(&set);
    let at = entries
        .iter()
        .position(|entry| entry.id == "failures")
        .unwrap();
    assert_eq!(
        (entries[at + 1].id.as_str(), entries[at + 1].depth),
        ("purpose-2", 2)
    );
    assert_eq!(entries[at + 2].depth, 3);
}

#[test]
fn own_text_may_not_claim_excluded_or_unknown_controls() {
    let body = "# X {#x satisfies=\"A.8.22 A.8.13 A.12.3.1 A.99.1 nonsense\"}\n\ntext";
    let set = edited(json!({ "sections": { "failures": { "replace": { "body": body } } } }));
    let entry = outline(&set)
        .into_iter()
        .find(|entry| entry.id == "x")
        .unwrap();
    assert_eq!(entry.satisfies, ["A.8.13"]);
}

#[test]
fn fault_in_own_text_names_section_line_and_column() {
    let body = "fine\n\nfine {{ param(\"no-such\") }}";
    let set = edited(json!({ "sections": { "failures": { "replace": { "body": body } } } }));
    let error = set.render(ID.parse().unwrap(), today()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Template);
    assert_eq!(error.path(), "sections.failures:3:9");
    assert!(
        error.message().contains("unknown parameter `no-such`"),
        "{error}"
    );
}

#[test]
fn text_for_a_section_that_is_not_there_is_an_open_point() {
    let edit = json!({ "replace": { "body": "text" } });
    let set = edited(json!({ "sections": { "failures": edit, "no-such": edit } }));
    let open = set.state(ID.parse().unwrap(), today()).unwrap().open_points;
    assert_eq!(
        open,
        ["Your text for the section “no-such” has no place: there is no such section."]
    );
}

#[test]
fn sections_list_those_present_then_those_that_could_be() {
    let set = edited(json!({}));
    let sections = set
        .sections("access-control-policy".parse().unwrap(), today())
        .unwrap();
    let networks = sections
        .iter()
        .find(|section| section.id == "networks")
        .unwrap();
    assert!(!networks.present, "one network only");
    let principles = &sections[2];
    assert_eq!(principles.id, "principles");
    assert_eq!(principles.satisfies, ["A.5.15"]);
}
