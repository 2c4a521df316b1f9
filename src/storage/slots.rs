//! The two slots: which one is written next, and whether they still are as this tab left them.

use super::{Part, SLOT_LIMIT, Slot, Store, Trouble, envelope, key};

const BOTH: [Slot; 2] = [Slot::G0, Slot::G1];

/// What a slot looks like without checking its hash: nothing, a generation, or anything else.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sight {
    Absent,
    Claims(u64, String),
    Unreadable,
}

impl Sight {
    fn of(text: Option<&str>) -> Self {
        match text.map(envelope::peek) {
            None => Self::Absent,
            Some(None) => Self::Unreadable,
            Some(Some(claim)) => Self::Claims(claim.n, claim.hash.into()),
        }
    }
}

#[derive(Debug, Clone)]
struct View {
    sight: Sight,
    /// The generation in it, if it is whole and belongs to the branch that this tab continues.
    good: Option<u64>,
}

/// This tab's knowledge of the two slots.
#[derive(Debug, Clone)]
pub(super) struct Slots {
    g0: View,
    g1: View,
}

impl Slots {
    /// Looks at both slots; `good` says which generation to trust in each.
    pub(super) fn look(
        store: &impl Store,
        workspace: &str,
        good: impl Fn(Slot) -> Option<u64>,
    ) -> Result<Self, Trouble> {
        let view = |slot| -> Result<View, Trouble> {
            Ok(View {
                sight: Sight::of(read(store, workspace, slot)?.as_deref()),
                good: good(slot),
            })
        };
        Ok(Self {
            g0: view(Slot::G0)?,
            g1: view(Slot::G1)?,
        })
    }

    /// Writes generation `n` into the older slot and reads it back. Nothing is written if the slots are
    /// not as this tab left them.
    pub(super) fn write(
        &mut self,
        store: &mut impl Store,
        workspace: &str,
        n: u64,
        text: &str,
    ) -> Result<(), Trouble> {
        if text.len() > SLOT_LIMIT {
            return Err(Trouble::TooLarge);
        }
        self.check(store, workspace)?;
        let slot = self.older(n);
        let written = store.set(&key(workspace, Part::Slot(slot)), text);
        let found = read(store, workspace, slot)?;
        let is_whole = found.as_deref() == Some(text);
        let view = self.view(slot);
        let sight = Sight::of(found.as_deref());
        view.good = if is_whole {
            Some(n)
        } else {
            view.good.filter(|_| view.sight == sight)
        };
        view.sight = sight;
        written.and(if is_whole {
            Ok(())
        } else {
            Err(Trouble::ReadBackDiffers)
        })
    }

    /// Takes a slot that was deleted as it is, once the user has agreed to write it again.
    pub(super) fn accept_removal(
        &mut self,
        store: &impl Store,
        workspace: &str,
    ) -> Result<(), Trouble> {
        for slot in BOTH {
            if read(store, workspace, slot)?.is_none() {
                *self.view(slot) = View {
                    sight: Sight::Absent,
                    good: None,
                };
            }
        }
        Ok(())
    }

    /// Whether there is nothing in either slot.
    pub(super) fn are_empty(&self) -> bool {
        self.g0.sight == Sight::Absent && self.g1.sight == Sight::Absent
    }

    /// Whether the slots are as this tab left them.
    pub(super) fn check(&mut self, store: &impl Store, workspace: &str) -> Result<(), Trouble> {
        for slot in BOTH {
            let now = Sight::of(read(store, workspace, slot)?.as_deref());
            if now != self.view(slot).sight {
                return Err(if now == Sight::Absent {
                    Trouble::Removed
                } else {
                    Trouble::OtherWriter
                });
            }
        }
        Ok(())
    }

    /// The slot for even or odd `n`, unless the other one is in the way of keeping the newest.
    fn older(&self, n: u64) -> Slot {
        match (self.g0.good, self.g1.good) {
            (Some(g0), Some(g1)) if g0 < g1 => Slot::G0,
            (None, Some(_)) => Slot::G0,
            (Some(_), _) => Slot::G1,
            (None, None) if n.is_multiple_of(2) => Slot::G0,
            (None, None) => Slot::G1,
        }
    }

    fn view(&mut self, slot: Slot) -> &mut View {
        match slot {
            Slot::G0 => &mut self.g0,
            Slot::G1 => &mut self.g1,
        }
    }
}

fn read(store: &impl Store, workspace: &str, slot: Slot) -> Result<Option<String>, Trouble> {
    store.get(&key(workspace, Part::Slot(slot)))
}
