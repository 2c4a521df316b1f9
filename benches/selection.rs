//! How long decisions, single answers, saving and opening take as the register grows.
//!
//! `cargo bench --bench selection` (or `cargo xtask bench`); results in `target/criterion`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macro makes undocumented functions; a benchmark may stop on a fault"
)]

#[path = "support/organisation.rs"]
#[allow(dead_code, reason = "each benchmark uses a part of it")]
mod organisation;

use annexa::api::Session;
use annexa::selection::Selection;
use annexa::workspace::Workspace;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use organisation::organisation;
use std::hint::black_box;

fn select(c: &mut Criterion) {
    let mut group = c.benchmark_group("select");
    for risks in [10, 1_000, 10_000, 100_000] {
        let workspace = organisation(risks);
        group.bench_with_input(
            BenchmarkId::from_parameter(risks),
            &workspace,
            |b, workspace| {
                b.iter(|| Selection::of(black_box(&workspace.data)));
            },
        );
    }
    group.finish();
}

/// One answer after another as the page sends them, each a step of its own.
fn answer(c: &mut Criterion) {
    let steps = [("yes", "00"), ("no", "30")].map(|(value, second)| {
        (
            format!(r#"{{"put":{{"answer":{{"question":"remote_work","value":"{value}"}}}}}}"#),
            format!(r#"{{"at":"2026-11-24T09:00:{second}Z","by":"Ada"}}"#),
        )
    });
    let mut group = c.benchmark_group("answer");
    for risks in [0, 10_000] {
        let mut session = Session::open(organisation(risks));
        let mut turns = steps.iter().cycle();
        group.bench_function(BenchmarkId::from_parameter(risks), |b| {
            b.iter(|| {
                let (command, stamp) = turns.next().unwrap();
                session.dispatch(black_box(command), stamp).unwrap()
            });
        });
    }
    group.finish();
}

fn file(c: &mut Criterion) {
    let workspace = organisation(10_000);
    let text = workspace.to_json().unwrap();
    let mut group = c.benchmark_group("file");
    group.sample_size(20);
    group.throughput(criterion::Throughput::Bytes(
        u64::try_from(text.len()).unwrap(),
    ));
    group.bench_function("save/10000", |b| {
        b.iter(|| black_box(&workspace).to_json().unwrap())
    });
    group.bench_function("load/10000", |b| {
        b.iter(|| Workspace::from_json(black_box(text.as_bytes())).unwrap());
    });
    group.finish();
}

criterion_group!(benches, select, answer, file);
criterion_main!(benches);
