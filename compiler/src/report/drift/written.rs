//! A drift as text. Knows nothing of sites.

use super::{Drift, Queue};
use crate::report::diff::written as sections;

/// What the columns of queues are called.
const HEADS: [&str; 4] = ["queue", "messages", "worker", "pods"];

/// Lines for a terminal. The queues stand in columns, and the last line says what to do.
pub fn text(drift: &Drift) -> String {
    let mut text = sections::text(&drift.sections);
    let rows = rows(drift);
    let heads: Vec<String> = HEADS.iter().map(|head| head.to_uppercase()).collect();
    let width = |column: usize| rows.iter().chain([&heads]).map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..HEADS.len()).map(width).collect();
    for row in [&heads].into_iter().chain(&rows).filter(|_| !rows.is_empty()) {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        text += cells.collect::<Vec<_>>().join("  ").trim_end();
        text.push('\n');
    }
    lines(drift).for_each(|line| text += &format!("{line}\n"));
    text
}

/// The same for an issue or a pull request.
pub fn markdown(drift: &Drift) -> String {
    let mut text = sections::markdown(&drift.sections);
    let rows = rows(drift);
    if !rows.is_empty() {
        text += &format!("| {} |\n|{}\n", HEADS.join(" | "), " --- |".repeat(HEADS.len()));
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|cell| sections::escaped(cell)).collect();
            text += &format!("| {} |\n", cells.join(" | "));
        }
        text.push('\n');
    }
    lines(drift).for_each(|line| text += &format!("{}\n\n", sections::escaped(&line)));
    text
}

fn rows(drift: &Drift) -> Vec<Vec<String>> {
    let queue = |queue: &Queue| match queue.priority {
        0 => queue.queue.clone(),
        priority => format!("{} priority {priority}", queue.queue),
    };
    let row = |of: &Queue| {
        let messages = of.messages.map_or_else(|| "?".to_owned(), |messages| messages.to_string());
        vec![queue(of), messages, of.worker.clone(), of.pods.clone().unwrap_or_else(|| "?".to_owned())]
    };
    drift.queues.iter().map(row).collect()
}

/// What stands below everything else.
fn lines(drift: &Drift) -> impl Iterator<Item = String> {
    let in_flight = drift
        .in_flight
        .iter()
        .map(|taken| format!("taken and not finished: {} in `{}`, by {}", taken.messages, taken.key, taken.worker));
    in_flight.chain(drift.notes.iter().cloned()).chain(drift.todo.clone())
}
