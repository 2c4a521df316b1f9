//! What a row comes to: the entity that it speaks of, or something new, with what the row says.

use super::index::Index;
use super::propose::Run;
use super::refusal::{no_parent, twice};
use super::row::{Reader, Said, missing, remark};
use super::sheet::Line;
use super::show::show;
use super::tree::{at, grown, held, hold, put};
use super::value::fault;
use super::{Field, Remark, Target};
use crate::selection::Outcome;
use crate::workspace::{Data, Kind};
use serde_json::{Value, json};

/// What a row comes to, before it is tried.
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) id: String,
    pub(super) title: String,
    /// The whole entity before and after.
    pub(super) before: Option<Value>,
    pub(super) after: Value,
    /// Where in it the row stands; empty for all of it.
    pub(super) place: Option<usize>,
}

impl Run<'_> {
    /// Finds what a row speaks of, or begins something new, and writes into it what the row says.
    pub(super) fn draft(
        &mut self,
        reader: &Reader,
        row: &Line,
        said: &Said,
        index: &mut Index,
    ) -> Result<Draft, Option<Remark>> {
        let target = reader.target;
        let listed = !target.list.is_empty();
        let key = said.held(&target.key_path()).map(|held| held.concat());
        let key = key.filter(|key| !key.is_empty());
        let known = spoken_of(reader, row, key.as_deref(), index);
        let known = known.or_else(|| key.clone().filter(|_| target.is_keyed()));
        if target.is_keyed() && known.is_none() {
            let field = target.field(&target.key_path());
            return Err(field.and_then(|field| missing(field, said)));
        }
        let before = known.as_deref().and_then(|id| self.tree(target.kind, id));
        if listed && before.is_none() && !(target.creates && key.is_some()) {
            return Err(Some(no_parent(target)));
        }
        let number = reader.number(row);
        let known = known.filter(|_| before.is_some() || target.is_keyed());
        let id = known.unwrap_or_else(|| self.next_id());
        let fresh = || fresh(target, &id, number, index);
        let mut draft = Draft {
            kind: target.kind,
            title: key.unwrap_or_default(),
            after: before.clone().unwrap_or_else(fresh),
            before,
            place: None,
            id,
        };
        if listed {
            said.write(&mut draft.after, true);
            draft.open(reader, row, said);
        }
        let is_new = draft.before.is_none() && number.is_none() && !listed;
        if !index.speak_of(&draft.what()) || (is_new && self.repeats(&draft, said)) {
            return Err(Some(twice()));
        }
        if let Some(tree) = draft.part_mut(target.list) {
            defaults(reader, tree);
            said.write(tree, false);
        }
        draft.name(&self.data, target);
        Ok(draft)
    }

    /// Whether a new row says word for word what another new one said.
    pub(super) fn repeats(&mut self, draft: &Draft, said: &Said) -> bool {
        let fields = said.fields.iter().map(|(field, held)| (&field.path, held));
        let words = format!("{:?}{:?}", draft.kind, fields.collect::<Vec<_>>());
        !said.fields.is_empty() && !self.said.insert(words)
    }

    pub(super) fn tree(&self, kind: Kind, id: &str) -> Option<Value> {
        grown(&self.data.find(kind, id).ok()??)
    }

    pub(super) fn next_id(&mut self) -> String {
        self.made += 1;
        format!("{}-{}", self.plan.ids.as_str(), self.made)
    }

    /// Puts right what is only half there: a rating or an acceptance needs all of its parts.
    pub(super) fn complete(&self, target: &Target, draft: &mut Draft, remarks: &mut Vec<Remark>) {
        if target.kind == Kind::Control {
            self.decide(draft);
        }
        for (group, parts, message) in GROUPS {
            let Some(held) = at(&draft.after, group) else {
                continue;
            };
            if parts
                .iter()
                .all(|part| at(held, part).is_some_and(|part| *part != json!("")))
            {
                continue;
            }
            let before = draft
                .before
                .as_ref()
                .and_then(|tree| at(tree, group))
                .cloned();
            put(&mut draft.after, group, before);
            let help = "Fill in the other part, or say which column holds it.";
            remarks.push(remark(group, fault("incomplete", message, help)));
        }
    }

    /// A decision on a control is somebody's, of today; one with a reason only stands as it is.
    pub(super) fn decide(&self, draft: &mut Draft) {
        let old = draft.before.as_ref().and_then(|tree| at(tree, "override"));
        let new = at(&draft.after, "override");
        if new.is_none() || new == old {
            return;
        }
        if at(&draft.after, "override.include").is_none() {
            let control = draft.id.parse().ok();
            let verdict = control.and_then(|control| self.verdicts.get(control));
            let include = verdict.is_some_and(|verdict| verdict.outcome == Outcome::Included);
            put(&mut draft.after, "override.include", Some(json!(include)));
        }
        if at(&draft.after, "override.reason").is_some() {
            put(&mut draft.after, "override.by", Some(json!(&*self.plan.by)));
            put(&mut draft.after, "override.on", Some(json!(self.plan.on)));
        }
    }
}

