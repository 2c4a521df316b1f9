//! Document control: version, status, owner, approval, history (clause 7.5).

use super::model::{Block, DocumentControl, Stage, VersionEntry};
use crate::catalogue::{ControlId, DocumentId, DocumentKind, Edition, ParameterId, RoleId};
use crate::sum::sha256;
use crate::workspace::{Approval, Data, Date, DocumentState, Owner, ParameterValue};

/// The parameter that holds the label of documents that say nothing else.
const CLASSIFICATION: &str = "level-internal";

/// The control block of a draft or of the last approved version.
pub fn document_control(
    data: &Data,
    today: Date,
    id: DocumentId,
    blocks: &[Block],
    approved: bool,
) -> DocumentControl {
    let state = data.documents.get(&id);
    let approvals = state.map_or(&[][..], |state| &state.approvals);
    let approval = approvals.last().filter(|_| approved);
    let author = author(data, state, approval);
    let version = approval.map_or_else(|| draft_version(state), |a| a.version.to_string());
    let date = approval.map_or(today, |approval| approval.on);
    let label = state
        .map(|state| &*state.classification)
        .unwrap_or_default();
    let mut history: Vec<VersionEntry> = approvals.iter().map(entry).collect();
    if approval.is_none() {
        history.push(draft_entry(&version, date, &author));
    }
    DocumentControl {
        organisation: data.organisation.name.to_string(),
        reference: reference(id),
        version,
        status: approval.map_or(Stage::Draft, |_| Stage::Approved),
        classification: if label.is_empty() {
            default_classification(data)
        } else {
            label.to_owned()
        },
        owner: data.owner_text(&owner(id, state)),
        author,
        date: date.to_string(),
        approver: approval.map(signature),
        approved_on: approval.map(|approval| approval.on.to_string()),
        effective_from: approval.map(|approval| approval.on.to_string()),
        next_review: approval.and_then(|approval| next_review(data, id, approval.on)),
        edition: edition(data),
        supports: supports(blocks),
        history,
        fingerprint: fingerprint(blocks),
    }
}

fn owner(id: DocumentId, state: Option<&DocumentState>) -> Owner {
    let own = state.and_then(|state| state.owner.clone());
    own.unwrap_or(Owner::Role(id.get().owner_role))
}

/// What the classification policy calls information for the organisation's own people.
fn default_classification(data: &Data) -> String {
    let level = CLASSIFICATION.parse::<ParameterId>();
    match level.map(|level| data.parameter(level)) {
        Ok(ParameterValue::Text(name)) => name.to_string(),
        _ => String::new(),
    }
}

fn author(data: &Data, state: Option<&DocumentState>, approval: Option<&Approval>) -> String {
    let named = approval.map(|approval| &approval.author);
    let named = named.or(state.map(|state| &state.author));
    match named.filter(|name| !name.is_empty()) {
        Some(name) => name.to_string(),
        None => default_author(data),
    }
}

/// Whoever runs the management system writes what nobody else is named for.
fn default_author(data: &Data) -> String {
    let manager = "isms-manager".parse::<RoleId>().ok();
    manager.map_or_else(String::new, |role| data.owner_text(&Owner::Role(role)))
}

fn signature(approval: &Approval) -> String {
    if approval.role.is_empty() {
        approval.by.to_string()
    } else {
        format!("{}, {}", approval.by, approval.role)
    }
}

fn entry(approval: &Approval) -> VersionEntry {
    let change = if approval.change.is_empty() {
        format!("Approved by {}", approval.by)
    } else {
        approval.change.to_string()
    };
    VersionEntry {
        version: approval.version.to_string(),
        date: approval.on.to_string(),
        author: approval.author.to_string(),
        description: change,
    }
}

fn draft_entry(version: &str, date: Date, author: &str) -> VersionEntry {
    VersionEntry {
        version: version.to_owned(),
        date: date.to_string(),
        author: author.to_owned(),
        description: "Draft".to_owned(),
    }
}

/// The version being written: as set, else the next after the last approved, else 1.0.
pub fn draft_version(state: Option<&DocumentState>) -> String {
    let set = state.map(|state| &*state.version).unwrap_or_default();
    if !set.is_empty() {
        return set.to_owned();
    }
    let last = state.and_then(|state| state.approvals.last());
    last.map_or_else(|| "1.0".to_owned(), |approval| next(&approval.version))
}

/// Counts the last number of a version up: `1.0` becomes `1.1`.
fn next(version: &str) -> String {
    let digits = version.len() - version.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (stem, number) = version.split_at(version.len() - digits);
    match number.parse::<u64>() {
        Ok(number) => format!("{stem}{}", number.saturating_add(1)),
        Err(_) => format!("{version}.1"),
    }
}

/// How running text names a chapter of a merged document.
pub fn chapter_title(document: &str, chapter: &str) -> String {
    format!("{document} (chapter “{chapter}”)")
}

/// The reference under which the document is filed, such as `ISMS-POL-28`.
fn reference(id: DocumentId) -> String {
    let kind = match id.get().kind {
        DocumentKind::Policy => "POL",
        DocumentKind::Procedure => "PRO",
        DocumentKind::Process => "PRC",
        DocumentKind::Plan => "PLN",
        DocumentKind::Register => "REG",
        DocumentKind::Record => "REC",
        DocumentKind::Statement => "STA",
    };
    format!("ISMS-{kind}-{:02}", id.get().order)
}

/// Yearly documents follow the organisation's review interval, others the catalogue's; a document
/// that is made per event has none.
fn next_review(data: &Data, id: DocumentId, approved: Date) -> Option<String> {
    let months = match id.get().review_months {
        0 => return None,
        12 => months(data, "policy-review-interval").unwrap_or(12),
        other => u16::from(other),
    };
    Some(approved.add_months(months).to_string())
}

fn months(data: &Data, parameter: &str) -> Option<u16> {
    let parameter: ParameterId = parameter.parse().ok()?;
    match data.parameter(parameter) {
        ParameterValue::Number(months) => u16::try_from(months).ok(),
        _ => None,
    }
}

fn edition(data: &Data) -> String {
    let edition = data.organisation.edition;
    match edition {
        Edition::V2022 => format!("{} with Amendment 1:2024", edition.name()),
        Edition::V2013 => edition.name().to_owned(),
    }
}

/// What the sections satisfy: clauses, then controls, in the standard's order.
fn supports(blocks: &[Block]) -> Vec<String> {
    let mut names: Vec<&String> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { satisfies, .. } => Some(satisfies),
            _ => None,
        })
        .flatten()
        .collect();
    names.sort_by_key(|name| (name.parse::<ControlId>().ok(), numbers(name)));
    names.dedup();
    names.into_iter().cloned().collect()
}

fn numbers(name: &str) -> Vec<u32> {
    name.split('.')
        .filter_map(|part| part.parse().ok())
        .collect()
}

/// SHA-256 of the document's content, so that two printouts can be compared.
fn fingerprint(blocks: &[Block]) -> String {
    serde_json::to_vec(blocks).map_or_else(|_| String::new(), |json| sha256(&json))
}
