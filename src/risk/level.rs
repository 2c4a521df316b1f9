//! From likelihood and impact to a level, its band, and the verdict.

use crate::workspace::{Band, LevelRule, Method, Score, Tone};
use serde::Serialize;

/// A level with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Level {
    /// The number.
    pub points: u8,
    /// The band's name.
    pub label: String,
    /// How the band is shown.
    pub tone: Tone,
    /// Whether it is under the acceptance line, or over it.
    pub verdict: Standing,
}

/// Where a level stands: on which side of the acceptance line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_family = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// Needs no treatment.
    Acceptable,
    /// Needs treatment, or acceptance by someone entitled.
    Unacceptable,
}

impl Method {
    /// The level as a number; 0 for a score that is not on the scale.
    ///
    /// ```
    /// use annexa::workspace::{Method, Score};
    /// let method = Method::default();
    /// assert_eq!(method.points(Score { likelihood: 3, impact: 5 }), 15);
    /// assert_eq!(method.points(Score { likelihood: 9, impact: 5 }), 0);
    /// ```
    pub fn points(&self, score: Score) -> u8 {
        let on_scale = |step: u8, steps: usize| step >= 1 && usize::from(step) <= steps;
        if !on_scale(score.likelihood, self.likelihood.len())
            || !on_scale(score.impact, self.impact.len())
        {
            return 0;
        }
        match &self.rule {
            LevelRule::Product => score.likelihood.saturating_mul(score.impact),
            LevelRule::Sum => score
                .likelihood
                .saturating_add(score.impact)
                .saturating_sub(1),
            LevelRule::Matrix { levels } => levels
                .get(usize::from(score.likelihood) - 1)
                .and_then(|row| row.get(usize::from(score.impact) - 1))
                .copied()
                .unwrap_or(0),
        }
    }

    /// The level with its name; `None` for a score that is not on the scale.
    pub fn level(&self, score: Score) -> Option<Level> {
        let points = self.points(score);
        let band = self.band(points)?;
        Some(Level {
            points,
            label: band.label.to_string(),
            tone: band.tone,
            verdict: self.verdict(points),
        })
    }

    /// The band of a level.
    pub fn band(&self, points: u8) -> Option<&Band> {
        self.bands.iter().rev().find(|band| points >= band.from)
    }

    /// On which side of the acceptance line a level lies.
    pub fn verdict(&self, points: u8) -> Standing {
        if points <= self.acceptable {
            Standing::Acceptable
        } else {
            Standing::Unacceptable
        }
    }

    /// A score from a scale of five steps, on this method's scales.
    pub fn fit(&self, score: Score) -> Score {
        let fit = |step: u8, steps: usize| {
            let steps = u8::try_from(steps).unwrap_or(5);
            // Rounded to the nearest step, never under the first.
            ((step.min(5) * steps + 2) / 5).clamp(1, steps.max(1))
        };
        Score {
            likelihood: fit(score.likelihood, self.likelihood.len()),
            impact: fit(score.impact, self.impact.len()),
        }
    }

    /// The highest level that the method can give.
    pub fn highest(&self) -> u8 {
        let end = |steps: usize| u8::try_from(steps).unwrap_or(u8::MAX);
        self.points(Score {
            likelihood: end(self.likelihood.len()),
            impact: end(self.impact.len()),
        })
    }
}
