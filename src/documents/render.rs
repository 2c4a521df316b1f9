//! From template and context to a document: render, edit, number, control.

use super::context::Context;
use super::control::document_control;
use super::engine::{Engine, escape};
use super::markdown;
use super::merge;
use super::model::{Block, Document, Inline, NoteKind, Orientation};
use super::pack::Pack;
use super::section::{self, Edit};
use super::template::{KeptRecord, Target, Template};
use crate::catalogue::{DocumentId, RegisterId};
use crate::error::{Error, ErrorKind, Result};
use crate::selection::{Verdicts, chapters};
use crate::workspace::{Data, DocumentState, SectionAddition, SectionEdit};
use std::collections::BTreeSet;

/// Id of the section that lists the records.
pub(super) const RECORDS: &str = "records";
/// Id of the section that lists the related documents.
pub(super) const RELATED: &str = "related-documents";

/// Templates ready to be rendered.
#[derive(Debug)]
pub struct Library {
    pack: Pack,
    engine: Engine,
}

/// A rendered document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// The document.
    pub document: Document,
    /// What is missing in it, each once; empty for an approved one.
    pub open_points: Vec<String>,
    /// Whether there is an approved version and the text has changed since.
    pub differs: bool,
}

impl Library {
    /// The templates of a pack.
    pub fn new(pack: Pack) -> Self {
        let engine = Engine::new(&pack);
        Self { pack, engine }
    }

    /// The pack.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// Renders a document: the approved text while nothing has changed since, else a draft of the
    /// next version.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] without a template, [`ErrorKind::Template`] with the place when the
    /// template or one of the organisation's own texts fails.
    pub fn render(&self, context: &Context, id: DocumentId) -> Result<Rendering> {
        let (draft, open_points) = self.draft(context, id)?;
        let state = context.data().documents.get(&id);
        let approved = state.and_then(approved_blocks);
        let differs = approved.as_ref().is_some_and(|approved| *approved != draft);
        Ok(match approved {
            Some(blocks) if !differs => Rendering {
                document: self.document(context, id, blocks, true)?,
                open_points: Vec::new(),
                differs,
            },
            _ => Rendering {
                document: self.document(context, id, with_note(&open_points, draft), false)?,
                open_points,
                differs,
            },
        })
    }

    /// The last approved version as it was frozen; `None` when there is none.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] without a template.
    pub fn approved(&self, context: &Context, id: DocumentId) -> Result<Option<Document>> {
        let state = context.data().documents.get(&id);
        let blocks = state.and_then(approved_blocks);
        blocks
            .map(|blocks| self.document(context, id, blocks, true))
            .transpose()
    }

    /// Whether there is a template for a document, or for a chapter of it.
    pub fn has(&self, context: &Context, id: DocumentId) -> bool {
        self.topics(context.data(), context.verdicts(), id)
            .next()
            .is_some()
    }

    /// The topics with a template that make a document: its chapters, or itself.
    pub fn topics(
        &self,
        data: &Data,
        verdicts: &Verdicts,
        id: DocumentId,
    ) -> impl Iterator<Item = DocumentId> {
        let itself = Some(id).filter(|id| !id.is_merged());
        let topics = itself.into_iter().chain(chapters(id, data, verdicts));
        topics.filter(|topic| self.pack.get(*topic).is_some())
    }

    /// The text as it follows from template, data and edits, with what is missing in it.
    ///
    /// # Errors
    /// As [`Library::render`].
    pub fn draft(&self, context: &Context, id: DocumentId) -> Result<(Vec<Block>, Vec<String>)> {
        if !id.is_merged() {
            let (mut blocks, open_points) = self.topic_draft(context, id)?;
            merge::resolve(context, id, &mut blocks);
            return Ok((blocks, open_points));
        }
        let mut chapters = Vec::new();
        let mut open_points: BTreeSet<String> = BTreeSet::new();
        for topic in self.topics(context.data(), context.verdicts(), id) {
            let (blocks, open) = self.topic_draft(context, topic)?;
            chapters.push((topic, blocks));
            open_points.extend(open);
        }
        if chapters.is_empty() {
            return Err(Error::new(
                ErrorKind::NotFound,
                format!("the set has no chapter of `{id}`"),
            ));
        }
        let blocks = merge::join(context, id, chapters);
        Ok((blocks, open_points.into_iter().collect()))
    }

    fn topic_draft(&self, context: &Context, id: DocumentId) -> Result<(Vec<Block>, Vec<String>)> {
        let template = self.template(id)?;
        let text = self.engine.render(id, context.values(&template.text))?;
        let mut blocks = markdown::parse(&text);
        let mut tail = markdown::parse(&tail(context, template));
        let state = context.data().documents.get(&id);
        let mut unused = Vec::new();
        if let Some(state) = state {
            for addition in &state.additions {
                blocks.extend(self.addition(context, addition)?);
            }
            blocks.append(&mut tail);
            unused = self.edit(context, state, template, &mut blocks)?;
        }
        blocks.append(&mut tail);
        section::remove_empty(&mut blocks);
        section::unique_ids(&mut blocks);
        resolve_targets(context, &mut blocks);
        let mut open_points = context.take_open_points();
        open_points.extend(unused);
        Ok((blocks, open_points))
    }

    /// The template of a document.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] without one.
    pub fn template(&self, id: DocumentId) -> Result<&Template> {
        self.pack.get(id).ok_or_else(|| {
            Error::new(
                ErrorKind::NotFound,
                format!("there is no template for `{id}`"),
            )
        })
    }

