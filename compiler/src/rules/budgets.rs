//! Ceilings of `budget`: what rules about them have in common.

use crate::language::value::{Bytes, MilliCpu};
use crate::model::{Budget, Setting};
use crate::plan::totals::{Line, Resource};
use crate::rules::words::Sentence;

/// The ceilings that are written.
pub(crate) fn ceilings(budget: &Budget) -> impl Iterator<Item = (Resource, Setting<i64>)> {
    let cpu = budget.cpu.map(|cpu| cpu.map(|cpu| i64::from(cpu.0)));
    let memory = budget.memory.map(|memory| memory.map(|memory| i64::try_from(memory.0).unwrap_or(i64::MAX)));
    let all = [
        (Resource::Replicas, budget.replicas),
        (Resource::Cpu, cpu),
        (Resource::Memory, memory),
        (Resource::BrokerConnections, budget.broker_connections),
        (Resource::DatabaseConnections, budget.database_connections),
    ];
    all.into_iter().filter_map(|(resource, ceiling)| Some((resource, ceiling?)))
}

/// The ceiling of a resource.
pub fn ceiling_of(budget: &Budget, resource: Resource) -> Option<i64> {
    ceilings(budget).find(|(of, _)| *of == resource).map(|(_, ceiling)| ceiling.value)
}

/// So much of a resource, in words.
pub fn amount(resource: Resource, number: i64) -> String {
    let (figure, unit, one) = match resource {
        Resource::Replicas => (number.to_string(), "pod", 1),
        Resource::Cpu => (MilliCpu(u32::try_from(number).unwrap_or(u32::MAX)).to_string(), "core", 1000),
        Resource::Memory => return Bytes(u64::try_from(number).unwrap_or_default()).to_string(),
        Resource::Tasks => (number.to_string(), "task", 1),
        Resource::BrokerConnections => (number.to_string(), "broker connection", 1),
        Resource::DatabaseConnections => (number.to_string(), "database connection", 1),
    };
    if number == one { format!("{figure} {unit}") } else { format!("{figure} {unit}s") }
}

/// The most pods of each line with which the site keeps within all of its ceilings, as far as its workers can have fewer: of
/// one worker where that is enough, else of the largest first.
fn fitting(lines: &[Line<'_>], budget: &Budget) -> Vec<i64> {
    let mut pods: Vec<i64> = lines.iter().map(|line| line.pods.1).collect();
    for (resource, ceiling) in ceilings(budget) {
        let of = |line: &Line<'_>| line.of_pod(resource).unwrap_or_default();
        let total = lines
            .iter()
            .zip(&pods)
            .fold(0, |sum: i64, (line, pods)| sum.saturating_add(of(line).saturating_mul(*pods)));
        let mut over = total - ceiling.value;
        let spare = |index: usize, pods: &[i64]| lines[index].least.map_or(0, |least| pods[index] - least).max(0);
        let mut order: Vec<usize> = (0..lines.len()).filter(|index| of(&lines[*index]) > 0).collect();
        order.sort_by_key(|index| std::cmp::Reverse(of(&lines[*index]).saturating_mul(pods[*index])));
        let wanted = |index: usize, over: i64| (over + of(&lines[index]) - 1) / of(&lines[index]);
        if let Some(alone) = order.iter().position(|index| wanted(*index, over) <= spare(*index, &pods)) {
            order = vec![order[alone]];
        }
        for index in order {
            let fewer = wanted(index, over).clamp(0, spare(index, &pods));
            pods[index] -= fewer;
            over -= fewer.saturating_mul(of(&lines[index]));
        }
    }
    pods
}

/// The numbers of pods with which the site is within all of its ceilings, or what it needs with the fewest.
pub(crate) fn smaller(lines: &[Line<'_>], budget: &Budget, (resource, ceiling): (Resource, i64)) -> String {
    let pods = fitting(lines, budget);
    let total = lines.iter().zip(&pods).filter_map(|(line, pods)| Some(line.of_pod(resource)? * pods)).sum::<i64>();
    let fewer = lines.iter().zip(&pods).filter(|(line, pods)| line.pods.1 != **pods);
    let fewer = fewer.filter(|(line, _)| line.of_pod(resource).is_some_and(|one| one > 0));
    let words = fewer.filter_map(|(line, pods)| {
        let (words, _) = line.scaled_by.0.split_once('=')?;
        Some(format!("`{words}={pods}` on {}", line.queue.as_ref()?))
    });
    let changes = words.sentence();
    if total <= ceiling {
        return format!(
            "{changes} keep{} the site within the budget",
            if changes.contains(" and ") { "" } else { "s" }
        );
    }
    let least = format!("the site needs {}: raise the ceiling, or declare fewer workers", amount(resource, total));
    if changes.is_empty() { least } else { format!("even with {changes} {least}") }
}
