//! Which controls apply and which documents are needed, each with its reasons.
//!
//! Pure: the same data gives the same decisions. A control is included when something calls for
//! it (a treated risk, a duty, an answer, a person); it is excluded when nothing does, and then
//! the answers that make it irrelevant are its reason.

mod condition;
mod decision;
mod reason;
mod requirement;
mod sentence;
mod set;
mod what_if;

pub use crate::catalogue::in_edition;
pub use condition::{Truth, questions};
pub use decision::{Outcome, Selection, Verdict, Verdicts, ruled_by};
pub use reason::{Explanation, Group, Reason, groups};
pub use requirement::{
    DocumentReason, Need, Requirement, calling_controls, need, requirement, requirements,
};
pub use sentence::sentences;
pub use set::{chapters, document_set, home, homes, in_set};
pub use what_if::{Flip, InputChange};
