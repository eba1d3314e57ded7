//! One number for what one trigger cannot see: a worker whose queues are several lists each, or that counts what it has
//! taken. The formula (KEDA's `scalingModifiers`, from 2.12 on) gives the pods that are wanted; its target is one.
//!
//! Of several triggers without a formula the longest decides; with one only the formula does, so windows are a part of it.

use std::fmt::Write as _;

use serde::Serialize;

use super::triggers::{self, Aim, List, Trigger};
use crate::model::Keda;
use crate::plan::week::{self, Floor};
use crate::plan::{Plan, Worker};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScalingModifiers {
    formula: String,
    target: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    activation_target: Option<String>,
    metric_type: &'static str,
}

/// A trigger that the formula reads aims at nothing itself.
const NO_AIM: Aim = Aim { length: 1, activation: None };
/// The name of the trigger on what the worker has taken.
const IN_FLIGHT: &str = "in_flight";
/// KEDA keeps thousandths of what a formula gives.
const THOUSAND: i64 = 1000;

/// The formula of a worker on Redis and the triggers that it reads, where simple triggers do not do.
pub(super) fn build<'a>(
    plan: &'a Plan<'_>,
    worker: &'a Worker<'_>,
    keda: &Keda,
) -> Option<(ScalingModifiers, Vec<Trigger<'a>>)> {
    let split = plan.priorities(worker).is_some();
    let running = worker.least_at_once().filter(|_| worker.counts_in_flight());
    if !plan.model.broker.is_redis() || !(split || running.is_some()) {
        return None;
    }
    let mut triggers = lists(plan, worker);
    let mut wanted = waiting(&names(&triggers), keda.list_length());
    if let Some(running) = running {
        triggers.push(triggers::redis(plan, &worker.unacked_key(), NO_AIM).named(IN_FLIGHT.to_owned()));
        let _ = write!(wanted, " + {IN_FLIGHT} / {running}");
    }
    let floors = week::floors(worker);
    let activation_target = activation(keda, &floors);
    let formula = with_floors(wanted, floors, &mut triggers);
    Some((ScalingModifiers { formula, target: "1", activation_target, metric_type: "AverageValue" }, triggers))
}

/// A trigger on each list, by a name that a formula can have.
fn lists<'a>(plan: &'a Plan<'_>, worker: &Worker<'_>) -> Vec<Trigger<'a>> {
    let lists = triggers::lists(plan, worker).into_iter();
    let name = |list: &List| match list.step {
        0 => format!("q{}", list.queue),
        step => format!("q{}_{step}", list.queue),
    };
    lists.map(|list| triggers::redis(plan, &list.name, NO_AIM).named(name(&list))).collect()
}

fn names<'t>(triggers: &'t [Trigger<'_>]) -> Vec<&'t str> {
    triggers.iter().filter_map(|trigger| trigger.name.as_deref()).collect()
}

/// The pods that so many waiting tasks want. Above a thousand tasks per pod a single task would be less than the
/// thousandth that KEDA keeps, and would start nothing: it is rounded up to one.
fn waiting(lists: &[&str], list_length: i64) -> String {
    let sum = match lists {
        [only] => (*only).to_owned(),
        several => format!("({})", several.join(" + ")),
    };
    if list_length > THOUSAND {
        format!("ceil({sum} * {THOUSAND} / {list_length}) / {THOUSAND}")
    } else {
        format!("{sum} / {list_length}")
    }
}

/// The larger of what is wanted and what the open windows ask for. KEDA before 2.18 gives 1 for a window that is shut,
/// later ones 0: each asks for one pod more than it wants and the formula takes one away, so that both mean nothing.
fn with_floors<'a>(wanted: String, floors: Vec<Floor<'a>>, triggers: &mut Vec<Trigger<'a>>) -> String {
    if floors.is_empty() {
        return wanted;
    }
    let mut formula = format!("max({wanted}");
    for (index, floor) in floors.into_iter().enumerate() {
        let replicas = floor.replicas.saturating_add(1);
        let _ = write!(formula, ", w{index} - 1");
        triggers.push(triggers::cron(floor, replicas).named(format!("w{index}")));
    }
    formula.push(')');
    formula
}

/// The pods above which a worker at zero is started, in the formula's unit. An open window has to be above it.
fn activation(keda: &Keda, floors: &[Floor<'_>]) -> Option<String> {
    let written = keda.activation.as_ref().filter(|activation| activation.value > 0)?;
    let millionths = written.value.saturating_mul(MILLION) / keda.list_length().max(1);
    let lowest = floors.iter().map(|floor| floor.replicas.saturating_mul(MILLION) - MILLION / 2).min();
    Some(decimal(lowest.map_or(millionths, |lowest| millionths.min(lowest))))
}

const MILLION: i64 = 1_000_000;

/// Millionths as a decimal number.
fn decimal(millionths: i64) -> String {
    let text = format!("{}.{:06}", millionths / MILLION, millionths % MILLION);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Setting;
    use crate::source::Span;

    fn floor(replicas: i64) -> Floor<'static> {
        Floor { start: "0 8 * * 1-5".into(), end: "0 18 * * 1-5".into(), timezone: "UTC", replicas }
    }

    fn keda(list_length: i64, activation: i64) -> Keda {
        let setting = |value| Some(Setting { value, span: Span::default(), value_start: 0, inherited: false });
        Keda { list_length: setting(list_length), activation: setting(activation), ..Keda::default() }
    }

    #[test]
    fn a_window_that_is_shut_asks_for_nothing_whatever_keda_gives_for_it() {
        let mut triggers = Vec::new();
        let formula = with_floors("q0 / 40".into(), vec![floor(5), floor(2)], &mut triggers);
        assert_eq!(formula, "max(q0 / 40, w0 - 1, w1 - 1)");
        let yaml = |trigger| {
            let mut text = String::new();
            let _ = crate::emit::yaml::write(&mut text, trigger);
            text
        };
        assert!(yaml(&triggers[0]).contains("desiredReplicas: \"6\""), "{}", yaml(&triggers[0]));
        assert!(yaml(&triggers[1]).contains("name: w1"), "{}", yaml(&triggers[1]));
        assert_eq!(with_floors("q0 / 40".into(), Vec::new(), &mut triggers), "q0 / 40");
    }

    #[test]
    fn activation_is_in_pods_and_below_every_window() {
        assert_eq!(activation(&keda(40, 50), &[]), Some("1.25".into()));
        assert_eq!(activation(&keda(3, 1), &[]), Some("0.333333".into()));
        assert_eq!(activation(&keda(40, 0), &[]), None);
        assert_eq!(activation(&keda(40, 400), &[floor(5), floor(2)]), Some("1.5".into()));
    }

    #[test]
    fn one_task_is_never_less_than_what_keda_keeps() {
        assert_eq!(waiting(&["q0", "q1"], 1000), "(q0 + q1) / 1000");
        assert_eq!(waiting(&["q0"], 5000), "ceil(q0 * 1000 / 5000) / 1000");
    }
}
