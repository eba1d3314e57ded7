//! `bench-compare [--record FILE]`: runs `qc`, the floor, jrsonnet and an empty program on the same queues → a table of
//! what each costs, and whether qc keeps what it promises. Ends with 1 when it does not.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads its arguments, and writes what its programs read")]

use std::fs::{self, File};
use std::io::{BufWriter, Error, Result, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use bench::measure::{Cost, medians, run};
use bench::outputs::{same_bytes, same_objects};
use bench::record::{Figures, Verdict, page, table, verdicts};
use bench::{jsonnet, queues};

/// How many queues there are, and how often each program runs.
const ROUNDS: [(usize, usize); 5] = [(6, 51), (100, 31), (1_000, 25), (10_000, 15), (100_000, 5)];

/// A program that takes longer runs once.
const LONG: Duration = Duration::from_secs(20);

fn main() -> Result<ExitCode> {
    let programs = Programs::find()?;
    let mut out = stdout();
    let mut figures = Vec::new();
    for (count, rounds) in ROUNDS {
        programs.write_inputs(count)?;
        same_bytes(&mut programs.proving_qc(count), &mut programs.floor(count))?;
        writeln!(out, "{count} queues: qc and the floor write the same bytes, without a warning; {rounds} rounds …")?;
        figures.push(programs.measure(count, rounds)?);
    }
    // Last, because reading objects takes memory, and that would be counted for the programs that are run after it.
    for (count, _) in ROUNDS {
        let objects = same_objects(&mut programs.qc(count), &mut programs.jrsonnet(count))?;
        writeln!(out, "{count} queues: qc and jrsonnet write the same {objects} objects")?;
    }
    let verdicts = verdicts(&figures);
    writeln!(out, "\n{}", table(&figures))?;
    verdicts.iter().try_for_each(|verdict| writeln!(out, "{verdict}"))?;
    record(&figures, &verdicts, &programs.folder)?;
    Ok(if verdicts.iter().all(|verdict| verdict.holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn record(figures: &[Figures], verdicts: &[Verdict], folder: &Path) -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    match (arguments.next(), arguments.next()) {
        (None, None) => Ok(()),
        (Some(option), Some(file)) if option == "--record" => fs::write(file, page(figures, verdicts, folder)),
        _ => Err(Error::other("usage: bench-compare [--record FILE]")),
    }
}

/// Where the programs are, and what they read.
struct Programs {
    /// Cargo's target folder.
    folder: PathBuf,
    /// The folder of the release build.
    built: PathBuf,
}

impl Programs {
    /// Those that were built together with this one.
    fn find() -> Result<Self> {
        let this = std::env::current_exe()?;
        let built = this.parent().ok_or_else(|| Error::other("a program lies in a folder"))?.to_owned();
        let folder = built.parent().ok_or_else(|| Error::other("a build lies in a folder"))?.to_owned();
        fs::create_dir_all(folder.join("bench"))?;
        Ok(Self { folder, built })
    }

    fn input(&self, count: usize, extension: &str) -> PathBuf {
        self.folder.join("bench").join(format!("{count}.{extension}"))
    }

    fn write_inputs(&self, count: usize) -> Result<()> {
        let mut celq = BufWriter::new(File::create(self.input(count, "celq"))?);
        queues::write(count, &mut celq)?;
        celq.flush()?;
        let mut jsonnet = BufWriter::new(File::create(self.input(count, "jsonnet"))?);
        jsonnet::write(count, &mut jsonnet)?;
        jsonnet.flush()
    }

    fn empty(&self) -> Command {
        Command::new(self.built.join("bench-empty"))
    }

    fn floor(&self, count: usize) -> Command {
        let mut command = Command::new(self.built.join("bench-floor"));
        command.arg(self.input(count, "celq"));
        command
    }

    fn qc(&self, count: usize) -> Command {
        let mut command = Command::new(self.built.join("qc"));
        command.arg("build").arg(self.input(count, "celq"));
        command
    }

    /// `qc` that fails when it has a warning to give.
    fn proving_qc(&self, count: usize) -> Command {
        let mut command = self.qc(count);
        command.arg("--deny-warnings");
        command
    }

    fn jrsonnet(&self, count: usize) -> Command {
        let mut command = Command::new(self.folder.join("tools/bin/jrsonnet"));
        command.arg("--yaml-stream").arg(self.input(count, "jsonnet"));
        command
    }

    /// The programs take turns, so that what else the machine does meets all of them.
    fn measure(&self, count: usize, rounds: usize) -> Result<Figures> {
        let mut commands = [self.empty(), self.floor(count), self.qc(count), self.jrsonnet(count)];
        let mut costs: [Vec<Cost>; 4] = Default::default();
        for _ in 0..rounds {
            for (command, costs) in commands.iter_mut().zip(&mut costs) {
                if costs.first().is_none_or(|first| first.wall < LONG) {
                    costs.push(run(command)?);
                }
            }
        }
        let rounds = costs.each_ref().map(Vec::len);
        let [empty, floor, qc, jrsonnet] = costs.each_ref().map(|costs| medians(costs));
        Ok(Figures { count, rounds, empty, floor, qc, jrsonnet })
    }
}
