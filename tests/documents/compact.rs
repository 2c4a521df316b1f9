//! The compact set: the same sections, in fewer documents.

use crate::support::{EXAMPLES, approve, example, example_in, put, put_json, set, today};
use annexa::api::DocumentSet;
use annexa::catalogue::{ControlId, DocumentId, Edition};
use annexa::documents::model::{Block, Inline, Stage, plain_text};
use annexa::export::markdown;
use annexa::selection::Need;
use annexa::workspace::{Choice, Command, Entity, SetKind, Stamp, Workspace};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn cut(mut workspace: Workspace, kind: SetKind) -> Workspace {
    let mut organisation = workspace.data.organisation.clone();
    organisation.document_set = kind;
    put(&mut workspace.data, Entity::Organisation(organisation));
    workspace
}

fn compact(name: &str) -> DocumentSet {
    set(cut(example(name), SetKind::Compact))
}

fn id(text: &str) -> DocumentId {
    text.parse().unwrap()
}

fn draft(set: &DocumentSet, id: DocumentId) -> Vec<Block> {
    let context = set.context(today());
    set.library().draft(&context, id).unwrap().0
}

/// The documents of the set that Annexa writes, with their texts.
fn drafts(set: &DocumentSet) -> BTreeMap<DocumentId, Vec<Block>> {
    let context = set.context(today());
    let ids = context.set().into_iter();
    let written = ids.filter(|id| {
        let row = set.session.view().document(*id).row;
        row.status != annexa::api::DocumentStatus::Elsewhere
    });
    written.map(|id| (id, draft(set, id))).collect()
}

fn headings(blocks: &[Block]) -> Vec<(String, String, Vec<String>)> {
    let heading = |block: &Block| match block {
        Block::Heading {
            id,
            content,
            satisfies,
            ..
        } => Some((id.clone(), plain_text(content), satisfies.clone())),
        _ => None,
    };
    blocks.iter().filter_map(heading).collect()
}

#[test]
fn every_section_of_every_needed_topic_is_there_exactly_once() {
    for edition in [Edition::V2022, Edition::V2013] {
        for name in EXAMPLES {
            let topics = drafts(&set(example_in(name, edition)));
            let compact = set(cut(example_in(name, edition), SetKind::Compact));
            let merged = drafts(&compact);
            let mut wanted: BTreeMap<(DocumentId, String), (String, Vec<String>)> = BTreeMap::new();
            for (topic, blocks) in &topics {
                let home = compact.session.view().document(*topic).home;
                for (section, title, satisfies) in headings(blocks) {
                    let tail = ["records", "related-documents"].contains(&&*section);
                    let (document, section) = match &home {
                        Some(home) if tail => (home.id, section),
                        Some(home) => (home.id, format!("{topic}.{section}")),
                        None => (*topic, section),
                    };
                    wanted.insert((document, section), (title, satisfies));
                }
                if let Some(home) = home {
                    let title = compact.session.view().document(*topic).row.title;
                    wanted.insert((home.id, topic.to_string()), (title, Vec::new()));
                }
            }
            let mut found = BTreeMap::new();
            for (document, blocks) in &merged {
                for (section, title, satisfies) in headings(blocks) {
                    let before = found.insert((*document, section), (title, satisfies));
                    assert_eq!(before, None, "{name}, {document}");
                }
            }
            // A list of related documents is left out when all of them are chapters of the same.
            wanted.retain(|key, _| key.1 != "related-documents" || found.contains_key(key));
            assert_eq!(found, wanted, "{name}");
        }
    }
}

/// The text without references, whose words follow from the set, and without what is joined.
fn words(blocks: &[Block]) -> BTreeSet<String> {
    fn text(content: &[Inline], out: &mut String) {
        for inline in content {
            match inline {
                Inline::Reference { .. } => out.push('§'),
                Inline::Strong { content }
                | Inline::Emphasis { content }
                | Inline::Link { content, .. } => text(content, out),
                other => out.push_str(&plain_text(std::slice::from_ref(other))),
            }
        }
    }
    let paragraphs = blocks.iter().filter_map(|block| match block {
        Block::Paragraph { content } => {
            let mut out = String::new();
            text(content, &mut out);
            Some(out)
        }
        _ => None,
    });
    paragraphs.collect()
}

