//! `qc plan`: the site at rest and at full scale, a line for each set of pods, and the sum beside the budget.

use celq::plan::Plan;
use celq::plan::totals::{Line, Resource, lines};
use celq::report::totals::{self, Row, Table};
use celq::rules::budgets::ceiling_of;
use serde::Serialize;

use super::question::{ask, table};
use super::{print, print_json};
use crate::arguments::{Color, PlanOf};
use crate::report::say;
use crate::{Outcome, Result};

/// Runs the command.
pub(crate) fn run(arguments: &PlanOf, color: Color) -> Result<Outcome> {
    ask(&arguments.file, color, arguments.day, |plan, _| {
        let lines = lines(plan);
        if arguments.json {
            return print_json(&json(plan, &lines));
        }
        let rows = rows(&totals::table(plan));
        let mut heads = vec!["WORKER", "SCALED BY"];
        heads.extend(totals::COLUMNS.iter().map(|(head, _)| *head));
        print(&table(&heads, &rows))?;
        if rows.iter().flatten().any(|cell| cell.contains('?')) {
            say("? is what nobody has said: `resources` for cpu and memory, `concurrency` for tasks and the database");
        }
        say(plan.status());
        Ok(())
    })
}

/// The table as rows of cells below their heads.
fn rows(table: &Table) -> Vec<Vec<String>> {
    let lines = table.lines.iter().chain([&table.total]).chain(&table.budget);
    let cells = |line: &Row| [&[line.name.clone(), line.scaled_by.clone()], &*line.cells].concat();
    lines.map(cells).collect()
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
