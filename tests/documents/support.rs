//! The real templates and the four example organisations.

use annexa::api::{DocumentSet, Session};
use annexa::catalogue::{DocumentId, Edition};
use annexa::documents::model::Block;
use annexa::documents::pack::Pack;
use annexa::documents::section::find;
use annexa::documents::template::Template;
use annexa::workspace::{Data, Date, Entity, Workspace};
use serde_json::json;
use std::path::Path;

pub const EXAMPLES: [&str; 4] = ["saas", "manufacturer", "clinic", "consultancy"];

/// Reads `content/templates` the way that `cargo xtask build` does.
pub fn templates() -> Vec<Template> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/templates");
    let mut templates = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if name == "README" || path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let id: DocumentId = name.parse().unwrap();
        let file = std::fs::read_to_string(&path).unwrap();
        let front = |text: &str| toml::from_str(text).map_err(|error| error.to_string());
        templates.push(Template::read(id, &file, front).unwrap());
    }
    templates
}

pub fn pack() -> Pack {
    Pack::new("en", templates()).unwrap()
}

pub fn example(name: &str) -> Workspace {
    let path = format!(
        "{}/content/examples/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    Workspace::from_json(&std::fs::read(path).unwrap()).unwrap()
}

pub fn set(workspace: Workspace) -> DocumentSet {
    DocumentSet::new(Session::open(workspace), pack())
}

/// An example as it would be after the move to another edition.
pub fn example_in(name: &str, edition: Edition) -> Workspace {
    let mut workspace = example(name);
    let mut organisation = workspace.data.organisation.clone();
    organisation.edition = edition;
    put(&mut workspace.data, Entity::Organisation(organisation));
    workspace
}

pub fn put(data: &mut Data, entity: Entity) {
    data.apply(annexa::workspace::Command::Put(Box::new(entity)), today())
        .unwrap();
}

/// Puts entities, given as a JSON list.
pub fn put_json(data: &mut Data, entities: serde_json::Value) {
    for entity in entities.as_array().unwrap() {
        put(data, serde_json::from_value(entity.clone()).unwrap());
    }
}

pub fn today() -> Date {
    "2026-11-24".parse().unwrap()
}

/// A text without its lists of other documents, which follow from the decisions on controls.
pub fn without_lists(mut blocks: Vec<Block>) -> Vec<Block> {
    for list in ["related-documents", "topics"] {
        if let Some(place) = find(&blocks, list) {
            blocks.drain(place);
        }
    }
    blocks
}

/// The workspace after the document as it stands has been approved.
pub fn approve(set: &DocumentSet, id: DocumentId) -> Workspace {
    let frozen = set.freeze(id, today()).unwrap();
    let mut workspace = set.session.view().workspace.clone();
    let state = workspace.data.documents.get(&id);
    let mut state = state.map_or_else(
        || json!({ "document": id }),
        |state| serde_json::to_value(state).unwrap(),
    );
    let approval = json!({
        "version": frozen.version, "by": "Ada Byrne", "role": "Managing director", "on": "2026-11-20",
        "author": "Ben Cole", "change": "First issue", "sha256": frozen.sha256, "text": frozen.text,
    });
    state["version"] = json!("");
    state["approvals"] = json!([approval]);
    put_json(&mut workspace.data, json!([{ "document": state }]));
    workspace
}