#[test]
fn no_paragraph_is_lost_or_added() {
    for name in EXAMPLES {
        let all = |texts: BTreeMap<DocumentId, Vec<Block>>| -> BTreeSet<String> {
            texts.values().flat_map(|blocks| words(blocks)).collect()
        };
        let topic = all(drafts(&set(example(name))));
        let compact = all(drafts(&compact(name)));
        assert_eq!(compact, topic, "{name}");
    }
}

#[test]
fn the_compact_set_is_about_a_quarter_and_says_so_before_it_is_chosen() {
    for name in EXAMPLES {
        let sets = set(example(name)).session.view().document_sets();
        assert_eq!(sets.chosen, SetKind::Topic);
        let states = example(name).data.documents;
        let elsewhere = states
            .iter()
            .filter(|state| state.choice != Choice::Generate);
        let most = 26 + elsewhere.count();
        assert!((15..=most).contains(&sets.compact), "{name}: {sets:?}");
        assert!(sets.compact * 2 < sets.topic, "{name}");
        for (kind, count) in [
            (SetKind::Topic, sets.topic),
            (SetKind::Compact, sets.compact),
        ] {
            let set = set(cut(example(name), kind));
            assert_eq!(set.session.view().document_sets().chosen, kind);
            assert_eq!(set.context(today()).set().len(), count);
            let rows = set.session.view().documents();
            assert_eq!(rows.iter().filter(|row| row.wanted).count(), count);
            let ids: BTreeSet<_> = rows.iter().map(|row| row.id).collect();
            assert_eq!(ids.len(), rows.len());
            let gone = rows.iter().filter(|row| !row.wanted);
            assert!(gone.clone().all(|row| !row.id.is_merged()));
            assert!(gone.clone().all(|row| row.need == Need::NotNeeded
                || row.status == annexa::api::DocumentStatus::NotNeeded));
        }
    }
}

#[test]
fn every_control_is_covered_in_both_sets() {
    for edition in [Edition::V2022, Edition::V2013] {
        for name in EXAMPLES {
            let one = set(example_in(name, edition)).trace(today()).unwrap();
            let compact = set(cut(example_in(name, edition), SetKind::Compact));
            let other = compact.trace(today()).unwrap();
            let in_set: BTreeSet<_> = compact.context(today()).set().into_iter().collect();
            assert_eq!(one.len(), other.len());
            for (one, other) in one.iter().zip(&other) {
                assert_eq!(one.number, other.number);
                assert_eq!(one.missing, other.missing, "{name}, {}", one.number);
                assert_eq!(
                    one.places.len(),
                    other.places.len(),
                    "{name}, {}",
                    one.number
                );
                assert!(
                    other
                        .places
                        .iter()
                        .all(|place| in_set.contains(&place.document))
                );
            }
        }
    }
}

#[test]
fn no_reference_leads_out_of_the_set() {
    for kind in [SetKind::Topic, SetKind::Compact] {
        for name in EXAMPLES {
            let texts = drafts(&set(cut(example(name), kind)));
            let sections: BTreeMap<DocumentId, BTreeSet<String>> = texts
                .iter()
                .map(|(id, blocks)| (*id, headings(blocks).into_iter().map(|h| h.0).collect()))
                .collect();
            for (here, blocks) in &texts {
                let found = markdown::blocks(blocks);
                for address in found
                    .split("](")
                    .skip(1)
                    .filter_map(|x| x.split(')').next())
                {
                    let (document, section) = match address.split_once('#') {
                        Some(("", section)) => (*here, Some(section)),
                        Some((document, section)) => (document_of(document), Some(section)),
                        None if address.starts_with("http") => continue,
                        None => (document_of(address), None),
                    };
                    let known = sections.get(&document);
                    assert!(known.is_some(), "{name}, {here}: {address}");
                    let found = section.is_none_or(|section| known.unwrap().contains(section));
                    assert!(found, "{name}, {here}: {address}");
                }
            }
        }
    }
}

