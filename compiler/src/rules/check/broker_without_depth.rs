//! `broker-without-depth`: a scaler for queues that nobody can measure.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "broker-without-depth",
    "a scaler for queues whose length nobody can ask for",
    include_str!("../../../../spec/rules/broker-without-depth.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let broker = &plan.model.broker;
    let Some(port) = broker.management_port.as_ref().filter(|port| port.value == 0 && !broker.is_redis()) else {
        return;
    };
    let Some(keda) = plan.workers.iter().find_map(|worker| worker.settings.keda.as_ref()) else { return };
    let key = keys::management_port::KEY.name;
    sink.push(
        Diagnostic::new(&RULE, "KEDA has nobody to ask how long the queues are", port.span, "no management plugin")
            .and(keda.opened.span, "scaled by the length of queues")
            .fact("AMQP itself tells only of messages that wait, so that a busy worker would look idle and be stopped")
            .help(format!(
                "switch on `rabbitmq_management` and leave out `{key}=0`, or give the workers `{}=`",
                keys::replicas::KEY.name
            )),
    );
}
