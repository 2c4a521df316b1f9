//! Reads the rows by a plan, each tried on a copy of the data.

use super::index::Index;
use super::printed::Printed;
use super::report::ColumnNote;
use super::row::{Reader, Said, Used, lacking, missing, number, remark};
use super::sheet::{Book, Line, Sheet};
use super::show::show;
use super::tree::{at, entity, grown, held, hold, put};
use super::value::{Cells, fault};
use super::{
    ChangedField, Difference, Field, FieldKind, ImportPlan, ImportProposal, Remark, RowOutcome,
    RowReport, SheetPlan, Target, dates,
};
use crate::error::{Error, ErrorKind, Result};
use crate::selection::{Outcome as Decision, Verdicts};
use crate::workspace::{Command, Data, Entity, Kind, Score};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What reading a file by a plan would do.
///
/// # Errors
/// [`ErrorKind::NotFound`] when the plan names a sheet, target or field that is not there.
pub fn propose(
    data: &Data,
    verdicts: &Verdicts,
    book: &Book,
    plan: &ImportPlan,
) -> Result<ImportProposal> {
    let mut run = Run {
        plan,
        verdicts,
        data: data.clone(),
        touched: Vec::new(),
        known: BTreeSet::new(),
        made: 0,
        proposal: ImportProposal::default(),
    };
    let printed = book.ours.as_ref();
    let printed = printed.map(|ours| Printed::of(ours, data, verdicts, plan.on));
    let printed = printed.unwrap_or_default();
    for (place, part) in plan.sheets.iter().enumerate() {
        run.sheet(book, part, &printed)
            .map_err(|error| error.at(format!("sheets[{place}]")))?;
    }
    Ok(run.end())
}

struct Run<'a> {
    plan: &'a ImportPlan,
    verdicts: &'a Verdicts,
    /// The data as they are after the rows so far.
    data: Data,
    /// What rows changed, in order.
    touched: Vec<(Kind, String)>,
    known: BTreeSet<(Kind, String)>,
    /// How many entities are new.
    made: usize,
    proposal: ImportProposal,
}

/// What a row comes to, before it is tried.
struct Draft {
    kind: Kind,
    id: String,
    title: String,
    /// The whole entity before and after.
    before: Option<Value>,
    after: Value,
    /// Where in it the row stands; empty for all of it.
    place: Option<usize>,
}

