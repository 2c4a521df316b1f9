//! Reads a file as the page does: what the survey guesses, then the proposal.

use annexa::api::{Session, propose_import, survey_import};
use annexa::import::{ImportPlan, ImportProposal, RowOutcome, SheetPlan, SurveyedSheet};
use annexa::workspace::{Line, Moment, Stamp};

pub fn line(text: &str) -> Line {
    Line::try_from(text).unwrap()
}

pub fn stamp() -> Stamp {
    Stamp {
        at: Moment::try_from("2026-11-24T09:00:00Z").unwrap(),
        by: line("Ada"),
    }
}

/// The plan that the page begins with.
pub fn plan(sheets: &[SurveyedSheet], ids: &str) -> ImportPlan {
    ImportPlan {
        name: line("Import"),
        sheets: sheets.iter().map(SheetPlan::from).collect(),
        month_first: false,
        ids: ids.parse().unwrap(),
        by: line("Ada"),
        on: "2026-11-24".parse().unwrap(),
    }
}

/// What reading a file as it is guessed would do.
pub fn proposal(session: &Session, file: &[u8], name: &str) -> ImportProposal {
    let survey = survey_import(file, name, None).unwrap();
    propose_import(
        session,
        file,
        name,
        &plan(&survey.sheets, name.split('.').next().unwrap()),
    )
    .unwrap()
}

/// Reads a file in, as one step.
pub fn import(session: &mut Session, file: &[u8], name: &str) -> ImportProposal {
    let proposal = proposal(session, file, name);
    if let Some(command) = proposal.command.clone() {
        session.run(command, stamp()).unwrap();
    }
    proposal
}

/// The codes of remarks on the rows of an outcome, each once, in order of first use.
pub fn codes(proposal: &ImportProposal, outcome: RowOutcome) -> Vec<&'static str> {
    let mut codes = Vec::new();
    let rows = proposal.rows.iter().filter(|row| row.outcome == outcome);
    for remark in rows.flat_map(|row| &row.remarks) {
        if !codes.contains(&remark.code) {
            codes.push(remark.code);
        }
    }
    codes
}
