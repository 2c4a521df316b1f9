//! A register that is kept by rows, as a workbook to work in.

use super::register::control_pairs;
use super::xlsx::{self, Cell, Content, Part, Row, Sheet, Table, Workbook};
use crate::catalogue::{Column, ColumnKind, ControlId, DocumentId, RegisterId, RoleId};
use crate::documents::model::DocumentControl;
use crate::workspace::{Data, Owner, RecordRow, Tone};

/// The workbook: the rows, and what the register is.
pub fn workbook(data: &Data, id: RegisterId, control: DocumentControl) -> Workbook {
    let document = id.get().document;
    let state = data.documents.get(&document);
    let title = state
        .map(|state| &*state.title)
        .filter(|title| !title.is_empty());
    let title = title.unwrap_or(document.get().name);
    let about = vec![
        Part::Title(title.to_owned()),
        Part::Text(document.purpose().to_owned()),
        Part::Pairs(control_pairs(&control)),
    ];
    let widths = vec![24.0, 70.0];
    let sheet = |name, content| Sheet { name, content };
    Workbook {
        kind: id.as_str(),
        title: title.to_owned(),
        language: "en".to_owned(),
        sheets: vec![
            sheet("Register", Content::Register(table(data, id))),
            sheet(
                "About",
                Content::Page {
                    widths,
                    parts: about,
                },
            ),
        ],
        control,
    }
}

fn table(data: &Data, id: RegisterId) -> Table {
    let mut columns = vec![xlsx::Column::new("No", 9.0)];
    for (at, column) in id.get().columns.iter().enumerate() {
        columns.push(head(data, column, id.help(at)));
    }
    columns.push(xlsx::Column::new("Entered", 12.0));
    Table {
        name: "Register",
        columns,
        rows: data
            .rows(id)
            .into_iter()
            .map(|row| cells(data, row))
            .collect(),
    }
}

fn head(data: &Data, column: &Column, help: &'static str) -> xlsx::Column {
    let title = if column.unit.is_empty() {
        column.title.to_owned()
    } else {
        format!("{} ({})", column.title, column.unit)
    };
    let mut head = xlsx::Column::new(title, f64::from(column.width));
    head.help = help;
    head.days = column.kind == ColumnKind::Date;
    head.range = (column.kind == ColumnKind::Number).then_some((column.min, column.max));
    head.choices = choices(data, column);
    let closing = column
        .options
        .iter()
        .filter(|(word, _)| column.closes(word));
    for (_, title) in closing {
        head.tones.push(((*title).to_owned(), Tone::Calm));
    }
    head
}

/// The words to choose from, as [`Data::shown`] writes them.
fn choices(data: &Data, column: &Column) -> Vec<String> {
    let edition = data.organisation.edition;
    let role = |role| data.owner_text(&Owner::Role(role));
    let people = data.people.iter().filter(|person| person.left.is_none());
    let people = people.map(|person| person.name.to_string());
    let mut words: Vec<String> = match column.kind {
        ColumnKind::Choice => column
            .options
            .iter()
            .map(|(_, title)| (*title).to_owned())
            .collect(),
        ColumnKind::YesNo => vec!["yes".to_owned(), "no".to_owned()],
        ColumnKind::Person => people.collect(),
        ColumnKind::Role => RoleId::all()
            .map(|id| data.role_title(id).to_owned())
            .collect(),
        ColumnKind::Owner => RoleId::all().map(role).chain(people).collect(),
        ColumnKind::Document => DocumentId::all()
            .map(|id| id.get().name.to_owned())
            .collect(),
        ColumnKind::Control => ControlId::all(edition)
            .map(|id| data.shown(column, id.as_str()))
            .collect(),
        ColumnKind::Asset => data
            .assets
            .iter()
            .map(|asset| asset.name.to_string())
            .collect(),
        ColumnKind::Supplier => data.suppliers.iter().map(|x| x.name.to_string()).collect(),
        ColumnKind::Risk => data
            .risks
            .iter()
            .map(|x| data.shown(column, x.id.as_str()))
            .collect(),
        ColumnKind::Line
        | ColumnKind::Text
        | ColumnKind::Date
        | ColumnKind::Number
        | ColumnKind::Link => Vec::new(),
    };
    words.retain(|word| !word.is_empty());
    words
}

fn cells(data: &Data, row: &RecordRow) -> Row {
    let cell = |column: &Column| {
        let value = row.value(column);
        match column.kind {
            ColumnKind::Date => value.parse().map_or(Cell::Empty, Cell::Day),
            ColumnKind::Number => value.parse().map_or(Cell::Empty, Cell::Number),
            _ => data.shown(column, value).into(),
        }
    };
    let mut cells = vec![row.reference().into()];
    cells.extend(row.register.get().columns.iter().map(cell));
    cells.push(row.entered.into());
    Row {
        id: row.id.to_string(),
        cells,
    }
}
