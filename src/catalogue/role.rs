//! The roles that own documents and risks.

use super::generated::ROLE_PROSE;
use super::id::{all, ids};
use super::prose::prose;

/// A role of the management system.
#[derive(Debug)]
pub struct Role {
    /// The id, such as `isms-manager`.
    pub id: &'static str,
    /// The title.
    pub title: &'static str,
}

ids! {
    /// A role's id, such as `isms-manager`.
    RoleId(u8): Role in ROLES by ROLES_SORTED,
    "role", "see content/catalogue/roles.csv for the ids"
}
all!(RoleId(u8));

impl RoleId {
    /// What the role does, in a sentence.
    pub fn duties(self) -> &'static str {
        prose(ROLE_PROSE, self.index(), 0)
    }
}
