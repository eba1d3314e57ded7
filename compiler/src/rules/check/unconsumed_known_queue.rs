//! `unconsumed-known-queue`: a queue of the release that no worker consumes, though nothing is sent there yet.

use crate::model::ServiceId;
use crate::rules::catch_all::switched_off;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "unconsumed-known-queue",
    "a queue of the release that no worker consumes, though nothing is sent there yet",
    include_str!("../../../../spec/rules/unconsumed-known-queue.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    if plan.model.lost_queue {
        return;
    }
    for service in plan.model.service_ids() {
        let known = plan.model.service(service).catalog.variants();
        let idle = known.filter(|variant| {
            plan.model.queue(service, variant).is_none()
                && plan.consumer(service, variant).is_none()
                && !plan.ways.iter().any(|way| way.service == service && way.variant == *variant)
        });
        let idle: Vec<&str> = idle.collect();
        if !idle.is_empty() {
            sink.push(diagnostic(plan, service, &idle));
        }
    }
}

fn diagnostic(plan: &Plan<'_>, service: ServiceId, idle: &[&str]) -> Diagnostic {
    let names = idle.iter().map(|variant| format!("`{}`", plan.broker_name(service, variant))).sentence();
    let queues = idle.iter().map(|variant| format!("{}.{variant}", plan.model.service(service).name));
    let queues = queues.collect::<Vec<_>>().join(", ");
    let (span, default) = switched_off(plan, service);
    let release = plan.model.release.name;
    let message = format!("nothing consumes {names}, which {release} declares");
    let line =
        plan.model.queue(service, plan.default_variant(service)).map_or(Span::default(), |queue| queue.statement);
    Diagnostic::new(&RULE, message, span, "the default worker stops consuming queues that have no worker of their own")
        .fact("nothing is sent there by default; the first task that a setting or a plugin sends there waits for ever")
        .help(format!("add `queue {queues} on={default}`, or drop `catch_all=off`"))
        .fix(format!("add `queue {queues} on={default}`"), Span::at(line.end), format!("\nqueue {queues} on={default}"))
        .unsafely()
}
