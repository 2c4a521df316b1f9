//! Every document for every example: reviewed as text, complete, and true to the decisions.

use crate::support::{EXAMPLES, example, example_in, set, templates, today, without_lists};
use annexa::catalogue::{ControlId, DocumentId, DocumentKind, Edition};
use annexa::documents::model::Block;
use annexa::export::markdown;
use annexa::workspace::Workspace;
use std::collections::BTreeSet;

/// Every template's draft for a workspace, with its open points.
fn drafts(workspace: Workspace) -> Vec<(&'static str, Vec<Block>, Vec<String>)> {
    let set = set(workspace);
    let context = set.context(today());
    let templates = set.library().pack().iter();
    templates
        .map(|template| {
            let (blocks, open) = set.library().draft(&context, template.document).unwrap();
            (template.document.as_str(), blocks, open)
        })
        .collect()
}

#[test]
fn documents_read_as_accepted() {
    for name in EXAMPLES {
        let set = set(example(name));
        for template in templates() {
            let id = template.document;
            let document = set.render(id, today()).unwrap().document;
            let text = markdown::document(&document);
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(format!("{id}__{name}"), text);
            });
        }
    }
}

#[test]
fn open_points_are_those_that_were_planted() {
    let mut found = String::new();
    for name in EXAMPLES {
        for (id, _, open) in drafts(example(name)) {
            for point in open {
                found.push_str(&format!("{name}, {id}: {point}\n"));
            }
        }
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("open-points", found);
    });
}

/// What tells that a text was not finished.
const TELLTALES: [&str; 10] = [
    "{{",
    "{%",
    "TODO",
    "TBD",
    "undefined",
    "vacant",
    "[[",
    "  ",
    " .",
    "..",
];

#[test]
fn no_text_has_a_placeholder() {
    for edition in [Edition::V2022, Edition::V2013] {
        for name in EXAMPLES {
            for (id, blocks, _) in drafts(example_in(name, edition)) {
                let text = blocks.iter().map(Block::plain_text);
                for line in text.collect::<Vec<_>>().join("\n").lines() {
                    for telltale in TELLTALES {
                        let word = telltale.chars().all(char::is_alphanumeric);
                        let found = if word {
                            format!(" {line} ").contains(&format!(" {telltale} "))
                        } else {
                            line.trim().contains(telltale)
                        };
                        assert!(!found, "{name}, {id}: `{telltale}` in {line}");
                    }
                }
            }
        }
    }
}

#[test]
fn every_heading_has_text_under_it_and_every_table_rows() {
    for edition in [Edition::V2022, Edition::V2013] {
        for name in EXAMPLES {
            for (id, blocks, _) in drafts(example_in(name, edition)) {
                for (at, block) in blocks.iter().enumerate() {
                    match block {
                        Block::Heading { level, content, .. } => {
                            let deeper = |next: &Block| match next {
                                Block::Heading { level: next, .. } => next > level,
                                _ => true,
                            };
                            let next = blocks.get(at + 1);
                            assert!(next.is_some_and(deeper), "{name}, {id}: {content:?}");
                        }
                        Block::Table { rows, columns, .. } => {
                            assert!(!rows.is_empty(), "{name}, {id}: {columns:?}");
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

/// Everything in a text that looks like a control's number.
fn controls_named(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| word.starts_with("A.") && word.len() > 3)
        .collect()
}

#[test]
fn no_document_names_an_excluded_control() {
    for edition in [Edition::V2022, Edition::V2013] {
        for name in EXAMPLES {
            let set = set(example_in(name, edition));
            let verdicts = set.session.view().verdicts;
            let workspace = set.session.view().workspace.clone();
            for (id, blocks, _) in drafts(workspace) {
                for block in &blocks {
                    if let Block::Heading { satisfies, .. } = block {
                        for number in satisfies.iter().filter(|n| n.starts_with('A')) {
                            let control = ControlId::parse_in(number, edition).unwrap();
                            assert!(verdicts.included(control), "{name}, {id}: {number}");
                        }
                    }
                    // The statement lists exclusions on purpose, the register what risks name.
                    if matches!(id, "statement-of-applicability" | "risk-treatment-plan") {
                        continue;
                    }
                    for number in controls_named(&block.plain_text()) {
                        let control = ControlId::parse_in(number, edition).unwrap();
                        assert!(verdicts.included(control), "{name}, {id}: {number}");
                    }
                }
            }
        }
    }
}

#[test]
fn statement_lists_every_control_once() {
    for edition in [Edition::V2022, Edition::V2013] {
        let drafts = drafts(example_in("manufacturer", edition));
        let statement = drafts
            .iter()
            .find(|(id, ..)| *id == "statement-of-applicability");
        let rows = statement.unwrap().1.iter().filter_map(|block| match block {
            Block::Table { rows, columns, .. } if columns.len() == 6 => Some(rows),
            _ => None,
        });
        let numbers: Vec<String> = rows
            .flatten()
            .map(|row| annexa::documents::model::plain_text(&row[0]))
            .map(|cell| cell.split(' ').next().unwrap().to_owned())
            .collect();
        let all: Vec<&str> = ControlId::all(edition).map(ControlId::as_str).collect();
        assert_eq!(numbers, all);
    }
}

/// The sentences of a text.
fn sentences(blocks: &[Block]) -> BTreeSet<String> {
    let text: Vec<String> = blocks.iter().map(Block::plain_text).collect();
    let text = text.join("\n");
    let sentences = text.lines().flat_map(|line| line.split(". "));
    sentences
        .filter(|sentence| sentence.split(' ').count() > 5)
        .map(str::to_owned)
        .collect()
}

#[test]
fn small_and_large_organisations_get_different_texts() {
    let (small, large) = (
        drafts(example("consultancy")),
        drafts(example("manufacturer")),
    );
    // Registers and records differ by their rows.
    let table = |id: &str| {
        let kind = id.parse::<DocumentId>().unwrap().get().kind;
        matches!(kind, DocumentKind::Register | DocumentKind::Record)
    };
    let both = small.iter().zip(&large);
    for ((id, small, _), (_, large, _)) in both.filter(|((id, ..), _)| !table(id)) {
        let (small, large) = (without_lists(small.clone()), without_lists(large.clone()));
        let (small, large) = (sentences(&small), sentences(&large));
        let shared = small.intersection(&large).count();
        println!("{id}: {shared} of {} and {}", small.len(), large.len());
        assert!(
            shared * 3 < small.len().max(large.len()) * 2,
            "{id}: {shared} shared"
        );
    }
}
