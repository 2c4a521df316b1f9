//! Reading tables in: what a file holds, and what taking it over would do.

use super::Session;
use crate::error::Result;
use crate::import::{ImportPlan, ImportProposal, SurveyedSheet, Target, propose, read, survey};
use serde::Serialize;

/// A file as it was looked at, and what its sheets can be read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ImportSurvey {
    /// The sheets with rows.
    pub sheets: Vec<SurveyedSheet>,
    /// What a sheet can be read as.
    pub targets: Vec<ImportTarget>,
    /// Whether it is a workbook that was written here: then a cell that was emptied empties.
    pub ours: bool,
}

/// What a sheet can be read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ImportTarget {
    /// The id.
    pub id: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Whether it is a register that is kept by rows.
    pub register: bool,
    /// The fields that columns can fill.
    pub fields: Vec<ImportField>,
}

/// A field that a column can fill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ImportField {
    /// The path.
    pub path: String,
    /// What people call it.
    pub title: String,
    /// Whether a row has to have it.
    pub required: bool,
}

/// Looks at a file. `chosen` says for one sheet, by its place, what people chose it to be.
///
/// ```
/// use annexa::api::survey_import;
/// let survey = survey_import(b"Risk title,Owner\nPhishing,CISO\n", "risk-register.csv", None)?;
/// assert_eq!(survey.sheets[0].target, Some("risk"));
/// # Ok::<(), annexa::error::Error>(())
/// ```
///
/// # Errors
/// As [`read`].
pub fn survey_import(
    file: &[u8],
    name: &str,
    chosen: Option<(usize, &str)>,
) -> Result<ImportSurvey> {
    let book = read(file, name)?;
    let targets = Target::all().into_iter().map(|target| ImportTarget {
        id: target.id,
        title: target.title,
        register: target.register.is_some(),
        fields: target
            .fields
            .into_iter()
            .map(|field| ImportField {
                path: field.path,
                title: field.title,
                required: field.required,
            })
            .collect(),
    });
    Ok(ImportSurvey {
        sheets: survey(&book, name, chosen),
        targets: targets.collect(),
        ours: book.ours.is_some(),
    })
}

/// What taking a file over by a plan would do, with the command that does it.
///
/// # Errors
/// As [`read`] and [`propose`].
pub fn propose_import(
    session: &Session,
    file: &[u8],
    name: &str,
    plan: &ImportPlan,
) -> Result<ImportProposal> {
    let view = session.view();
    propose(
        &view.workspace.data,
        view.verdicts,
        &read(file, name)?,
        plan,
    )
}
