//! Which answers make a control applicable, and which answers oppose each other.

use super::generated::{CONTRADICTIONS, RULE_PROSE, RULES};
use super::prose::prose;
use super::vocabulary::vocabulary;
use super::{ControlId, QuestionId, successors};

/// Something that the answers may show to be so.
#[derive(Debug, PartialEq, Eq)]
pub enum Condition {
    /// Holds for everyone.
    Always,
    /// The question is answered yes.
    Fact(QuestionId),
    /// The other condition does not hold.
    Not(&'static Condition),
    /// All hold.
    All(&'static [Condition]),
    /// At least one holds.
    Any(&'static [Condition]),
}

impl Condition {
    /// Whether it holds; `None` when that hangs on an answer that is not known.
    ///
    /// ```
    /// use annexa::catalogue::rule;
    /// let remote = rule("A.6.7".parse()?).condition;
    /// assert_eq!(remote.holds(&|_| Some(true)), Some(true));
    /// assert_eq!(remote.holds(&|_| None), None);
    /// # Ok::<(), annexa::catalogue::UnknownId>(())
    /// ```
    pub fn holds(&self, answer: &impl Fn(QuestionId) -> Option<bool>) -> Option<bool> {
        match self {
            Self::Always => Some(true),
            Self::Fact(question) => answer(*question),
            Self::Not(inner) => inner.holds(answer).map(|holds| !holds),
            Self::All(parts) => settled_by(false, parts, answer),
            Self::Any(parts) => settled_by(true, parts, answer),
        }
    }
}

/// One part with the decisive value settles the whole, whatever is unknown beside it.
fn settled_by(
    decisive: bool,
    parts: &[Condition],
    answer: &impl Fn(QuestionId) -> Option<bool>,
) -> Option<bool> {
    let mut whole = Some(!decisive);
    for part in parts {
        match part.holds(answer) {
            Some(value) if value == decisive => return Some(decisive),
            None => whole = None,
            Some(_) => {}
        }
    }
    whole
}

/// When a 2022 control applies, and what to say for it.
#[derive(Debug)]
pub struct Rule {
    /// The 2022 control.
    pub control: ControlId,
    /// Whether nearly every organisation has it.
    pub expected: bool,
    /// What makes it applicable.
    pub condition: &'static Condition,
    /// How believable an exclusion is.
    pub plausibility: Plausibility,
}

impl Rule {
    /// Why the control is there, in a sentence.
    pub fn reason(&self) -> &'static str {
        prose(RULE_PROSE, self.control.index(), 0)
    }

    /// What justifies leaving it out when the answers make it irrelevant; empty where nothing does.
    pub fn exclusion(&self) -> &'static str {
        prose(RULE_PROSE, self.control.index(), 1)
    }
}

/// The rule of a 2022 control; for a 2013 control, that of its first successor.
///
/// One 2013 control, A.18.2.3, has two successors: it applies when either does.
#[allow(
    clippy::indexing_slicing,
    reason = "one rule per 2022 control, in their order"
)]
pub fn rule(control: ControlId) -> &'static Rule {
    let control = successors(control).first().copied().unwrap_or(control);
    &RULES[control.index()]
}

vocabulary! {
    /// How believable it is that an organisation leaves a control out.
    Plausibility, "plausibility" {
        /// Not believable.
        None = "none" "Not credible",
        /// Hardly ever.
        Rare = "rare" "Rare",
        /// In some organisations.
        Possible = "possible" "Possible",
        /// In many organisations.
        Common = "common" "Common",
    }
}

/// Answers that cannot all be right.
#[derive(Debug)]
pub struct Contradiction {
    /// A stable id.
    pub id: &'static str,
    /// Holds when the answers oppose each other.
    pub condition: &'static Condition,
    /// What is opposed, and how it may be settled.
    pub message: &'static str,
}

/// The known contradictions between answers.
pub fn contradictions() -> &'static [Contradiction] {
    &CONTRADICTIONS
}
