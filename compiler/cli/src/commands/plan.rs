//! `qc plan`: the site at rest and at full scale, a line for each set of pods, and the sum beside the budget.

use celq::plan::Plan;
use celq::plan::totals::{Line, Resource, lines, sum};
use celq::rules::budgets::{amount, ceiling_of};
use serde::Serialize;

use super::question::{ask, table};
use super::{print, print_json};
use crate::arguments::{Color, PlanOf};
use crate::report::say;
use crate::{Outcome, Result};

/// The columns, and what stands in them.
const COLUMNS: [(&str, Resource); 6] = [
    ("PODS", Resource::Replicas),
    ("CPU", Resource::Cpu),
    ("MEMORY", Resource::Memory),
    ("TASKS AT ONCE", Resource::Tasks),
    ("BROKER", Resource::BrokerConnections),
    ("DATABASE", Resource::DatabaseConnections),
];

/// Runs the command.
pub(crate) fn run(arguments: &PlanOf, color: Color) -> Result<Outcome> {
    ask(&arguments.file, color, None, |plan, _| {
        let lines = lines(plan);
        if arguments.json {
            return print_json(&json(plan, &lines));
        }
        let mut rows: Vec<Vec<String>> = lines.iter().map(row).collect();
        rows.push(total(&lines));
        rows.extend(budget(plan));
        let mut heads = vec!["WORKER", "SCALED BY"];
        heads.extend(COLUMNS.iter().map(|(head, _)| *head));
        print(&table(&heads, &rows))?;
        if rows.iter().flatten().any(|cell| cell.contains('?')) {
            say("? is what nobody has said: `resources` for cpu and memory, `concurrency` for tasks and the database");
        }
        say(plan.status());
        Ok(())
    })
}

fn row(line: &Line<'_>) -> Vec<String> {
    let cells = COLUMNS.iter().map(|(_, resource)| both(*resource, line.rest(*resource), line.full(*resource)));
    [line.name.to_string(), line.scaled_by.0.clone()].into_iter().chain(cells).collect()
}

/// At rest and at full scale: `1..6`, or one number where both are the same.
fn both(resource: Resource, rest: Option<i64>, full: Option<i64>) -> String {
    let short = |number: Option<i64>| number.map_or_else(|| "?".to_owned(), |number| short(resource, number));
    let (rest, full) = (short(rest), short(full));
    if rest == full { full } else { format!("{rest}..{full}") }
}

/// An amount without the words that the column's head has.
fn short(resource: Resource, number: i64) -> String {
    amount(resource, number).split(' ').next().unwrap_or_default().to_owned()
}

fn total(lines: &[Line<'_>]) -> Vec<String> {
    let cells = COLUMNS.iter().map(|(_, resource)| {
        let (rest, _) = sum(lines, |line| line.rest(*resource));
        let (full, unknown) = sum(lines, |line| line.full(*resource));
        let more = if unknown.is_empty() { "" } else { "+?" };
        both(*resource, Some(rest), Some(full)) + more
    });
    ["TOTAL".to_owned(), String::new()].into_iter().chain(cells).collect()
}

fn budget(plan: &Plan<'_>) -> Option<Vec<String>> {
    let budget = plan.model.budget.as_ref()?;
    let cells = COLUMNS.iter().map(|(_, resource)| {
        ceiling_of(budget, *resource).map_or_else(String::new, |ceiling| short(*resource, ceiling))
    });
    Some(["BUDGET".to_owned(), String::new()].into_iter().chain(cells).collect())
}

/// What `--json` prints: figures in units of one, thousandths of a core and bytes.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    workers: Vec<Pods<'a>>,
    budget: Option<Figures>,
}

#[derive(Serialize)]
struct Pods<'a> {
    name: &'a str,
    queue: Option<&'a str>,
    scaled_by: &'a str,
    rest: Figures,
    full: Figures,
}

#[derive(Serialize)]
struct Figures {
    pods: Option<i64>,
    cpu_millicores: Option<i64>,
    memory_bytes: Option<i64>,
    tasks: Option<i64>,
    broker_connections: Option<i64>,
    database_connections: Option<i64>,
}

impl Figures {
    fn new(of: impl Fn(Resource) -> Option<i64>) -> Self {
        Self {
            pods: of(Resource::Replicas),
            cpu_millicores: of(Resource::Cpu),
            memory_bytes: of(Resource::Memory),
            tasks: of(Resource::Tasks),
            broker_connections: of(Resource::BrokerConnections),
            database_connections: of(Resource::DatabaseConnections),
        }
    }
}

fn json<'a>(plan: &Plan<'_>, lines: &'a [Line<'_>]) -> Document<'a> {
    let pods = |line: &'a Line<'_>| Pods {
        name: &line.name,
        queue: line.queue.as_deref(),
        scaled_by: &line.scaled_by.0,
        rest: Figures::new(|resource| line.rest(resource)),
        full: Figures::new(|resource| line.full(resource)),
    };
    let budget = plan.model.budget.as_ref().map(|budget| Figures::new(|resource| ceiling_of(budget, resource)));
    Document { version: 1, workers: lines.iter().map(pods).collect(), budget }
}
