//! Rendering: the whole set from the bytes of a pack, again with everything compiled, one preview
//! after an edit, and the risk report of a large register.
//!
//! `cargo bench --bench documents` (or `cargo xtask bench`); results in `target/criterion`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macro makes undocumented functions; a benchmark may stop on a fault"
)]

use annexa::api::{DocumentSet, Session};
use annexa::catalogue::DocumentId;
use annexa::documents::pack::Pack;
use annexa::documents::template::Template;
use annexa::workspace::{Command, Date, Entity, Id, Line, Workspace};
use criterion::{Criterion, criterion_group, criterion_main};
use std::fs;
use std::hint::black_box;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pack() -> Pack {
    let files = fs::read_dir(root().join("content/templates")).unwrap();
    let templates = files.filter_map(|file| {
        let path = file.unwrap().path();
        let id: DocumentId = path.file_stem()?.to_str()?.parse().ok()?;
        let front = |text: &str| toml::from_str(text).map_err(|error| error.to_string());
        Some(Template::read(id, &fs::read_to_string(&path).unwrap(), front).unwrap())
    });
    Pack::new("en", templates).unwrap()
}

fn example() -> Workspace {
    let path = root().join("content/examples/manufacturer.json");
    Workspace::from_json(&fs::read(path).unwrap()).unwrap()
}

/// The example with its risks repeated until there are so many.
fn with_risks(count: u32) -> Workspace {
    let mut workspace = example();
    let risks: Vec<_> = workspace.data.risks.iter().cloned().collect();
    for (number, risk) in (1..=count).zip(risks.iter().cycle()) {
        let mut risk = risk.clone();
        risk.id = Id::try_from(format!("copy-{number:06}")).unwrap();
        risk.title = Line::try_from(format!("{} {number}", risk.title)).unwrap();
        risk.number = 1000 + number;
        let put = Command::Put(Box::new(Entity::Risk(risk)));
        workspace.data.apply(put, today()).unwrap();
    }
    workspace
}

fn today() -> Date {
    "2026-11-24".parse().unwrap()
}

fn render_all(set: &DocumentSet) {
    let context = set.context(today());
    for template in set.library().pack().iter() {
        black_box(set.library().render(&context, template.document).unwrap());
    }
}

fn documents(criterion: &mut Criterion) {
    let bytes = pack().to_json().unwrap();
    let session = Session::open(example());
    criterion.bench_function("documents/all, first call", |bench| {
        bench.iter(|| {
            let pack = Pack::from_json(&bytes).unwrap();
            render_all(&DocumentSet::new(session.clone(), pack));
        });
    });

    let set = DocumentSet::new(session, pack());
    criterion.bench_function("documents/all, warm", |bench| {
        bench.iter(|| render_all(&set))
    });

    let policy: DocumentId = "backup-policy".parse().unwrap();
    criterion.bench_function("documents/one preview after an edit", |bench| {
        bench.iter(|| black_box(set.render(policy, today()).unwrap()));
    });

    let large = DocumentSet::new(Session::open(with_risks(10_000)), pack());
    criterion.bench_function("documents/one preview beside 10000 risks", |bench| {
        bench.iter(|| black_box(large.render(policy, today()).unwrap()));
    });
    let report: DocumentId = "risk-assessment-report".parse().unwrap();
    let mut group = criterion.benchmark_group("documents/report");
    group.sample_size(10);
    group.bench_function("10000 risks", |bench| {
        bench.iter(|| black_box(large.render(report, today()).unwrap()));
    });
}

criterion_group!(benches, documents);
criterion_main!(benches);