impl Run<'_> {
    fn sheet(&mut self, book: &Book, part: &SheetPlan, printed: &Printed) -> Result<()> {
        let unknown = |what: &str| Error::new(ErrorKind::NotFound, format!("there is no {what}"));
        let sheet = book
            .sheets
            .get(part.sheet)
            .ok_or_else(|| unknown("such sheet"))?;
        let rows = sheet
            .rows
            .iter()
            .skip(part.header + 1)
            .filter(|row| !row.is_blank());
        let Some(id) = &part.target else {
            for row in rows {
                self.refuse(sheet, row, vec![no_target()]);
            }
            return Ok(());
        };
        let target = Target::find(id).ok_or_else(|| unknown(&format!("target `{id}`")))?;
        let head = sheet.rows.get(part.header).cloned().unwrap_or_default();
        let mut columns = Vec::new();
        for (place, path) in part.columns.iter().enumerate() {
            let Some(path) = path else {
                self.left_out(sheet, part, &head, place);
                continue;
            };
            let field = target
                .field(path)
                .ok_or_else(|| unknown(&format!("field `{path}`")))?;
            columns.push(Used {
                place,
                title: head.cell(place).to_owned(),
                field,
                month_first: self.month_first(sheet, part, &head, place, field),
            });
        }
        let reader = Reader {
            sheet: &sheet.name,
            target: &target,
            columns: &columns,
            cells: &Cells::of(&self.data),
            ours: book.ours.as_ref(),
            printed,
        };
        self.column_notes(sheet, part, &reader);
        let mut index = Index::of(&self.data, &target);
        for row in rows {
            self.row(&reader, sheet, &head, row, &mut index);
        }
        Ok(())
    }

    fn row(&mut self, reader: &Reader, sheet: &Sheet, head: &Line, row: &Line, index: &mut Index) {
        if row
            .cells
            .iter()
            .skip(head.cells.len())
            .any(|cell| !cell.trim().is_empty())
        {
            return self.refuse(sheet, row, vec![too_many_cells(row, head)]);
        }
        let mut said = reader.said(row);
        let mut remarks = std::mem::take(&mut said.remarks);
        let mut draft = match self.draft(reader, row, &said, index) {
            Ok(draft) => draft,
            Err(remark) => {
                remarks.splice(0..0, remark);
                return self.refuse(sheet, row, remarks);
            }
        };
        self.complete(reader.target, &mut draft, &mut remarks);
        let part = draft.part(reader.target.list).cloned().unwrap_or_default();
        let lacks = lacking(reader.target, &part, &draft.after);
        if !lacks.is_empty() {
            let lacks = lacks.into_iter().filter_map(|field| missing(field, &said));
            remarks.splice(0..0, lacks);
            return self.refuse(sheet, row, remarks);
        }
        match self.tried(reader.target, &draft) {
            Ok((outcome, changes)) => {
                let score = draft.after.clone();
                self.compare(sheet, row, &draft.title, &said, &score);
                if draft.before.is_none() {
                    let number = at(&draft.after, "number").and_then(Value::as_u64);
                    let key = held(&draft.after, &reader.target.key, FieldKind::Line).concat();
                    index.add(&draft.id, number.and_then(|n| u32::try_from(n).ok()), &key);
                    index.speak_of(&draft.id);
                }
                self.proposal.add(RowReport {
                    sheet: sheet.name.clone(),
                    row: row.number,
                    title: draft.title,
                    outcome,
                    changes,
                    remarks,
                });
            }
            Err(error) => {
                remarks.splice(0..0, refusals(&error));
                self.refuse(sheet, row, remarks);
            }
        }
    }

    /// Finds what a row speaks of, or begins something new, and writes into it what the row says.
    fn draft(
        &mut self,
        reader: &Reader,
        row: &Line,
        said: &Said,
        index: &mut Index,
    ) -> std::result::Result<Draft, Option<Remark>> {
        let target = reader.target;
        let listed = !target.list.is_empty();
        let own = reader
            .own_id(row)
            .map(|id| id.split('#').next().unwrap_or(id));
        let number = reader.number(row);
        let key_path = if listed {
            format!("^{}", target.key)
        } else {
            target.key.clone()
        };
        let key = said
            .held(&key_path)
            .map(|held| held.concat())
            .filter(|key| !key.is_empty());
        let is_key = matches!(target.kind, Kind::Control | Kind::Document);
        let found = own
            .or_else(|| number.and_then(|number| index.numbered(number)))
            .or_else(|| {
                let key = key.as_deref()?;
                if listed {
                    index.any_called(key)
                } else {
                    index.called(key)
                }
            });
        let known = found
            .map(str::to_owned)
            .or_else(|| key.clone().filter(|_| is_key));
        if is_key && known.is_none() {
            return Err(target
                .field(&key_path)
                .and_then(|field| missing(field, said)));
        }
        let before = known.as_deref().and_then(|id| self.tree(target.kind, id));
        if listed && before.is_none() && !(target.creates && key.is_some()) {
            return Err(Some(no_parent(target)));
        }
        let id = match known {
            Some(id) if before.is_some() || is_key => id,
            _ => self.next_id(),
        };
        let after = match &before {
            Some(tree) => tree.clone(),
            None => fresh(target, &id, number, index, is_key),
        };
        let mut draft = Draft {
            kind: target.kind,
            title: key.unwrap_or_default(),
            id,
            before,
            after,
            place: None,
        };
        if listed {
            said.write(&mut draft.after, true);
            draft.open(reader, row, said);
        }
        let what = match draft.place {
            Some(place) => format!("{}#{place}", draft.id),
            None => draft.id.clone(),
        };
        let again = !index.speak_of(&what);
        if again || (draft.before.is_none() && !listed && self.repeats(&draft, said)) {
            return Err(Some(twice()));
        }
        if let Some(tree) = draft.part_mut(target.list) {
            defaults(target, reader, tree);
            said.write(tree, false);
        }
        draft.name(&self.data, target);
        Ok(draft)
    }

    /// Whether a new row says word for word what another new one said.
    fn repeats(&mut self, draft: &Draft, said: &Said) -> bool {
        let fields = said.fields.iter().map(|(field, held)| (&field.path, held));
        let words = format!("{:?}{:?}", draft.kind, fields.collect::<Vec<_>>());
        // Kept beside the ids, which never look like it.
        !said.fields.is_empty() && !self.known.insert((draft.kind, words))
    }

    fn tree(&self, kind: Kind, id: &str) -> Option<Value> {
        grown(&self.data.find(kind, id).ok()??)
    }

    fn next_id(&mut self) -> String {
        self.made += 1;
        format!("{}-{}", self.plan.ids.as_str(), self.made)
    }

    /// Puts right what is only half there: a rating or an acceptance needs all of its parts.
    fn complete(&self, target: &Target, draft: &mut Draft, remarks: &mut Vec<Remark>) {
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
    fn decide(&self, draft: &mut Draft) {
        let old = draft.before.as_ref().and_then(|tree| at(tree, "override"));
        let new = at(&draft.after, "override");
        if new.is_none() || new == old {
            return;
        }
        if at(&draft.after, "override.include").is_none() {
            let control = draft.id.parse().ok();
            let verdict = control.and_then(|control| self.verdicts.get(control));
            let include = verdict.is_some_and(|verdict| verdict.outcome == Decision::Included);
            put(&mut draft.after, "override.include", Some(json!(include)));
        }
        if at(&draft.after, "override.reason").is_some() {
            put(&mut draft.after, "override.by", Some(json!(&*self.plan.by)));
            put(&mut draft.after, "override.on", Some(json!(self.plan.on)));
        }
    }

    /// Tries what a row comes to on the copy of the data.
    fn tried(&mut self, target: &Target, draft: &Draft) -> Result<(RowOutcome, Vec<ChangedField>)> {
        let entity = entity(draft.kind, &draft.after)?;
        let after = grown(&entity).unwrap_or_default();
        if draft.before.as_ref() == Some(&after) {
            return Ok((RowOutcome::Unchanged, Vec::new()));
        }
        let new = draft.is_new(target.list);
        let changes = if new {
            Vec::new()
        } else {
            self.changes(target, draft, &after)
        };
        self.data
            .apply(Command::Put(Box::new(entity)), self.plan.on)?;
        let touched = (draft.kind, draft.id.clone());
        if self.known.insert(touched.clone()) {
            self.touched.push(touched);
        }
        Ok((
            if new {
                RowOutcome::New
            } else {
                RowOutcome::Changed
            },
            changes,
        ))
    }

    fn changes(&self, target: &Target, draft: &Draft, after: &Value) -> Vec<ChangedField> {
        let part = |tree: &Value, field: &Field| {
            let part = match (field.of_parent(), draft.place) {
                (None, Some(place)) => at(tree, target.list)
                    .and_then(|list| list.get(place))
                    .cloned(),
                _ => Some(tree.clone()),
            };
            held(&part.unwrap_or_default(), field.place(), field.kind)
        };
        let before = draft.before.clone().unwrap_or_default();
        let fields = target
            .fields
            .iter()
            .filter(|field| !field.kind.is_compared());
        let pairs = fields.map(|field| (field, part(&before, field), part(after, field)));
        pairs
            .filter(|(_, from, to)| from != to)
            .map(|(field, from, to)| ChangedField {
                field: field.title.clone(),
                from: show(&self.data, field, &from),
                to: show(&self.data, field, &to),
            })
            .collect()
    }

    /// Compares what others worked out with what follows here.
    fn compare(&mut self, sheet: &Sheet, row: &Line, title: &str, said: &Said, after: &Value) {
        for (column, field, theirs) in &said.compared {
            let group = field.path.split('.').next().unwrap_or_default();
            let step = |part: &str| {
                let step = at(after, group)
                    .and_then(|score| at(score, part))?
                    .as_u64()?;
                u8::try_from(step).ok()
            };
            let score = step("likelihood").zip(step("impact"));
            let points = score
                .map(|(likelihood, impact)| self.data.method.points(Score { likelihood, impact }));
            let ours = match (field.kind, points) {
                (_, None) => String::new(),
                (FieldKind::Points, Some(points)) => points.to_string(),
                (_, Some(points)) => self
                    .data
                    .method
                    .band(points)
                    .map_or_else(String::new, |band| band.label.to_string()),
            };
            if super::name::plain(theirs) != super::name::plain(&ours) {
                self.proposal.differences.push(Difference {
                    sheet: sheet.name.clone(),
                    row: row.number,
                    title: title.to_owned(),
                    column: (*column).to_owned(),
                    theirs: theirs.clone(),
                    ours,
                });
            }
        }
    }

    fn refuse(&mut self, sheet: &Sheet, row: &Line, remarks: Vec<Remark>) {
        // Its number and its title, in most tables.
        let cells = row.cells.iter().map(|cell| cell.trim());
        let filled = cells.filter(|cell| !cell.is_empty());
        let title = filled.take(2).collect::<Vec<_>>().join(" · ");
        self.proposal.add(RowReport {
            sheet: sheet.name.clone(),
            row: row.number,
            title: super::value::shown(&title),
            outcome: RowOutcome::Refused,
            changes: Vec::new(),
            remarks,
        });
    }

    fn note(
        &mut self,
        sheet: &Sheet,
        code: &'static str,
        column: &str,
        cells: usize,
        value: String,
    ) {
        self.proposal.notes.push(ColumnNote {
            sheet: sheet.name.clone(),
            code,
            column: column.to_owned(),
            cells,
            value,
        });
    }

    /// A column that fills nothing is named, unless nothing stands in it.
    fn left_out(&mut self, sheet: &Sheet, part: &SheetPlan, head: &Line, place: usize) {
        let cells = filled(sheet, part, place).count();
        if cells > 0 {
            self.note(
                sheet,
                "column-left-out",
                head.cell(place),
                cells,
                String::new(),
            );
        }
    }

    /// The order of days in a column: what its cells show, else what people said.
    fn month_first(
        &mut self,
        sheet: &Sheet,
        part: &SheetPlan,
        head: &Line,
        place: usize,
        field: &Field,
    ) -> bool {
        if field.kind != FieldKind::Date {
            return false;
        }
        if let Some(shown) = filled(sheet, part, place).find_map(dates::order) {
            return shown;
        }
        let open = filled(sheet, part, place)
            .filter(|cell| dates::is_open(cell))
            .count();
        if open > 0 {
            let order = if self.plan.month_first {
                "month/day/year"
            } else {
                "day/month/year"
            };
            self.note(
                sheet,
                "date-order",
                head.cell(place),
                open,
                order.to_owned(),
            );
        }
        self.plan.month_first
    }

    /// Numbers of others that are not kept, and values that are filled in.
    fn column_notes(&mut self, sheet: &Sheet, part: &SheetPlan, reader: &Reader) {
        if let Some(column) = reader.number_column() {
            let prefix = reader.target.prefix;
            let strange =
                filled(sheet, part, column.place).filter(|cell| number(prefix, cell).is_none());
            let strange = strange.count();
            if strange > 0 {
                self.note(
                    sheet,
                    "number-not-kept",
                    &column.title,
                    strange,
                    format!("{prefix}-1"),
                );
            }
        }
        for field in unfilled(reader) {
            let rows = sheet
                .rows
                .iter()
                .skip(part.header + 1)
                .filter(|row| !row.is_blank());
            let value = super::value::title(field, field.default);
            self.note(sheet, "value-filled-in", &field.title, rows.count(), value);
        }
    }

    fn end(self) -> ImportProposal {
        let mut proposal = self.proposal;
        let find = |(kind, id): &(Kind, String)| self.data.find(*kind, id).ok().flatten();
        let entities: Vec<Entity> = self.touched.iter().filter_map(find).collect();
        if !entities.is_empty() {
            proposal.command = Some(Command::Batch {
                name: self.plan.name.clone(),
                commands: entities
                    .into_iter()
                    .map(|entity| Command::Put(Box::new(entity)))
                    .collect(),
            });
        }
        proposal
    }
}

