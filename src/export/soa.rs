//! The Statement of Applicability as a workbook.

use super::xlsx::{Cell, Column, Content, Part, Row, Sheet, Table, Workbook};
use crate::catalogue::{ControlId, DocumentId};
use crate::documents::control::chapter_title;
use crate::documents::model::DocumentControl;
use crate::selection::{
    Explanation, Group, Need, Outcome, Reason, Verdict, Verdicts, groups, home, homes, in_edition,
    need, sentences,
};
use crate::workspace::{Choice, ControlState, Data, Risk, Status, Tone, Treatment};

/// The workbook: cover, all controls, the excluded ones, links to risks, documents, legend.
pub fn workbook(data: &Data, verdicts: &Verdicts, control: DocumentControl) -> Workbook {
    let soa = Soa { data, verdicts };
    let register = |name, table| Sheet {
        name,
        content: Content::Register(table),
    };
    Workbook {
        kind: "soa",
        title: "Statement of Applicability".to_owned(),
        language: "en".to_owned(),
        sheets: vec![
            soa.cover(&control),
            register("SoA", soa.controls()),
            register("Excluded controls", soa.excluded()),
            register("Risk links", soa.risks()),
            register("Documents", soa.documents()),
            legend(),
        ],
        control,
    }
}

const YES: &str = "Yes";
const NO: &str = "No";
const NOT_APPLICABLE: &str = "Not applicable";

/// What a status is called, with its colour.
const STATUS: [(Status, &str, Tone); 3] = [
    (Status::Implemented, "Implemented", Tone::Calm),
    (Status::Partly, "Partly implemented", Tone::Watch),
    (Status::Planned, "Planned", Tone::Act),
];

/// The codes for reasons, as auditors know them.
const CODES: [(Group, &str, &str); 5] = [
    (
        Group::Risk,
        "RRA",
        "Result of the risk assessment: a treated risk names the control",
    ),
    (Group::Legal, "LR", "Legal or regulatory requirement"),
    (Group::Contractual, "CO", "Contractual obligation"),
    (
        Group::Business,
        "BR/BP",
        "Business requirement or good practice, from the answers given",
    ),
    (
        Group::Person,
        "DEC",
        "Decision of a person, named with date and reason",
    ),
];

struct Soa<'a> {
    data: &'a Data,
    verdicts: &'a Verdicts,
}

