//! Starter risks: examples to be edited, never somebody's own risk as they stand.

use super::generated::SCENARIO_PROSE;
use super::id::{all, ids};
use super::prose::prose;
use super::vocabulary::vocabulary;
use super::{ControlId, RoleId};

/// An example risk of a sector.
#[derive(Debug)]
pub struct Scenario {
    /// The id, such as `saas-01`.
    pub id: &'static str,
    /// The sector it is typical of.
    pub sector: Sector,
    /// What would go wrong, in a few words.
    pub title: &'static str,
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
    /// The [`fingerprint`] of its threat and weakness: whether a risk still has their words is
    /// known before the texts are there.
    pub words: u64,
}

/// A number that stands for two texts (64-bit FNV-1a).
///
/// ```
/// use annexa::catalogue::{ScenarioId, fingerprint};
/// let scenario = ScenarioId::all().next().unwrap();
/// let words = fingerprint(scenario.threat(), scenario.vulnerability());
/// assert_eq!(words, scenario.get().words);
/// ```
pub fn fingerprint(threat: &str, vulnerability: &str) -> u64 {
    let bytes = threat.bytes().chain([0]).chain(vulnerability.bytes());
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
    /// Who or what causes it.
    pub fn threat(self) -> &'static str {
        prose(SCENARIO_PROSE, self.index(), 0)
    }

    /// The weakness that lets it happen.
    pub fn vulnerability(self) -> &'static str {
        prose(SCENARIO_PROSE, self.index(), 1)
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
        /// Anything else.
        Other = "other" "Other",
    }
}
