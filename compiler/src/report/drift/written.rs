//! A drift as text. Knows nothing of sites.

use super::{Drift, Queue};
use crate::report::diff::written as sections;

/// What the columns of queues are called.
const HEADS: [&str; 4] = ["queue", "messages", "worker", "pods"];

/// Lines for a terminal. The queues stand in columns, and the last line says what to do.
pub fn text(drift: &Drift) -> String {
    let mut text = sections::text(&drift.sections);
    let table = table(drift);
    let columns = table.first().map_or(0, Vec::len);
    let width = |column: usize| table.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for (index, row) in table.iter().enumerate() {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        let line = if index == 0 { line.to_uppercase() } else { line };
        text += &format!("{}\n", line.trim_end());
    }
    lines(drift).for_each(|line| text += &format!("{line}\n"));
    text
}

/// The same for an issue or a pull request.
pub fn markdown(drift: &Drift) -> String {
    let mut text = sections::markdown(&drift.sections);
    for (index, row) in table(drift).iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| sections::escaped(cell)).collect();
        text += &format!("| {} |\n", cells.join(" | "));
        if index == 0 {
            text += &format!("|{}\n", " --- |".repeat(row.len()));
        }
    }
    if !drift.queues.is_empty() {
        text.push('\n');
    }
    lines(drift).for_each(|line| text += &format!("{}\n\n", sections::escaped(&line)));
    text
}

/// The site's queues below their heads; nothing where no broker was read.
fn table(drift: &Drift) -> Vec<Vec<String>> {
    if drift.queues.is_empty() {
        return Vec::new();
    }
    let heads = HEADS.iter().map(|head| (*head).to_owned()).collect();
    let row = |of: &Queue| {
        let queue = match of.priority {
            0 => of.queue.clone(),
            priority => format!("{} priority {priority}", of.queue),
        };
        let messages = of.messages.map_or_else(|| "?".to_owned(), |messages| messages.to_string());
        vec![queue, messages, of.worker.clone(), of.pods.clone().unwrap_or_default()]
    };
    let mut table: Vec<Vec<String>> = [heads].into_iter().chain(drift.queues.iter().map(row)).collect();
    if drift.queues.iter().all(|queue| queue.pods.is_none()) {
        for row in &mut table {
            row.truncate(HEADS.len() - 1);
        }
    }
    table
}

/// What stands below everything else.
fn lines(drift: &Drift) -> impl Iterator<Item = String> {
    let in_flight = drift
        .in_flight
        .iter()
        .map(|taken| format!("taken and not finished: {} in `{}`, by {}", taken.messages, taken.key, taken.worker));
    in_flight.chain(drift.notes.iter().cloned()).chain(drift.todo.clone())
}
