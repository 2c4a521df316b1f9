//! Which control of 2022 follows which of 2013.

use super::vocabulary::vocabulary;
use super::{ControlId, Edition};

vocabulary! {
    /// How a 2022 control relates to its predecessor.
    Relation, "relation" {
        /// The title stayed; the text of nearly all controls changed.
        Unchanged = "unchanged" "Unchanged",
        /// One predecessor under another title.
        Renamed = "renamed" "Renamed",
        /// Several predecessors became one.
        Merged = "merged" "Merged",
        /// One predecessor went into several merged controls.
        Split = "split" "Split and merged",
        /// No predecessor.
        New = "new" "New",
    }
}

/// One row of the transition table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mapping {
    /// The 2013 control; `None` for a new one.
    pub from: Option<ControlId>,
    /// The 2022 control.
    pub to: ControlId,
    /// How they relate.
    pub relation: Relation,
}

/// The 2022 controls that follow a 2013 control; none for a 2022 control.
pub fn successors(control: ControlId) -> &'static [ControlId] {
    counterparts_of(control, Edition::V2013)
}

/// The 2013 controls that a 2022 control follows; none for a new or a 2013 control.
pub fn predecessors(control: ControlId) -> &'static [ControlId] {
    counterparts_of(control, Edition::V2022)
}

/// What stands for a control in an edition: itself, or what went before or came after it.
pub fn in_edition(control: ControlId, edition: Edition) -> impl Iterator<Item = ControlId> {
    let (itself, others) = match (control.edition(), edition) {
        (from, to) if from == to => (Some(control), [].as_slice()),
        (_, Edition::V2022) => (None, successors(control)),
        (_, Edition::V2013) => (None, predecessors(control)),
    };
    itself.into_iter().chain(others.iter().copied())
}

fn counterparts_of(control: ControlId, edition: Edition) -> &'static [ControlId] {
    let control = control.get();
    if control.edition == edition {
        control.counterparts
    } else {
        &[]
    }
}

/// The whole transition table, by 2022 control.
pub fn mapping() -> impl Iterator<Item = Mapping> {
    ControlId::all(Edition::V2022).flat_map(|to| {
        let new = predecessors(to).is_empty().then_some(Mapping {
            from: None,
            to,
            relation: Relation::New,
        });
        let old = predecessors(to).iter().map(move |&from| Mapping {
            from: Some(from),
            to,
            relation: from.get().relation,
        });
        new.into_iter().chain(old)
    })
}
