//! Annex A controls of both editions.

use super::generated::{ATTRIBUTES, CONTROLS_2013_START};
use super::id::ids;
use super::vocabulary::vocabulary;
use super::{DocumentId, Edition, Relation, UnknownId, successors};

/// A control of Annex A.
#[derive(Debug)]
pub struct Control {
    /// The identifier, such as `A.5.1`.
    pub id: &'static str,
    /// The short title.
    pub title: &'static str,
    /// The edition that has it.
    pub edition: Edition,
    /// The theme (2022) or domain (2013).
    pub theme: Theme,
    /// The attributes; none in 2013.
    pub attributes: Attributes,
    /// Whether the 2022 edition brought it in.
    pub new_in_2022: bool,
    /// The documents that it calls for.
    pub documents: &'static [DocumentId],
    /// Its counterparts in the other edition.
    pub(super) counterparts: &'static [ControlId],
    /// How a 2013 control went into 2022.
    pub(super) relation: Relation,
}

ids! {
    /// A control identifier, read and written as such: `A.5.1` (2022), `A.5.1.1` (2013).
    ControlId(u16): Control in CONTROLS by CONTROLS_SORTED,
    "control", "controls are numbered like A.5.1 (2022) or A.5.1.1 (2013)"
}

impl ControlId {
    /// The controls of an edition, in its order.
    pub fn all(edition: Edition) -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator {
        let range = match edition {
            Edition::V2022 => 0..CONTROLS_2013_START,
            Edition::V2013 => CONTROLS_2013_START..Self::COUNT,
        };
        range.map(|index| Self(index as u16))
    }

    /// The edition that has the control.
    pub fn edition(self) -> Edition {
        if self.index() < CONTROLS_2013_START {
            Edition::V2022
        } else {
            Edition::V2013
        }
    }

    /// The position within the edition, from 0.
    pub fn position(self) -> usize {
        match self.edition() {
            Edition::V2022 => self.index(),
            Edition::V2013 => self.index() - CONTROLS_2013_START,
        }
    }

    /// Reads an identifier of one edition.
    ///
    /// # Errors
    /// Names the identifier when no edition has it, and the edition when the other one has it.
    ///
    /// ```
    /// use annexa::catalogue::{ControlId, Edition};
    /// let error = ControlId::parse_in("A.12.3.1", Edition::V2022).unwrap_err();
    /// assert_eq!(error.message(), "control `A.12.3.1` is not in ISO/IEC 27001:2022");
    /// assert_eq!(error.help(), "it is a control of ISO/IEC 27001:2013; use A.8.13 instead");
    /// ```
    pub fn parse_in(text: &str, edition: Edition) -> Result<Self, UnknownId> {
        let id: Self = text.parse()?;
        if id.edition() == edition {
            Ok(id)
        } else {
            Err(id.not_in(edition))
        }
    }

    fn not_in(self, edition: Edition) -> UnknownId {
        let instead: Vec<_> = counterparts(self).iter().map(|id| id.as_str()).collect();
        let advice = match instead.as_slice() {
            [] => String::from("nothing matches it there"),
            ids => format!("use {} instead", ids.join(" and ")),
        };
        UnknownId::with_message(
            format!("control `{self}` is not in {}", edition.name()),
            format!("it is a control of {}; {advice}", self.edition().name()),
        )
    }
}

/// The controls that stand for this one in the other edition.
fn counterparts(control: ControlId) -> &'static [ControlId] {
    match control.edition() {
        Edition::V2013 => successors(control),
        Edition::V2022 => super::predecessors(control),
    }
}

/// An attribute that the 2022 edition gives its controls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribute {
    /// When the control acts: before, during or after an incident.
    Type,
    /// Which property of information it keeps.
    Property,
    /// The cybersecurity concept.
    Concept,
    /// The operational capability.
    Capability,
    /// The security domain.
    Domain,
}

impl Attribute {
    /// All attributes, in order.
    pub const ALL: [Self; 5] = [
        Self::Type,
        Self::Property,
        Self::Concept,
        Self::Capability,
        Self::Domain,
    ];

    /// The attribute's name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Type => "Control type",
            Self::Property => "Information security property",
            Self::Concept => "Cybersecurity concept",
            Self::Capability => "Operational capability",
            Self::Domain => "Security domain",
        }
    }
}

/// The attribute values of one control: a bit for each row of `attributes.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attributes(pub(super) u32);

impl Attributes {
    /// The values of one attribute, each as its stable word and its title.
    pub fn values(
        self,
        attribute: Attribute,
    ) -> impl Iterator<Item = (&'static str, &'static str)> {
        let rows = ATTRIBUTES.iter().enumerate();
        rows.filter(move |(bit, row)| self.0 >> bit & 1 == 1 && row.0 == attribute)
            .map(|(_, row)| (row.1, row.2))
    }
}

vocabulary! {
    /// How Annex A groups its controls: four themes in 2022, fourteen domains in 2013.
    Theme, "theme" {
        /// Organizational controls (2022).
        Organizational = "organizational" "Organizational controls",
        /// People controls (2022).
        People = "people" "People controls",
        /// Physical controls (2022).
        Physical = "physical" "Physical controls",
        /// Technological controls (2022).
        Technological = "technological" "Technological controls",
        /// Domain A.5 (2013).
        A5 = "A.5" "Information security policies",
        /// Domain A.6 (2013).
        A6 = "A.6" "Organization of information security",
        /// Domain A.7 (2013).
        A7 = "A.7" "Human resource security",
        /// Domain A.8 (2013).
        A8 = "A.8" "Asset management",
        /// Domain A.9 (2013).
        A9 = "A.9" "Access control",
        /// Domain A.10 (2013).
        A10 = "A.10" "Cryptography",
        /// Domain A.11 (2013).
        A11 = "A.11" "Physical and environmental security",
        /// Domain A.12 (2013).
        A12 = "A.12" "Operations security",
        /// Domain A.13 (2013).
        A13 = "A.13" "Communications security",
        /// Domain A.14 (2013).
        A14 = "A.14" "System acquisition, development and maintenance",
        /// Domain A.15 (2013).
        A15 = "A.15" "Supplier relationships",
        /// Domain A.16 (2013).
        A16 = "A.16" "Information security incident management",
        /// Domain A.17 (2013).
        A17 = "A.17" "Information security aspects of business continuity management",
        /// Domain A.18 (2013).
        A18 = "A.18" "Compliance",
    }
}

impl Theme {
    /// The edition that groups its controls so.
    pub fn edition(self) -> Edition {
        if self <= Self::Technological {
            Edition::V2022
        } else {
            Edition::V2013
        }
    }
}
