//! What a field holds, in people's words.

use super::tree::{ASSET, Held};
use super::value::title;
use super::{Field, FieldKind};
use crate::workspace::{Data, Id, Owner, ScaleStep};

/// As many letters of a long text as a report shows.
const MOST: usize = 200;

/// What a field holds, for people.
pub fn show(data: &Data, field: &Field, held: &Held) -> String {
    let names = held.iter().map(|value| one(data, field, value));
    let all = names.collect::<Vec<_>>().join(", ");
    let mut start: String = all.chars().take(MOST).collect();
    if start.len() < all.len() {
        start.push('…');
    }
    start
}

fn one(data: &Data, field: &Field, value: &str) -> String {
    let step = |scale: &[ScaleStep]| {
        let at = value.parse::<usize>().ok()?.checked_sub(1)?;
        Some(format!("{value} {}", scale.get(at)?.label))
    };
    let id = || value.parse::<Id>().ok();
    let name = match field.kind {
        FieldKind::Choice => Some(title(field, value)),
        FieldKind::Owner => owner(data, value),
        FieldKind::Likelihood => step(&data.method.likelihood),
        FieldKind::Impact => step(&data.method.impact),
        FieldKind::Person => id().and_then(|id| Some(data.people.get(&id)?.name.to_string())),
        FieldKind::Supplier => id().and_then(|id| Some(data.suppliers.get(&id)?.name.to_string())),
        FieldKind::Risk => id().and_then(|id| Some(data.risks.get(&id)?.title.to_string())),
        FieldKind::Role => value
            .parse()
            .ok()
            .map(|role| data.role_title(role).to_owned()),
        FieldKind::Asset => asset(data, value),
        FieldKind::AtRisk => match value.strip_prefix(ASSET) {
            Some(id) => asset(data, id),
            None => None,
        },
        _ => None,
    };
    name.unwrap_or_else(|| value.to_owned())
}

fn asset(data: &Data, id: &str) -> Option<String> {
    Some(data.assets.get(&id.parse().ok()?)?.name.to_string())
}

fn owner(data: &Data, value: &str) -> Option<String> {
    let owner = match value.split_once(':')? {
        ("role", id) => Owner::Role(id.parse().ok()?),
        (_, id) => Owner::Person(id.parse().ok()?),
    };
    data.owner_name(&owner).map(str::to_owned)
}
