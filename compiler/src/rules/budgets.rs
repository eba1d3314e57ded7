//! Ceilings of `budget`: what rules about them have in common.

use crate::language::value::{Bytes, MilliCpu};
use crate::model::{Budget, Setting};
use crate::plan::totals::{Line, Resource};

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
    match resource {
        Resource::Replicas => format!("{number} pods"),
        Resource::Cpu => format!("{} cores", MilliCpu(u32::try_from(number).unwrap_or(u32::MAX))),
        Resource::Memory => Bytes(u64::try_from(number).unwrap_or_default()).to_string(),
        Resource::Tasks => format!("{number} tasks"),
        Resource::BrokerConnections => format!("{number} broker connections"),
        Resource::DatabaseConnections => format!("{number} database connections"),
    }
}

/// Whether the file says nothing of what scales a line, so that there is nothing to change there.
pub(crate) fn is_unsaid(line: &Line<'_>) -> bool {
    line.scaled_by.1.is_none()
}
