//! What was measured → a table, what it says of each target, and the page that keeps both.

use std::fmt::{self, Display, Formatter};
use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::measure::Cost;

/// What the programs cost on so many queues: medians.
#[derive(Debug, Clone)]
pub struct Figures {
    /// How many queues.
    pub count: usize,
    /// How often each program ran, in the order of the fields.
    pub rounds: [usize; 4],
    /// A program that does nothing.
    pub empty: Cost,
    /// A program that was written by hand for this job.
    pub floor: Cost,
    /// `qc build`.
    pub qc: Cost,
    /// jrsonnet.
    pub jrsonnet: Cost,
}

/// Whether a target is met.
#[derive(Debug)]
pub struct Verdict {
    /// The target.
    pub target: String,
    /// What was measured.
    pub measured: String,
    /// Whether it is met.
    pub holds: bool,
}

impl Display for Verdict {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Verdict { target, measured, .. } = self;
        write!(f, "{} {target}: {measured}", self.word())
    }
}

impl Verdict {
    fn word(&self) -> &'static str {
        if self.holds { "PASS" } else { "FAIL" }
    }
}

/// The stages that criterion measures, by the names of their benchmarks, and what each does.
pub const STAGES: [(&str, &str); 10] = [
    ("tokens", "text → tokens, 1,000 queues"),
    ("parse", "text → tree, tokens included"),
    ("resolve", "tree → model"),
    ("plan", "model → plan"),
    ("check", "plan → diagnostics, all rules"),
    ("manifests", "plan → all objects as YAML"),
    ("deployment", "one Deployment → YAML"),
    ("format", "tree → canonical text"),
    ("pipeline-1000", "text → all objects as YAML, 1,000 queues"),
    ("pipeline-6", "the same, 6 queues"),
];

/// Holds the figures against the targets. A time has to hold on the clock and on the CPU.
pub fn verdicts(figures: &[Figures]) -> Vec<Verdict> {
    let of = |count: usize| figures.iter().find(|figures| figures.count == count);
    let mut verdicts: Vec<Verdict> = of(6).map(near_empty).into_iter().collect();
    for figures in [1_000, 10_000].into_iter().filter_map(of) {
        verdicts.push(near_floor(figures));
        verdicts.push(far_from_jrsonnet(figures));
    }
    verdicts.extend(of(10_000).map(small));
    if let (Some(fewer), Some(more)) = (of(10_000), of(100_000)) {
        verdicts.push(linear(fewer, more));
    }
    verdicts
}

fn near_empty(figures: &Figures) -> Verdict {
    let more = Both::of(|time| milliseconds(time(&figures.qc)) - milliseconds(time(&figures.empty)));
    Verdict {
        target: format!("{} queues: within 1 ms of an empty Rust program", grouped(figures.count)),
        measured: format!("{:.2} ms more (CPU {:.2} ms)", more.wall, more.cpu),
        holds: more.worst() <= 1.0,
    }
}

fn near_floor(figures: &Figures) -> Verdict {
    let times = Both::of(|time| ratio(time(&figures.qc), time(&figures.floor)));
    Verdict {
        target: format!("{} queues: at most 1.5 × the floor", grouped(figures.count)),
        measured: format!("{:.2} × (CPU {:.2} ×)", times.wall, times.cpu),
        holds: times.worst() <= 1.5,
    }
}

fn far_from_jrsonnet(figures: &Figures) -> Verdict {
    let slower = Both::of(|time| ratio(time(&figures.jrsonnet), time(&figures.qc)));
    Verdict {
        target: format!("{} queues: at least 10 × faster than jrsonnet", grouped(figures.count)),
        measured: format!("{:.1} × (CPU {:.1} ×)", slower.wall, slower.cpu),
        holds: slower.wall.min(slower.cpu) >= 10.0,
    }
}

fn small(figures: &Figures) -> Verdict {
    let memory = mebibytes(figures.qc.memory);
    Verdict {
        target: format!("{} queues: under 30 MiB of memory", grouped(figures.count)),
        measured: format!("{memory:.1} MiB"),
        holds: memory < 30.0,
    }
}

/// Caches are of one size, so that a little more than in proportion is what even the floor takes.
fn linear(fewer: &Figures, more: &Figures) -> Verdict {
    let growth = |cost: fn(&Figures) -> &Cost| Both::of(|time| ratio(time(cost(more)), time(cost(fewer))));
    let (qc, floor) = (growth(|figures| &figures.qc), growth(|figures| &figures.floor));
    Verdict {
        target: format!(
            "time grows linearly to {} queues: 10 × the queues of {} take at most 12 × as long",
            grouped(more.count),
            grouped(fewer.count)
        ),
        measured: format!(
            "{:.1} × (CPU {:.1} ×), the floor {:.1} × (CPU {:.1} ×)",
            qc.wall, qc.cpu, floor.wall, floor.cpu
        ),
        holds: qc.worst() <= 12.0,
    }
}