impl Draft {
    /// Opens the item of the list that a row speaks of, or adds one.
    fn open(&mut self, reader: &Reader, row: &Line, said: &Said) {
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
    fn part(&self, list: &str) -> Option<&Value> {
        match self.place {
            Some(place) => at(&self.after, list)?.get(place),
            None => Some(&self.after),
        }
    }

    fn part_mut(&mut self, list: &str) -> Option<&mut Value> {
        match self.place {
            Some(place) => self.after.get_mut(list)?.get_mut(place),
            None => Some(&mut self.after),
        }
    }

    /// Whether the row adds something.
    fn is_new(&self, list: &str) -> bool {
        let before = self.before.as_ref();
        match (self.place, before) {
            (Some(place), Some(before)) => at(before, list)
                .and_then(|items| items.get(place))
                .is_none(),
            _ => before.is_none(),
        }
    }

    /// What people call it.
    fn name(&mut self, data: &Data, target: &Target) {
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

/// An entity that is new.
fn fresh(target: &Target, id: &str, number: Option<u32>, index: &Index, is_key: bool) -> Value {
    if is_key {
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
fn unfilled<'a>(reader: &Reader<'a>) -> impl Iterator<Item = &'a Field> {
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
fn defaults(target: &Target, reader: &Reader, tree: &mut Value) {
    let fields: Vec<&Field> = unfilled(reader).collect();
    for field in fields {
        if held(tree, field.place(), field.kind).is_empty() && target.field(&field.path).is_some() {
            hold(tree, field.place(), field.kind, &[field.default.to_owned()]);
        }
    }
}

/// The cells of a column that say something.
fn filled<'a>(sheet: &'a Sheet, part: &SheetPlan, place: usize) -> impl Iterator<Item = &'a str> {
    let rows = sheet.rows.iter().skip(part.header + 1);
    rows.map(move |row| row.cell(place))
        .filter(|cell| !cell.is_empty())
}

fn refusals(error: &Error) -> Vec<Remark> {
    if error.findings().is_empty() {
        let help = "Correct the row in the table.";
        return vec![remark("", fault("unfit-row", error.to_string(), help))];
    }
    let findings = error.findings().iter();
    findings
        .map(|finding| {
            remark(
                "",
                fault(finding.code, finding.message.clone(), finding.help.clone()),
            )
        })
        .collect()
}

fn no_target() -> Remark {
    remark(
        "",
        fault(
            "no-target",
            "nothing says what the rows of this table are",
            "Choose what they are, or leave the table out.",
        ),
    )
}

fn too_many_cells(row: &Line, head: &Line) -> Remark {
    remark(
        "",
        fault(
            "too-many-cells",
            format!(
                "the row has {} cells, but there are {} headings",
                row.cells.len(),
                head.cells.len()
            ),
            "A text with the separator in it needs quotes around it; save the table again from a spreadsheet.",
        ),
    )
}

fn no_parent(target: &Target) -> Remark {
    let noun = if target.kind == Kind::Risk {
        "risk"
    } else {
        "party"
    };
    remark(
        "",
        fault(
            "not-found",
            format!("the {noun} that the row belongs to is not there"),
            "Read its register in first, or correct its number or name.",
        ),
    )
}

fn twice() -> Remark {
    remark(
        "",
        fault(
            "duplicate-row",
            "a row further up speaks of the same",
            "Keep one of the two, or give them different numbers.",
        ),
    )
}
