//! Civil dates without a clock: parse, print, add months, count days.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A calendar day from 0001-01-01 to 9999-12-31, in JSON as `"2026-11-24"`.
///
/// ```
/// use annexa::workspace::Date;
/// let day: Date = "2026-01-31".parse().unwrap();
/// assert_eq!(day.add_months(1).to_string(), "2026-02-28");
/// assert!("2026-02-30".parse::<Date>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

fn leap(year: i16) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Date {
    /// A day, if there is such a day.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let real = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        real.then_some(Self { year, month, day })
    }

    /// The same day some months later; the last day of the month where there is none.
    /// Stays within the years 1 to 9999.
    pub fn add_months(self, months: u16) -> Self {
        let total = i32::from(self.year) * 12 + i32::from(self.month) - 1 + i32::from(months);
        let year = i16::try_from(total / 12).unwrap_or(9999).min(9999);
        let month = u8::try_from(total % 12 + 1).unwrap_or(12);
        let day = self.day.min(days_in(year, month));
        Self { year, month, day }
    }

    /// Days since 1970-01-01 (negative before).
    pub fn days_since_epoch(self) -> i32 {
        // Years begin in March here, so that the leap day is the last of its year.
        let shifted = i32::from(self.month <= 2);
        let year = i32::from(self.year) - shifted;
        let month = i32::from(self.month) + shifted * 12 - 3;
        let day_of_year = (153 * month + 2) / 5 + i32::from(self.day) - 1;
        let year_of_era = year.rem_euclid(400);
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        year.div_euclid(400) * 146_097 + day_of_era - 719_468
    }

    /// The day so many days after 1970-01-01, if it is within the years 1 to 9999.
    ///
    /// ```
    /// use annexa::workspace::Date;
    /// assert_eq!(Date::from_days_since_epoch(20_781).unwrap().to_string(), "2026-11-24");
    /// ```
    pub fn from_days_since_epoch(days: i32) -> Option<Self> {
        let days = days.checked_add(719_468)?;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = era * 400 + year_of_era + i32::from(month <= 2);
        Self::new(
            i16::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// Days from this day to another (negative when the other is earlier).
    pub fn days_until(self, other: Self) -> i32 {
        other.days_since_epoch() - self.days_since_epoch()
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A number of exactly so many digits.
fn digits(part: &str, width: usize) -> Option<u16> {
    let plain = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| part.parse().ok()).flatten()
}

fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2)?;
    let day = digits(parts.next()?, 2)?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(
        i16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}

impl std::str::FromStr for Date {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        parse_date(text).ok_or_else(|| {
            format!("`{text}` is not a date; write year-month-day, such as 2026-11-24")
        })
    }
}

impl TryFrom<String> for Date {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

/// A moment in UTC, in JSON as `"2026-11-24T07:25:29Z"`; fractions of a second are dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    date: Date,
    second: u32,
}

impl Moment {
    /// The day, in UTC.
    pub fn date(self) -> Date {
        self.date
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn seconds(self) -> i64 {
        i64::from(self.date.days_since_epoch()) * 86_400 + i64::from(self.second)
    }
}

fn parse_moment(text: &str) -> Option<Moment> {
    let (day, time) = text.split_once('T')?;
    let date = parse_date(day)?;
    let time = time.strip_suffix('Z')?.split('.').next()?;
    let mut parts = time.split(':');
    let mut part = |limit: u16| digits(parts.next()?, 2).filter(|n| *n < limit);
    let (hour, minute, second) = (part(24)?, part(60)?, part(60)?);
    let second = u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second);
    parts.next().is_none().then_some(Moment { date, second })
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, rest) = (self.second / 3600, self.second % 3600);
        write!(
            f,
            "{}T{hour:02}:{:02}:{:02}Z",
            self.date,
            rest / 60,
            rest % 60
        )
    }
}

impl TryFrom<String> for Moment {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::try_from(text.as_str())
    }
}

impl TryFrom<&str> for Moment {
    type Error = String;
    fn try_from(text: &str) -> Result<Self, String> {
        parse_moment(text).ok_or_else(|| {
            format!("`{text}` is not a moment in UTC; write it as 2026-11-24T07:25:29Z")
        })
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> String {
        moment.to_string()
    }
}
