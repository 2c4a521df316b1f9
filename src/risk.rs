//! Levels of risk by the organisation's method, and which risks count.

mod level;

pub use level::{Level, Standing};

use crate::catalogue::{ScenarioId, fingerprint};
use crate::workspace::{Data, Id, Line, Owner, Risk, Score, Text, Treatment};

impl Risk {
    /// Whether the risk is the organisation's own: written by it, or made from a starter scenario
    /// and edited since. A starter as it came is nobody's risk (RSK-09).
    pub fn is_own(&self) -> bool {
        self.starter.is_none_or(|starter| {
            // The words are compared last: that takes longer than all the rest.
            !self.asset.is_empty()
                || !self.assets.is_empty()
                || fingerprint(&self.title, &self.threat, &self.vulnerability)
                    != starter.get().words
        })
    }

    /// Whether its controls are needed: the risk is the organisation's own, and is treated in
    /// another way than by taking it as it is.
    pub fn is_treated(&self) -> bool {
        self.is_own() && self.treatment.is_some_and(|t| t != Treatment::Accept)
    }
}

impl Data {
    /// The risks by level, the highest first, then by number; unrated ones last.
    pub fn risks_by_level(&self) -> Vec<&Risk> {
        let mut risks: Vec<&Risk> = self.risks.iter().collect();
        let level = |risk: &Risk| risk.inherent.map_or(0, |score| self.method.points(score));
        sort(&mut risks, &|a, b| {
            level(b).cmp(&level(a)).then(a.number.cmp(&b.number))
        });
        risks
    }
}

/// Sorts risks. The comparison is passed by reference, so that the module holds one sort and not
/// one for each column.
pub fn sort(risks: &mut [&Risk], compare: &dyn Fn(&Risk, &Risk) -> std::cmp::Ordering) {
    risks.sort_by(|a, b| compare(a, b));
}

impl Risk {
    /// The risk that a starter scenario becomes; it is not the organisation's own until edited.
    pub fn from_starter(id: Id, starter: ScenarioId) -> Self {
        let scenario = starter.get();
        let texts = starter.texts();
        let score = Score {
            likelihood: scenario.likelihood,
            impact: scenario.impact,
        };
        Self {
            id,
            number: 0,
            title: line(texts.title),
            asset: Line::default(),
            assets: Vec::new(),
            asset_type: line(scenario.asset_type),
            threat: text(texts.threat),
            vulnerability: text(texts.vulnerability),
            consequence: Text::default(),
            confidentiality: scenario.confidentiality,
            integrity: scenario.integrity,
            availability: scenario.availability,
            owner: Some(Owner::Role(scenario.owner_role)),
            inherent: Some(score),
            current: None,
            residual: None,
            treatment: Some(Treatment::Reduce),
            rationale: Text::default(),
            controls: scenario.controls.to_vec(),
            own_controls: Vec::new(),
            actions: Vec::new(),
            acceptance: None,
            starter: Some(starter),
        }
    }
}

/// Catalogue texts are short; one that were not would come out empty.
fn line(text: &str) -> Line {
    Line::try_from(text).unwrap_or_default()
}

fn text(text: &str) -> Text {
    Text::try_from(text).unwrap_or_default()
}
