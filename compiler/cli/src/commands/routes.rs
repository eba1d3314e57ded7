//! `qc routes`: prints which way each task takes from each sender, and because of what.

use std::fmt::Write as _;

use celq::language::suggest::nearest;
use celq::plan::{Plan, Way};
use celq::report::routes::{Row, row};

use super::question::ask;
use super::{print, print_json};
use crate::arguments::{Color, Routes};
use crate::report::say;
use crate::{Failure, Outcome, Result};

/// Runs the command.
pub(crate) fn run(arguments: &Routes, color: Color) -> Result<Outcome> {
    ask(&arguments.file, color, arguments.day, |plan, sources| {
        let ways = chosen(plan, arguments)?;
        let rows: Vec<Row<'_>> = ways.into_iter().map(|way| row(plan, way, sources)).collect();
        if arguments.json {
            return print_json(&rows);
        }
        print(&table(&rows))?;
        say(plan.status());
        Ok(())
    })
}

/// The ways of the tasks that were asked for.
fn chosen<'p, 'a>(plan: &'a Plan<'p>, arguments: &Routes) -> Result<Vec<&'a Way<'p>>> {
    let Some(wanted) = &arguments.task else { return Ok(plan.ways.iter().collect()) };
    let pattern = format!("*{wanted}*");
    let ways: Vec<_> = plan.ways.iter().filter(|way| celq::resolve::fits(&pattern, way.task)).collect();
    if ways.is_empty() {
        let near = nearest(wanted, plan.ways.iter().map(|way| way.task));
        let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return Err(Failure::Because(format!(
            "no task of {} has `{wanted}` in its name{hint}",
            plan.model.release.name
        )));
    }
    Ok(ways)
}

/// Each task on a line, below it a line for each sender, in columns.
fn table(rows: &[Row<'_>]) -> String {
    let width = |column: fn(&Row<'_>) -> usize| rows.iter().map(column).max().unwrap_or_default();
    let (sender, queue) = (width(|row| row.sender.len()), width(|row| row.queue.len()));
    let (worker, scaler) = (width(|row| row.worker.map_or(NOBODY.len(), str::len)), width(|row| row.scaler.len()));
    let mut text = String::new();
    let mut last = "";
    for row in rows {
        if row.task != last {
            let _ = writeln!(text, "{}", row.task);
            last = row.task;
        }
        let known = if row.registered || row.worker.is_none() { "" } else { "  NOT REGISTERED" };
        let (name, runs) = (row.worker.unwrap_or(NOBODY), &row.scaler);
        let _ = writeln!(
            text,
            "  {:<sender$}  {:<queue$}  {name:<worker$}  {runs:<scaler$}  {}{known}",
            row.sender, row.queue, row.because
        );
    }
    text
}

/// What stands where a worker is missing.
const NOBODY: &str = "NOBODY";