fn document_of(address: &str) -> DocumentId {
    let name = address.strip_prefix("doc:").unwrap_or(address);
    id(name.strip_suffix(".md").unwrap_or(name))
}

#[test]
fn a_control_names_documents_that_the_set_has() {
    for name in EXAMPLES {
        let set = compact(name);
        let view = set.session.view();
        let in_set: BTreeSet<_> = set.context(today()).set().into_iter().collect();
        for control in ControlId::all(Edition::V2022) {
            for document in view.control(control).unwrap().documents {
                let wanted = view.document(document).row.wanted;
                assert_eq!(wanted, in_set.contains(&document), "{name}, {document}");
                assert!(wanted || !document.is_merged(), "{name}, {document}");
            }
        }
    }
}

#[test]
fn headings_have_text_and_open_points_are_the_same() {
    for name in EXAMPLES {
        let points = |set: &DocumentSet| -> BTreeSet<String> {
            let context = set.context(today());
            let drafts = context.set().into_iter().filter_map(|id| {
                let draft = set.library().draft(&context, id).ok()?;
                Some(draft.1)
            });
            drafts.flatten().collect()
        };
        assert_eq!(
            points(&compact(name)),
            points(&set(example(name))),
            "{name}"
        );
        for (id, blocks) in drafts(&compact(name)) {
            for pair in blocks.windows(2) {
                if let [
                    Block::Heading { level, .. },
                    Block::Heading { level: next, .. },
                ] = pair
                {
                    assert!(next > level, "{name}, {id}");
                }
            }
            assert!(!matches!(blocks.last(), Some(Block::Heading { .. })));
        }
    }
}

#[test]
fn merged_document_reads_as_accepted() {
    let document = compact("consultancy").render(id("access-policy"), today());
    let text = markdown::document(&document.unwrap().document);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("access-policy__consultancy", text);
    });
}

#[test]
fn a_topic_keeps_its_own_texts_as_a_chapter() {
    let mut workspace = cut(example("consultancy"), SetKind::Compact);
    let section = |text: &str| json!({ "replace": { "body": text } });
    put_json(
        &mut workspace.data,
        json!([
            { "document": {
                "document": "backup-policy",
                "title": "Copies",
                "sections": {
                    "purpose": section("Ours, see [scope](#scope) and {{ doc(\"change-control-procedure\") }}."),
                    "records": { "extend": { "body": "Kept in the safe." } }
                },
                "additions": [{ "id": "tapes", "title": "Tapes", "body": "Tapes leave the house." }],
            } },
            { "document": {
                "document": "configuration-baseline",
                "choice": { "elsewhere": { "reference": "Wiki" } },
            } },
            { "document": {
                "document": "capacity-availability-plan",
                "choice": { "notNeeded": { "reason": "Bought as a service" } },
            } },
        ]),
    );
    let set = set(workspace);
    let text = markdown::blocks(&draft(&set, id("it-operations-procedure")));
    let count = |part: &str| text.matches(part).count();
    assert_eq!(count("## Copies {#backup-policy}"), 1, "{text}");
    assert_eq!(count("### Tapes {#backup-policy.tapes}"), 1, "{text}");
    let own = "Ours, see [scope](#backup-policy.scope) and [chapter “Change control procedure”](#change-control-procedure).";
    assert_eq!(count(own), 1, "{text}");
    assert_eq!(count("Kept in the safe."), 1);
    assert_eq!(count("## Records {#records}"), 1);
    assert_eq!(count("{#configuration-baseline}"), 0);
    assert_eq!(count("{#capacity-availability-plan}"), 0);
    let ids: Vec<_> = set.context(today()).set();
    assert!(ids.contains(&id("configuration-baseline")));
    assert!(!ids.contains(&id("capacity-availability-plan")));
    let places = |number: &str| {
        let rows = set.trace(today()).unwrap();
        let row = rows.iter().find(|row| row.number == number);
        row.map_or_else(Vec::new, |row| row.places.clone())
    };
    let mut baseline = places("A.8.9").into_iter();
    assert!(baseline.any(|place| place.document == id("configuration-baseline")));
    let restore = places("A.8.13");
    assert!(restore.iter().any(|place| {
        place.document == id("it-operations-procedure")
            && place.section.starts_with("backup-policy.")
    }));
}

