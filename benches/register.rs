//! How long the risk register takes: filters, orders, heat map, groups, and a bulk edit.
//!
//! `cargo bench --bench register` (or `cargo xtask bench register`); results in `target/criterion`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macro makes undocumented functions; a benchmark may stop on a fault"
)]

#[path = "support/organisation.rs"]
mod organisation;

use annexa::api::{RiskColumn, RiskFilter, RiskQuery, Session};
use annexa::workspace::{Action, ActionStatus, Entity, Line, Risk, Score, Treatment};
use criterion::{Criterion, criterion_group, criterion_main};
use organisation::{Seeded, organisation, put};
use std::hint::black_box;

const RISKS: usize = 10_000;
const BULK: usize = 1_000;
const TODAY: &str = "2026-11-24";

/// A register in which every column holds different things.
fn register() -> Session {
    let mut seeded = Seeded(6_1_2);
    let mut workspace = organisation(RISKS);
    let risks: Vec<Risk> = workspace.data.risks.iter().cloned().collect();
    for mut risk in risks {
        let step = |n: usize| u8::try_from(n).unwrap();
        risk.treatment =
            Some(seeded.pick(&[Treatment::Reduce, Treatment::Share, Treatment::Accept]));
        risk.residual = Some(Score {
            likelihood: step(1 + seeded.below(3)),
            impact: step(1 + seeded.below(5)),
        });
        risk.actions = (0..seeded.below(3))
            .map(|at| Action {
                title: Line::try_from(format!("Step {at}")).unwrap(),
                owner: risk.owner.clone(),
                due: format!("202{}-06-30", 5 + seeded.below(4)).parse().ok(),
                status: seeded.pick(&[
                    ActionStatus::Open,
                    ActionStatus::Started,
                    ActionStatus::Done,
                ]),
                means: Line::default(),
            })
            .collect();
        put(&mut workspace.data, Entity::Risk(risk));
    }
    Session::open(workspace)
}

fn query() -> RiskQuery {
    RiskQuery {
        today: TODAY.parse().ok(),
        take: 50,
        ..RiskQuery::default()
    }
}

fn filter(column: RiskColumn, word: &str) -> RiskQuery {
    let any = vec![word.to_owned()];
    RiskQuery {
        filters: vec![RiskFilter { column, any }],
        ..query()
    }
}

fn sorted(sort: RiskColumn) -> RiskQuery {
    RiskQuery { sort, ..query() }
}

fn questions(c: &mut Criterion) {
    let session = register();
    let view = session.view();
    let searched = |words: &str| RiskQuery {
        search: words.to_owned(),
        ..query()
    };
    let mut group = c.benchmark_group("register/10000");
    for (name, query) in [
        ("first page", query()),
        ("search, many found", searched("a")),
        ("search, none found", searched("zqzq")),
        ("filter by title", filter(RiskColumn::Title, "backup")),
        (
            "filter by owner",
            filter(RiskColumn::Owner, "role:isms-manager"),
        ),
        ("filter by cell", filter(RiskColumn::Residual, "2-3")),
        ("filter by control", filter(RiskColumn::Controls, "A.8.13")),
        ("filter by plan", filter(RiskColumn::Plan, "overdue")),
        (
            "filter by line",
            filter(RiskColumn::Standing, "unacceptable"),
        ),
        ("sort by title", sorted(RiskColumn::Title)),
        ("sort by owner", sorted(RiskColumn::Owner)),
        ("sort by level", sorted(RiskColumn::Inherent)),
        ("sort by plan", sorted(RiskColumn::Plan)),
    ] {
        group.bench_function(name, |b| b.iter(|| view.risks(black_box(&query))));
    }
    group.bench_function("heat map", |b| b.iter(|| view.heat_map()));
    for (name, column) in [
        ("groups by owner", RiskColumn::Owner),
        ("groups by asset", RiskColumn::Asset),
        ("groups by theme", RiskColumn::Theme),
        ("groups by move", RiskColumn::Move),
    ] {
        group.bench_function(name, |b| b.iter(|| view.risk_groups(column, None)));
    }
    group.finish();
}

/// A new treatment for 1,000 risks as the page sends it, as one step, and undone.
fn bulk_edit(c: &mut Criterion) {
    let mut session = register();
    let risks: Vec<Risk> = session
        .view()
        .workspace
        .data
        .risks
        .iter()
        .take(BULK)
        .cloned()
        .collect();
    let puts: Vec<String> = risks
        .into_iter()
        .map(|mut risk| {
            risk.treatment = Some(Treatment::Avoid);
            format!(
                r#"{{"put":{{"risk":{}}}}}"#,
                serde_json::to_string(&risk).unwrap()
            )
        })
        .collect();
    let command = format!(
        r#"{{"batch":{{"name":"treatment of 1,000 risks","commands":[{}]}}}}"#,
        puts.join(",")
    );
    let stamp = r#"{"at":"2026-11-24T09:00:00Z","by":"Ada"}"#;
    let mut group = c.benchmark_group("bulk edit of 1000");
    group.sample_size(30);
    group.bench_function("10000", |b| {
        b.iter(|| {
            session.dispatch(black_box(&command), stamp).unwrap();
            session.undo(serde_json::from_str(stamp).unwrap()).unwrap()
        });
    });
    group.finish();
}

criterion_group!(benches, questions, bulk_edit);
criterion_main!(benches);
