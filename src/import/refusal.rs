//! Why a whole row is refused.

use super::row::remark;
use super::sheet::Line;
use super::value::fault;
use super::{Remark, Target};
use crate::error::Error;
use crate::workspace::Kind;

/// What the workspace has against a row.
pub fn refusals(error: &Error) -> Vec<Remark> {
    if error.findings().is_empty() {
        let help = "Correct the row in the table.";
        return vec![remark("", fault("unfit-row", error.to_string(), help))];
    }
    let findings = error.findings().iter();
    findings
        .map(|finding| {
            remark(
                "",
                fault(finding.code, finding.message.clone(), finding.help.clone()),
            )
        })
        .collect()
}

/// Nobody said what the rows are.
pub fn no_target() -> Remark {
    remark(
        "",
        fault(
            "no-target",
            "nothing says what the rows of this table are",
            "Choose what they are, or leave the table out.",
        ),
    )
}

/// A row that is wider than its headings.
pub fn too_many_cells(row: &Line, head: &Line) -> Remark {
    remark(
        "",
        fault(
            "too-many-cells",
            format!(
                "the row has {} cells, but there are {} headings",
                row.cells.len(),
                head.cells.len()
            ),
            "A text with the separator in it needs quotes around it; save the table again from a spreadsheet.",
        ),
    )
}

/// A row of a list whose entity is not there.
pub fn no_parent(target: &Target) -> Remark {
    let noun = if target.kind == Kind::Risk {
        "risk"
    } else {
        "party"
    };
    remark(
        "",
        fault(
            "not-found",
            format!("the {noun} that the row belongs to is not there"),
            "Read its register in first, or correct its number or name.",
        ),
    )
}

/// A row that says what one before it said.
pub fn twice() -> Remark {
    remark(
        "",
        fault(
            "duplicate-row",
            "a row further up speaks of the same",
            "Keep one of the two, or give them different numbers.",
        ),
    )
}
