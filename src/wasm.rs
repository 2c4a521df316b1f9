//! The JavaScript face: conversion and errors only; every call is forwarded.

mod convert;
#[cfg(feature = "documents")]
mod documents;
mod error;
#[cfg(feature = "core")]
mod store;
#[cfg(feature = "workbooks")]
mod workbooks;
#[cfg(feature = "core")]
mod workspace;

#[cfg(feature = "core")]
pub use workspace::Workspace;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Hands over the texts that a view shows beside names and numbers: why a question is asked, what
/// a rule says. `bytes` is the file `prose.en.txt` of this release. Without them these texts are
/// empty; views that were asked for before do not change by themselves.
///
/// @throws {AnnexaError} malformed, when it is another file
#[wasm_bindgen(js_name = installTexts)]
pub fn install_texts(bytes: &[u8]) -> Result<(), JsValue> {
    Ok(crate::catalogue::install_texts(bytes)?)
}

/// Names that the data types use and that are plain JSON in JavaScript.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r"
/** One line of text, at most 300 characters. */
export type Line = string;
/** A text of several lines, at most 20,000 characters. */
export type Text = string;
/** A whole document's text. */
export type LongText = string;
/** The id of an entity: 1 to 40 letters, digits, hyphens, underscores, full stops. */
export type Id = string;
/** A day, as 2026-11-24. */
export type Date = string;
/** A moment in UTC, as 2026-11-24T07:25:29Z. */
export type Moment = string;
export type ControlId = string;
export type ClauseId = string;
export type DocumentId = string;
export type QuestionId = string;
export type SectionId = string;
export type RoleId = string;
export type ScenarioId = string;
export type ParameterId = string;
export type RegisterId = string;
/** What every call of this module throws. */
export interface AnnexaError extends Error {
  name: 'AnnexaError';
  /** malformed, invalid, not-found, newer-format, too-large, template or export. */
  code: string;
  /** The place, as put.risk.residual.impact; empty when the whole input is meant. */
  path: string;
  /** What to do; may be empty. */
  help: string;
  /** All that a user has to put right, for code invalid. */
  findings: Finding[];
}
";
