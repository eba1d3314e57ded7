//! `flower-metrics-open`: Flower's metrics in the world, where no password is asked for.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "flower-metrics-open",
    "Flower's metrics in the world, where no password is asked for",
    include_str!("../../../../spec/rules/flower-metrics-open.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let Some(flower) = &plan.model.flower else { return };
    let expose = flower.metrics.as_ref().and_then(|metrics| metrics.expose.as_ref()).filter(|expose| expose.value);
    let (Some(host), Some(expose)) = (&flower.host, expose) else { return };
    let key = keys::expose::KEY.name;
    let message = format!("`{}/metrics` tells everyone which tasks the site runs, and how often", host.value);
    sink.push(
        Diagnostic::new(&RULE, message, expose.span, "served to the world")
            .and(host.span, "under this name")
            .fact(format!(
                "Flower asks nobody who reads its metrics for a password, whatever `{}` says",
                keys::auth::KEY.name
            ))
            .help(format!("leave `{key}` out: Prometheus reads Flower inside of the cluster"))
            .fix(format!("remove `{key}`"), expose.removal(), "")
            .unsafely(),
    );
}
