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
        let points = |risk: &Risk| risk.inherent.map_or(0, |score| self.method.points(score));
        let keyed = self
            .risks
            .iter()
            .map(|risk| (SortKey::rank(points(risk).into()), risk));
        sort(&mut { keyed }, true)
    }
}

/// By what a risk is sorted: computed once for each, and not for each comparison.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey(u32, String);

impl SortKey {
    /// Sorts by a number.
    pub fn rank(rank: u32) -> Self {
        Self(rank, String::new())
    }

    /// Sorts by a text, in which upper and lower case are one.
    pub fn text(text: &str) -> Self {
        Self(0, text.to_lowercase())
    }
}

/// Sorts risks by their keys, those of equal keys by number. The risks come through a reference,
/// so that the module holds one sort and not one for each list.
pub fn sort<'a>(
    keyed: &mut dyn Iterator<Item = (SortKey, &'a Risk)>,
    descending: bool,
) -> Vec<&'a Risk> {
    let mut keyed: Vec<_> = keyed.collect();
    keyed.sort_by(|(a, first), (b, second)| {
        let order = if descending { b.cmp(a) } else { a.cmp(b) };
        order.then(first.number.cmp(&second.number))
    });
    keyed.into_iter().map(|(_, risk)| risk).collect()
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
