//! How long decisions, single answers, saving and opening take as the register grows.
//!
//! `cargo bench --bench selection` (or `cargo xtask bench`); results in `target/criterion`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macro makes undocumented functions; a benchmark may stop on a fault"
)]

use annexa::api::Session;
use annexa::catalogue::{ControlId, Edition, QuestionId, ScenarioId};
use annexa::selection::Selection;
use annexa::workspace::{
    Answer, AnswerValue, Command, Data, Entity, Id, Line, Risk, Text, Workspace,
};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use std::hint::black_box;

/// A small generator of our own, so that every run and every machine sees the same register.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, bound: usize) -> usize {
        // Constants of Knuth's MMIX generator; the high bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        *from.get(self.below(from.len())).unwrap()
    }
}

/// An organisation with all questions answered and a register of own risks.
fn organisation(risks: usize) -> Workspace {
    let mut seeded = Seeded(27_001);
    let mut data = Data::default();
    let values = [AnswerValue::Yes, AnswerValue::No, AnswerValue::Unknown];
    for question in QuestionId::all() {
        let value = seeded.pick(&values);
        put(
            &mut data,
            Entity::Answer(Answer {
                question,
                value,
                note: Text::default(),
            }),
        );
    }
    let starters: Vec<ScenarioId> = ScenarioId::all().collect();
    let controls: Vec<ControlId> = ControlId::all(Edition::V2022).collect();
    for number in 0..risks {
        let id = Id::try_from(format!("risk-{number:06}")).unwrap();
        let mut risk = Risk::from_starter(id, seeded.pick(&starters));
        risk.number = u32::try_from(number + 1).unwrap();
        risk.asset = Line::try_from(format!("System {}", seeded.below(400))).unwrap();
        risk.current = risk.inherent;
        risk.controls = (0..1 + seeded.below(5))
            .map(|_| seeded.pick(&controls))
            .collect();
        put(&mut data, Entity::Risk(risk));
    }
    Workspace {
        data,
        ..Workspace::default()
    }
}

fn put(data: &mut Data, entity: Entity) {
    data.apply(
        Command::Put(Box::new(entity)),
        "2026-11-24".parse().unwrap(),
    )
    .unwrap();
}

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
