//! Days as people write them.

use crate::workspace::Date;

/// A day at the beginning of a text, and what stands after it.
///
/// Year first, day first with full stops, or with slashes in the order that the column has; months
/// may be names.
pub fn leading(text: &str, month_first: bool) -> Option<(Date, &str)> {
    let (parts, marks, rest) = parts(text)?;
    let [first, second, third] = parts;
    let number = |part: &str| part.parse::<i16>().ok();
    let date = |year: &str, month: &str, day: &str| {
        if year.len() != 4 {
            return None;
        }
        let month = month_name(month).or_else(|| month.parse().ok())?;
        Date::new(number(year)?, month, day.parse().ok()?)
    };
    let day = if first.len() == 4 {
        date(first, second, third)
    } else if month_name(first).is_some() || (marks.starts_with('/') && month_first) {
        date(third, first, second)
    } else {
        date(third, second, first)
    };
    Some((day?, rest))
}

/// Whether a day with slashes has its month first; `None` when it could be either.
pub fn order(text: &str) -> Option<bool> {
    let (parts, marks, _) = parts(text)?;
    let [first, second, _] = parts.map(|part| part.parse::<u8>().ok());
    match (marks.starts_with('/'), first?, second?) {
        (true, 13.., ..=12) => Some(false),
        (true, ..=12, 13..) => Some(true),
        _ => None,
    }
}

/// Whether a day with slashes reads differently in the two orders.
pub fn is_open(text: &str) -> bool {
    let slashed = parts(text).is_some_and(|(_, marks, _)| marks.starts_with('/'));
    let read = |month_first| leading(text, month_first).map(|(day, _)| day);
    slashed && read(true).is_some() && read(false).is_some() && read(true) != read(false)
}

/// The three parts of a day, what stands after the first one, and what stands after the day.
fn parts(text: &str) -> Option<([&str; 3], &str, &str)> {
    let (first, after) = cut(text, char::is_alphanumeric)?;
    let (second, end) = cut(after.trim_start_matches(MARKS), char::is_alphanumeric)?;
    // A time may follow the day at once: 2026-11-24T09:00.
    let (third, rest) = cut(end.trim_start_matches(MARKS), |c| c.is_ascii_digit())?;
    Some(([first, second, third], after, rest))
}

const MARKS: [char; 5] = [' ', '.', '/', '-', ','];

/// The letters of a sort at the beginning of a text, at least one, and the rest.
fn cut(text: &str, sort: impl Fn(char) -> bool) -> Option<(&str, &str)> {
    let end = text.find(|c| !sort(c)).unwrap_or(text.len());
    text.split_at_checked(end)
        .filter(|(part, _)| !part.is_empty())
}

/// The number of a month by its English name, in full or at least its first three letters.
fn month_name(text: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = text.to_lowercase();
    let named = |month: &&str| text.len() >= 3 && month.starts_with(&*text);
    let at = MONTHS.iter().position(named);
    u8::try_from(at? + 1).ok()
}

/// Whether what stands after a day is a time of it, which is left out.
pub fn is_time(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['T', ' ']);
    rest.contains(':')
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'Z' | '+'))
}

/// The day of a number as workbooks keep it: days since the end of 1899, or since 1904; a time of
/// the day is left out.
pub fn of_serial(serial: f64, from_1904: bool) -> Option<Date> {
    // Excel counts a 29 February 1900 that never was; before it days are one off, and nobody has
    // records of then.
    const FIRST: i32 = -25_569;
    const FIRST_1904: i32 = -24_107;
    if !(61.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let days = serial as i32 + if from_1904 { FIRST_1904 } else { FIRST };
    Date::from_days_since_epoch(days)
}
