//! A command → what its process cost: wall time, CPU time, memory. Knows nothing of what the process does.

use std::io::{Error, Result};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// What a process cost, or the medians of many.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// From before it is started until after it has ended.
    pub wall: Duration,
    /// What it kept a CPU busy for, in its own code and in the kernel's.
    pub cpu: Duration,
    /// The most bytes that it had in memory. The kernel counts those that this process had when it started it, so
    /// whoever measures has to stay small.
    pub memory: u64,
}

/// Runs a command with `/dev/null` as its three streams.
///
/// # Errors
/// When it cannot be run, or fails.
pub fn run(command: &mut Command) -> Result<Cost> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let ended = command.spawn()?.wait4()?;
    let wall = start.elapsed();
    if !ended.status.success() {
        return Err(Error::other(format!("{command:?}: {}", ended.status)));
    }
    Ok(Cost { wall, cpu: ended.rusage.utime + ended.rusage.stime, memory: ended.rusage.maxrss })
}

/// The medians of what runs cost, each for itself.
pub fn medians(costs: &[Cost]) -> Cost {
    Cost {
        wall: median(costs.iter().map(|cost| cost.wall)),
        cpu: median(costs.iter().map(|cost| cost.cpu)),
        memory: median(costs.iter().map(|cost| cost.memory)),
    }
}

/// The middle value; of an even number of them, the upper one of the two in the middle.
fn median<T: Ord>(values: impl Iterator<Item = T>) -> T {
    let mut values: Vec<T> = values.collect();
    values.sort();
    let middle = values.len() / 2;
    values.into_iter().nth(middle).expect("every program runs at least once")
}
