//! The risk register: pages of rows, the heat map, the starter scenarios.

use super::risk_query::{acceptance, plan_state};
use super::{RiskQuery, View};
use crate::catalogue::{ControlId, QuestionId, ScenarioId, Sector};
use crate::risk::Level;
use crate::selection::Truth;
use crate::workspace::{Action, ActionStatus, Date, Id, Method, Owner, Risk, Score, Treatment};
use serde::Serialize;

/// A risk in the register.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RiskRow {
    /// Its id.
    pub id: Id,
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// What is at risk.
    pub asset: String,
    /// Who may decide about it.
    pub owner: Option<Owner>,
    /// The level before treatment.
    pub inherent: Option<Level>,
    /// The level with the controls that exist.
    pub current: Option<Level>,
    /// The level with the planned controls.
    pub residual: Option<Level>,
    /// What is done about it.
    pub treatment: Option<Treatment>,
    /// The controls that treat it.
    #[cfg_attr(target_family = "wasm", tsify(type = "string[]"))]
    pub controls: Vec<ControlId>,
    /// How far its treatment plan is; none without actions.
    pub plan: Option<PlanState>,
    /// How many of its actions are done.
    pub done: usize,
    /// How many actions it has.
    pub actions: usize,
    /// Whether the acceptance of what is left holds.
    #[cfg_attr(target_family = "wasm", tsify(type = "'valid' | 'expired' | null"))]
    pub acceptance: Option<&'static str>,
    /// Whether it counts: a starter as it came does not.
    pub own: bool,
}

/// How far an action or a whole plan is: what needs more care is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum PlanState {
    /// Done.
    Done,
    /// Under way.
    Started,
    /// Not begun.
    Open,
    /// Not done by its day.
    Overdue,
}

impl PlanState {
    pub(super) fn of(action: &Action, today: Option<Date>) -> Self {
        let late = action
            .due
            .zip(today)
            .is_some_and(|(due, today)| due < today);
        match action.status {
            ActionStatus::Done => Self::Done,
            _ if late => Self::Overdue,
            ActionStatus::Started => Self::Started,
            ActionStatus::Open => Self::Open,
        }
    }
}

/// One risk with what follows from it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RiskView {
    /// The risk, with its controls in the open edition.
    pub risk: Risk,
    /// Whether it counts: a starter as it came does not.
    pub own: bool,
    /// Controls that its starter scenario suggests and that it does not name.
    #[cfg_attr(target_family = "wasm", tsify(type = "string[]"))]
    pub suggested: Vec<ControlId>,
}

/// A page of the register.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RiskPage {
    /// The rows.
    pub rows: Vec<RiskRow>,
    /// How many match.
    pub matching: usize,
    /// How many there are.
    pub total: usize,
}

/// A cell of the heat map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct HeatCell {
    /// The level of the cell.
    pub level: Level,
    /// Risks there before treatment.
    pub inherent: u32,
    /// Risks there after it.
    pub residual: u32,
}

/// The heat map: a row for each likelihood, lowest first; a cell for each impact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct HeatMap {
    /// Names of the rows.
    pub likelihood: Vec<String>,
    /// Names of the columns.
    pub impact: Vec<String>,
    /// The cells.
    pub rows: Vec<Vec<HeatCell>>,
    /// Risks without a rating.
    pub unrated: u32,
}

/// A starter scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct StarterRow {
    /// Its id.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub id: ScenarioId,
    /// The sector that it was written for; none for a risk of every sector.
    pub sector: Option<Sector>,
    /// Its title.
    pub title: &'static str,
    /// What could happen.
    pub threat: &'static str,
    /// Why it could.
    pub vulnerability: &'static str,
    /// Whether the register holds a risk that was made from it.
    pub used: bool,
    /// The questions whose answer, no, speaks against it.
    pub ruled_out: Vec<RulingOut>,
    /// The risk that it would become: put it under an id of its own.
    pub risk: Option<Risk>,
}

/// A question that was answered with no, so that a starter scenario makes no sense.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RulingOut {
    /// Its id.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub id: QuestionId,
    /// The question.
    pub text: &'static str,
}

const PAGE: usize = 100;

