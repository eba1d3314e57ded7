//! `bench-generate celq|jsonnet N` → so many queues on stdout, in that language: what the benchmark compiles.
#![allow(clippy::disallowed_methods, reason = "a program of two arguments reads them itself")]

use std::io::{BufWriter, Error, Result, Write, stdout};

use bench::{jsonnet, queues};

fn main() -> Result<()> {
    let usage = || Error::other("usage: bench-generate celq|jsonnet N");
    let mut arguments = std::env::args().skip(1);
    let language = arguments.next().ok_or_else(usage)?;
    let count = arguments.next().and_then(|count| count.parse().ok()).ok_or_else(usage)?;
    let mut out = BufWriter::new(stdout().lock());
    match language.as_str() {
        "celq" => queues::write(count, &mut out)?,
        "jsonnet" => jsonnet::write(count, &mut out)?,
        _ => return Err(usage()),
    }
    out.flush()
}
