//! Starter risks: examples to be edited, never somebody's own risk as they stand.

use super::generated::SCENARIO_PROSE;
use super::id::{all, ids};
use super::prose::line;
use super::vocabulary::vocabulary;
use super::{ControlId, QuestionId, RoleId};

/// An example risk.
#[derive(Debug)]
pub struct Scenario {
    /// The id, such as `saas-01`.
    pub id: &'static str,
    /// The sector it is typical of; none for a risk of every sector.
    pub sector: Option<Sector>,
    /// The sort of asset, such as `cloud-service`.
    pub asset_type: &'static str,
    /// Whether confidentiality would be lost.
    pub confidentiality: bool,
    /// Whether integrity would be lost.
    pub integrity: bool,
    /// Whether availability would be lost.
    pub availability: bool,
    /// The role that usually owns it.
    pub owner_role: RoleId,
    /// An example likelihood, 1 to 5.
    pub likelihood: u8,
    /// An example impact, 1 to 5.
    pub impact: u8,
    /// 2022 controls that treat it.
    pub controls: &'static [ControlId],
    /// The questions without which it makes no sense: one answered with no rules it out.
    pub when: &'static [QuestionId],
    /// The [`fingerprint`] of its texts: whether a risk still has their words is known before the
    /// texts are there.
    pub words: u64,
}

/// What a starter risk says; empty before the texts are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScenarioTexts {
    /// What would go wrong, in a few words.
    pub title: &'static str,
    /// Who or what causes it.
    pub threat: &'static str,
    /// The weakness that lets it happen.
    pub vulnerability: &'static str,
}

/// A number that stands for a title, a threat and a weakness (64-bit FNV-1a).
///
/// ```
/// use annexa::catalogue::{ScenarioId, fingerprint};
/// let scenario = ScenarioId::all().next().unwrap();
/// let texts = scenario.texts();
/// let words = fingerprint(texts.title, texts.threat, texts.vulnerability);
/// assert_eq!(words, scenario.get().words);
/// ```
pub fn fingerprint(title: &str, threat: &str, vulnerability: &str) -> u64 {
    let texts = [title, threat, vulnerability];
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

ids! {
    /// A starter risk's id, such as `saas-01`.
    ScenarioId(u8): Scenario in SCENARIOS by SCENARIOS_SORTED,
    "starter risk", "see content/scenarios for the ids"
}
all!(ScenarioId(u8));

impl ScenarioId {
    /// What it says.
    pub fn texts(self) -> ScenarioTexts {
        let mut columns = line(SCENARIO_PROSE, self.index()).split('\t');
        let mut next = || columns.next().unwrap_or_default();
        ScenarioTexts {
            title: next(),
            threat: next(),
            vulnerability: next(),
        }
    }
}

vocabulary! {
    /// What an organisation mostly does.
    Sector, "sector" {
        /// Software offered as a service.
        Saas = "saas" "Software as a service",
        /// Makes things.
        Manufacturer = "manufacturer" "Manufacturer",
        /// Hospitals, practices, laboratories, care.
        Healthcare = "healthcare" "Healthcare provider",
        /// Advice and other professional services.
        Consultancy = "consultancy" "Consultancy",
        /// Towns, ministries and other authorities.
        PublicAdministration = "public-administration" "Public administration",
        /// Schools, universities and training.
        Education = "education" "Education",
        /// Sells goods in shops or on the web.
        Retail = "retail" "Retail and e-commerce",
        /// Carries and stores goods, or carries people.
        Logistics = "logistics" "Transport and logistics",
        /// Power, gas, water, waste.
        Utilities = "utilities" "Energy and utilities",
        /// Banks, payment services, insurers.
        Finance = "finance" "Finance and insurance",
        /// Charities, associations, churches.
        Charity = "charity" "Charity or association",
        /// Hotels and restaurants.
        Hospitality = "hospitality" "Hotels and restaurants",
        /// Builds, or looks after buildings.
        Construction = "construction" "Construction and property",
        /// Research institutes and laboratories.
        Research = "research" "Research and laboratories",
        /// Publishers, broadcasters, agencies.
        Media = "media" "Media and publishing",
        /// Anything else.
        Other = "other" "Other",
    }
}