#[test]
fn a_merged_document_is_approved_as_one() {
    for name in EXAMPLES {
        let before = compact(name);
        for document in before.context(today()).set() {
            if !document.is_merged() || before.freeze(document, today()).is_err() {
                continue;
            }
            let after = set(approve(&before, document));
            let rendering = after.render(document, today()).unwrap();
            assert!(!rendering.differs, "{name}, {document}");
            assert_eq!(rendering.document.control.status, Stage::Approved);
            assert_eq!(rendering.document.blocks, draft(&before, document));
        }
    }
}

/// The workspace after the first such document without open points has been approved.
fn first_approved(set: &DocumentSet, wanted: fn(DocumentId) -> bool) -> (Workspace, DocumentId) {
    let ids = set.context(today()).set().into_iter();
    let mut ids = ids.filter(|id| wanted(*id) && set.freeze(*id, today()).is_ok());
    let id = ids.next().unwrap();
    (approve(set, id), id)
}

#[test]
fn changing_the_set_and_back_loses_nothing() {
    for name in EXAMPLES {
        let mut workspace = first_approved(&set(example(name)), |id| !id.is_merged()).0;
        let body = json!({ "replace": { "body": "Ours." } });
        put_json(
            &mut workspace.data,
            json!([{ "document": { "document": "backup-policy", "sections": { "purpose": body } } }]),
        );
        let before = workspace.clone();
        let choose = |workspace: &mut Workspace, kind| {
            let mut organisation = workspace.data.organisation.clone();
            organisation.document_set = kind;
            let command = Command::Put(Box::new(Entity::Organisation(organisation)));
            let at = "2026-11-24T09:00:00Z".try_into().unwrap();
            let by = "Ada".try_into().unwrap();
            workspace.dispatch(command, Stamp { at, by }).unwrap();
        };
        choose(&mut workspace, SetKind::Compact);
        let (mut workspace, merged) = first_approved(&set(workspace), DocumentId::is_merged);
        let approved = workspace.clone();
        choose(&mut workspace, SetKind::Topic);
        assert_eq!(
            drafts(&set(workspace.clone())),
            drafts(&set(before.clone()))
        );
        for (document, state) in before.data.documents.iter().map(|s| (s.document, s)) {
            assert_eq!(
                workspace.data.documents.get(&document),
                Some(state),
                "{name}"
            );
        }
        choose(&mut workspace, SetKind::Compact);
        assert_eq!(workspace.data, approved.data);
        let rendering = set(workspace.clone()).render(merged, today());
        assert!(!rendering.unwrap().differs);
        let json = workspace.to_json().unwrap();
        assert_eq!(Workspace::from_json(json.as_bytes()).unwrap(), workspace);
    }
}

#[test]
fn a_merged_document_has_no_choice_and_no_sections_of_its_own() {
    let mut data = example("saas").data;
    for more in [
        json!({ "choice": { "elsewhere": { "reference": "Wiki" } } }),
        json!({ "sections": { "purpose": { "drop": { "reason": "x" } } } }),
        json!({ "additions": [{ "id": "own", "title": "Own", "body": "x" }] }),
    ] {
        let mut state = json!({ "document": "access-policy" });
        state
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let entity = serde_json::from_value(json!({ "document": state })).unwrap();
        let command = Command::Put(Box::new(entity));
        assert!(data.apply(command, today()).is_err());
    }
}