    /// Applies the organisation's edits; gives a note for each whose section is not there at all.
    fn edit(
        &self,
        context: &Context,
        state: &DocumentState,
        template: &Template,
        blocks: &mut Vec<Block>,
    ) -> Result<Vec<String>> {
        let mut unused = Vec::new();
        for (id, change) in &state.sections {
            let edit = match change {
                SectionEdit::Replace { body } => Edit::Replace(self.own_text(context, id, body)?),
                SectionEdit::Extend { body } => Edit::Extend(self.own_text(context, id, body)?),
                SectionEdit::Drop { .. } => Edit::Drop,
            };
            let known = section::edit(blocks, id, edit)
                || template.sections.iter().any(|section| section.id == **id);
            if !known && !matches!(change, SectionEdit::Drop { .. }) {
                unused.push(format!(
                    "Your text for the section “{id}” has no place: there is no such section."
                ));
            }
        }
        Ok(unused)
    }

    fn own_text(&self, context: &Context, section: &str, body: &str) -> Result<Vec<Block>> {
        let place = format!("sections.{section}");
        let text = self
            .engine
            .render_text(&place, body, context.values(body))?;
        Ok(markdown::parse(&text))
    }

    fn addition(&self, context: &Context, addition: &SectionAddition) -> Result<Vec<Block>> {
        let body = self.own_text(context, &addition.id, &addition.body)?;
        let heading = Block::Heading {
            level: 2,
            id: markdown::slug(&addition.id),
            content: markdown::tidy(&[Inline::text(&*addition.title)]),
            satisfies: Vec::new(),
        };
        Ok([vec![heading], section::below(2, body)].concat())
    }

    /// Wide as soon as one of its topics is.
    fn orientation(&self, context: &Context, id: DocumentId) -> Result<Orientation> {
        for topic in self.topics(context.data(), context.verdicts(), id) {
            if self.topic_orientation(topic)? == Orientation::Landscape {
                return Ok(Orientation::Landscape);
            }
        }
        Ok(Orientation::Portrait)
    }

    /// Registers say themselves whether they are wide.
    fn topic_orientation(&self, id: DocumentId) -> Result<Orientation> {
        let register: Option<RegisterId> = id.as_str().parse().ok();
        Ok(match register {
            Some(register) if register.get().wide => Orientation::Landscape,
            _ => self.template(id)?.front.orientation,
        })
    }

    fn document(
        &self,
        context: &Context,
        id: DocumentId,
        blocks: Vec<Block>,
        approved: bool,
    ) -> Result<Document> {
        Ok(Document {
            id: id.to_string(),
            title: context.title(id).to_owned(),
            language: self.pack.language().to_owned(),
            orientation: self.orientation(context, id)?,
            control: document_control(context.data(), context.today(), id, &blocks, approved),
            blocks,
        })
    }
}

/// The blocks of the last approved version, while no new one has been begun.
fn approved_blocks(state: &DocumentState) -> Option<Vec<Block>> {
    let approval = state.approvals.last().filter(|_| state.is_approved())?;
    Some(markdown::parse(&approval.text))
}

/// Puts the open points before the text, where a reader sees them first.
fn with_note(open_points: &[String], blocks: Vec<Block>) -> Vec<Block> {
    if open_points.is_empty() {
        return blocks;
    }
    let items = open_points
        .iter()
        .map(|point| vec![Block::paragraph(point)]);
    let note = Block::Note {
        kind: NoteKind::OpenPoint,
        blocks: vec![
            Block::paragraph("Open points"),
            Block::List {
                start: None,
                items: items.collect(),
            },
        ],
    };
    [vec![note], blocks].concat()
}

/// The sections that every document ends with: its records and its related documents.
fn tail(context: &Context, template: &Template) -> String {
    let rows: Vec<String> = template
        .front
        .records
        .iter()
        .map(|record| record_row(context, record))
        .collect();
    let related = template.front.related.iter();
    let links: Vec<String> = related
        .filter(|id| context.in_set(**id))
        .map(|id| {
            format!(
                "- {}: {}",
                context.document_reference(*id),
                escape(id.purpose())
            )
        })
        .collect();
    let mut text = String::new();
    if !rows.is_empty() {
        text.push_str(&format!(
            "## Records {{#{RECORDS}}}\n\n| Record | Kept by | Kept for |\n| --- | --- | --- |\n{}\n\n",
            rows.join("\n")
        ));
    }
    if !links.is_empty() {
        text.push_str(&format!(
            "## Related documents {{#{RELATED}}}\n\n{}\n",
            links.join("\n")
        ));
    }
    text
}

fn record_row(context: &Context, record: &KeptRecord) -> String {
    let name = match record.document.filter(|id| context.in_set(*id)) {
        Some(document) => context.document_reference(document),
        None => escape(&record.name),
    };
    let keeper = escape(context.data().role_title(record.keeper));
    let kept = escape(&context.parameter_text(record.kept));
    format!("| {name} | {keeper} | {kept} |")
}

/// Turns the 2022 numbers that headings declare into those of the open edition, without excluded
/// controls.
fn resolve_targets(context: &Context, blocks: &mut [Block]) {
    for block in blocks {
        if let Block::Heading { satisfies, .. } = block {
            *satisfies = resolved(context, satisfies);
        }
    }
}

fn resolved(context: &Context, names: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for target in names.iter().filter_map(|name| name.parse().ok()) {
        match target {
            Target::Clause(clause) => found.extend(context.clause(clause).map(str::to_owned)),
            Target::Control(control) => {
                found.extend(context.included(control).map(|c| c.to_string()))
            }
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|name| seen.insert(name.clone()));
    found
}
