//! The risk register and the method as values.

use super::{Context, list, optional_date, record};
use crate::documents::engine::Phrase;
use crate::risk::Standing;
use crate::selection::in_edition;
use crate::workspace::{
    Acceptance, Action, ActionStatus, Band, LevelRule, Method, Risk, ScaleStep, Score, Treatment,
};
use minijinja::Value;

impl Context<'_> {
    /// The organisation's own risks, the highest first.
    pub(super) fn own_risks(&self) -> impl Iterator<Item = &Risk> {
        let risks = self.data.risks_by_level().into_iter();
        risks.filter(|risk| risk.is_own())
    }

    pub(super) fn risks(&self) -> Value {
        list(self.own_risks().map(|risk| self.risk(risk)))
    }

    /// How many risks lie in each band and over the line, in each of the three ratings.
    pub(super) fn risk_summary(&self) -> Value {
        let mut counts = Counts::new(&self.data.method);
        self.own_risks().for_each(|risk| counts.add(risk));
        counts.value()
    }

    /// Whether a rating lies over the acceptance line.
    fn is_over(&self, score: Option<Score>) -> bool {
        let points = score.map_or(0, |score| self.data.method.points(score));
        points > self.data.method.acceptable
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
            (
                "undecided",
                Value::from(risk.treatment.is_none() && self.is_over(risk.inherent)),
            ),
            (
                "unplanned",
                Value::from(risk.actions.iter().any(is_unplanned)),
            ),
            ("unaccepted", Value::from(self.is_unaccepted(risk))),
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

    /// Whether the owner still has to accept what the treatment leaves.
    fn is_unaccepted(&self, risk: &Risk) -> bool {
        let asks = risk.treatment == Some(Treatment::Accept) || self.is_over(risk.inherent);
        risk.treatment.is_some() && asks && risk.acceptance.is_none()
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

/// The bands with the range of levels of each.
fn ranges(method: &Method) -> impl Iterator<Item = (&Band, u8)> {
    let ends = method.bands.iter().skip(1);
    let ends = ends.map(|next| next.from.saturating_sub(1));
    method.bands.iter().zip(ends.chain([method.highest()]))
}

fn bands(method: &Method) -> Value {
    list(ranges(method).map(|(band, to)| {
        record([
            ("label", Value::from(&*band.label)),
            ("from", Value::from(band.from)),
            ("to", Value::from(to)),
            ("acceptable", Value::from(to <= method.acceptable)),
        ])
    }))
}

/// An action that is not done and lacks a person or a date.
fn is_unplanned(action: &Action) -> bool {
    action.status != ActionStatus::Done && (action.owner.is_none() || action.due.is_none())
}

/// The three ratings of a risk, and what templates call them.
const RATINGS: [&str; 3] = ["inherent", "current", "residual"];

fn ratings(risk: &Risk) -> [Option<Score>; 3] {
    [risk.inherent, risk.current, risk.residual]
}

/// Risks counted by band, for each rating.
struct Counts<'a> {
    method: &'a Method,
    bands: Vec<[u32; 3]>,
    over: [u32; 3],
    unrated: [u32; 3],
    unrated_numbers: Vec<Value>,
}

impl<'a> Counts<'a> {
    fn new(method: &'a Method) -> Self {
        Self {
            method,
            bands: vec![[0; 3]; method.bands.len()],
            over: [0; 3],
            unrated: [0; 3],
            unrated_numbers: Vec::new(),
        }
    }

    fn add(&mut self, risk: &Risk) {
        let points = ratings(risk).map(|score| score.map_or(0, |s| self.method.points(s)));
        for (rating, points) in points.into_iter().enumerate() {
            let bands = &self.method.bands;
            match bands
                .iter()
                .rposition(|band| points >= band.from && points > 0)
            {
                Some(band) => count(self.bands.get_mut(band), rating),
                None => count(Some(&mut self.unrated), rating),
            }
            if points > self.method.acceptable {
                count(Some(&mut self.over), rating);
            }
        }
        if points.contains(&0) {
            self.unrated_numbers
                .push(Value::from(format!("R-{}", risk.number)));
        }
    }

    fn value(self) -> Value {
        let bands = ranges(self.method).zip(self.bands);
        let bands = bands.map(|((band, to), counts)| {
            let range = [
                ("label", Value::from(&*band.label)),
                ("from", Value::from(band.from)),
                ("to", Value::from(to)),
            ];
            record(range.into_iter().chain(by_rating(counts)))
        });
        let [inherent, current, residual] = self.over.map(Value::from);
        record([
            ("bands", list(bands)),
            ("inherent_over", inherent),
            ("current_over", current),
            ("residual_over", residual),
            (
                "unrated",
                record(by_rating(self.unrated).into_iter().chain([
                    ("any", Value::from(!self.unrated_numbers.is_empty())),
                    ("numbers", Value::from(self.unrated_numbers)),
                ])),
            ),
        ])
    }
}

fn count(counts: Option<&mut [u32; 3]>, rating: usize) {
    if let Some(count) = counts.and_then(|counts| counts.get_mut(rating)) {
        *count += 1;
    }
}

fn by_rating(counts: [u32; 3]) -> Vec<(&'static str, Value)> {
    RATINGS.into_iter().zip(counts.map(Value::from)).collect()
}
