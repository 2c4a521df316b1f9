//! The compact set places every topic in one document at most.

use super::Problems;
use crate::content::{Content, Place};
use std::collections::{BTreeMap, BTreeSet};

/// Documents that are workbooks too, and are found by their own id.
const ALONE: [&str; 2] = ["statement-of-applicability", "risk-register"];

pub fn check(content: &Content, problems: &mut Problems) {
    let topics: BTreeSet<_> = content.documents.iter().map(|x| x.id.as_str()).collect();
    let mut placed: BTreeMap<&str, &Place> = BTreeMap::new();
    for x in &content.merged {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if x.id.is_empty() || !x.id.chars().all(plain) {
            let message = format!("`{}` is no id", x.id);
            let help = "use small letters, digits and -";
            problems.add(&x.place, "bad-id", message, help);
        }
        if topics.contains(x.id.as_str()) {
            let message = format!("`{}` is the id of a document of one topic", x.id);
            let help = "give the merged document an id of its own";
            problems.add(&x.place, "duplicate-id", message, help);
        }
        if x.members.len() < 2 {
            let message = format!("`{}` has fewer than two members", x.id);
            let help = "name more members, or take it out; a document in no group stays alone";
            problems.add(&x.place, "idle-group", message, help);
        }
        for member in &x.members {
            if !topics.contains(member.as_str()) {
                let message = format!("there is no document `{member}`");
                let help = "use an id of content/catalogue/documents.csv";
                problems.add(&x.place, "dangling-id", message, help);
            } else if ALONE.contains(&member.as_str()) {
                let message = format!("`{member}` has to stay alone");
                let help = "it is a workbook too; take it out of the group";
                problems.add(&x.place, "member-alone", message, help);
            } else if let Some(first) = placed.get(member.as_str()) {
                let message = format!("`{member}` is placed twice");
                let help = format!("the first place is at {first}");
                problems.add(&x.place, "placed-twice", message, help);
            } else {
                placed.insert(member, &x.place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::planted;

    const COMPACT: &str = "sets/compact.toml";
    const PAIR: &str = "members = [\"cryptography-policy\", \"key-management-policy\"]";
    const TWIN: &str = "members = [\"key-management-policy\", \"cryptography-policy\"]";

    #[test]
    fn a_member_exists_and_is_placed_once() {
        let stranger = "members = [\"cryptography-policy\", \"key-policy\"]";
        planted(COMPACT, PAIR, stranger, TWIN, "dangling-id");
        let twice = "members = [\"cryptography-policy\", \"backup-policy\"]";
        planted(COMPACT, PAIR, twice, TWIN, "placed-twice");
        let same = "members = [\"cryptography-policy\", \"cryptography-policy\"]";
        planted(COMPACT, PAIR, same, TWIN, "placed-twice");
    }

    #[test]
    fn a_group_has_members_that_may_share_a_document() {
        let one = "members = [\"cryptography-policy\"]";
        planted(COMPACT, PAIR, one, TWIN, "idle-group");
        let workbook = "members = [\"cryptography-policy\", \"risk-register\"]";
        planted(COMPACT, PAIR, workbook, TWIN, "member-alone");
    }

    #[test]
    fn a_merged_document_has_an_id_of_its_own() {
        let from = "id = \"encryption-policy\"";
        let twin = "id = \"encryption-rules\"";
        planted(
            COMPACT,
            from,
            "id = \"backup-policy\"",
            twin,
            "duplicate-id",
        );
        planted(
            COMPACT,
            from,
            "id = \"access-policy\"",
            twin,
            "duplicate-id",
        );
        planted(COMPACT, from, "id = \"Encryption\"", twin, "bad-id");
    }

    #[test]
    fn a_merged_document_has_a_known_kind_and_owner() {
        let from = "kind = \"plan\"\nowner = \"isms-manager\"";
        let kind = "kind = \"book\"\nowner = \"isms-manager\"";
        let owner = "kind = \"plan\"\nowner = \"librarian\"";
        let twin = "kind = \"record\"\nowner = \"ciso\"";
        planted(COMPACT, from, kind, twin, "unknown-word");
        planted(COMPACT, from, owner, twin, "dangling-id");
    }
}
