//! Questions to Prometheus, as text. Every metric that qc asks for stands here, with the labels that it has.

use std::fmt::{self, Write as _};

use super::super::triggers::lists;
use crate::language::keys;
use crate::language::value::Seconds;
use crate::model::Addon;
use crate::plan::{Plan, Worker};

/// A label, how it is compared, and with what.
pub(super) type Matcher<'a> = (&'static str, &'static str, &'a str);

/// A metric with what its labels have to be.
pub(super) fn select(metric: &str, matchers: &[Matcher<'_>]) -> String {
    let mut text = format!("{metric}{{");
    for (index, (label, compares, value)) in matchers.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(text, "{comma}{label}{compares}{}", Quoted(value));
    }
    text + "}"
}

/// A metric of a program of the site, by the namespace of its Service.
pub(super) fn of_site(plan: &Plan<'_>, metric: &str, matchers: &[Matcher<'_>]) -> String {
    let mut all: Vec<Matcher<'_>> = vec![("namespace", "=", plan.namespace())];
    all.extend_from_slice(matchers);
    select(metric, &all)
}

/// A metric of KEDA's operator about a worker. Its label `namespace` is that of the scaler, which Prometheus renames
/// where it puts a `namespace` of its own beside it, that of the operator.
fn of_keda(plan: &Plan<'_>, metric: &str, worker: &Worker<'_>, matchers: &[Matcher<'_>]) -> [String; 2] {
    ["exported_namespace", "namespace"].map(|label| {
        let mut all: Vec<Matcher<'_>> = vec![(label, "=", plan.namespace()), ("scaledObject", "=", &worker.workload)];
        all.extend_from_slice(matchers);
        select(metric, &all)
    })
}

/// How often KEDA has failed to read what it scales a worker by, of late.
pub(super) fn errors_of_keda(plan: &Plan<'_>, worker: &Worker<'_>) -> String {
    let [renamed, own] = of_keda(plan, "keda_scaler_detail_errors_total", worker, &[]);
    format!("sum(increase({renamed}[5m]) or increase({own}[5m]))")
}

/// How many tasks wait in a queue, by what KEDA reads of it: all lists of its priorities together, and of several
/// operators that were asked the one that has seen most.
pub(super) fn waiting_by_keda(plan: &Plan<'_>, worker: &Worker<'_>, queue: &str) -> String {
    let names = keda_names(plan, worker, queue);
    let [renamed, own] = of_keda(plan, "keda_scaler_metrics_value", worker, &[("metric", "=~", &names)]);
    format!("sum(max by (metric) ({renamed} or {own}))")
}

/// How many tasks wait in a queue, by the exporter.
pub(super) fn waiting_by_exporter(plan: &Plan<'_>, queue: &str) -> String {
    format!("max({})", of_site(plan, "celery_queue_length", &[("queue_name", "=", queue)]))
}

/// How many pods the HorizontalPodAutoscaler of a worker has or may have (kube-state-metrics). KEDA makes its own.
pub(super) fn replicas_of_scaler(plan: &Plan<'_>, worker: &Worker<'_>, what: &str) -> String {
    let kedas = if worker.settings.keda.is_some() { "keda-hpa-" } else { "" };
    let name = format!("{kedas}{}", worker.workload);
    let metric = format!("kube_horizontalpodautoscaler_{what}_replicas");
    format!("max({})", of_site(plan, &metric, &[("horizontalpodautoscaler", "=", &name)]))
}

/// How many tasks fail a second, and how many end. The exporter is asked first: it shows a task's failures from zero on,
/// where Flower's first failure of a task in a new pod is no increase.
pub(super) fn failed_and_ended(plan: &Plan<'_>) -> Option<(String, String)> {
    let (failed, succeeded) = match (&plan.model.exporter, plan.flower_metrics()) {
        (Some(exporter), _) => {
            let rate = |metric| rate(&of_site(plan, metric, &[]), exporter);
            (rate("celery_task_failed_total"), rate("celery_task_succeeded_total"))
        }
        (None, Some(flower)) => {
            let rate = |kind| rate(&of_site(plan, "flower_events_total", &[("type", "=", kind)]), flower);
            (rate("task-failed"), rate("task-succeeded"))
        }
        (None, None) => return None,
    };
    let none = |rate: &str| format!("(sum({rate}) or vector(0))");
    let (failed, succeeded) = (none(&failed), none(&succeeded));
    Some((failed.clone(), format!("{failed} + {succeeded}")))
}

/// How much a counter of a program grows a second. That needs two readings, and one more may be lost.
pub(super) fn rate(counter: &str, of: &Addon<'_>) -> String {
    let interval = of.service_monitor.as_ref().and_then(|monitor| monitor.interval.as_ref());
    let interval = interval.map_or(keys::interval::DEFAULT, |interval| interval.value.0);
    format!("rate({counter}[{}])", Seconds(interval.saturating_mul(4).max(300)))
}

/// The names that KEDA gives to the metrics of a queue, `s0-redis-edx-lms-core-high` and one for each list of a priority,
/// as a pattern. A name begins with the trigger's place among all of the scaler: without it `b` with a priority and a
/// queue `b-3` would be one.
fn keda_names(plan: &Plan<'_>, worker: &Worker<'_>, queue: &str) -> String {
    let broker = &plan.model.broker;
    let lists = lists(plan, worker).into_iter().enumerate();
    let own = lists.filter(|(_, list)| worker.consumes[list.queue].name == queue);
    let names = own.map(|(place, list)| {
        let name = format!("{}{}", broker.key_prefix(), list.name);
        format!("s{place}-{}-{}", broker.kind.word(), pattern(&name))
    });
    names.collect::<Vec<_>>().join("|")
}

/// A text as KEDA writes it in the name of a metric (`NormalizeString`), as a pattern that fits nothing else.
fn pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '/' | '.' | ':' | '%' | '(' | ')' => pattern.push('-'),
            '\\' | '+' | '*' | '?' | '[' | ']' | '{' | '}' | '^' | '$' | '|' => pattern.extend(['\\', character]),
            // What cannot be printed needs no sign of its own: no name has any.
            _ if character.is_control() => pattern.push_str("[^ -~]"),
            _ => pattern.push(character),
        }
    }
    pattern
}

/// A text between quotes: single ones, so that YAML needs none.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('\'')?;
        for character in self.0.chars() {
            match character {
                '\'' | '\\' => write!(f, "\\{character}")?,
                '\n' => f.write_str("\\n")?,
                _ => f.write_char(character)?,
            }
        }
        f.write_char('\'')
    }
}

#[cfg(test)]
mod tests {
    use super::{pattern, select};

    #[test]
    fn names_are_patterns_of_themselves() {
        assert_eq!(pattern("campus/edx.lms.high_mem"), "campus-edx-lms-high_mem");
        assert_eq!(pattern("a+b{c}\u{6}"), "a\\+b\\{c\\}[^ -~]");
    }

    #[test]
    fn texts_stand_between_quotes() {
        assert_eq!(select("up", &[("a", "=", "x'\\"), ("b", "=~", "y|z")]), r"up{a='x\'\\',b=~'y|z'}");
    }
}
