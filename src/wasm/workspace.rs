//! The `Workspace` class: the one object that lives in the module.

use super::convert::{from_js, json_text, option_to_js, parse, to_js};
use crate::api::{RiskQuery, Session};
use crate::workspace::{Kind, Stamp};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

type Js = Result<JsValue, JsValue>;

/// An open workspace. It takes small commands and says what changed; views are asked for.
///
/// Call `free()` when done, or declare it with `using`.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Workspace(Session);

#[wasm_bindgen]
impl Workspace {
    /// A new, empty workspace.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens a workspace from the bytes of a backup.
    ///
    /// @throws {AnnexaError} when the bytes are not a workspace that this release reads
    pub fn open(bytes: &[u8]) -> Result<Self, JsValue> {
        Ok(Self(Session::open_json(bytes)?))
    }

    /// The bytes of a backup: JSON; the same workspace gives the same bytes.
    ///
    /// @throws {AnnexaError}
    pub fn save(&self) -> Result<Vec<u8>, JsValue> {
        Ok(self.0.view().workspace.to_json()?.into_bytes())
    }

    /// Runs a command.
    ///
    /// @throws {AnnexaError} when the command is not allowed; nothing is changed then
    #[wasm_bindgen(unchecked_return_type = "Effect")]
    pub fn dispatch(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Command")] command: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Stamp")] stamp: &JsValue,
    ) -> Js {
        let effect = self.0.dispatch(&json_text(command)?, &json_text(stamp)?)?;
        to_js(&effect)
    }

    /// Takes back the last step.
    ///
    /// @throws {AnnexaError}
    #[wasm_bindgen(unchecked_return_type = "Effect | undefined")]
    pub fn undo(&mut self, #[wasm_bindgen(unchecked_param_type = "Stamp")] stamp: &JsValue) -> Js {
        option_to_js(self.0.undo(from_js::<Stamp>(stamp)?)?)
    }

    /// Does again what was taken back last.
    ///
    /// @throws {AnnexaError}
    #[wasm_bindgen(unchecked_return_type = "Effect | undefined")]
    pub fn redo(&mut self, #[wasm_bindgen(unchecked_param_type = "Stamp")] stamp: &JsValue) -> Js {
        option_to_js(self.0.redo(from_js::<Stamp>(stamp)?)?)
    }

    /// The task list with the counts.
    #[wasm_bindgen(unchecked_return_type = "Overview")]
    pub fn overview(&self) -> Js {
        to_js(&self.0.view().overview())
    }

    /// The counts.
    #[wasm_bindgen(unchecked_return_type = "Counts")]
    pub fn counts(&self) -> Js {
        to_js(&self.0.view().counts())
    }

    /// All questions, in the order of the sections.
    #[wasm_bindgen(unchecked_return_type = "QuestionRow[]")]
    pub fn questions(&self) -> Js {
        to_js(&self.0.view().questions())
    }

    /// One question with what it decides.
    ///
    /// @throws {AnnexaError} not-found
    #[wasm_bindgen(unchecked_return_type = "QuestionView")]
    pub fn question(&self, id: &str) -> Js {
        to_js(&self.0.view().question(parse(id)?))
    }

    /// A page of the risk register.
    ///
    /// @throws {AnnexaError} malformed
    #[wasm_bindgen(unchecked_return_type = "RiskPage")]
    pub fn risks(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<RiskQuery>")] query: &JsValue,
    ) -> Js {
        to_js(&self.0.view().risks(&from_js::<RiskQuery>(query)?))
    }

    /// The ids of the risks that a query wants, all pages of them.
    ///
    /// @throws {AnnexaError} malformed
    #[wasm_bindgen(js_name = riskIds, unchecked_return_type = "string[]")]
    pub fn risk_ids(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<RiskQuery>")] query: &JsValue,
    ) -> Js {
        to_js(&self.0.view().risk_ids(&from_js(query)?))
    }

    /// The risks counted by a column, as they stand on a day such as 2026-11-24.
    ///
    /// @throws {AnnexaError} malformed
    #[wasm_bindgen(js_name = riskGroups, unchecked_return_type = "RiskGroup[]")]
    pub fn risk_groups(
        &self,
        #[wasm_bindgen(unchecked_param_type = "RiskColumn")] column: &JsValue,
        today: &str,
    ) -> Js {
        to_js(
            &self
                .0
                .view()
                .risk_groups(from_js(column)?, Some(parse(today)?)),
        )
    }

    /// One risk with what follows from it.
    ///
    /// @throws {AnnexaError} not-found when the id cannot be one
    #[wasm_bindgen(unchecked_return_type = "RiskView | undefined")]
    pub fn risk(&self, id: &str) -> Js {
        option_to_js(self.0.view().risk(&parse(id)?))
    }

    /// The heat map, before and after treatment.
    #[wasm_bindgen(js_name = heatMap, unchecked_return_type = "HeatMap")]
    pub fn heat_map(&self) -> Js {
        to_js(&self.0.view().heat_map())
    }

    /// The starter scenarios, those of the organisation's sector first.
    #[wasm_bindgen(unchecked_return_type = "StarterRow[]")]
    pub fn starters(&self) -> Js {
        to_js(&self.0.view().starters())
    }

    /// All controls of the edition with their decisions.
    #[wasm_bindgen(unchecked_return_type = "ControlRow[]")]
    pub fn controls(&self) -> Js {
        to_js(&self.0.view().controls())
    }

    /// One control: why, and what would change it.
    ///
    /// @throws {AnnexaError} not-found, also for a control of the other edition
    #[wasm_bindgen(unchecked_return_type = "ControlDetail")]
    pub fn control(&self, id: &str) -> Js {
        to_js(&self.0.view().control(parse(id)?)?)
    }

    /// All documents: which are needed, and how far each is.
    #[wasm_bindgen(unchecked_return_type = "DocumentRow[]")]
    pub fn documents(&self) -> Js {
        to_js(&self.0.view().documents())
    }

    /// The ways to cut the document set, with the number of documents of each.
    #[wasm_bindgen(js_name = documentSets, unchecked_return_type = "DocumentSets")]
    pub fn document_sets(&self) -> Js {
        to_js(&self.0.view().document_sets())
    }

    /// One document: why it is needed, and what was decided about it.
    ///
    /// @throws {AnnexaError} not-found
    #[wasm_bindgen(unchecked_return_type = "DocumentDetail")]
    pub fn document(&self, id: &str) -> Js {
        to_js(&self.0.view().document(parse(id)?))
    }

    /// The registers and records of the set, with how they stand on a day such as 2026-11-24.
    ///
    /// @throws {AnnexaError}
    #[wasm_bindgen(unchecked_return_type = "RegisterLine[]")]
    pub fn registers(&self, today: &str) -> Js {
        to_js(&self.0.view().registers(parse(today)?))
    }

    /// One register with its columns, rows and starters.
    ///
    /// @throws {AnnexaError} not-found
    #[wasm_bindgen(unchecked_return_type = "RegisterView")]
    pub fn register(&self, id: &str) -> Js {
        to_js(&self.0.view().register(parse(id)?))
    }

    /// Names of everything that is shown by id.
    #[wasm_bindgen(unchecked_return_type = "Labels")]
    pub fn labels(&self) -> Js {
        to_js(&self.0.view().labels())
    }

    /// The shared parameters with their values.
    #[wasm_bindgen(unchecked_return_type = "ParameterLabel[]")]
    pub fn parameters(&self) -> Js {
        to_js(&self.0.view().parameters())
    }

    /// One entity as it was put; the id is empty for organisation, scope and method.
    ///
    /// @throws {AnnexaError} not-found when the id cannot be one
    #[wasm_bindgen(unchecked_return_type = "Entity | undefined")]
    pub fn entity(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Kind")] kind: &JsValue,
        id: &str,
    ) -> Js {
        let kind: Kind = from_js(kind)?;
        option_to_js(self.0.view().entity(kind, id)?)
    }

    /// All entities of a kind, in the order of their ids.
    ///
    /// @throws {AnnexaError} malformed
    #[wasm_bindgen(unchecked_return_type = "Entity[]")]
    pub fn entities(&self, #[wasm_bindgen(unchecked_param_type = "Kind")] kind: &JsValue) -> Js {
        to_js(&self.0.view().entities(from_js(kind)?))
    }

    /// A page of the change history, newest first.
    #[wasm_bindgen(unchecked_return_type = "Entry[]")]
    pub fn history(&self, skip: usize, take: usize) -> Js {
        to_js(&self.0.view().history(skip, take))
    }
}
