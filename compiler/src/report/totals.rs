//! What a site needs at rest and at full scale, as the cells of a table: what `qc plan` prints and the playground shows.

use serde::Serialize;

use crate::plan::Plan;
use crate::plan::totals::{Line, Resource, lines, sum};
use crate::rules::budgets::{amount, ceiling_of};
use crate::source::Span;

/// The columns, and what stands in them.
pub const COLUMNS: [(&str, Resource); 6] = [
    ("PODS", Resource::Replicas),
    ("CPU", Resource::Cpu),
    ("MEMORY", Resource::Memory),
    ("TASKS AT ONCE", Resource::Tasks),
    ("BROKER", Resource::BrokerConnections),
    ("DATABASE", Resource::DatabaseConnections),
];

/// All pods of a site, a line for each set of them.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// Its workers, then what stands around them.
    pub lines: Vec<Row>,
    /// Their sum.
    pub total: Row,
    /// The ceilings, where the file has a budget.
    pub budget: Option<Row>,
}

/// A line of the table.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The pods' name in Kubernetes.
    pub name: String,
    /// What scales them.
    pub scaled_by: String,
    /// By column: `rest..full`, one number where both are the same, `?` for what nobody has said.
    pub cells: Vec<String>,
    /// By column: whether the budget is exceeded.
    pub over: Vec<bool>,
    /// Where that is written.
    #[serde(skip)]
    pub span: Option<Span>,
}

/// The table of a site.
pub fn table(plan: &Plan<'_>) -> Table {
    let lines = lines(plan);
    Table { lines: lines.iter().map(row).collect(), total: total(plan, &lines), budget: budget(plan) }
}

fn row(line: &Line<'_>) -> Row {
    let cell = |(_, resource): &(_, Resource)| both(*resource, line.rest(*resource), line.full(*resource));
    Row {
        name: line.name.to_string(),
        scaled_by: line.scaled_by.0.clone(),
        cells: COLUMNS.iter().map(cell).collect(),
        over: vec![false; COLUMNS.len()],
        span: line.scaled_by.1,
    }
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

fn total(plan: &Plan<'_>, lines: &[Line<'_>]) -> Row {
    let ceiling = |resource| plan.model.budget.as_ref().and_then(|budget| ceiling_of(budget, resource));
    let (cells, over) = COLUMNS
        .iter()
        .map(|&(_, resource)| {
            let (rest, _) = sum(lines, |line| line.rest(resource));
            let (full, unknown) = sum(lines, |line| line.full(resource));
            let more = if unknown.is_empty() { "" } else { "+?" };
            let over = ceiling(resource).is_some_and(|ceiling| full > ceiling);
            (both(resource, Some(rest), Some(full)) + more, over)
        })
        .unzip();
    Row { name: "TOTAL".to_owned(), scaled_by: String::new(), cells, over, span: None }
}

fn budget(plan: &Plan<'_>) -> Option<Row> {
    let budget = plan.model.budget.as_ref()?;
    let cell = |(_, resource): &(_, Resource)| {
        ceiling_of(budget, *resource).map_or_else(String::new, |ceiling| short(*resource, ceiling))
    };
    Some(Row {
        name: "BUDGET".to_owned(),
        scaled_by: String::new(),
        cells: COLUMNS.iter().map(cell).collect(),
        over: vec![false; COLUMNS.len()],
        span: Some(budget.span),
    })
}
