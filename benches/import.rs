//! How long reading a register in takes as it grows: looking at the file, and working out what it
//! would do, when everything is new and when nothing is.
//!
//! `cargo bench --bench import` (or `cargo xtask bench`); results in `target/criterion`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macro makes undocumented functions; a benchmark may stop on a fault"
)]

use annexa::api::{Session, WorkbookKind, propose_import, survey_import, workbook};
use annexa::import::{ImportPlan, SheetPlan};
use annexa::workspace::{Date, Line, Moment, Stamp};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use std::hint::black_box;

/// A register as a stranger keeps it.
fn register(risks: usize) -> String {
    let mut text = String::from(
        "Risk ID;Risk title;Threat;Vulnerability;Owner;Likelihood;Impact;Risk level;Treatment;Annex A controls\n",
    );
    for number in 1..=risks {
        let (likelihood, impact) = (number % 5 + 1, number / 5 % 5 + 1);
        text.push_str(&format!(
            "R-{number};Risk {number} of the register;Somebody gets in;\"Old doors; old locks\";IT manager;\
             {likelihood};{impact};High;Mitigate;A.5.1, A.8.{}\n",
            number % 34 + 1
        ));
    }
    text
}

fn today() -> Date {
    "2026-11-24".parse().unwrap()
}

fn plan(file: &[u8]) -> ImportPlan {
    let survey = survey_import(file, "risk-register", None).unwrap();
    let sheets = survey.sheets.iter();
    let sheets = sheets.filter(|sheet| sheet.target.is_some());
    ImportPlan {
        name: Line::try_from("Import").unwrap(),
        sheets: sheets.map(SheetPlan::from).collect(),
        month_first: false,
        ids: "i".parse().unwrap(),
        by: Line::try_from("Ada").unwrap(),
        on: today(),
    }
}

/// A workspace into which the register was read.
fn filled(file: &[u8]) -> Session {
    let mut session = Session::default();
    let proposal = propose_import(&session, file, "risk-register", &plan(file)).unwrap();
    let stamp = Stamp {
        at: Moment::try_from("2026-11-24T09:00:00Z").unwrap(),
        by: Line::try_from("Ada").unwrap(),
    };
    session.run(proposal.command.unwrap(), stamp).unwrap();
    session
}

fn import(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("import");
    group.sample_size(10);
    for risks in [100, 1_000, 10_000] {
        let text = register(risks);
        let file = text.as_bytes();
        let (plan_of_text, empty, full) = (plan(file), Session::default(), filled(file));
        let name = "risk-register";
        let size = |what| BenchmarkId::new(what, risks);
        group.bench_function(size("survey"), |bench| {
            bench.iter(|| survey_import(black_box(file), name, None).unwrap());
        });
        group.bench_function(size("all new"), |bench| {
            bench.iter(|| propose_import(&empty, black_box(file), name, &plan_of_text).unwrap());
        });
        group.bench_function(size("all unchanged"), |bench| {
            bench.iter(|| propose_import(&full, black_box(file), name, &plan_of_text).unwrap());
        });
        let ours = workbook(&full, WorkbookKind::RiskRegister, today(), None).unwrap();
        let plan_of_ours = plan(&ours);
        group.bench_function(size("our workbook"), |bench| {
            bench.iter(|| propose_import(&full, black_box(&ours), name, &plan_of_ours).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, import);
criterion_main!(benches);
