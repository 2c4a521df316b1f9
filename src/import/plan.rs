//! How a file is to be read, as people decided it.

use super::SurveyedSheet;
use crate::workspace::{Date, Id, Line};
use serde::Deserialize;

/// How a file is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportPlan {
    /// What the step is called in the history.
    pub name: Line,
    /// The sheets, in the order in which they are read.
    pub sheets: Vec<SheetPlan>,
    /// Whether the month comes first in days such as 03/04/2026 that could be read either way.
    #[serde(default)]
    pub month_first: bool,
    /// Begins the ids of what is new; not used before. A number is added to it.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub ids: Id,
    /// Who decides, where the table holds decisions.
    pub by: Line,
    /// Today.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub on: Date,
}

/// How a sheet is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SheetPlan {
    /// Its place in the file, from 0.
    pub sheet: usize,
    /// The place of the row of headings among its rows, from 0.
    pub header: usize,
    /// What its rows are; nothing is taken over without it.
    #[serde(default)]
    pub target: Option<String>,
    /// The path of the field that each column fills.
    pub columns: Vec<Option<String>>,
}

/// As the survey guesses it, and as the page begins.
///
/// ```
/// use annexa::{api::survey_import, import::SheetPlan};
/// let survey = survey_import(b"Risk title,Owner\nPhishing,CISO\n", "risk-register.csv", None)?;
/// let plan = SheetPlan::from(&survey.sheets[0]);
/// assert_eq!(plan.target.as_deref(), Some("risk"));
/// assert_eq!(plan.columns[0].as_deref(), Some("title"));
/// # Ok::<(), annexa::error::Error>(())
/// ```
impl From<&SurveyedSheet> for SheetPlan {
    fn from(sheet: &SurveyedSheet) -> Self {
        let fields = sheet.columns.iter().map(|column| column.field.clone());
        Self {
            sheet: sheet.sheet,
            header: sheet.header,
            target: sheet.target.map(str::to_owned),
            columns: fields.collect(),
        }
    }
}
