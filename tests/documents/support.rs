//! The real templates, and organisations to render them for.

use annexa::catalogue::DocumentId;
use annexa::documents::pack::Pack;
use annexa::documents::render::Library;
use annexa::documents::template::Template;
use annexa::workspace::{Command, Data};
use std::path::Path;

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

pub fn library() -> Library {
    Library::new(Pack::new("en", templates()).unwrap())
}

/// Puts entities, given as a JSON list.
pub fn put(data: &mut Data, entities: serde_json::Value) {
    for entity in entities.as_array().unwrap() {
        let command: Command =
            serde_json::from_value(serde_json::json!({ "put": entity })).unwrap();
        data.apply(command).unwrap();
    }
}

/// A consultancy of twelve, where one person holds several roles.
pub fn consultancy() -> Data {
    let mut data = Data::default();
    put(
        &mut data,
        serde_json::json!([
            { "organisation": { "name": "Fernhill Advisory Ltd", "shortName": "Fernhill", "sector": "consultancy", "headcount": 12, "country": "Ireland" } },
            { "person": { "id": "p1", "name": "Aoife Byrne", "job": "Managing partner" } },
            { "person": { "id": "p2", "name": "Tom Keane", "job": "Operations" } },
            { "role": { "role": "top-management", "title": "Managing partner", "person": "p1" } },
            { "role": { "role": "isms-manager", "person": "p2" } },
            { "role": { "role": "ciso", "person": "p2" } },
            { "role": { "role": "it-manager", "person": "p2" } },
            { "answer": { "question": "remote_work", "value": "yes" } },
            { "answer": { "question": "has_server_room", "value": "no" } },
            { "answer": { "question": "ot_or_medical_devices", "value": "no" } },
        ]),
    );
    data
}
