//! The register's queries: every column filters, sorts and counts, and the three agree.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test helper that panics fails its test"
)]

use annexa::api::{PlanState, RiskColumn, RiskFilter, RiskQuery, Session};
use annexa::workspace::Workspace;

const COLUMNS: [RiskColumn; 15] = [
    RiskColumn::Number,
    RiskColumn::Title,
    RiskColumn::Asset,
    RiskColumn::Owner,
    RiskColumn::Inherent,
    RiskColumn::Current,
    RiskColumn::Residual,
    RiskColumn::Treatment,
    RiskColumn::Controls,
    RiskColumn::Plan,
    RiskColumn::Acceptance,
    RiskColumn::Origin,
    RiskColumn::Standing,
    RiskColumn::Theme,
    RiskColumn::Move,
];

const TODAY: &str = "2026-11-24";

fn example() -> Session {
    let bytes = std::fs::read("content/examples/saas.json").unwrap();
    Session::open(Workspace::from_json(&bytes).unwrap())
}

/// Five risks, each with something that the others have not.
fn small() -> Session {
    let mut session = Session::default();
    for risk in [
        r#"{"id":"a","number":1,"title":"Laptop stolen","asset":"Laptops","owner":{"role":"top-management"},
            "inherent":{"likelihood":4,"impact":5},"residual":{"likelihood":2,"impact":5},
            "treatment":"reduce","controls":["A.7.9","A.8.1"],
            "actions":[{"title":"Encrypt","due":"2026-11-23","status":"started"},{"title":"Order","status":"done"}]}"#,
        r#"{"id":"b","number":2,"title":"BACKUP LOST","threat":"Ärger mit dem Band",
            "inherent":{"likelihood":3,"impact":4},"current":{"likelihood":2,"impact":3},
            "treatment":"accept","acceptance":{"by":"Ada","on":"2026-01-01","until":"2026-11-23"}}"#,
        r#"{"id":"c","number":3,"title":"Office burns","asset":"Office","owner":{"person":"p"},
            "inherent":{"likelihood":1,"impact":5},"residual":{"likelihood":1,"impact":3},
            "treatment":"share","acceptance":{"by":"Ada","on":"2026-01-01","until":"2026-11-24"},
            "actions":[{"title":"Insure","due":"2026-11-24"}]}"#,
        r#"{"id":"d","number":4,"title":"Wrong address","controls":["A.5.14"],
            "actions":[{"title":"Check","due":"2020-01-01","status":"done"}]}"#,
        r#"{"id":"e","number":5,"title":"Key copied","asset":"Server room","treatment":"avoid"}"#,
    ] {
        session
            .dispatch(
                &format!(r#"{{"put":{{"risk":{risk}}}}}"#),
                r#"{"at":"2026-11-24T09:00:00Z","by":"Ada"}"#,
            )
            .unwrap();
    }
    session
}

fn query(column: RiskColumn, words: &[&str]) -> RiskQuery {
    let any = words.iter().map(ToString::to_string).collect();
    RiskQuery {
        filters: vec![RiskFilter { column, any }],
        today: Some(TODAY.parse().unwrap()),
        ..RiskQuery::default()
    }
}

fn numbers(session: &Session, query: &RiskQuery) -> Vec<u32> {
    let rows = session.view().risks(query).rows;
    rows.iter().map(|row| row.number).collect()
}

#[test]
fn each_column_filters_by_its_words() {
    let session = small();
    for (column, words, expected) in [
        (RiskColumn::Number, &["r-2", "r-5"][..], &[2, 5][..]),
        (RiskColumn::Title, &["LOST"], &[2]),
        (RiskColumn::Title, &["o"], &[1, 2, 3, 4, 5]),
        (RiskColumn::Asset, &["OFFICE", "top"], &[1, 3]),
        (RiskColumn::Asset, &["none"], &[2, 4]),
        (
            RiskColumn::Owner,
            &["role:top-management", "person:p"],
            &[1, 3],
        ),
        (RiskColumn::Owner, &["none"], &[2, 4, 5]),
        (RiskColumn::Inherent, &["20"], &[1]),
        (RiskColumn::Inherent, &["3-4", "1-5"], &[2, 3]),
        (RiskColumn::Current, &["none"], &[1, 3, 4, 5]),
        (RiskColumn::Residual, &["1"], &[3]),
        (RiskColumn::Treatment, &["share", "none"], &[3, 4]),
        (RiskColumn::Controls, &["A.8.1"], &[1]),
        (RiskColumn::Plan, &["overdue"], &[1]),
        (RiskColumn::Plan, &["open"], &[3]),
        (RiskColumn::Plan, &["done", "none"], &[2, 4, 5]),
        (RiskColumn::Acceptance, &["expired"], &[2]),
        (RiskColumn::Acceptance, &["valid"], &[3]),
        (RiskColumn::Origin, &["starter"], &[]),
        (RiskColumn::Standing, &["unacceptable"], &[1]),
        (RiskColumn::Standing, &["none"], &[4, 5]),
        (RiskColumn::Theme, &["physical"], &[1]),
        (RiskColumn::Move, &["4-5>2-5"], &[1]),
    ] {
        assert_eq!(
            numbers(&session, &query(column, words)),
            expected,
            "{column:?} {words:?}"
        );
    }
}