/// A figure of the clock, and the same of the CPU.
struct Both {
    wall: f64,
    cpu: f64,
}

impl Both {
    fn of(figure: impl Fn(fn(&Cost) -> Duration) -> f64) -> Self {
        Self { wall: figure(|cost| cost.wall), cpu: figure(|cost| cost.cpu) }
    }

    fn worst(&self) -> f64 {
        self.wall.max(self.cpu)
    }
}

/// All figures, as a table in Markdown.
pub fn table(figures: &[Figures]) -> String {
    let mut table = String::from("| queues | program | wall ms | CPU ms | memory MiB | wall, floor = 1 | runs |\n");
    table.push_str("| ---: | --- | ---: | ---: | ---: | ---: | ---: |\n");
    for figures in figures {
        let Figures { empty, floor, qc, jrsonnet, .. } = figures;
        let programs = [("empty", empty), ("floor", floor), ("qc", qc), ("jrsonnet", jrsonnet)];
        for ((name, cost), rounds) in programs.into_iter().zip(figures.rounds) {
            table.push_str(&format!(
                "| {} | {name} | {:.2} | {:.2} | {:.1} | {:.2} | {rounds} |\n",
                grouped(figures.count),
                milliseconds(cost.wall),
                milliseconds(cost.cpu),
                mebibytes(cost.memory),
                ratio(cost.wall, floor.wall),
            ));
        }
    }
    table
}

/// The page of the figures. What criterion measured is read from Cargo's target folder.
pub fn page(figures: &[Figures], verdicts: &[Verdict], target: &Path) -> String {
    let list: String = verdicts.iter().map(|verdict| format!("- {verdict}\n")).collect();
    let head = HEAD.replace("{machine}", &machine());
    format!("{head}\n{}\n## Targets\n\n{list}\n{}", table(figures), stages(target))
}

const HEAD: &str = "\
# Performance

Made by `make bench`, which runs `tests/bench/run` and writes this file. Machine: {machine}.

Each program gets the same queues in its own language: the six that Open edX operators are told to have, then generated
ones, each with `keda`, so that each gives a Deployment and a ScaledObject. All write the objects as a YAML stream to
`/dev/null`. `qc` and the floor write the same bytes, `qc` and jrsonnet the same objects; the run fails when they do not.

- **empty**: a Rust program that does nothing.
- **floor**: `tests/bench/src/bin/floor.rs`, a program written by hand for this job alone. It splits lines at blanks, builds
  the same structs and writes them with the same serializer; it checks nothing.
- **qc**: `qc build FILE`, all proofs included.
- **jrsonnet**: the Rust implementation of Jsonnet, with `--yaml-stream`.

The programs run in turn; a figure is the median of its runs. CPU time is that of the process and of the kernel for it.
";

fn stages(target: &Path) -> String {
    let rows: String =
        STAGES.iter().filter_map(|(name, does)| Some(stage(name, does, median(target, name)?))).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!(
        "## Stages\n\nWithin one process, by criterion (`cargo bench -p celq`), medians; 1,000 queues where nothing else is \
         said.\n\n| stage | does | µs |\n| --- | --- | ---: |\n{rows}"
    )
}

fn stage(name: &str, does: &str, nanoseconds: f64) -> String {
    format!("| {name} | {does} | {:.1} |\n", nanoseconds / 1e3)
}

/// The nanoseconds that criterion measured last.
fn median(target: &Path, stage: &str) -> Option<f64> {
    let file = target.join("criterion").join(stage).join("new/estimates.json");
    let estimates: serde_json::Value = serde_json::from_str(&fs::read_to_string(file).ok()?).ok()?;
    estimates["median"]["point_estimate"].as_f64()
}

/// The machine in general words: CPUs and their family, not the model.
fn machine() -> String {
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = information.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let words = model.trim_start_matches([' ', '\t', ':']).split_whitespace();
    let family: Vec<&str> = words.take_while(|word| !word.contains(|letter: char| letter.is_ascii_digit())).collect();
    let family = if family.is_empty() { std::env::consts::ARCH.to_owned() } else { family.join(" ") };
    format!("{count} CPUs ({family}), {}", std::env::consts::OS)
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
