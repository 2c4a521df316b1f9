//! The organisation's method of risk assessment: scales, level rule, bands, acceptance line.

use super::model::data;
use super::{Line, Text};
use serde::{Deserialize, Serialize};

data! {
/// How likely and how bad, as steps of the method's scales (from 1).
#[derive(Copy, Eq)]
pub struct Score {
    /// Step of the likelihood scale.
    pub likelihood: u8,
    /// Step of the impact scale.
    pub impact: u8,
}

/// What is done about a risk.
#[derive(Copy, Eq)]
pub enum Treatment {
    /// Controls make it less likely or less bad.
    Reduce,
    /// What causes it is stopped.
    Avoid,
    /// Somebody else bears a part of it.
    Share,
    /// It is taken as it is.
    Accept,
}

/// How risks are judged.
pub struct Method {
    /// Likelihood, lowest step first; 3 to 6 steps.
    pub likelihood: Vec<ScaleStep>,
    /// Impact, lowest step first; 3 to 6 steps.
    pub impact: Vec<ScaleStep>,
    /// How a level follows from likelihood and impact.
    pub rule: LevelRule,
    /// Names for ranges of levels, lowest first; the first begins at 1.
    pub bands: Vec<Band>,
    /// The highest level that needs no treatment.
    pub acceptable: u8,
    /// Who may accept what lies above the line.
    #[serde(default)]
    pub authority: Text,
    /// What calls for an assessment between the planned ones.
    #[serde(default)]
    pub triggers: Text,
}

/// One step of a scale.
pub struct ScaleStep {
    /// Short name.
    pub label: Line,
    /// What it means, so that a second person can apply it.
    #[serde(default)]
    pub description: Text,
}

/// How a level follows from likelihood and impact.
pub enum LevelRule {
    /// Likelihood times impact.
    Product,
    /// Likelihood plus impact, less one.
    Sum,
    /// A table: one row for each likelihood, one level for each impact.
    Matrix {
        /// Levels from 1.
        levels: Vec<Vec<u8>>,
    },
}

/// A named range of levels.
pub struct Band {
    /// Name.
    pub label: Line,
    /// The lowest level of the range.
    pub from: u8,
    /// How it is shown; always together with its name.
    pub tone: Tone,
}

/// How a band is shown.
#[derive(Copy, Eq)]
pub enum Tone {
    /// No action needed.
    Calm,
    /// Keep an eye on it.
    Watch,
    /// Act.
    Act,
    /// Act now.
    Urgent,
}
}

fn step(label: &str, description: &str) -> ScaleStep {
    ScaleStep {
        label: Line::try_from(label).unwrap_or_default(),
        description: Text::try_from(description).unwrap_or_default(),
    }
}

fn band(label: &str, from: u8, tone: Tone) -> Band {
    Band {
        label: Line::try_from(label).unwrap_or_default(),
        from,
        tone,
    }
}

impl Default for Method {
    /// Five by five, level by product, line at 6.
    fn default() -> Self {
        Self {
            likelihood: vec![
                step("Rare", "Would surprise us; less than once in ten years."),
                step("Unlikely", "Has happened elsewhere; about once in five years."),
                step("Possible", "Could well happen; about once in two years."),
                step("Likely", "Expected; about once a year."),
                step("Almost certain", "Happens several times a year."),
            ],
            impact: vec![
                step("Negligible", "Handled within the day by the people concerned; no outsider notices."),
                step("Minor", "Some days of extra work or one unhappy customer; no duty is broken."),
                step("Moderate", "A service or customer is affected for a day, or a contract term is broken."),
                step("Major", "Several customers or a whole service for days; a report to an authority; loss of a large contract."),
                step("Severe", "The organisation's existence, or a person's health or livelihood, is at stake."),
            ],
            rule: LevelRule::Product,
            bands: vec![
                band("Low", 1, Tone::Calm),
                band("Medium", 7, Tone::Watch),
                band("High", 12, Tone::Act),
                band("Critical", 20, Tone::Urgent),
            ],
            acceptable: 6,
            authority: Text::try_from("The risk owner accepts Medium risks; top management accepts High risks; Critical risks are not accepted.").unwrap_or_default(),
            triggers: Text::try_from("A new service, site or critical supplier; a security incident with effect outside the organisation; a new law or contract duty; a change of scope.").unwrap_or_default(),
        }
    }
}
