//! The risk register and the method as values.

use super::{Context, list, optional_date, record};
use crate::documents::engine::Phrase;
use crate::risk::Standing;
use crate::selection::in_edition;
use crate::workspace::{
    Acceptance, Action, ActionStatus, LevelRule, Method, Risk, ScaleStep, Score, Treatment,
};
use minijinja::Value;

impl Context<'_> {
    /// The organisation's own risks, the highest first.
    pub(super) fn risks(&self) -> Value {
        let own = self
            .data
            .risks_by_level()
            .into_iter()
            .filter(|risk| risk.is_own());
        list(own.map(|risk| self.risk(risk)))
    }

    fn risk(&self, risk: &Risk) -> Value {
        let edition = self.verdicts.edition();
        let mut controls: Vec<_> = risk
            .controls
            .iter()
            .flat_map(|c| in_edition(*c, edition))
            .collect();
        controls.sort_unstable();
        controls.dedup();
        let controls = controls.iter().map(|control| Value::from(control.as_str()));
        let own = risk
            .own_controls
            .iter()
            .map(|control| Value::from(&**control));
        record([
            ("number", Value::from(format!("R-{}", risk.number))),
            ("title", Value::from(&*risk.title)),
            ("asset", Value::from(self.data.at_risk(risk))),
            ("threat", Value::from(&*risk.threat)),
            ("vulnerability", Value::from(&*risk.vulnerability)),
            ("consequence", Value::from(&*risk.consequence)),
            ("properties", Value::from(risk.properties())),
            ("owner", self.owner(risk.owner.as_ref())),
            ("inherent", self.level(risk.inherent)),
            ("current", self.level(risk.current)),
            ("residual", self.level(risk.residual)),
            (
                "treatment",
                Value::from(risk.treatment.map_or("", treatment_word)),
            ),
            (
                "accepted",
                Value::from(risk.treatment == Some(Treatment::Accept)),
            ),
            ("rationale", Value::from(&*risk.rationale)),
            ("controls", list(controls.chain(own))),
            (
                "actions",
                list(risk.actions.iter().map(|action| self.action(action))),
            ),
            (
                "acceptance",
                risk.acceptance
                    .as_ref()
                    .map_or(Value::from(false), acceptance),
            ),
        ])
    }

    /// A level as `12 (High)`, with its parts; false in a condition when it is not rated.
    fn level(&self, score: Option<Score>) -> Value {
        let Some((score, level)) = score.and_then(|s| Some((s, self.data.method.level(s)?))) else {
            return Phrase {
                markdown: "not rated".to_owned(),
                ..Phrase::default()
            }
            .into();
        };
        Phrase::text(&format!("{} ({})", level.points, level.label))
            .with("points", level.points)
            .with("label", level.label)
            .with("likelihood", score.likelihood)
            .with("impact", score.impact)
            .with("acceptable", level.verdict == Standing::Acceptable)
            .into()
    }

    fn action(&self, action: &Action) -> Value {
        let status = match action.status {
            ActionStatus::Open => "open",
            ActionStatus::Started => "under way",
            ActionStatus::Done => "done",
        };
        record([
            ("title", Value::from(&*action.title)),
            ("owner", self.owner(action.owner.as_ref())),
            ("due", optional_date(action.due)),
            ("status", Value::from(status)),
            ("means", Value::from(&*action.means)),
        ])
    }

    pub(super) fn method(&self) -> Value {
        let method = &self.data.method;
        record([
            ("likelihood", scale(&method.likelihood)),
            ("impact", scale(&method.impact)),
            (
                "rule",
                Value::from(match method.rule {
                    LevelRule::Product => "likelihood multiplied by impact",
                    LevelRule::Sum => "likelihood plus impact, less one",
                    LevelRule::Matrix { .. } => "read from the table of levels",
                }),
            ),
            ("matrix", matrix(method)),
            ("bands", bands(method)),
            ("acceptable", Value::from(method.acceptable)),
            ("highest", Value::from(method.highest())),
            ("authority", Value::from(&*method.authority)),
            ("triggers", Value::from(&*method.triggers)),
        ])
    }
}

fn treatment_word(treatment: Treatment) -> &'static str {
    match treatment {
        Treatment::Reduce => "reduce",
        Treatment::Avoid => "avoid",
        Treatment::Share => "share",
        Treatment::Accept => "accept",
    }
}

fn acceptance(acceptance: &Acceptance) -> Value {
    record([
        ("by", Value::from(&*acceptance.by)),
        ("on", optional_date(Some(acceptance.on))),
        ("reason", Value::from(&*acceptance.reason)),
        ("until", optional_date(acceptance.until)),
    ])
}

fn scale(steps: &[ScaleStep]) -> Value {
    list((1..).zip(steps).map(|(number, step): (u32, _)| {
        record([
            ("step", Value::from(number)),
            ("label", Value::from(&*step.label)),
            ("description", Value::from(&*step.description)),
        ])
    }))
}

/// A row for each likelihood, the highest first, with a level for each impact.
fn matrix(method: &Method) -> Value {
    let mut rows: Vec<Value> = (1..)
        .zip(&method.likelihood)
        .map(|(likelihood, step)| {
            let levels = (1..).zip(&method.impact).map(|(impact, _): (u8, _)| {
                let points = method.points(Score { likelihood, impact });
                let band = method.band(points).map_or("", |band| &*band.label);
                Value::from(format!("{points} {band}"))
            });
            record([
                ("label", Value::from(&*step.label)),
                ("levels", list(levels)),
            ])
        })
        .collect();
    rows.reverse();
    Value::from(rows)
}

fn bands(method: &Method) -> Value {
    let ends = method
        .bands
        .iter()
        .skip(1)
        .map(|next| next.from.saturating_sub(1));
    let ends = ends.chain([method.highest()]);
    list(method.bands.iter().zip(ends).map(|(band, to)| {
        record([
            ("label", Value::from(&*band.label)),
            ("from", Value::from(band.from)),
            ("to", Value::from(to)),
            ("acceptable", Value::from(to <= method.acceptable)),
        ])
    }))
}
