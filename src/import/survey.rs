//! What a file is likely to be: where its headings stand, and which field each column fills.

use super::name::heading;
use super::sheet::{Book, Line, Sheet};
use super::{FieldKind, Target};
use serde::Serialize;

/// A sheet, with what it is likely to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SurveyedSheet {
    /// Its place in the file, from 0.
    pub sheet: usize,
    /// Its name.
    pub name: String,
    /// The place of the row of headings among its rows, from 0.
    pub header: usize,
    /// How many rows stand below.
    pub rows: usize,
    /// What its rows are likely to be.
    pub target: Option<&'static str>,
    /// The columns.
    pub columns: Vec<SourceColumn>,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SourceColumn {
    /// Its heading.
    pub title: String,
    /// The first value in it.
    pub sample: String,
    /// The path of the field that it is likely to fill.
    pub field: Option<String>,
}

/// How many rows at the top may hold the headings.
const TOP: usize = 20;

/// Looks at a file with the name it has. For one sheet that people chose something for, `chosen`
/// says what.
pub fn survey(book: &Book, name: &str, chosen: Option<(usize, &str)>) -> Vec<SurveyedSheet> {
    let targets = Target::all();
    let sheets = book.sheets.iter().enumerate();
    let sheets = sheets.filter(|(_, sheet)| !sheet.rows.is_empty());
    sheets
        .map(|(at, sheet)| {
            let known = match chosen {
                Some((place, id)) if place == at => targets.iter().find(|target| target.id == id),
                _ => ours(book, sheet, &targets),
            };
            look(at, sheet, name, known, &targets, book.ours.is_some())
        })
        .collect()
}

/// What a sheet of a workbook of ours is.
fn ours<'a>(book: &Book, sheet: &Sheet, targets: &'a [Target]) -> Option<&'a Target> {
    let kind = book.ours.as_ref()?.kind.as_str();
    let id = match (kind, sheet.name.as_str()) {
        ("risk-register", "Register") => "risk",
        ("risk-register", "Treatment plan") => "action",
        ("soa", "SoA") => "control",
        (register, "Register") => register,
        _ => return None,
    };
    targets.iter().find(|target| target.id == id)
}

fn look(
    at: usize,
    sheet: &Sheet,
    file: &str,
    known: Option<&Target>,
    targets: &[Target],
    ours: bool,
) -> SurveyedSheet {
    let top = || sheet.rows.iter().take(TOP).enumerate();
    let guess = |candidates: &mut dyn Iterator<Item = &Target>| {
        let mut best: Option<(usize, usize, Option<&'static str>)> = None;
        for target in candidates {
            let hint = target.hinted(&format!("{file} {}", sheet.name));
            for (row, line) in top() {
                let named = score(target, line);
                // Without a hint in a name, more than a third of the headings have to be known.
                let filled = line.cells.iter().filter(|cell| !cell.trim().is_empty());
                if named == 0 || (hint == 0 && named * 3 <= filled.count()) {
                    continue;
                }
                let score = named * 10 + hint;
                if best.is_none_or(|(most, _, _)| score > most) {
                    best = Some((score, row, Some(target.id)));
                }
            }
        }
        best
    };
    let found = match known {
        Some(target) => guess(&mut std::iter::once(target)),
        // The other sheets of a workbook of ours are there to be read by people.
        None if ours => None,
        None => guess(&mut targets.iter()),
    };
    let header = found.map_or_else(|| widest(sheet), |(_, row, _)| row);
    let target = known
        .map(|target| target.id)
        .or(found.and_then(|(_, _, id)| id));
    let target = targets.iter().find(|other| Some(other.id) == target);
    let line = sheet.rows.get(header).cloned().unwrap_or_default();
    let below = || sheet.below(header);
    let fields = target.map_or_else(Vec::new, |target| matched(target, &line));
    let column = |(place, title): (usize, &String)| SourceColumn {
        title: title.trim().to_owned(),
        sample: below()
            .map(|row| row.cell(place))
            .find(|cell| !cell.is_empty())
            .map(super::value::shown)
            .unwrap_or_default(),
        field: fields.get(place).cloned().flatten(),
    };
    SurveyedSheet {
        sheet: at,
        name: sheet.name.clone(),
        header,
        rows: below().count(),
        target: target.map(|target| target.id),
        columns: line.cells.iter().enumerate().map(column).collect(),
    }
}

/// The first row at the top with at least half as many cells as the widest one: titles are short.
fn widest(sheet: &Sheet) -> usize {
    let filled = |row: &Line| {
        row.cells
            .iter()
            .filter(|cell| !cell.trim().is_empty())
            .count()
    };
    let top = || sheet.rows.iter().take(TOP);
    let most = top().map(filled).max().unwrap_or(0);
    top().position(|row| filled(row) * 2 >= most).unwrap_or(0)
}

/// How many headings of a row name a field; none without those that a row has to have.
fn score(target: &Target, line: &Line) -> usize {
    let found = matched(target, line);
    let has = |path: &str| found.iter().flatten().any(|field| field == path);
    let missing = target
        .fields
        .iter()
        .any(|field| field.required && field.default.is_empty() && !has(&field.path));
    let parent = target
        .fields
        .iter()
        .filter(|field| field.of_parent().is_some());
    let orphaned = !target.list.is_empty() && !parent.clone().any(|field| has(&field.path));
    let named: usize = found.iter().flatten().count();
    if missing || orphaned { 0 } else { named }
}

/// The field of each column: where two columns want the same one, the better name gets it, unless
/// the field takes several. What a row has to have comes first.
fn matched(target: &Target, line: &Line) -> Vec<Option<String>> {
    let titles: Vec<String> = line.cells.iter().map(|cell| heading(cell)).collect();
    let mut fields: Vec<Option<String>> = vec![None; titles.len()];
    let mut bids: Vec<(usize, usize, usize)> = Vec::new();
    for (column, title) in titles
        .iter()
        .enumerate()
        .filter(|(_, title)| !title.is_empty())
    {
        for (place, field) in target.fields.iter().enumerate() {
            if let Some(rank) = field.names.iter().position(|name| name == title) {
                bids.push((rank, place, column));
            }
        }
    }
    bids.sort_unstable();
    let needed = |field: &super::Field| field.required && field.default.is_empty();
    let (first, rest): (Vec<_>, Vec<_>) = bids.iter().partition(|(rank, place, _)| {
        *rank < SURE && target.fields.get(*place).is_some_and(needed)
    });
    let last = bids
        .iter()
        .filter(|(_, place, _)| target.fields.get(*place).is_some_and(needed));
    give(target, first.into_iter().chain(rest), &mut fields, false);
    give(target, last.copied(), &mut fields, true);
    fields
}

/// So many of the names of a field are as good as its own.
const SURE: usize = 4;

/// Gives each column its field; with `takes`, also one that has another field already, for a field
/// that has no column yet.
fn give(
    target: &Target,
    bids: impl Iterator<Item = (usize, usize, usize)>,
    fields: &mut [Option<String>],
    takes: bool,
) {
    for (_, place, column) in bids {
        let Some(field) = target.fields.get(place) else {
            continue;
        };
        let filled = fields.iter().flatten().any(|path| *path == field.path);
        let several = (field.joins || field.kind == FieldKind::Controls) && !takes;
        if let Some(free) = fields.get_mut(column)
            && (takes || free.is_none())
            && (several || !filled)
        {
            *free = Some(field.path.clone());
        }
    }
}
