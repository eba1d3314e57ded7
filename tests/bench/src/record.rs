//! What was measured → a page in Markdown: the targets and whether they hold, the runs, and criterion's stages.

use std::fs;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::measure::Summary;

/// What the programs cost on so many queues.
#[derive(Debug)]
pub struct Figures {
    /// How many queues.
    pub queues: usize,
    /// A program that does nothing.
    pub empty: Summary,
    /// A program that was written by hand for this job.
    pub floor: Summary,
    /// `qc build`.
    pub qc: Summary,
    /// jrsonnet, where it was run.
    pub jrsonnet: Option<Summary>,
}

/// When it was measured, with what, and where criterion keeps its figures.
#[derive(Debug)]
pub struct Circumstances {
    /// The day.
    pub date: String,
    /// The compiler that built the programs.
    pub rustc: String,
    /// The version of jrsonnet.
    pub jrsonnet: String,
    /// Criterion's folder.
    pub criterion: PathBuf,
}

/// The page of the figures.
///
/// # Errors
/// When criterion has not measured a stage.
pub fn page(figures: &[Figures], circumstances: &Circumstances) -> Result<String> {
    let Circumstances { date, rustc, jrsonnet, criterion } = circumstances;
    let cpus = std::thread::available_parallelism().map_or(1, usize::from);
    let (system, machine) = (std::env::consts::OS, std::env::consts::ARCH);
    let head = format!("Measured on {date}: {cpus} CPUs, {system} on {machine}, {rustc}, {jrsonnet}.");
    let (targets, runs, stages) = (targets(figures), runs(figures), stages(criterion)?);
    Ok(format!("{INTRODUCTION}\n{head}\n\n## Targets\n\n{targets}\n## Runs\n\n{RUNS}\n{runs}\n{STAGES_HEAD}\n{stages}"))
}

const INTRODUCTION: &str = "\
# Performance

How long `qc build` takes, and how much memory, beside programs that do the same job in other ways. The command is

```sh
make bench
```

which runs `tests/bench/run`: it installs jrsonnet into Cargo's target folder, builds everything, measures, and writes
this page.

Every program gets the same N queues in its own language: the six that Open edX operators are told to have, then
generated ones, each with `keda`, so that each gives a Deployment and a ScaledObject. All write these as a YAML stream.

- **empty** is a Rust program that does nothing: what any process costs.
- **floor** is `tests/bench/src/bin/floor.rs`, a minimal program written by hand for this job alone: it splits lines at
  blanks, builds the same structs and writes them with the same serializer. It has no model and proves nothing.
- **qc** is `qc build FILE`, all proofs included.
- **jrsonnet** is the Rust implementation of Jsonnet, run with `--yaml-stream` on `tests/bench/src/objects.jsonnet`.

The run fails unless qc and the floor write the same bytes, and qc and jrsonnet the same objects. It does not fail when a
target is missed: it says so here.
";

const RUNS: &str = "\
Whole processes, from start to end, output to `/dev/null`. The programs run in turn. A time is the least of the runs,
because whatever else the machine does can only add to it; CPU time is that of the process and of the kernel for it.
Memory is the most that was resident in any run.
";

const STAGES_HEAD: &str = "\
## Stages

Within one process, by criterion (`cargo bench -p celq`): medians, for 1,000 queues where nothing else is said.
";

/// A target, and what was measured of it.
struct Verdict {
    queues: usize,
    target: &'static str,
    measured: String,
    holds: bool,
}

/// The targets as a table.
fn targets(figures: &[Figures]) -> String {
    let mut table = String::from("| N | target | measured | holds |\n| ---: | --- | --- | --- |\n");
    for Verdict { queues, target, measured, holds } in verdicts(figures) {
        let holds = if holds { "yes" } else { "**no**" };
        table.push_str(&format!("| {} | {target} | {measured} | {holds} |\n", grouped(queues)));
    }
    table
}

fn verdicts(figures: &[Figures]) -> Vec<Verdict> {
    let of = |queues: usize| figures.iter().filter(move |figures| figures.queues == queues);
    let large = || of(1_000).chain(of(10_000));
    let steps = figures.array_windows().filter(|[fewer, _]| fewer.queues >= 1_000);
    of(6)
        .map(near_empty)
        .chain(large().map(near_floor))
        .chain(large().filter_map(far_from_jrsonnet))
        .chain(of(10_000).map(small))
        .chain(steps.map(|[fewer, more]| linear(fewer, more)))
        .collect()
}

