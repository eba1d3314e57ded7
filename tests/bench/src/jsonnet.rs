//! Queues → a Jsonnet program whose value is the list of the objects that `qc` compiles them to.

use std::io::{Result, Write};

use crate::queues::{Queue, queues};

/// The functions that make objects of queues.
const OBJECTS: &str = include_str!("objects.jsonnet");

/// Writes the program.
///
/// # Errors
/// When it cannot be written.
pub fn write(count: usize, out: &mut impl Write) -> Result<()> {
    writeln!(out, "local queues = [")?;
    queues(count).try_for_each(|queue| element(&queue, out))?;
    write!(out, "];\n\n{OBJECTS}")
}

fn element(queue: &Queue, out: &mut impl Write) -> Result<()> {
    let Queue { service, variant, min, max, list_length, .. } = queue;
    write!(out, "  {{ service: '{service}', variant: '{variant}'")?;
    if let Some(pool) = queue.pool {
        write!(out, ", pool: '{pool}'")?;
    }
    if let Some(concurrency) = queue.concurrency {
        write!(out, ", concurrency: {concurrency}")?;
    }
    if let Some(tasks) = queue.max_tasks_per_child {
        write!(out, ", max_tasks_per_child: {tasks}")?;
    }
    writeln!(out, ", min: {min}, max: {max}, list_length: {list_length} }},")
}
