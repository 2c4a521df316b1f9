//! Workbooks, from a copy of the workspace, in the worker.

use super::convert::{from_js, parse};
use crate::api::{Session, workbook};
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
