//! `bench-compare FILE`: runs `qc build`, the floor, jrsonnet and an empty program on the same queues, in turn → a page
//! in Markdown of what each cost and which targets hold. Fails when two programs do not write the same.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads its arguments, and writes what its programs read")]

use std::fs::{self, File};
use std::io::{BufWriter, Error, Result, Write, stdout};
use std::path::PathBuf;
use std::process::Command;

use bench::measure::in_turn;
use bench::outputs::{first_line, same_bytes, same_objects};
use bench::record::{Circumstances, Figures, page};
use bench::{jsonnet, queues};

/// How much is measured.
struct Size {
    queues: usize,
    rounds: usize,
    /// In so many of the rounds jrsonnet runs too.
    of_jrsonnet: usize,
}

const SIZES: [Size; 4] = [
    Size { queues: 6, rounds: 101, of_jrsonnet: 21 },
    Size { queues: 1_000, rounds: 51, of_jrsonnet: 11 },
    Size { queues: 10_000, rounds: 21, of_jrsonnet: 5 },
    Size { queues: 100_000, rounds: 7, of_jrsonnet: 0 },
];

fn main() -> Result<()> {
    let file = std::env::args_os().nth(1).ok_or_else(|| Error::other("usage: bench-compare FILE"))?;
    let programs = Programs::find()?;
    let mut out = stdout();
    let mut figures = Vec::new();
    for size in &SIZES {
        let count = size.queues;
        programs.write_inputs(count)?;
        same_bytes(&mut programs.proving_qc(count), &mut programs.floor(count))?;
        writeln!(out, "{count} queues: qc and the floor write the same bytes, without a warning")?;
        figures.push(programs.measure(size)?);
    }
    // Last, because reading objects takes memory, and that would be counted for the programs that are run after it.
    for Size { queues, .. } in SIZES.iter().filter(|size| size.of_jrsonnet > 0) {
        let objects = same_objects(&mut programs.qc(*queues), &mut programs.jrsonnet(*queues))?;
        writeln!(out, "{queues} queues: qc and jrsonnet write the same {objects} objects")?;
    }
    let page = page(&figures, &circumstances(&programs)?)?;
    writeln!(out, "\n{page}")?;
    fs::write(file, page)
}

fn circumstances(programs: &Programs) -> Result<Circumstances> {
    Ok(Circumstances {
        date: first_line(Command::new("date").args(["-u", "+%F"]))?,
        rustc: first_line(Command::new("rustc").arg("--version"))?,
        jrsonnet: first_line(programs.bare_jrsonnet().arg("--version"))?,
        criterion: programs.target.join("criterion"),
    })
}

/// Where the programs are, and what they read.
struct Programs {
    /// Cargo's target folder.
    target: PathBuf,
    /// The folder of the release build.
    built: PathBuf,
}

impl Programs {
    /// Those that were built together with this one.
    fn find() -> Result<Self> {
        let this = std::env::current_exe()?;
        let built = this.parent().ok_or_else(|| Error::other("a program lies in a folder"))?.to_owned();
        let target = built.parent().ok_or_else(|| Error::other("a build lies in a folder"))?.to_owned();
        fs::create_dir_all(target.join("bench"))?;
        Ok(Self { target, built })
    }

    fn input(&self, queues: usize, extension: &str) -> PathBuf {
        self.target.join("bench").join(format!("{queues}.{extension}"))
    }

    fn write_inputs(&self, queues: usize) -> Result<()> {
        let mut celq = BufWriter::new(File::create(self.input(queues, "celq"))?);
        queues::write(queues, &mut celq)?;
        celq.flush()?;
        let mut jsonnet = BufWriter::new(File::create(self.input(queues, "jsonnet"))?);
        jsonnet::write(queues, &mut jsonnet)?;
        jsonnet.flush()
    }

    fn empty(&self) -> Command {
        Command::new(self.built.join("bench-empty"))
    }

    fn floor(&self, queues: usize) -> Command {
        let mut command = Command::new(self.built.join("bench-floor"));
        command.arg(self.input(queues, "celq"));
        command
    }

    fn qc(&self, queues: usize) -> Command {
        let mut command = Command::new(self.built.join("qc"));
        command.arg("build").arg(self.input(queues, "celq"));
        command
    }

    /// `qc` that fails when it has a warning to give.
    fn proving_qc(&self, queues: usize) -> Command {
        let mut command = self.qc(queues);
        command.arg("--deny-warnings");
        command
    }

    fn bare_jrsonnet(&self) -> Command {
        Command::new(self.target.join("tools/bin/jrsonnet"))
    }

    fn jrsonnet(&self, queues: usize) -> Command {
        let mut command = self.bare_jrsonnet();
        command.arg("--yaml-stream").arg(self.input(queues, "jsonnet"));
        command
    }

    fn measure(&self, size: &Size) -> Result<Figures> {
        let Size { queues, rounds, of_jrsonnet } = *size;
        let summaries = in_turn([
            (self.empty(), rounds),
            (self.floor(queues), rounds),
            (self.qc(queues), rounds),
            (self.jrsonnet(queues), of_jrsonnet),
        ]);
        match summaries? {
            [Some(empty), Some(floor), Some(qc), jrsonnet] => Ok(Figures { queues, empty, floor, qc, jrsonnet }),
            _ => Err(Error::other("there are no rounds")),
        }
    }
}
