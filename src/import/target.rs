//! What a table can be read as: a sort of entity, or a register.

use super::Field;
use super::name;
use crate::catalogue::{Layout, RegisterId, layouts};
use crate::workspace::Kind;

/// What a table can be read as.
#[derive(Debug, Clone)]
pub struct Target {
    /// The id: `risk`, or that of a register.
    pub id: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// The kind of entity that a row is or belongs to.
    pub kind: Kind,
    /// The register whose rows it has.
    pub register: Option<RegisterId>,
    /// Begins the numbers of rows; empty when they have none.
    pub prefix: &'static str,
    /// The place of the field by which a row is found when it has no number.
    pub key: String,
    /// The list that rows go into; empty when a row is the whole entity.
    pub list: &'static str,
    /// Whether the entity of such a list is added when it is not there.
    pub creates: bool,
    /// What files and sheets with such a table are called.
    pub hints: &'static [&'static str],
    /// The fields.
    pub fields: Vec<Field>,
}

impl Target {
    /// All of them: sorts of entities first, then the registers.
    pub fn all() -> Vec<Self> {
        let entities = layouts().iter().filter_map(Self::of_layout);
        entities
            .chain(RegisterId::all().map(Self::of_register))
            .collect()
    }

    /// The one with an id.
    pub fn find(id: &str) -> Option<Self> {
        let layout = layouts().iter().find(|layout| layout.id == id);
        match layout.and_then(Self::of_layout) {
            Some(target) => Some(target),
            None => id.parse().ok().map(Self::of_register),
        }
    }

    fn of_layout(layout: &'static Layout) -> Option<Self> {
        Some(Self {
            id: layout.id,
            title: layout.title,
            kind: kind(layout.kind)?,
            register: None,
            prefix: layout.prefix,
            key: layout.key.to_owned(),
            list: layout.list,
            creates: layout.creates,
            hints: layout.hints,
            fields: layout.columns.iter().map(Field::of_layout).collect(),
        })
    }

    fn of_register(id: RegisterId) -> Self {
        let register = id.get();
        let layout = layouts().iter().find(|layout| layout.id == register.id);
        let more = |column: &str| {
            let columns = layout.map_or([].as_slice(), |layout| layout.columns);
            columns.iter().find(|more| more.field == column)
        };
        let columns = register.columns.iter();
        let mut fields = vec![Field::of_layout(&NUMBER)];
        fields.extend(columns.map(|column| Field::of_register(column, more(column.id))));
        let title = register.title_column().map_or("", |column| column.id);
        Self {
            id: register.id,
            title: register.document.get().name,
            kind: Kind::Record,
            register: Some(id),
            prefix: register.prefix,
            key: format!("values.{title}"),
            list: "",
            creates: false,
            hints: layout.map_or(&[], |layout| layout.hints),
            fields,
        }
    }

    /// Whether the key is the id itself: controls and documents are there already.
    pub(super) fn is_keyed(&self) -> bool {
        matches!(self.kind, Kind::Control | Kind::Document)
    }

    /// The path of the field by which an entity is found; for rows of a list that of their parent.
    pub(super) fn key_path(&self) -> String {
        let parent = if self.list.is_empty() { "" } else { "^" };
        format!("{parent}{}", self.key)
    }

    /// The field with a path.
    pub fn field(&self, path: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.path == path)
    }

    /// What a file or sheet name says about it: how long the best hint in it is.
    pub(super) fn hinted(&self, file: &str) -> usize {
        let file = format!(" {} ", name::plain(file));
        let found = self
            .hints
            .iter()
            .filter(|hint| file.contains(&format!(" {hint} ")));
        found.map(|hint| hint.len()).max().unwrap_or(0)
    }
}

/// The number of a row, which registers of rows have besides their columns.
static NUMBER: crate::catalogue::LayoutColumn = crate::catalogue::LayoutColumn {
    field: "number",
    title: "Number",
    kind: "number",
    required: false,
    joins: false,
    default: "",
    names: &["no", "id", "number", "ref", "reference"],
    words: &[],
};

/// A kind of entity by its word.
fn kind(word: &str) -> Option<Kind> {
    crate::json::read(&format!("\"{word}\"")).ok()
}
