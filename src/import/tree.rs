//! Entities as trees, so that a field is a path and no code is needed for each.

use super::FieldKind;
use crate::json;
use crate::workspace::{Entity, Kind};
use serde_json::{Map, Value, json};

/// What a field holds, as texts: none for nothing, one, or several for a list. Ids and words are as
/// they are kept: `role:ciso`, `2026-11-24`, `yes`.
pub type Held = Vec<String>;

/// An entity as a tree, without the word for its kind.
pub fn grown(entity: &Entity) -> Option<Value> {
    let tree: Value = json::read(&json::write(entity).ok()?).ok()?;
    match tree {
        Value::Object(map) => map.into_iter().next().map(|(_, inner)| inner),
        _ => None,
    }
}

/// The entity that a tree is.
pub fn entity(kind: Kind, tree: &Value) -> crate::error::Result<Entity> {
    let word = json::write(&kind).unwrap_or_default();
    let inner = json::write(tree).unwrap_or_default();
    json::read(&format!("{{{word}:{inner}}}"))
}

/// What stands at a path.
pub fn at<'a>(tree: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(tree, |tree, step| tree.get(step))
}

/// Puts a value at a path, or takes away what is there.
pub fn put(tree: &mut Value, path: &str, value: Option<Value>) {
    let (step, rest) = match path.split_once('.') {
        Some((step, rest)) => (step, Some(rest)),
        None => (path, None),
    };
    if !tree.is_object() {
        *tree = Value::Object(Map::new());
    }
    let Some(map) = tree.as_object_mut() else {
        return;
    };
    match (rest, value) {
        (None, Some(value)) => drop(map.insert(step.to_owned(), value)),
        (None, None) => drop(map.remove(step)),
        (Some(rest), value) => {
            let inner = map.entry(step).or_insert(Value::Null);
            put(inner, rest, value);
            if inner.as_object().is_some_and(Map::is_empty) {
                map.remove(step);
            }
        }
    }
}

/// What a field of a kind holds in a tree.
pub fn held(tree: &Value, path: &str, kind: FieldKind) -> Held {
    match kind {
        FieldKind::Properties => PROPERTIES
            .iter()
            .filter(|name| at(tree, name) == Some(&Value::Bool(true)))
            .map(|name| (*name).to_owned())
            .collect(),
        FieldKind::AtRisk => {
            let mut names = texts(at(tree, "assets"));
            for id in &mut names {
                id.insert_str(0, ASSET);
            }
            names.extend(texts(at(tree, "asset")));
            names
        }
        _ => texts(at(tree, path)),
    }
}

/// Puts what a field of a kind holds into a tree.
pub fn hold(tree: &mut Value, path: &str, kind: FieldKind, held: &[String]) {
    match kind {
        FieldKind::Properties => {
            for name in PROPERTIES {
                let lost = held.iter().any(|other| other == name);
                put(tree, name, lost.then_some(Value::Bool(true)));
            }
        }
        FieldKind::AtRisk => {
            let known = held.iter().filter_map(|name| name.strip_prefix(ASSET));
            let known: Vec<&str> = known.collect();
            let written = held.iter().find(|name| !name.starts_with(ASSET));
            put(tree, "assets", (!known.is_empty()).then(|| json!(known)));
            put(tree, "asset", written.map(|text| json!(text)));
        }
        FieldKind::Titles => {
            let old = at(tree, path).cloned().unwrap_or_default();
            let old = old.as_array().cloned().unwrap_or_default();
            let kept = |title: &String| {
                let same = |one: &&Value| one.get("title").and_then(Value::as_str) == Some(title);
                old.iter()
                    .find(same)
                    .cloned()
                    .unwrap_or(json!({ "title": title }))
            };
            let all: Vec<Value> = held.iter().map(kept).collect();
            put(tree, path, (!all.is_empty()).then_some(Value::Array(all)));
        }
        _ => {
            let registers = path.starts_with("values.");
            let value = held.first().map(|first| match kind {
                _ if kind.is_list() => json!(held),
                _ if registers => json!(first),
                FieldKind::Flag => json!(first == "yes"),
                FieldKind::Owner => owner(first),
                FieldKind::Likelihood | FieldKind::Impact | FieldKind::Need | FieldKind::Number => {
                    json!(first.parse::<u32>().unwrap_or(0))
                }
                _ => json!(first),
            });
            put(tree, path, value);
        }
    }
}

const PROPERTIES: [&str; 3] = ["confidentiality", "integrity", "availability"];
/// Marks the id of an asset among what is at risk.
pub const ASSET: &str = "asset:";

/// A flag as it is written.
pub fn yes_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

/// `role:ciso` as an owner.
fn owner(text: &str) -> Value {
    match text.split_once(':') {
        Some((sort, id)) => json!({ sort: id }),
        None => Value::Null,
    }
}

fn texts(value: Option<&Value>) -> Held {
    match value {
        Some(Value::String(text)) if !text.is_empty() => vec![text.clone()],
        Some(Value::Number(number)) => vec![number.to_string()],
        Some(Value::Bool(flag)) => vec![yes_no(*flag).to_owned()],
        Some(Value::Array(all)) => all.iter().flat_map(|one| texts(Some(one))).collect(),
        Some(Value::Object(map)) => match map.get("title") {
            Some(title) => texts(Some(title)),
            None => map
                .iter()
                .filter_map(|(sort, id)| Some(format!("{sort}:{}", id.as_str()?)))
                .collect(),
        },
        _ => Held::new(),
    }
}
