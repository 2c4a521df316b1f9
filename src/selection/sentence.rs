//! Reasons in words, as the Statement of Applicability prints them.

use super::reason::Reason;
use crate::workspace::Basis;

/// Every reason as a sentence, one a line. Risks are named by number, so that the register stays
/// the one place for their titles.
pub fn sentences(reasons: &[Reason]) -> String {
    let risks: Vec<String> = reasons
        .iter()
        .filter_map(|reason| match reason {
            Reason::Risk { number, .. } => Some(format!("R-{number}")),
            _ => None,
        })
        .collect();
    let mut lines = Vec::new();
    if !risks.is_empty() {
        lines.push(format!("Treats {}.", risks.join(", ")));
    }
    lines.extend(reasons.iter().filter_map(sentence));
    lines.dedup();
    lines.join("\n")
}

fn sentence(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::Risk { .. } => return None,
        Reason::Duty {
            title,
            basis: Basis::Legal,
            ..
        } => format!("Required by law: {}.", unstopped(title)),
        Reason::Duty {
            title,
            basis: Basis::Contractual,
            ..
        } => format!("Required by contract: {}.", unstopped(title)),
        Reason::Answer { text, .. }
        | Reason::Expected { text }
        | Reason::NotNeeded { text, .. } => (*text).to_owned(),
        Reason::Open { text, .. } => format!("To be confirmed: {text}"),
        Reason::Person { by, on, text, .. } => format!("Decided by {by} on {on}: {text}"),
    })
}

/// A title without the full stop of an abbreviation at its end; the sentence brings its own.
fn unstopped(title: &str) -> &str {
    title.strip_suffix('.').unwrap_or(title)
}