#[test]
fn every_filter_and_the_search_must_fit() {
    let session = small();
    let mut both = query(RiskColumn::Owner, &["none"]);
    both.filters.push(RiskFilter {
        column: RiskColumn::Treatment,
        any: vec!["avoid".to_owned(), "accept".to_owned()],
    });
    assert_eq!(numbers(&session, &both), [2, 5]);
    both.search = "ärger".to_owned();
    assert_eq!(numbers(&session, &both), [2]);
    both.search = "R-5".to_owned();
    assert_eq!(numbers(&session, &both), [5]);
}

#[test]
fn without_a_day_nothing_is_late() {
    let session = small();
    let mut late = query(RiskColumn::Plan, &["overdue"]);
    late.today = None;
    assert!(numbers(&session, &late).is_empty());
    let rows = session.view().risks(&RiskQuery::default()).rows;
    let plans: Vec<_> = rows
        .iter()
        .map(|row| (row.plan, row.done, row.actions))
        .collect();
    assert_eq!(plans[0], (Some(PlanState::Started), 1, 2));
    assert_eq!(plans[4], (None, 0, 0));
    assert_eq!(rows[1].acceptance, Some("valid"));
}

#[test]
fn each_column_sorts_and_equal_ones_keep_their_numbers() {
    let session = small();
    for (sort, descending, expected) in [
        (RiskColumn::Number, true, [5, 4, 3, 2, 1]),
        (RiskColumn::Title, false, [2, 5, 1, 3, 4]),
        (RiskColumn::Asset, true, [5, 3, 1, 2, 4]),
        (RiskColumn::Owner, true, [1, 2, 3, 4, 5]),
        (RiskColumn::Inherent, true, [1, 2, 3, 4, 5]),
        (RiskColumn::Current, true, [2, 1, 3, 4, 5]),
        (RiskColumn::Residual, false, [2, 4, 5, 3, 1]),
        (RiskColumn::Treatment, false, [4, 1, 5, 3, 2]),
        (RiskColumn::Controls, true, [1, 4, 2, 3, 5]),
        (RiskColumn::Plan, true, [1, 3, 4, 2, 5]),
        (RiskColumn::Acceptance, true, [3, 2, 1, 4, 5]),
        (RiskColumn::Origin, true, [1, 2, 3, 4, 5]),
    ] {
        let query = RiskQuery {
            sort,
            descending,
            today: Some(TODAY.parse().unwrap()),
            ..RiskQuery::default()
        };
        assert_eq!(numbers(&session, &query), expected, "{sort:?}");
        let ids = session.view().risk_ids(&query);
        assert_eq!(ids.len(), 5);
        assert_eq!(
            ids[0].as_str(),
            ["a", "b", "c", "d", "e"][expected[0] as usize - 1]
        );
    }
}

#[test]
fn a_group_counts_what_its_word_finds() {
    let session = example();
    let view = session.view();
    for column in COLUMNS {
        let groups = view.risk_groups(column, Some(TODAY.parse().unwrap()));
        assert!(!groups.is_empty(), "{column:?}");
        for group in groups {
            let mut wanted = query(column, &[&group.word]);
            let found = view.risks(&wanted).matching;
            // A text finds what holds it, so it may find more.
            let part = matches!(column, RiskColumn::Title | RiskColumn::Asset);
            let count = group.count as usize;
            assert!(
                found == count || (part && found > count),
                "{column:?} {group:?}: {found}"
            );
            wanted.filters.push(RiskFilter {
                column: RiskColumn::Standing,
                any: vec!["unacceptable".to_owned()],
            });
            let over = view.risks(&wanted).matching;
            assert!(
                over == group.over as usize || part,
                "{column:?} {group:?}: {over} over"
            );
        }
    }
}

#[test]
fn the_pages_together_are_all_risks() {
    let session = example();
    let view = session.view();
    let mut query = RiskQuery {
        take: 5,
        sort: RiskColumn::Title,
        ..RiskQuery::default()
    };
    let all = view.risk_ids(&query);
    let mut seen = Vec::new();
    while seen.len() < all.len() {
        let page = view.risks(&query);
        assert_eq!((page.matching, page.total), (all.len(), all.len()));
        assert!(!page.rows.is_empty() && page.rows.len() <= 5);
        seen.extend(page.rows.into_iter().map(|row| row.id));
        query.skip += 5;
    }
    assert_eq!(seen, all);
}
