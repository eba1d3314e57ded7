//! `budget-exceeded`: the whole site at full scale needs more than it may have.

use crate::plan::totals::{Line, Resource, lines, sum};
use crate::rules::budgets::{amount, ceilings, smaller};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "budget-exceeded",
    "the whole site at full scale needs more than it may have",
    include_str!("../../../../spec/rules/budget-exceeded.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let Some(budget) = &plan.model.budget else { return };
    let lines = lines(plan);
    for (resource, ceiling) in ceilings(budget) {
        let (total, _) = sum(&lines, |line| line.full(resource));
        let over = total - ceiling.value;
        if over <= 0 {
            continue;
        }
        let message = format!(
            "at full scale the site {}; the budget is {}",
            needs(resource, total),
            amount(resource, ceiling.value)
        );
        let mut parts: Vec<&Line<'_>> =
            lines.iter().filter(|line| line.full(resource).is_some_and(|all| all > 0)).collect();
        parts.sort_by_key(|line| std::cmp::Reverse(line.full(resource)));
        let diagnostic = Diagnostic::new(&RULE, message, ceiling.span, format!("{} too many", amount(resource, over)))
            .table(&table(&parts, resource));
        let surge = lines.iter().filter_map(|line| Some(line.of_pod(resource)?.saturating_mul(line.surge))).sum();
        let rollout =
            format!("a rollout of all workers adds up to {} for a while, which do not count", amount(resource, surge));
        let diagnostic = if surge > 0 { diagnostic.fact(rollout) } else { diagnostic };
        sink.push(diagnostic.help(smaller(&lines, budget, (resource, ceiling.value))));
    }
}

fn needs(resource: Resource, total: i64) -> String {
    let amount = amount(resource, total);
    match resource {
        Resource::Replicas => format!("has {amount}"),
        Resource::Cpu | Resource::Memory => format!("requests {amount}"),
        _ => format!("opens {amount}"),
    }
}

/// A line for each set of pods: `lms-worker  30 × 6 = 180  keda max=30`.
fn table(parts: &[&Line<'_>], resource: Resource) -> Vec<Vec<String>> {
    let row = |line: &&Line<'_>| {
        let (one, all) = (line.of_pod(resource)?, line.full(resource)?);
        let product = format!("{} × {}", line.pods.1, amount(resource, one));
        let all = format!("= {}", amount(resource, all));
        Some(vec![line.name.to_string(), product, all, line.scaled_by.0.clone()])
    };
    parts.iter().filter_map(row).collect()
}
