//! The documents of an open workspace: previews, sections, approval, traceability.

use super::{ParameterLabel, Session};
use crate::catalogue::{DocumentId, ParameterId};
use crate::documents::context::Context;
use crate::documents::control::draft_version;
use crate::documents::model::{Block, Document, plain_text};
use crate::documents::pack::{Pack, sha256};
use crate::documents::render::{Library, Rendering};
use crate::documents::trace::{TraceRow, trace};
use crate::error::{Error, Result};
use crate::export::{Artifact, Format, Writer, pack};
use crate::finding::Finding;
use crate::workspace::{Date, SectionEdit};
use serde::Serialize;
use std::collections::BTreeSet;

/// A workspace with templates: what the worker holds.
#[derive(Debug)]
pub struct DocumentSet {
    /// The workspace. Commands go to it as they do in the page.
    pub session: Session,
    library: Library,
}

/// How far a document's text is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DraftState {
    /// The version that an approval would make.
    pub version: String,
    /// Whether there is an approved version and the text has changed since.
    pub differs: bool,
    /// What has to be settled before it can be approved.
    pub open_points: Vec<String>,
}

/// A section of a document, as the page lists it for editing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SectionInfo {
    /// Heading id.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Depth, from 1.
    pub depth: u8,
    /// Clauses and controls that it satisfies.
    pub satisfies: Vec<String>,
    /// Whether it is in the document as it stands.
    pub present: bool,
    /// The organisation's edit of it.
    pub edit: Option<SectionEdit>,
}

/// The text that an approval freezes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Frozen {
    /// The version.
    pub version: String,
    /// The text, in Markdown.
    pub text: String,
    /// Its SHA-256 sum, in hexadecimal.
    pub sha256: String,
}

impl DocumentSet {
    /// Opens a workspace backup with a template pack.
    ///
    /// # Errors
    /// As [`Session::open_json`] and [`Pack::from_json`].
    pub fn open(snapshot: &[u8], pack: &[u8]) -> Result<Self> {
        Ok(Self::new(
            Session::open_json(snapshot)?,
            Pack::from_json(pack)?,
        ))
    }

    /// A workspace with templates.
    pub fn new(session: Session, pack: Pack) -> Self {
        Self {
            session,
            library: Library::new(pack),
        }
    }

