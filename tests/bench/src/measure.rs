//! Commands → what their processes cost: wall time, CPU time, memory, each over several runs. Knows nothing of what the
//! processes do.

use std::io::{Error, Result};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// What a process cost.
struct Cost {
    /// From before it is started until after it has ended.
    wall: Duration,
    /// What it kept a CPU busy for, in its own code and in the kernel's.
    cpu: Duration,
    /// The most bytes that it had in memory. The kernel counts those that this process had when it started it, so
    /// whoever measures has to stay small.
    memory: u64,
}

/// What a program cost over several runs. Whatever else the machine does can only add to a time, so the least is the
/// nearest to what the program itself takes.
#[derive(Debug, Clone, Copy)]
pub struct Summary {
    /// How often it ran.
    pub runs: usize,
    /// The least of its wall times.
    pub wall: Duration,
    /// The least of its CPU times.
    pub cpu: Duration,
    /// The most memory that it had in any run.
    pub memory: u64,
}

impl Summary {
    /// Sums up runs; `None` where there are none.
    fn of(costs: &[Cost]) -> Option<Self> {
        Some(Self {
            runs: costs.len(),
            wall: costs.iter().map(|cost| cost.wall).min()?,
            cpu: costs.iter().map(|cost| cost.cpu).min()?,
            memory: costs.iter().map(|cost| cost.memory).max()?,
        })
    }
}

/// Runs each command as often as is said beside it, and all of them in turn, so that what else the machine does meets
/// them alike; `None` for what does not run at all.
///
/// # Errors
/// When a command cannot be run, or fails.
pub fn in_turn<const N: usize>(mut commands: [(Command, usize); N]) -> Result<[Option<Summary>; N]> {
    let mut costs: [Vec<Cost>; N] = std::array::from_fn(|_| Vec::new());
    let rounds = commands.iter().map(|(_, runs)| *runs).max().unwrap_or_default();
    for round in 0..rounds {
        for ((command, runs), costs) in commands.iter_mut().zip(&mut costs) {
            if round < *runs {
                costs.push(run(command)?);
            }
        }
    }
    Ok(costs.map(|costs| Summary::of(&costs)))
}

/// Runs a command with `/dev/null` as its three streams.
fn run(command: &mut Command) -> Result<Cost> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let ended = command.spawn()?.wait4()?;
    let wall = start.elapsed();
    if !ended.status.success() {
        return Err(Error::other(format!("{command:?}: {}", ended.status)));
    }
    Ok(Cost { wall, cpu: ended.rusage.utime + ended.rusage.stime, memory: ended.rusage.maxrss })
}
