//! `service-monitor-not-selected`: objects of the Prometheus Operator without the label by which most Prometheus select.

use crate::language::clauses;
use crate::language::statements;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "service-monitor-not-selected",
    "metrics and alerts that most Prometheus pass over",
    include_str!("../../../../spec/rules/service-monitor-not-selected.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let model = plan.model;
    if model.site.prometheus_release.is_some() {
        return;
    }
    let addons = model.flower.iter().chain(&model.exporter);
    let monitors = addons.filter_map(|addon| addon.service_monitor.as_ref());
    let monitors = monitors.map(|monitor| (monitor.opened.span, clauses::service_monitor::CLAUSE.word));
    let alerts = model.alerts.iter().map(|alerts| (alerts.span, statements::alerts::STATEMENT.word));
    let mut found = monitors.chain(alerts);
    let Some((span, word)) = found.next() else { return };
    let label = |word| format!("`{word}` is made without the label `release`");
    let message = "a Prometheus of kube-prometheus-stack passes over this, and says nothing";
    let diagnostic = Diagnostic::new(&RULE, message, span, label(word))
        .fact("it selects ServiceMonitors and PrometheusRules by the label `release`, which has the name of its Helm release")
        .help(format!(
            "`helm list --all-namespaces` shows the name: `site {} {}=NAME`",
            model.site.name,
            keys::prometheus_release::KEY.name
        ));
    sink.push(found.fold(diagnostic, |diagnostic, (span, word)| diagnostic.and(span, label(word))));
}
