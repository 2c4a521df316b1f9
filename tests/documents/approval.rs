//! Versions: draft, approved and frozen, changed since.

use crate::support::{EXAMPLES, approve, example, put_json, set, templates, today};
use annexa::api::DocumentSet;
use annexa::catalogue::DocumentId;
use annexa::documents::model::{Document, Stage};
use annexa::error::ErrorKind;
use annexa::workspace::Workspace;
use serde_json::json;

fn render(set: &DocumentSet, id: DocumentId) -> (Document, bool) {
    let rendering = set.render(id, today()).unwrap();
    (rendering.document, rendering.differs)
}

#[test]
fn approved_text_is_the_frozen_one_for_every_document() {
    for name in EXAMPLES {
        for template in templates() {
            let id = template.document;
            let before = set(example(name));
            if !before.state(id, today()).unwrap().open_points.is_empty() {
                continue;
            }
            let after = set(approve(&before, id));
            let (draft, _) = before
                .library()
                .draft(&before.context(today()), id)
                .unwrap();
            let (approved, differs) = render(&after, id);
            assert!(!differs, "{name}, {id}");
            assert_eq!(approved.blocks, draft, "{name}, {id}");
            assert_eq!(approved.control.status, Stage::Approved, "{name}, {id}");
        }
    }
}

#[test]
fn a_document_without_a_label_has_the_organisations_own_default() {
    let id = "backup-policy".parse().unwrap();
    let mut workspace = example("consultancy");
    let level = json!({ "parameter": "level-internal", "value": "House" });
    put_json(&mut workspace.data, json!([{ "parameter": level }]));
    let (document, _) = render(&set(workspace.clone()), id);
    assert_eq!(document.control.classification, "House");
    let own = json!({ "document": id, "classification": "Sealed" });
    put_json(&mut workspace.data, json!([{ "document": own }]));
    let (document, _) = render(&set(workspace), id);
    assert_eq!(document.control.classification, "Sealed");
}

#[test]
fn approval_fills_the_document_control() {
    let id = "backup-policy".parse().unwrap();
    let (document, _) = render(&set(approve(&set(example("consultancy")), id)), id);
    let control = document.control;
    assert_eq!(control.version, "1.0");
    assert_eq!(
        control.approver.as_deref(),
        Some("Ada Byrne, Managing director")
    );
    assert_eq!(control.approved_on.as_deref(), Some("2026-11-20"));
    assert_eq!(control.next_review.as_deref(), Some("2027-11-20"));
    assert_eq!(control.author, "Ben Cole");
    assert_eq!(control.history.len(), 1);
    assert_eq!(control.history[0].description, "First issue");
}

#[test]
fn change_after_approval_is_a_draft_of_the_next_version() {
    let id = "backup-policy".parse().unwrap();
    let mut workspace = approve(&set(example("consultancy")), id);
    let change = json!([{ "parameter": { "parameter": "backup-frequency", "value": 12 } }]);
    put_json(&mut workspace.data, change);
    let set = set(workspace);
    let (document, differs) = render(&set, id);
    assert!(differs);
    assert_eq!(document.control.status, Stage::Draft);
    assert_eq!(document.control.version, "1.1");
    assert_eq!(document.control.approver, None);
    assert_eq!(document.control.history.len(), 2);
    assert_eq!(set.state(id, today()).unwrap().version, "1.1");

    let approved = set.approved(id, today()).unwrap().unwrap();
    assert_eq!(approved.control.version, "1.0");
    assert_ne!(approved.blocks, document.blocks);
}

#[test]
fn open_points_keep_a_document_from_being_approved() {
    let set = set(Workspace::default());
    let id = "isms-scope".parse().unwrap();
    let error = set.freeze(id, today()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    let points = set.state(id, today()).unwrap().open_points;
    assert_eq!(error.findings().len(), points.len());
    assert!(
        points
            .iter()
            .any(|point| point.contains("scope statement is missing"))
    );
    assert!(points.iter().any(|point| point.contains("no name yet")));
    assert!(
        points
            .iter()
            .any(|point| point.contains("Nobody holds the role “ISMS manager”"))
    );
}

#[test]
fn open_points_stand_first_in_the_document() {
    let set = set(Workspace::default());
    for template in templates() {
        let rendering = set.render(template.document, today()).unwrap();
        let shown = rendering.document.open_points().join("\n");
        for point in &rendering.open_points {
            assert!(
                shown.contains(point.as_str()),
                "{}: {point}",
                template.document
            );
        }
        assert!(
            rendering.document.blocks[0]
                .plain_text()
                .starts_with("Open points")
        );
    }
}
