//! Reads the rows by a plan, each tried on a copy of the data.

use super::draft::{Draft, unfilled};
use super::index::Index;
use super::printed::Printed;
use super::refusal::{no_target, refusals, too_many_cells};
use super::report::ColumnNote;
use super::row::{Reader, Said, Used, lacking, missing, number};
use super::sheet::{Book, Line, Sheet};
use super::show::show;
use super::tree::{at, entity, grown, held};
use super::value::Cells;
use super::{
    ChangedField, Difference, Field, FieldKind, ImportPlan, ImportProposal, Remark, RowOutcome,
    RowReport, SheetPlan, Target, dates,
};
use crate::error::{Error, ErrorKind, Result};
use crate::selection::Verdicts;
use crate::workspace::{Command, Data, Entity, Kind, Score};
use serde_json::Value;
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
        said: BTreeSet::new(),
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

/// The reading of a file.
pub(super) struct Run<'a> {
    pub(super) plan: &'a ImportPlan,
    pub(super) verdicts: &'a Verdicts,
    /// The data as they are after the rows so far.
    pub(super) data: Data,
    /// What rows changed, in order.
    pub(super) touched: Vec<(Kind, String)>,
    pub(super) known: BTreeSet<(Kind, String)>,
    /// What rows that are new said, word for word.
    pub(super) said: BTreeSet<String>,
    /// How many entities are new.
    pub(super) made: usize,
    pub(super) proposal: ImportProposal,
}

impl Run<'_> {
    fn sheet(&mut self, book: &Book, part: &SheetPlan, printed: &Printed) -> Result<()> {
        let unknown = |what: &str| Error::new(ErrorKind::NotFound, format!("there is no {what}"));
        let sheet = book
            .sheets
            .get(part.sheet)
            .ok_or_else(|| unknown("such sheet"))?;
        let rows = sheet.below(part.header);
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
        // What is there already may lack something; a row that leaves it so is no worse.
        if !lacks.is_empty() && draft.before.as_ref() != Some(&draft.after) {
            let lacks = lacks.into_iter().filter_map(|field| missing(field, &said));
            remarks.splice(0..0, lacks);
            return self.refuse(sheet, row, remarks);
        }
        match self.tried(reader.target, &draft) {
            Ok((outcome, changes)) => {
                self.compare(sheet, row, &draft.title, &said, &draft.after);
                if draft.before.is_none() {
                    index.add(&draft.id, &draft.after, reader.target);
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
            let rows = sheet.below(part.header).count();
            let value = super::value::title(field, field.default);
            self.note(sheet, "value-filled-in", &field.title, rows, value);
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

/// The cells of a column that say something.
fn filled<'a>(sheet: &'a Sheet, part: &SheetPlan, place: usize) -> impl Iterator<Item = &'a str> {
    sheet
        .below(part.header)
        .map(move |row| row.cell(place))
        .filter(|cell| !cell.is_empty())
}
