//! Criterion: what each stage costs on 1,000 queues, and the whole pipeline on 1,000 and on 6. The input is that of the
//! whole-process benchmark; `tests/bench/run` writes these figures into `spec/performance.md`.
#![allow(missing_docs, reason = "criterion's macros write functions without docs")]

use std::hint::black_box;
use std::time::Duration;

use bench::queues;
use celq::diagnostic::Sink;
use celq::emit::{manifests, yaml};
use celq::source::Sources;
use celq::{File, Options, Proved, check, compile, format, parse, plan, resolve};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use k8s_openapi::api::apps::v1::Deployment;

fn sources(count: usize) -> Sources {
    Sources::single("bench.celq", queues::text(count)).expect("far less than 4 GiB")
}

fn text_stages(criterion: &mut Criterion) {
    let sources = sources(1_000);
    let source = &sources.files()[0];
    criterion.bench_function("tokens", |bencher| {
        bencher.iter(|| parse::token::tokens(black_box(source.text()), source.base()));
    });
    criterion.bench_function("parse", |bencher| {
        bencher.iter(|| parse::parse(black_box(source), &mut Sink::default()));
    });
    let tree = parse::parse(source, &mut Sink::default());
    criterion.bench_function("format", |bencher| bencher.iter(|| format::format(source, black_box(&tree))));
}

fn model_stages(criterion: &mut Criterion) {
    let sources = sources(1_000);
    let source = &sources.files()[0];
    let files = [File { source, tree: parse::parse(source, &mut Sink::default()) }];
    criterion.bench_function("resolve", |bencher| {
        bencher.iter(|| resolve::resolve(&sources, black_box(&files), &mut Sink::default()));
    });
    let model = resolve::resolve(&sources, &files, &mut Sink::default());
    criterion.bench_function("plan", |bencher| bencher.iter(|| plan::plan(black_box(&model), None)));
    let plan = plan::plan(&model, None);
    criterion.bench_function("check", |bencher| {
        bencher.iter_batched_ref(Sink::default, |sink| check::check(black_box(&plan), sink), BatchSize::SmallInput);
    });
}

/// Writes all objects and gives how many bytes these are.
fn emit(proved: Proved<'_>) -> usize {
    let mut bytes = 0;
    manifests::write(proved, |document| bytes += black_box(document.text).len());
    bytes
}

fn emitting(criterion: &mut Criterion) {
    let sources = sources(1_000);
    compile(&sources, Options::default(), |compiled| {
        let proved = compiled.proved().expect("the queues have no errors");
        criterion.bench_function("manifests", |bencher| bencher.iter(|| emit(black_box(proved))));
        let deployment = first_deployment(proved);
        criterion.bench_function("deployment", |bencher| {
            let mut text = String::new();
            bencher.iter(|| {
                text.clear();
                yaml::write(&mut text, black_box(&deployment))
            });
        });
    });
}

/// The first Deployment that is written, read back.
fn first_deployment(proved: Proved<'_>) -> Deployment {
    let mut text = String::new();
    manifests::write(proved, |document| {
        if text.is_empty() {
            text.push_str(document.text);
        }
    });
    serde_yaml::from_str(&text).expect("a site without credentials begins with a Deployment")
}

fn pipeline(criterion: &mut Criterion) {
    for count in [1_000, 6] {
        let sources = sources(count);
        criterion.bench_function(&format!("pipeline-{count}"), |bencher| {
            bencher.iter(|| compile(black_box(&sources), Options::default(), |compiled| compiled.proved().map(emit)));
        });
    }
}

criterion_group! {
    name = stages;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(2));
    targets = text_stages, model_stages, emitting, pipeline
}
criterion_main!(stages);
