//! The traceability index.

use crate::support::{EXAMPLES, example, example_in, put_json, set, today};
use annexa::catalogue::Edition;
use serde_json::json;
use std::collections::BTreeMap;

#[test]
fn every_included_control_has_a_row_and_every_place_exists() {
    for edition in [Edition::V2022, Edition::V2013] {
        for name in EXAMPLES {
            let set = set(example_in(name, edition));
            let rows = set.trace(today()).unwrap();
            let verdicts = set.session.view().verdicts;
            let included = verdicts
                .iter()
                .filter(|(c, _)| verdicts.included(*c))
                .count();
            let controls = rows.iter().filter(|row| row.number.starts_with('A'));
            assert_eq!(controls.count(), included, "{name}");
            let mut outlines = BTreeMap::new();
            for place in rows.iter().flat_map(|row| &row.places) {
                if place.section.is_empty() {
                    continue;
                }
                let outline = outlines.entry(place.document).or_insert_with(|| {
                    let rendering = set.render(place.document, today()).unwrap();
                    rendering.document.outline()
                });
                let found = outline.iter().find(|entry| entry.id == place.section);
                assert_eq!(found.unwrap().title, place.heading);
            }
        }
    }
}

#[test]
fn control_is_missing_only_where_a_template_should_cover_it() {
    let set = set(example("saas"));
    let rows = set.trace(today()).unwrap();
    let row = |number: &str| rows.iter().find(|row| row.number == number).unwrap();
    assert!(!row("A.8.13").missing);
    assert!(
        row("A.8.13")
            .places
            .iter()
            .any(|place| place.document.as_str() == "backup-policy")
    );
    assert!(
        rows.iter().all(|row| !row.missing),
        "{:?}",
        rows.iter().find(|row| row.missing)
    );
}

#[test]
fn dropping_a_section_shows_as_missing() {
    let mut workspace = example("manufacturer");
    let drop = json!({ "drop": { "reason": "test" } });
    let sections = json!({ "permission": drop, "summary": drop, "devices": drop, "connections": drop, "place": drop, "incidents": drop, "end": drop });
    put_json(
        &mut workspace.data,
        json!([{ "document": { "document": "remote-working-policy", "sections": sections } }]),
    );
    let rows = set(workspace).trace(today()).unwrap();
    let row = rows.iter().find(|row| row.number == "A.6.7").unwrap();
    assert!(row.places.is_empty() && row.missing);
}

#[test]
fn document_that_exists_elsewhere_counts_as_a_whole() {
    let rows = set(example("manufacturer")).trace(today()).unwrap();
    let row = rows.iter().find(|row| row.number == "A.5.37").unwrap();
    assert_eq!(row.places[0].title, "Work instructions");
    assert_eq!(row.places[0].section, "");
}
