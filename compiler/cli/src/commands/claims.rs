//! `qc claims`: the batch pools of a site, and who has them until when.

use celq::language::value::Date;
use celq::plan::Plan;
use celq::rules::claims::days_until;
use serde::Serialize;

use super::question::{ask, table};
use super::{print, print_json};
use crate::arguments::{Claims, Color};
use crate::report::{plural, say};
use crate::{Outcome, Result};

/// Runs the command.
pub(crate) fn run(arguments: &Claims, color: Color) -> Result<Outcome> {
    ask(&arguments.file, color, arguments.day, |plan, _| {
        let rows = rows(plan, arguments.day.get());
        if arguments.json {
            return print_json(&rows);
        }
        if rows.is_empty() {
            say("no batch pools: a queue with `claim` is one");
            return Ok(());
        }
        let heads = ["POOL", "WORKER", "PODS", "BY", "UNTIL", "LEFT", "MAX", "TASKS", "FOR"];
        print(&table(&heads, &rows.iter().map(Row::cells).collect::<Vec<_>>()))?;
        let free = rows.iter().filter(|row| row.by.is_none()).count();
        say(format_args!("{}, {free} free", plural(rows.len(), "batch pool")));
        Ok(())
    })
}

/// A batch pool.
#[derive(Serialize)]
struct Row<'a> {
    pool: String,
    worker: &'a str,
    /// At rest and at full scale.
    pods: (i64, i64),
    by: Option<&'a str>,
    until: Option<String>,
    days_left: Option<i32>,
    r#for: Option<&'a str>,
    max: Option<i64>,
    /// Tasks that a route or a sender's settings send there.
    tasks: Vec<&'a str>,
}

fn rows<'a>(plan: &'a Plan<'_>, day: Date) -> Vec<Row<'a>> {
    let pools = plan.workers.iter().enumerate().filter_map(|(index, worker)| {
        let claim = worker.settings.claim.as_ref()?;
        Some(Row {
            pool: plan.declared_as(worker),
            worker: &worker.workload,
            pods: worker.replicas(),
            by: claim.by.as_ref().map(|by| &*by.value),
            until: claim.until.as_ref().map(|until| until.value.to_string()),
            days_left: claim.until.as_ref().map(|until| days_until(day, until.value)),
            r#for: claim.r#for.as_ref().map(|what| &*what.value),
            max: claim.max.as_ref().map(|max| max.value),
            tasks: plan.tasks_of(index),
        })
    });
    pools.collect()
}

impl Row<'_> {
    fn cells(&self) -> Vec<String> {
        let left = match self.days_left {
            None => String::new(),
            Some(days) if days < 0 => "expired".to_owned(),
            Some(0) => "today".to_owned(),
            Some(days) => plural(usize::try_from(days).unwrap_or_default(), "day"),
        };
        let (rest, full) = self.pods;
        vec![
            self.pool.clone(),
            self.worker.to_owned(),
            if rest == full { full.to_string() } else { format!("{rest}..{full}") },
            self.by.unwrap_or("(free)").to_owned(),
            self.until.clone().unwrap_or_default(),
            left,
            self.max.map_or_else(String::new, |max| max.to_string()),
            self.tasks.len().to_string(),
            self.r#for.unwrap_or_default().to_owned(),
        ]
    }
}
