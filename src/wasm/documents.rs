//! The `Documents` class: a copy of the workspace with the templates, in the worker.

use super::convert::{from_js, json_text, option_to_js, parse, to_js};
use crate::api::DocumentSet;
use crate::error::{Error, ErrorKind};
use crate::export::{Artifact, Format};
use crate::workspace::Stamp;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

type Js = Result<JsValue, JsValue>;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r"
/** A finished file, for `Documents.pack`. */
export interface PackFile {
  /** Its name, which may stand in folders: word/backup-policy.docx. */
  name: string;
  /** What it is. */
  title: string;
  mediaType: string;
  /** The document that it holds. */
  document?: DocumentId;
  bytes: Uint8Array;
}
";

/// The documents of a workspace. It takes the same commands as the page's `Workspace`, so that
/// previews follow every edit.
///
/// Call `free()` when done, or declare it with `using`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Documents(DocumentSet);

#[wasm_bindgen]
impl Documents {
    /// Opens the bytes of a backup (`Workspace.save()`) with the bytes of a template pack.
    ///
    /// @throws {AnnexaError} when either is damaged or of another release
    #[wasm_bindgen(constructor)]
    pub fn new(snapshot: &[u8], pack: &[u8]) -> Result<Self, JsValue> {
        Ok(Self(DocumentSet::open(snapshot, pack)?))
    }

    /// Runs a command that the page's workspace has accepted.
    ///
    /// @throws {AnnexaError}
    pub fn dispatch(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Command")] command: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Stamp")] stamp: &JsValue,
    ) -> Result<(), JsValue> {
        let (command, stamp) = (json_text(command)?, json_text(stamp)?);
        self.0.session.dispatch(&command, &stamp)?;
        Ok(())
    }

    /// Takes back the last step.
    ///
    /// @throws {AnnexaError}
    pub fn undo(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Stamp")] stamp: &JsValue,
    ) -> Result<(), JsValue> {
        self.0.session.undo(from_js::<Stamp>(stamp)?)?;
        Ok(())
    }

    /// Does again what was taken back last.
    ///
    /// @throws {AnnexaError}
    pub fn redo(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Stamp")] stamp: &JsValue,
    ) -> Result<(), JsValue> {
        self.0.session.redo(from_js::<Stamp>(stamp)?)?;
        Ok(())
    }

    /// A document: the approved text while nothing has changed since, else a draft of the next
    /// version. `today` is a day such as 2026-11-24.
    ///
    /// @throws {AnnexaError} template, with the section, line and column in `path`
    #[wasm_bindgen(unchecked_return_type = "Document")]
    pub fn render(&self, id: &str, today: &str) -> Js {
        to_js(&self.0.render(parse(id)?, parse(today)?)?.document)
    }

    /// The last approved version of a document, as it was frozen.
    ///
    /// @throws {AnnexaError}
    #[wasm_bindgen(unchecked_return_type = "Document | undefined")]
    pub fn approved(&self, id: &str, today: &str) -> Js {
        option_to_js(self.0.approved(parse(id)?, parse(today)?)?)
    }

    /// How far a document's text is: version, whether it differs from the approved one, open points.
    ///
    /// @throws {AnnexaError}
    #[wasm_bindgen(unchecked_return_type = "DraftState")]
    pub fn state(&self, id: &str, today: &str) -> Js {
        to_js(&self.0.state(parse(id)?, parse(today)?)?)
    }

    /// The shared parameters that a document prints or asks.
    ///
    /// @throws {AnnexaError} not-found without a template
    #[wasm_bindgen(unchecked_return_type = "ParameterLabel[]")]
    pub fn parameters(&self, id: &str) -> Js {
        to_js(&self.0.parameters(parse(id)?)?)
    }

    /// The sections of a document, with the organisation's edits.
    ///
    /// @throws {AnnexaError}
    #[wasm_bindgen(unchecked_return_type = "SectionInfo[]")]
    pub fn sections(&self, id: &str, today: &str) -> Js {
        to_js(&self.0.sections(parse(id)?, parse(today)?)?)
    }

    /// The text that an approval of the document as it stands would freeze; put it into
    /// `Document.approvals` with a command.
    ///
    /// @throws {AnnexaError} invalid, with a finding for each open point
    #[wasm_bindgen(unchecked_return_type = "Frozen")]
    pub fn freeze(&self, id: &str, today: &str) -> Js {
        to_js(&self.0.freeze(parse(id)?, parse(today)?)?)
    }

    /// Which section of which document satisfies a clause or an included control.
    ///
    /// @throws {AnnexaError}
    #[wasm_bindgen(unchecked_return_type = "TraceRow[]")]
    pub fn trace(&self, today: &str) -> Js {
        to_js(&self.0.trace(parse(today)?)?)
    }

    /// The ids of the documents that have a template.
    #[wasm_bindgen(unchecked_return_type = "DocumentId[]")]
    pub fn templates(&self) -> Js {
        to_js(&self.0.templates())
    }

    /// A document as a file. One that is not approved is marked as a draft in it.
    ///
    /// @throws {AnnexaError} template
    pub fn file(
        &self,
        id: &str,
        #[wasm_bindgen(unchecked_param_type = "Format")] format: &JsValue,
        today: &str,
    ) -> Result<Vec<u8>, JsValue> {
        let format: Format = from_js(format)?;
        Ok(self.0.file(parse(id)?, format, parse(today)?)?.bytes)
    }

    /// Files as one ZIP, with a manifest of their SHA-256 sums.
    ///
    /// @throws {AnnexaError} malformed, export
    pub fn pack(
        &self,
        #[wasm_bindgen(unchecked_param_type = "PackFile[]")] files: Vec<JsValue>,
        today: &str,
    ) -> Result<Vec<u8>, JsValue> {
        let files = files.iter().map(artifact).collect::<Result<Vec<_>, _>>()?;
        Ok(self.0.pack(&files, parse(today)?)?)
    }
}

/// Bytes stay bytes: as JSON they would be a list of numbers.
fn artifact(file: &JsValue) -> Result<Artifact, Error> {
    let get = |key: &str| Reflect::get(file, &key.into()).unwrap_or_default();
    let text = |key: &str| get(key).as_string();
    let wrong = || {
        Error::new(
            ErrorKind::Malformed,
            "a file has no name, title, type or bytes",
        )
    };
    Ok(Artifact {
        name: text("name").ok_or_else(wrong)?,
        title: text("title").ok_or_else(wrong)?,
        document: text("document"),
        media_type: text("mediaType").ok_or_else(wrong)?,
        bytes: get("bytes")
            .dyn_into::<Uint8Array>()
            .map_err(|_| wrong())?
            .to_vec(),
    })
}
