//! Commands → what they print: whether two print the same bytes, or the same objects. Both are read side by side while
//! they run, so that little is held in memory.

use std::io::{BufRead, BufReader, Error, Result};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

/// Fails unless two commands print the same bytes.
///
/// # Errors
/// When they differ, or one of them fails.
pub fn same_bytes(left: &mut Command, right: &mut Command) -> Result<()> {
    let (mut left, mut right) = (Output::of(left)?, Output::of(right)?);
    let mut number = 0;
    loop {
        number += 1;
        let (one, other) = (left.line()?, right.line()?);
        if one != other {
            return Err(Error::other(format!("line {number} of the outputs differs: {one:?} and {other:?}")));
        }
        if one.is_none() {
            left.finish()?;
            return right.finish();
        }
    }
}

/// Fails unless two commands print the same Kubernetes objects, in the same order; gives how many these are.
///
/// # Errors
/// When they differ, or one of them fails.
pub fn same_objects(left: &mut Command, right: &mut Command) -> Result<usize> {
    let (mut left, mut right) = (Output::of(left)?, Output::of(right)?);
    let mut count = 0;
    loop {
        let (one, other) = (left.object()?, right.object()?);
        if one != other {
            return Err(Error::other(format!("object {} of the outputs differs", count + 1)));
        }
        if one.is_none() {
            left.finish()?;
            return right.finish().map(|()| count);
        }
        count += 1;
    }
}

/// The first line that a command prints.
///
/// # Errors
/// When it cannot be run.
pub fn first_line(command: &mut Command) -> Result<String> {
    let mut output = Output::of(command)?;
    let line = output.line()?.unwrap_or_default();
    output.finish()?;
    Ok(line.trim_end().to_owned())
}

/// What a process prints, while it runs.
struct Output {
    process: Child,
    text: BufReader<ChildStdout>,
}

impl Output {
    fn of(command: &mut Command) -> Result<Self> {
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let text = process.stdout.take().map(BufReader::new).expect("stdout is a pipe");
        Ok(Self { process, text })
    }

    /// The next line, with its end; `None` behind the last.
    fn line(&mut self) -> Result<Option<String>> {
        let mut line = String::new();
        Ok((self.text.read_line(&mut line)? > 0).then_some(line))
    }

    /// The next document of a YAML stream; `None` behind the last.
    fn object(&mut self) -> Result<Option<Value>> {
        let mut document = String::new();
        while let Some(line) = self.line()? {
            match line.trim_end() {
                "---" | "..." if document.is_empty() => {}
                "---" | "..." => break,
                _ => document.push_str(&line),
            }
        }
        if document.is_empty() {
            return Ok(None);
        }
        serde_yaml::from_str(&document).map(Some).map_err(Error::other)
    }

    fn finish(mut self) -> Result<()> {
        let status = self.process.wait()?;
        if status.success() { Ok(()) } else { Err(Error::other(format!("a program ended with {status}"))) }
    }
}
