//! Traceability: which section of which document satisfies a clause or an included control.

use super::context::Context;
use super::model::Block;
use super::model::plain_text;
use super::render::Library;
use crate::catalogue::{ClauseId, ControlId, DocumentId};
use crate::error::Result;
use crate::workspace::Choice;
use serde::Serialize;
use std::collections::BTreeMap;

/// A clause or included control with the places that satisfy it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TraceRow {
    /// Its number in the open edition.
    pub number: String,
    /// Its title.
    pub title: &'static str,
    /// Where it is satisfied, in the order of the documents.
    pub places: Vec<TracePlace>,
    /// Whether something is missing: an included control without a place, although a document that
    /// supports it has a template.
    pub missing: bool,
}

/// A section of a document, or a whole document that exists elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TracePlace {
    /// The document.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub document: DocumentId,
    /// Its title.
    pub title: String,
    /// The section's heading id; empty for the whole document.
    pub section: String,
    /// The section's heading; empty for the whole document.
    pub heading: String,
}

/// The index over the whole set: clauses that have a place, and every included control.
///
/// # Errors
/// As [`Library::render`] for any document of the set.
pub fn trace(library: &Library, context: &Context) -> Result<Vec<TraceRow>> {
    let places = places(library, context)?;
    let clauses = ClauseId::all().filter_map(|clause| {
        let number = context.clause(clause)?;
        let places = places.get(number)?.clone();
        Some(TraceRow {
            number: number.to_owned(),
            title: clause.get().title,
            places,
            missing: false,
        })
    });
    let included = context.verdicts().iter().map(|(control, _)| control);
    let controls = included.filter(|control| context.verdicts().included(*control));
    let controls = controls.map(|control| {
        let places = places.get(control.as_str()).cloned().unwrap_or_default();
        TraceRow {
            number: control.to_string(),
            title: control.get().title,
            missing: places.is_empty() && has_template(library, control),
            places,
        }
    });
    Ok(clauses.chain(controls).collect())
}

fn has_template(library: &Library, control: ControlId) -> bool {
    let mut documents = control.get().documents.iter();
    documents.any(|document| library.pack().get(*document).is_some())
}

/// The places of every number, over all documents of the set.
fn places(library: &Library, context: &Context) -> Result<BTreeMap<String, Vec<TracePlace>>> {
    let mut found: BTreeMap<String, Vec<TracePlace>> = BTreeMap::new();
    for document in context.set() {
        for (number, place) in document_places(library, context, document)? {
            found.entry(number).or_default().push(place);
        }
    }
    Ok(found)
}

fn document_places(
    library: &Library,
    context: &Context,
    document: DocumentId,
) -> Result<Vec<(String, TracePlace)>> {
    let place = |section: &str, heading: String| TracePlace {
        document,
        title: context.title(document).to_owned(),
        section: section.to_owned(),
        heading,
    };
    let state = context.data().documents.get(&document);
    if matches!(
        state.map(|state| &state.choice),
        Some(Choice::Elsewhere { .. })
    ) {
        let controls = document.get().controls(context.verdicts().edition()).iter();
        let included = controls.filter(|control| context.verdicts().included(**control));
        return Ok(included
            .map(|c| (c.to_string(), place("", String::new())))
            .collect());
    }
    if !library.has(context, document) {
        return Ok(Vec::new());
    }
    let rendering = library.render(context, document)?;
    let mut found = Vec::new();
    for block in &rendering.document.blocks {
        if let Block::Heading {
            id,
            content,
            satisfies,
            ..
        } = block
        {
            let numbers = satisfies.iter().cloned();
            found.extend(numbers.map(|number| (number, place(id, plain_text(content)))));
        }
    }
    Ok(found)
}
