use annexa::storage::daily::expired;

/// Uses it every day for a year and returns the days that are left.
fn after_a_year() -> Vec<u32> {
    let mut days = Vec::new();
    for today in 20_000..20_365 {
        days.push(today);
        let gone = expired(today, &days);
        days.retain(|day| !gone.contains(day));
    }
    days
}

#[test]
fn a_year_of_daily_use_leaves_14_days_and_12_weeks() {
    let days = after_a_year();
    let today = 20_364;
    assert_eq!(days.iter().filter(|&&day| day + 14 > today).count(), 14);
    let older: Vec<_> = days
        .iter()
        .filter(|&&day| day + 14 <= today)
        .copied()
        .collect();
    assert!((12..=13).contains(&older.len()), "{older:?}");
    assert!(
        older.windows(2).all(|pair| pair[1] - pair[0] == 7),
        "{older:?}"
    );
    assert!(
        older.iter().all(|day| (day + 3) % 7 == 0),
        "Mondays: {older:?}"
    );
}

#[test]
fn rare_use_keeps_what_there_is() {
    assert!(expired(20_000, &[20_000, 19_990, 19_950, 19_920]).is_empty());
}

#[test]
fn a_clock_that_was_wrong_removes_nothing_of_the_future() {
    assert!(expired(100, &[20_000, 20_001]).is_empty());
    assert!(expired(u32::MAX, &[u32::MAX - 1]).is_empty());
}