    /// The templates.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// What templates see on a day. Rendering several documents with one context costs less.
    pub fn context(&self, today: Date) -> Context<'_> {
        let view = self.session.view();
        Context::new(&view.workspace.data, view.verdicts, today)
    }

    /// The document: the approved text while nothing has changed since, else a draft.
    ///
    /// # Errors
    /// As [`Library::render`].
    pub fn render(&self, id: DocumentId, today: Date) -> Result<Rendering> {
        self.library.render(&self.context(today), id)
    }

    /// The last approved version; `None` when there is none.
    ///
    /// # Errors
    /// As [`Library::approved`].
    pub fn approved(&self, id: DocumentId, today: Date) -> Result<Option<Document>> {
        self.library.approved(&self.context(today), id)
    }

    /// How far a document's text is.
    ///
    /// # Errors
    /// As [`Library::render`].
    pub fn state(&self, id: DocumentId, today: Date) -> Result<DraftState> {
        let rendering = self.render(id, today)?;
        let data = &self.session.view().workspace.data;
        Ok(DraftState {
            version: draft_version(data.documents.get(&id)),
            differs: rendering.differs,
            open_points: rendering.open_points,
        })
    }

    /// The shared parameters that a document prints or asks, in the catalogue's order.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::error::ErrorKind) without a template.
    pub fn parameters(&self, id: DocumentId) -> Result<Vec<ParameterLabel>> {
        if !id.is_merged() {
            self.library.template(id)?;
        }
        let view = self.session.view();
        let mut used: BTreeSet<&ParameterId> = BTreeSet::new();
        for topic in self.library.topics(&view.workspace.data, view.verdicts, id) {
            used.extend(&self.library.template(topic)?.front.parameters);
        }
        let mut labels = view.parameters();
        labels.retain(|label| used.contains(&label.id));
        Ok(labels)
    }

    fn has_template(&self, id: DocumentId) -> bool {
        self.library.pack().get(id).is_some()
    }

    /// The ids of the documents that have a template, and of the merged ones that can have a
    /// chapter.
    pub fn templates(&self) -> Vec<DocumentId> {
        let all = DocumentId::all().chain(DocumentId::merged());
        all.filter(|id| {
            let mut members = id.get().members.iter();
            self.has_template(*id) || members.any(|topic| self.has_template(*topic))
        })
        .collect()
    }

    /// The sections of a document: those that it has, then those that it could have.
    ///
    /// # Errors
    /// As [`Library::render`].
    pub fn sections(&self, id: DocumentId, today: Date) -> Result<Vec<SectionInfo>> {
        let data = &self.session.view().workspace.data;
        let state = data.documents.get(&id);
        let edit = |section: &str| {
            let mut edits = state.into_iter().flat_map(|state| &state.sections);
            edits
                .find(|(id, _)| ***id == *section)
                .map(|(_, edit)| edit.clone())
        };
        let (blocks, _) = self.library.draft(&self.context(today), id)?;
        let mut sections: Vec<SectionInfo> = blocks.iter().filter_map(present).collect();
        let template = Some(id).filter(|id| !id.is_merged());
        let template = template.map(|id| self.library.template(id)).transpose()?;
        for section in template.into_iter().flat_map(|template| &template.sections) {
            if sections.iter().all(|present| present.id != section.id) {
                sections.push(SectionInfo {
                    id: section.id.clone(),
                    title: section.title.clone(),
                    depth: crate::documents::model::depth(section.level),
                    satisfies: Vec::new(),
                    present: false,
                    edit: None,
                });
            }
        }
        for section in &mut sections {
            section.edit = edit(&section.id);
        }
        Ok(sections)
    }

    /// The text that an approval of the document as it stands would freeze.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind) with a finding for each open point; as [`Library::render`].
    pub fn freeze(&self, id: DocumentId, today: Date) -> Result<Frozen> {
        let (blocks, open_points) = self.library.draft(&self.context(today), id)?;
        let finding = |point: &String| {
            Finding::error("open-point", format!("documents.{id}"), point)
                .help("settle it, then approve the document")
        };
        if !open_points.is_empty() {
            return Err(Error::invalid(open_points.iter().map(finding).collect()));
        }
        let data = &self.session.view().workspace.data;
        let text = crate::export::markdown::blocks(&blocks);
        Ok(Frozen {
            version: draft_version(data.documents.get(&id)),
            sha256: sha256(text.as_bytes()),
            text,
        })
    }

    /// A document as a file.
    ///
    /// # Errors
    /// As [`Library::render`].
    pub fn file(&self, id: DocumentId, format: Format, today: Date) -> Result<Artifact> {
        let rendering = self.render(id, today)?;
        Ok(Writer::default().write(&rendering.document, format))
    }

    /// Files as one ZIP with a manifest.
    ///
    /// # Errors
    /// As [`pack::write`].
    pub fn pack(&self, files: &[Artifact], today: Date) -> Result<Vec<u8>> {
        let organisation = &self.session.view().workspace.data.organisation.name;
        pack::write(organisation, &today.to_string(), files)
    }

    /// The traceability index over the whole set.
    ///
    /// # Errors
    /// As [`trace`].
    pub fn trace(&self, today: Date) -> Result<Vec<TraceRow>> {
        trace(&self.library, &self.context(today))
    }
}

fn present(block: &Block) -> Option<SectionInfo> {
    let Block::Heading {
        level,
        id,
        content,
        satisfies,
    } = block
    else {
        return None;
    };
    Some(SectionInfo {
        id: id.clone(),
        title: plain_text(content),
        depth: crate::documents::model::depth(*level),
        satisfies: satisfies.clone(),
        present: true,
        edit: None,
    })
}