fn near_empty(figures: &Figures) -> Verdict {
    let more = milliseconds(figures.qc.wall) - milliseconds(figures.empty.wall);
    Verdict {
        queues: figures.queues,
        target: "within 1 ms of empty",
        measured: format!("{more:.2} ms more"),
        holds: more <= 1.0,
    }
}

fn near_floor(figures: &Figures) -> Verdict {
    let times = ratio(figures.qc.wall, figures.floor.wall);
    Verdict {
        queues: figures.queues,
        target: "at most 1.5 × the time of the floor",
        measured: format!("{times:.2} ×"),
        holds: times <= 1.5,
    }
}

fn far_from_jrsonnet(figures: &Figures) -> Option<Verdict> {
    let times = ratio(figures.jrsonnet?.wall, figures.qc.wall);
    Some(Verdict {
        queues: figures.queues,
        target: "at least 10 × faster than jrsonnet",
        measured: format!("{times:.2} ×"),
        holds: times >= 10.0,
    })
}

fn small(figures: &Figures) -> Verdict {
    let memory = mebibytes(figures.qc.memory);
    Verdict {
        queues: figures.queues,
        target: "under 30 MiB of memory",
        measured: format!("{memory:.1} MiB"),
        holds: memory < 30.0,
    }
}

/// Of two sizes, one ten times the other. Caches do not grow with the queues, so that even the floor takes a little more
/// than in proportion.
fn linear(fewer: &Figures, more: &Figures) -> Verdict {
    let exponent = ratio(more.qc.wall, fewer.qc.wall).log10();
    Verdict {
        queues: more.queues,
        target: "linear: from a tenth of N, time grows as N to the power of at most 1.1",
        measured: format!("{exponent:.2}"),
        holds: exponent <= 1.1,
    }
}

/// The runs as a table.
fn runs(figures: &[Figures]) -> String {
    let mut table = String::from("| N | program | wall ms | CPU ms | wall, µs per queue | memory MiB | runs |\n");
    table.push_str("| ---: | --- | ---: | ---: | ---: | ---: | ---: |\n");
    for Figures { queues, empty, floor, qc, jrsonnet } in figures {
        let programs =
            [("empty", Some(empty)), ("floor", Some(floor)), ("qc", Some(qc)), ("jrsonnet", jrsonnet.as_ref())];
        for (name, summary) in programs.into_iter().filter_map(|(name, summary)| Some((name, summary?))) {
            table.push_str(&format!(
                "| {} | {name} | {:.2} | {:.2} | {:.2} | {:.1} | {} |\n",
                grouped(*queues),
                milliseconds(summary.wall),
                milliseconds(summary.cpu),
                milliseconds(each(summary, *queues)) * 1e3,
                mebibytes(summary.memory),
                summary.runs,
            ));
        }
    }
    table
}

/// The stages that criterion measures, by the names of their benchmarks, and what each does.
const STAGES: [(&str, &str); 10] = [
    ("tokens", "text → tokens"),
    ("parse", "text → tree, tokens included"),
    ("resolve", "tree → model"),
    ("plan", "model → plan"),
    ("check", "plan → diagnostics, all rules"),
    ("manifests", "plan → all objects as YAML"),
    ("deployment", "one Deployment → YAML"),
    ("format", "tree → canonical text"),
    ("pipeline-1000", "text → all objects as YAML"),
    ("pipeline-6", "the same, 6 queues"),
];

/// What criterion measured last, as a table.
fn stages(criterion: &Path) -> Result<String> {
    let mut table = String::from("| stage | does | µs |\n| --- | --- | ---: |\n");
    for (name, does) in STAGES {
        let nanoseconds = criterion_median(&criterion.join(name).join("new/estimates.json"))?;
        table.push_str(&format!("| {name} | {does} | {:.1} |\n", nanoseconds / 1e3));
    }
    Ok(table)
}

fn criterion_median(estimates: &Path) -> Result<f64> {
    let estimates: serde_json::Value = serde_json::from_str(&fs::read_to_string(estimates)?)?;
    estimates["median"]["point_estimate"].as_f64().ok_or_else(|| Error::other("criterion has changed its files"))
}

/// The wall time for each queue.
fn each(summary: &Summary, queues: usize) -> Duration {
    summary.wall / u32::try_from(queues).unwrap_or(u32::MAX)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[expect(clippy::cast_precision_loss, reason = "no process has 2⁵³ bytes")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// `10000` as `10,000`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