impl Soa<'_> {
    fn cover(&self, control: &DocumentControl) -> Sheet {
        let count = |wanted: fn(&Verdict) -> bool| {
            Cell::from(
                self.verdicts
                    .iter()
                    .filter(|(_, verdict)| wanted(verdict))
                    .count() as u32,
            )
        };
        let figures = vec![
            ("Controls in Annex A".to_owned(), count(|_| true)),
            (
                "Applicable".to_owned(),
                count(|v| v.outcome == Outcome::Included),
            ),
            (
                "Not applicable".to_owned(),
                count(|v| v.outcome == Outcome::Excluded),
            ),
            ("To be confirmed".to_owned(), count(|v| v.to_confirm)),
        ];
        let parts = vec![
            Part::Title("Statement of Applicability".to_owned()),
            Part::Pairs(super::register::control_pairs(control)),
            Part::Heading("Scope".to_owned()),
            Part::Pairs(vec![(
                "Statement".to_owned(),
                (*self.data.scope.statement).into(),
            )]),
            Part::Heading("Figures".to_owned()),
            Part::Pairs(figures),
            Part::Text("Every decision and its justification is on the sheet SoA.".to_owned()),
        ];
        Sheet {
            name: "Cover",
            content: Content::Page {
                widths: vec![24.0, 80.0],
                parts,
            },
        }
    }

    fn controls(&self) -> Table {
        let statuses = STATUS.map(|(_, name, _)| name);
        let tones = STATUS.map(|(_, name, tone)| (name, tone));
        let columns = vec![
            Column::new("Control", 8.0),
            Column::new("Title", 24.0),
            Column::new("Theme", 13.0),
            Column::new("Applicable", 11.0).choices([YES, NO]),
            Column::new("Reason codes", 11.0),
            Column::new("Justification", 40.0),
            Column::new("To be confirmed", 11.0)
                .choices([YES])
                .tones([(YES, Tone::Act)]),
            Column::new("Implementation status", 15.0)
                .choices(statuses.into_iter().chain([NOT_APPLICABLE]))
                .tones(tones),
            Column::new("How it is implemented", 40.0),
            Column::new("Owner", 17.0),
            Column::new("Due", 11.0),
            Column::new("Documents", 26.0),
            Column::new("Evidence", 22.0),
            Column::new("Risks", 11.0),
        ];
        let rows = self.verdicts.iter().map(|(control, verdict)| Row {
            id: control.as_str().to_owned(),
            cells: self.control(control, verdict),
        });
        Table {
            name: "SoA",
            columns,
            rows: rows.collect(),
        }
    }

    fn control(&self, control: ControlId, verdict: Verdict) -> Vec<Cell> {
        let state = self.data.controls.get(&control);
        let reasons = Explanation::of(self.data, control).reasons;
        let included = verdict.outcome == Outcome::Included;
        vec![
            control.as_str().into(),
            control.get().title.into(),
            control.get().theme.title().into(),
            (if included { YES } else { NO }).into(),
            self.codes(control).into(),
            sentences(&reasons).into(),
            (if verdict.to_confirm { YES } else { "" }).into(),
            (if included {
                status(state)
            } else {
                NOT_APPLICABLE
            })
            .into(),
            state.map_or("", |state| &*state.description).into(),
            self.owner(state).into(),
            state.and_then(|state| state.due).into(),
            (if included {
                self.titles(control)
            } else {
                String::new()
            })
            .into(),
            state.map(evidence).unwrap_or_default().into(),
            risks(&reasons).into(),
        ]
    }

    fn codes(&self, control: ControlId) -> String {
        let found = groups(self.data, control);
        let codes = CODES.iter().filter(|(group, _, _)| found.contains(group));
        codes
            .map(|(_, code, _)| *code)
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn owner(&self, state: Option<&ControlState>) -> String {
        let owner = state.and_then(|state| state.owner.as_ref());
        owner
            .map(|owner| self.data.owner_text(owner))
            .unwrap_or_default()
    }

    fn titles(&self, control: ControlId) -> String {
        let wanted = |id: &&DocumentId| {
            let choice = self.data.documents.get(id).map(|state| &state.choice);
            !matches!(choice, Some(Choice::NotNeeded { .. }))
        };
        let documents = control.get().documents.iter().filter(wanted);
        documents
            .map(|id| self.title(*id))
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn title(&self, document: DocumentId) -> String {
        let title = self.data.document_title(document);
        match home(document, self.data, self.verdicts) {
            merged if merged != document => chapter_title(self.data.document_title(merged), title),
            _ => title.to_owned(),
        }
    }

    fn excluded(&self) -> Table {
        let columns = vec![
            Column::new("Control", 10.0),
            Column::new("Title", 40.0),
            Column::new("Justification", 80.0),
            Column::new("Decided by", 24.0),
            Column::new("Decided on", 12.0),
        ];
        let excluded = self
            .verdicts
            .iter()
            .filter(|(_, verdict)| verdict.outcome == Outcome::Excluded);
        let rows = excluded.map(|(control, _)| {
            let reasons = Explanation::of(self.data, control).reasons;
            let state = self.data.controls.get(&control);
            let person = state.and_then(|state| state.r#override.as_ref());
            Row {
                id: control.as_str().to_owned(),
                cells: vec![
                    control.as_str().into(),
                    control.get().title.into(),
                    sentences(&reasons).into(),
                    person.map_or("", |person| &*person.by).into(),
                    person.map(|person| person.on).into(),
                ],
            }
        });
        Table {
            name: "ExcludedControls",
            columns,
            rows: rows.collect(),
        }
    }

    /// A row for every pair of a treated risk and a control that treats it.
    fn risks(&self) -> Table {
        let columns = vec![
            Column::new("Control", 10.0),
            Column::new("Control title", 40.0),
            Column::new("Risk", 8.0),
            Column::new("Risk title", 50.0),
            Column::new("Treatment", 12.0),
            Column::new("Inherent level", 14.0).tones(super::register::band_tones(self.data)),
            Column::new("Residual level", 14.0).tones(super::register::band_tones(self.data)),
        ];
        let mut links: Vec<(ControlId, &Risk)> = Vec::new();
        for risk in self.data.risks.iter().filter(|risk| risk.is_treated()) {
            let edition = self.verdicts.edition();
            let controls = risk.controls.iter().flat_map(|c| in_edition(*c, edition));
            links.extend(controls.map(|control| (control, risk)));
        }
        links.sort_by_key(|(control, risk)| (*control, risk.number));
        links.dedup_by_key(|(control, risk)| (*control, risk.number));
        let rows = links.into_iter().map(|(control, risk)| Row {
            id: String::new(),
            cells: vec![
                control.as_str().into(),
                control.get().title.into(),
                format!("R-{}", risk.number).into(),
                (*risk.title).into(),
                risk.treatment.map(treatment_name).into(),
                super::register::band(self.data, risk.inherent).into(),
                super::register::band(self.data, risk.residual).into(),
            ],
        });
        Table {
            name: "RiskLinks",
            columns,
            rows: rows.collect(),
        }
    }

    fn documents(&self) -> Table {
        let columns = vec![
            Column::new("Document", 40.0),
            Column::new("Kind", 12.0),
            Column::new("Clauses", 20.0),
            Column::new("Controls", 40.0),
            Column::new("Needed", 20.0),
            Column::new("State", 18.0),
            Column::new("Version", 10.0),
            Column::new("Approved on", 13.0),
            Column::new("Reference or reason", 40.0),
        ];
        let called = DocumentId::all().filter(|id| need(*id, self.verdicts) != Need::NotNeeded);
        let rows = homes(called, self.data, self.verdicts)
            .into_iter()
            .map(|id| Row {
                id: id.as_str().to_owned(),
                cells: self.document(id),
            });
        Table {
            name: "Documents",
            columns,
            rows: rows.collect(),
        }
    }

    fn document(&self, id: DocumentId) -> Vec<Cell> {
        let record = id.get();
        let state = self.data.documents.get(&id);
        let approval = state.and_then(|state| state.approvals.last());
        let clauses: Vec<&str> = record
            .clauses
            .iter()
            .map(|clause| clause.as_str())
            .collect();
        let controls = record.controls(self.verdicts.edition()).iter();
        let controls: Vec<&str> = controls
            .filter(|control| self.verdicts.included(**control))
            .map(|control| control.as_str())
            .collect();
        let (standing, remark) = match state.map(|state| &state.choice) {
            Some(Choice::Elsewhere { reference }) => ("Exists elsewhere", &**reference),
            Some(Choice::NotNeeded { reason }) => ("Done without", &**reason),
            _ if state.is_some_and(|state| state.is_approved()) => ("Approved", ""),
            _ => ("Draft", ""),
        };
        vec![
            self.title(id).into(),
            record.kind.title().into(),
            clauses.join(", ").into(),
            controls.join(", ").into(),
            need_name(need(id, self.verdicts)).into(),
            standing.into(),
            approval.map(|approval| &*approval.version).into(),
            approval.map(|approval| approval.on).into(),
            remark.into(),
        ]
    }
}

fn status(state: Option<&ControlState>) -> &'static str {
    let status = state.and_then(|state| state.status);
    let known = STATUS.iter().find(|(known, _, _)| Some(*known) == status);
    known.map_or("", |(_, name, _)| name)
}

fn evidence(state: &ControlState) -> String {
    let lines = state
        .evidence
        .iter()
        .map(|evidence| match &*evidence.place {
            "" => evidence.title.to_string(),
            place => format!("{} ({place})", evidence.title),
        });
    lines.collect::<Vec<_>>().join("\n")
}

fn risks(reasons: &[Reason]) -> String {
    let numbers = reasons.iter().filter_map(|reason| match reason {
        Reason::Risk { number, .. } => Some(format!("R-{number}")),
        _ => None,
    });
    numbers.collect::<Vec<_>>().join(", ")
}

pub(super) fn treatment_name(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Reduce => "Reduce",
        Treatment::Avoid => "Avoid",
        Treatment::Share => "Share",
        Treatment::Accept => "Accept",
    }
}

