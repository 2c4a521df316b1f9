//! Workbooks and other tables, out and in, from a copy of the workspace, in the worker.

use super::convert::{from_js, parse, to_js};
use crate::api::{Session, propose_import, survey_import, workbook};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A register as an Excel workbook, from the bytes of a backup (`Workspace.save()`). `today` is a
/// day such as 2026-11-24. `control` is the control block of the rendered document; without it the
/// workbook is marked as a draft of today.
///
/// @throws {AnnexaError} for a damaged backup, or when there is more than a workbook can hold
#[wasm_bindgen(js_name = "workbook")]
pub fn write_workbook(
    snapshot: &[u8],
    #[wasm_bindgen(unchecked_param_type = "WorkbookKind")] kind: &JsValue,
    today: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "DocumentControl")] control: &JsValue,
) -> Result<Vec<u8>, JsValue> {
    let control = if control.is_undefined() {
        None
    } else {
        Some(from_js(control)?)
    };
    let session = Session::open_json(snapshot)?;
    Ok(workbook(&session, from_js(kind)?, parse(today)?, control)?)
}

/// Looks at a file with a table: what its sheets are likely to be, and which field each column
/// fills. For one sheet, by its place, `target` says what people chose it to be.
///
/// @throws {AnnexaError} malformed when it is no table, too-large beyond the limits
#[wasm_bindgen(js_name = surveyImport, unchecked_return_type = "ImportSurvey")]
pub fn look_at_table(
    file: &[u8],
    name: &str,
    sheet: Option<usize>,
    target: Option<String>,
) -> Result<JsValue, JsValue> {
    to_js(&survey_import(file, name, sheet.zip(target.as_deref()))?)
}

/// What taking a file over by a plan would do, row by row, with the command that does it. `snapshot`
/// is the bytes of a backup.
///
/// @throws {AnnexaError}
#[wasm_bindgen(js_name = proposeImport, unchecked_return_type = "ImportProposal")]
pub fn propose_table(
    snapshot: &[u8],
    file: &[u8],
    name: &str,
    #[wasm_bindgen(unchecked_param_type = "ImportPlan")] plan: &JsValue,
) -> Result<JsValue, JsValue> {
    let session = Session::open_json(snapshot)?;
    to_js(&propose_import(&session, file, name, &from_js(plan)?)?)
}

/// The same as a report in CSV.
///
/// @throws {AnnexaError}
#[wasm_bindgen(js_name = importReport)]
pub fn write_import_report(
    snapshot: &[u8],
    file: &[u8],
    name: &str,
    #[wasm_bindgen(unchecked_param_type = "ImportPlan")] plan: &JsValue,
) -> Result<Vec<u8>, JsValue> {
    let session = Session::open_json(snapshot)?;
    Ok(propose_import(&session, file, name, &from_js(plan)?)?.csv())
}
