//! Which of the daily copies to keep: one per day for two weeks, then one per week for twelve.

/// Days that keep their own copy, today included.
const DAYS: u32 = 14;

/// Weeks before those that keep one copy each.
const WEEKS: u32 = 12;

/// The days whose copies may go, given the days that have one. Days count from 1970-01-01 UTC; a week
/// starts on Monday and keeps its first copy. Days to come (a clock was wrong) are kept.
///
/// ```
/// assert_eq!(annexa::storage::daily::expired(200, &[199, 180, 179, 1]), [180, 1]);
/// ```
pub fn expired(today: u32, days: &[u32]) -> Vec<u32> {
    days.iter()
        .copied()
        .filter(|&day| !is_kept(today, day, days))
        .collect()
}

fn is_kept(today: u32, day: u32, days: &[u32]) -> bool {
    let is_first_of_week = !days
        .iter()
        .any(|&other| other < day && week(other) == week(day));
    today < day.saturating_add(DAYS) || (is_first_of_week && week(today) <= week(day) + 2 + WEEKS)
}

/// 1970-01-01 was a Thursday.
fn week(day: u32) -> u32 {
    day.saturating_add(3) / 7
}