impl View<'_> {
    /// A page of the register.
    pub fn risks(&self, query: &RiskQuery) -> RiskPage {
        let found = self.found(query);
        let take = if query.take == 0 { PAGE } else { query.take };
        RiskPage {
            matching: found.len(),
            total: self.workspace.data.risks.len(),
            rows: found
                .into_iter()
                .skip(query.skip)
                .take(take)
                .map(|risk| self.risk_row(risk, query.today))
                .collect(),
        }
    }

    fn risk_row(&self, risk: &Risk, today: Option<Date>) -> RiskRow {
        let data = &self.workspace.data;
        let method = &data.method;
        let done = |action: &&Action| action.status == ActionStatus::Done;
        let level = |score: Option<Score>| score.and_then(|score| method.level(score));
        RiskRow {
            id: risk.id.clone(),
            number: risk.number,
            title: risk.title.to_string(),
            asset: data.at_risk(risk),
            owner: risk.owner.clone(),
            inherent: level(risk.inherent),
            current: level(risk.current),
            residual: level(risk.residual),
            treatment: risk.treatment,
            controls: self.in_edition(&risk.controls),
            plan: plan_state(risk, today),
            done: risk.actions.iter().filter(done).count(),
            actions: risk.actions.len(),
            acceptance: acceptance(risk, today),
            own: risk.is_own(),
        }
    }

    /// The controls of the open edition that a list names, in whatever edition it names them.
    pub(super) fn in_edition(&self, controls: &[ControlId]) -> Vec<ControlId> {
        let edition = self.verdicts.edition();
        let named: Vec<ControlId> = controls
            .iter()
            .flat_map(|control| crate::selection::in_edition(*control, edition))
            .collect();
        ControlId::all(edition)
            .filter(|control| named.contains(control))
            .collect()
    }

    /// One risk with what follows from it.
    pub fn risk(&self, id: &Id) -> Option<RiskView> {
        let mut risk = self.workspace.data.risks.get(id)?.clone();
        risk.controls = self.in_edition(&risk.controls);
        let starter = risk
            .starter
            .map_or(&[][..], |starter| starter.get().controls);
        let mut suggested = self.in_edition(starter);
        suggested.retain(|control| !risk.controls.contains(control));
        Some(RiskView {
            own: risk.is_own(),
            suggested,
            risk,
        })
    }

    /// The heat map, before and after treatment.
    pub fn heat_map(&self) -> HeatMap {
        let data = &self.workspace.data;
        let method = &data.method;
        let mut rows = empty_map(method);
        let mut unrated = 0;
        for risk in data.risks.iter() {
            unrated += u32::from(risk.inherent.is_none());
            if let Some(cell) = cell(&mut rows, risk.inherent) {
                cell.inherent += 1;
            }
            if let Some(cell) = cell(&mut rows, risk.residual) {
                cell.residual += 1;
            }
        }
        let names = |scale: &[crate::workspace::ScaleStep]| {
            scale.iter().map(|step| step.label.to_string()).collect()
        };
        HeatMap {
            likelihood: names(&method.likelihood),
            impact: names(&method.impact),
            rows,
            unrated,
        }
    }

    /// The starter scenarios: those of the organisation's sector first, then those of every
    /// sector, then the others; and after all of them those that an answer rules out.
    pub fn starters(&self) -> Vec<StarterRow> {
        let risks = self.workspace.data.risks.iter();
        let used: Vec<ScenarioId> = risks.filter_map(|risk| risk.starter).collect();
        let all: Vec<_> = ScenarioId::all().map(|id| (self.place(id), id)).collect();
        (0..PLACES)
            .flat_map(|place| all.iter().filter(move |(of, _)| *of == place))
            .map(|(_, id)| self.starter(*id, used.contains(id)))
            .collect()
    }
}

/// How many groups of starter scenarios follow each other.
const PLACES: usize = 6;

impl View<'_> {
    /// The group of starter scenarios in which one is shown.
    fn place(&self, id: ScenarioId) -> usize {
        let distance = match id.get().sector {
            None => 1,
            sector if sector == self.workspace.data.organisation.sector => 0,
            Some(_) => 2,
        };
        let ruled_out = self.ruled_out(id).next().is_some();
        if ruled_out {
            distance + PLACES / 2
        } else {
            distance
        }
    }

    /// The questions whose answer, no, speaks against a scenario; an open one does not.
    fn ruled_out(&self, id: ScenarioId) -> impl Iterator<Item = QuestionId> + '_ {
        let when = id.get().when.iter().copied();
        when.filter(|question| Truth::of(&self.workspace.data, *question) == Truth::False)
    }

    /// A scenario as the risk that it would become, rated on the organisation's scales and with
    /// the controls of the open edition.
    fn starter(&self, id: ScenarioId, used: bool) -> StarterRow {
        let texts = id.texts();
        let method = &self.workspace.data.method;
        // An id of text that is never put: the page gives the risk its own.
        let draft = Id::try_from("starter").ok();
        let mut risk = draft.map(|draft| Risk::from_starter(draft, id));
        if let Some(risk) = &mut risk {
            risk.controls = self.in_edition(&risk.controls);
            risk.inherent = risk.inherent.map(|score| method.fit(score));
        }
        StarterRow {
            id,
            sector: id.get().sector,
            title: texts.title,
            threat: texts.threat,
            vulnerability: texts.vulnerability,
            used,
            ruled_out: self
                .ruled_out(id)
                .map(|id| RulingOut {
                    id,
                    text: id.get().text,
                })
                .collect(),
            risk,
        }
    }
}

fn empty_map(method: &Method) -> Vec<Vec<HeatCell>> {
    let steps =
        |scale: &[crate::workspace::ScaleStep]| 1..=u8::try_from(scale.len()).unwrap_or_default();
    steps(&method.likelihood)
        .map(|likelihood| {
            steps(&method.impact)
                .filter_map(|impact| method.level(Score { likelihood, impact }))
                .map(|level| HeatCell {
                    level,
                    inherent: 0,
                    residual: 0,
                })
                .collect()
        })
        .collect()
}

fn cell(rows: &mut [Vec<HeatCell>], score: Option<Score>) -> Option<&mut HeatCell> {
    let score = score?;
    rows.get_mut(usize::from(score.likelihood).checked_sub(1)?)?
        .get_mut(usize::from(score.impact).checked_sub(1)?)
}
