//! The registers of a workspace as Excel workbooks.

use super::Session;
use crate::catalogue::{DocumentId, RegisterId};
use crate::documents::control::document_control;
use crate::documents::model::DocumentControl;
use crate::error::{Error, ErrorKind, Result};
use crate::export::{record, register, soa, xlsx};
use crate::workspace::Date;
use serde::{Deserialize, Serialize};

/// Which workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum WorkbookKind {
    /// The Statement of Applicability.
    Soa,
    /// The risk register with method, heat map and treatment plan.
    RiskRegister,
    /// A register that is kept by rows.
    Register(#[cfg_attr(target_family = "wasm", tsify(type = "string"))] RegisterId),
}

impl WorkbookKind {
    /// The document that the workbook is another form of.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when the catalogue does not have it.
    pub fn document(self) -> Result<DocumentId> {
        let id = match self {
            Self::Soa => "statement-of-applicability",
            Self::RiskRegister => "risk-register",
            Self::Register(register) => return Ok(register.get().document),
        };
        let unknown = |_| Error::new(ErrorKind::NotFound, format!("there is no document `{id}`"));
        id.parse().map_err(unknown)
    }
}

/// Writes a workbook. Without the document's own control block it is marked as a draft of today,
/// since only the rendered document can tell whether it is still what was approved.
///
/// ```
/// use annexa::api::{Session, WorkbookKind, workbook};
/// let today = "2026-11-24".parse().unwrap();
/// let bytes = workbook(&Session::default(), WorkbookKind::Soa, today, None)?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), annexa::error::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Export`] when there is more than a workbook can hold.
pub fn workbook(
    session: &Session,
    kind: WorkbookKind,
    today: Date,
    control: Option<DocumentControl>,
) -> Result<Vec<u8>> {
    let view = session.view();
    let data = &view.workspace.data;
    let id = kind.document()?;
    let control = control.unwrap_or_else(|| document_control(data, today, id, &[], false));
    xlsx::write(&match kind {
        WorkbookKind::Soa => soa::workbook(data, view.verdicts, control),
        WorkbookKind::RiskRegister => register::workbook(data, control),
        WorkbookKind::Register(register) => record::workbook(data, register, control),
    })
}