fn need_name(need: Need) -> &'static str {
    match need {
        Need::Always => "Always",
        Need::Called => "By a control",
        Need::Recommended => "Recommended",
        Need::NotNeeded => "No",
    }
}

fn legend() -> Sheet {
    let row = |cells: &[&str]| cells.iter().map(|text| Cell::from(*text).plain()).collect();
    let codes = CODES
        .iter()
        .map(|(_, code, meaning)| row(&[code, meaning]))
        .collect();
    let meaning = |status| match status {
        Status::Implemented => "In place and in use; there is evidence",
        Status::Partly => "In place for a part of the scope, or not yet in use everywhere",
        Status::Planned => "Decided, not in place yet; the due date says when",
    };
    let mut statuses: Vec<Vec<_>> = STATUS
        .iter()
        .map(|(status, name, tone)| {
            let mut cells: Vec<_> = row(&[name, meaning(*status)]);
            if let Some(first) = cells.first_mut() {
                first.tone = Some(*tone);
            }
            cells
        })
        .collect();
    statuses.push(row(&[
        NOT_APPLICABLE,
        "The control is excluded, with a justification",
    ]));
    let head = |titles: [&str; 2]| titles.map(str::to_owned).to_vec();
    let parts =
        vec![
        Part::Title("Legend".to_owned()),
        Part::Heading("Reason codes".to_owned()),
        Part::Table { head: head(["Code", "Meaning"]), rows: codes },
        Part::Heading("Implementation status".to_owned()),
        Part::Table { head: head(["Status", "Meaning"]), rows: statuses },
        Part::Heading("To be confirmed".to_owned()),
        Part::Text(
            "The control is applicable only because questions are still open; the justification \
             says which."
                .to_owned(),
        ),
    ];
    Sheet {
        name: "Legend",
        content: Content::Page {
            widths: vec![24.0, 80.0],
            parts,
        },
    }
}
