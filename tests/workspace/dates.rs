//! Dates and moments, compared with a calendar library.

use annexa::workspace::{Date, Moment};
use jiff::ToSpan;
use jiff::civil;
use proptest::prelude::*;

fn theirs(date: Date) -> civil::Date {
    date.to_string().parse().unwrap()
}

fn any_date() -> impl Strategy<Value = Date> {
    let real = |(y, m, d)| Date::new(y, m, d);
    (1..=9999_i16, 1..=12_u8, 1..=31_u8).prop_filter_map("no such day", real)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_days_exist(year in 0..=9999_i16, month in 0..=13_u8, day in 0..=32_u8) {
        let there = civil::Date::new(year, month as i8, day as i8).is_ok() && year > 0;
        prop_assert_eq!(Date::new(year, month, day).is_some(), there);
    }

    #[test]
    fn days_are_counted_alike(a in any_date(), b in any_date()) {
        let days = theirs(a).until(theirs(b)).unwrap().get_days();
        prop_assert_eq!(a.days_until(b), days);
        prop_assert_eq!(a.cmp(&b), theirs(a).cmp(&theirs(b)));
        let epoch = civil::date(1970, 1, 1).until(theirs(a)).unwrap().get_days();
        prop_assert_eq!(a.days_since_epoch(), epoch);
    }

    #[test]
    fn months_are_added_alike(date in any_date(), months in any::<u16>()) {
        if let Ok(later) = theirs(date).checked_add(i32::from(months).months()) {
            prop_assert_eq!(theirs(date.add_months(months)), later);
        } else {
            prop_assert_eq!(date.add_months(months).year(), 9999, "the calendar's end");
        }
    }

    #[test]
    fn what_is_written_is_read(date in any_date()) {
        prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
        let text = serde_json::to_string(&date).unwrap();
        prop_assert_eq!(annexa::json::read::<Date>(&text).unwrap(), date);
    }

    #[test]
    fn other_texts_are_no_dates(text in "[0-9]{0,5}-?[0-9]{0,3}-?[0-9]{0,3}[ TZ]?") {
        match text.parse::<Date>() {
            Ok(date) => prop_assert_eq!(date.to_string(), text),
            Err(message) => prop_assert!(message.contains("2026-11-24"), "says how to write one"),
        }
    }

    #[test]
    fn moments_are_counted_alike(date in any_date(), h in 0..24_u8, m in 0..60_u8, s in 0..60_u8, fraction in 0..1000_u16) {
        let text = format!("{date}T{h:02}:{m:02}:{s:02}.{fraction:03}Z");
        let moment = Moment::try_from(text.as_str()).unwrap();
        prop_assert_eq!(moment.date(), date);
        let at: jiff::Timestamp = format!("{moment}").parse().unwrap();
        prop_assert_eq!(moment.seconds(), at.as_second());
        let cut = text.split('.').next().unwrap();
        prop_assert_eq!(moment.to_string(), format!("{}Z", cut));
    }

    #[test]
    fn no_text_upsets_the_readers(text in ".{0,40}") {
        let _ = (text.parse::<Date>(), Moment::try_from(text.as_str()));
    }
}

#[test]
fn moments_must_be_whole_and_in_utc() {
    for text in [
        "2026-11-24",
        "2026-11-24T09:00Z",
        "2026-11-24T09:00:00",
        "2026-11-24T09:00:00+01:00",
        "2026-11-24T24:00:00Z",
        "2026-11-24T09:60:00Z",
        "2026-02-29T09:00:00Z",
        "2026-11-24 09:00:00Z",
        "2026-11-24T09:00:00:00Z",
    ] {
        assert!(Moment::try_from(text).is_err(), "{text}");
    }
}