impl Draft {
    /// What the row speaks of: an entity, or an item of its list.
    fn what(&self) -> String {
        match self.place {
            Some(place) => format!("{}#{place}", self.id),
            None => self.id.clone(),
        }
    }

    /// Opens the item of the list that a row speaks of, or adds one.
    pub(super) fn open(&mut self, reader: &Reader, row: &Line, said: &Said) {
        let list = reader.target.list;
        let own = reader
            .own_id(row)
            .and_then(|id| id.split_once('#')?.1.parse().ok());
        let key = reader
            .target
            .fields
            .iter()
            .find(|field| field.of_parent().is_none());
        let items = at(&self.after, list)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let called = key.and_then(|key| {
            let name = said.held(&key.path)?;
            items
                .iter()
                .position(|item| held(item, &key.path, key.kind) == *name)
        });
        let place = own
            .filter(|place| *place < items.len())
            .or(called)
            .unwrap_or(items.len());
        let mut items = items;
        if place == items.len() {
            items.push(json!({}));
        }
        put(&mut self.after, list, Some(Value::Array(items)));
        self.place = Some(place);
    }

    /// The tree that the row stands for.
    pub(super) fn part(&self, list: &str) -> Option<&Value> {
        match self.place {
            Some(place) => at(&self.after, list)?.get(place),
            None => Some(&self.after),
        }
    }

    pub(super) fn part_mut(&mut self, list: &str) -> Option<&mut Value> {
        match self.place {
            Some(place) => self.after.get_mut(list)?.get_mut(place),
            None => Some(&mut self.after),
        }
    }

    /// Whether the row adds something.
    pub(super) fn is_new(&self, list: &str) -> bool {
        let before = self.before.as_ref();
        match (self.place, before) {
            (Some(place), Some(before)) => at(before, list)
                .and_then(|items| items.get(place))
                .is_none(),
            _ => before.is_none(),
        }
    }

    /// What people call it.
    pub(super) fn name(&mut self, data: &Data, target: &Target) {
        let key = target.fields.iter().find(|field| match self.place {
            Some(_) => field.of_parent().is_none(),
            None => field.path == target.key,
        });
        let held = key
            .zip(self.part(target.list))
            .map(|(key, part)| show(data, key, &held(part, &key.path, key.kind)));
        if let Some(name) = held.filter(|name| !name.is_empty()) {
            self.title = name;
        }
    }
}

/// What has several parts that belong together.
const GROUPS: [(&str, &[&str], &str); 5] = [
    (
        "inherent",
        &["likelihood", "impact"],
        "a rating needs a likelihood and an impact",
    ),
    (
        "current",
        &["likelihood", "impact"],
        "a rating needs a likelihood and an impact",
    ),
    (
        "residual",
        &["likelihood", "impact"],
        "a rating needs a likelihood and an impact",
    ),
    (
        "acceptance",
        &["by", "on"],
        "an acceptance needs a name and a day",
    ),
    (
        "override",
        &["include", "reason"],
        "a decision on a control needs a reason",
    ),
];

/// The entity that a row speaks of: by our own id, else by its number, else by what it is called.
fn spoken_of(reader: &Reader, row: &Line, key: Option<&str>, index: &Index) -> Option<String> {
    let own = reader.own_id(row).and_then(|id| id.split('#').next());
    let numbered = || index.numbered(reader.number(row)?);
    let called = || match reader.target.list {
        "" => index.called(key?),
        _ => index.any_called(key?),
    };
    own.or_else(numbered).or_else(called).map(str::to_owned)
}

/// An entity that is new.
fn fresh(target: &Target, id: &str, number: Option<u32>, index: &Index) -> Value {
    if target.is_keyed() {
        return json!({ target.key.clone(): id });
    }
    let mut tree = json!({ "id": id });
    if !target.prefix.is_empty() {
        let free = number.filter(|number| index.numbered(*number).is_none());
        put(
            &mut tree,
            "number",
            Some(json!(free.unwrap_or_else(|| index.next_number()))),
        );
    }
    if let Some(register) = target.register {
        put(&mut tree, "register", Some(json!(register.as_str())));
    }
    tree
}

/// Fields that no column fills, and that have a value to begin with.
pub(super) fn unfilled<'a>(reader: &Reader<'a>) -> impl Iterator<Item = &'a Field> {
    let filled = |field: &Field| {
        reader
            .columns
            .iter()
            .any(|column| column.field.path == field.path)
    };
    let target = reader.target;
    target
        .fields
        .iter()
        .filter(move |field| !field.default.is_empty() && !filled(field))
}

/// Fills in what the table has no column for, unless it is there already.
fn defaults(reader: &Reader, tree: &mut Value) {
    for field in unfilled(reader) {
        if held(tree, field.place(), field.kind).is_empty() {
            hold(tree, field.place(), field.kind, &[field.default.to_owned()]);
        }
    }
}
