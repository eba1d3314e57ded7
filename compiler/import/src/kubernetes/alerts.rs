//! The PrometheusRule that qc writes → `alerts`, and the numbers that a queue has of its own. A rule of somebody else is none
//! of a site's.

use celq::language::value::{Percent, Seconds, Value as Said};
use celq::language::{Clause, Key, Scope, clauses, keys};

use super::Objects;
use super::leading::release_label;
use crate::draft::{Draft, say};
use crate::finding::{Findings, Place};
use crate::quantity::duration;
use crate::said::Said as Pairs;

/// What qc calls the object.
const NAME: &str = "celery";

/// The alerts that have a clause.
const CLAUSES: [(&str, &Clause, Scope); 4] = [
    ("CeleryQueueWithoutConsumer", &clauses::no_consumer::CLAUSE, Scope::NoConsumer),
    ("CeleryScalerError", &clauses::scaler_error::CLAUSE, Scope::ScalerError),
    ("CeleryWorkerAtMax", &clauses::at_max::CLAUSE, Scope::AtMax),
    ("CeleryTasksFail", &clauses::failure_ratio::CLAUSE, Scope::FailureRatio),
];

/// Which numbers of waiting tasks raise an alert about a queue, and after how long.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Band {
    warn: i64,
    critical: i64,
    after: Seconds,
}

/// Reads the alerts.
pub(super) fn read(objects: &mut Objects, draft: &mut Draft, findings: &mut Findings) {
    let of_qc = objects.of("PrometheusRule").find(|object| object.ours && object.name == NAME);
    let Some(object) = of_qc else { return };
    object.read = true;
    let place = object.place.clone();
    release_label(object.tree.look_text(".metadata.labels.release").map(str::to_owned), draft, &place, findings);
    let mut said = Pairs::default();
    let mut bands: Vec<(String, Band)> = Vec::new();
    let mut asked: Vec<(&Clause, Scope, Seconds, Option<u32>)> = Vec::new();
    for rule in object.tree.look_items(".spec.groups").iter().flat_map(|group| group.look_items(".rules")) {
        let alert = rule.look_text(".alert").unwrap_or_default();
        let after = rule.look_text(".for").and_then(duration).unwrap_or_default();
        let above = rule.look_text(".expr").and_then(|expr| expr.rsplit_once(" > ")).map(|(_, number)| number);
        let above: Option<i64> = above.and_then(|number| number.parse().ok());
        if let Some((_, clause, scope)) = CLAUSES.iter().find(|(name, ..)| *name == alert) {
            if !asked.iter().any(|(there, ..)| there.word == clause.word) {
                let share = above.and_then(|above| u32::try_from(above).ok()).filter(|_| *scope == Scope::FailureRatio);
                asked.push((clause, *scope, after, share));
            }
            continue;
        }
        let (Some(queue), Some(above)) = (rule.look_text(".labels.queue_name"), above) else { continue };
        let queue = queue.replace("{{ \"{{\" }}", "{{");
        let index = bands.iter().position(|(there, _)| *there == queue).unwrap_or_else(|| {
            bands.push((queue, Band::default()));
            bands.len() - 1
        });
        let band = &mut bands[index].1;
        band.after = after;
        match alert {
            "CeleryQueueBacklog" => band.warn = above,
            _ => band.critical = above,
        }
    }
    let usual = usual(&bands, &asked);
    for (key, value) in [
        (&keys::backlog_warn::KEY, Said::Integer(usual.warn)),
        (&keys::backlog_critical::KEY, Said::Integer(usual.critical)),
        (&keys::after::KEY, Said::Duration(usual.after)),
    ] {
        say(&mut said, (Scope::Alerts, key), &value, &place, findings);
    }
    for (clause, scope, after, above) in asked {
        said.open(clause);
        if after != usual.after {
            say(&mut said, (scope, &keys::after::KEY), &Said::Duration(after), &place, findings);
        }
        if let Some(above) = above {
            say(&mut said, (scope, &keys::above::KEY), &Said::Percent(Percent(above)), &place, findings);
        }
    }
    of_queues(&bands, usual, draft, &place, findings);
    draft.alerts = Some(said);
}

/// What holds for most queues, each number for itself.
fn usual(bands: &[(String, Band)], asked: &[(&Clause, Scope, Seconds, Option<u32>)]) -> Band {
    let after = bands.iter().map(|(_, band)| band.after);
    let of_clauses = asked.iter().map(|(_, _, after, _)| *after);
    Band {
        warn: most(bands.iter().map(|(_, band)| band.warn), keys::backlog_warn::DEFAULT),
        critical: most(bands.iter().map(|(_, band)| band.critical), keys::backlog_critical::DEFAULT),
        after: if bands.is_empty() {
            most(of_clauses, Seconds(keys::after::DEFAULT))
        } else {
            most(after, Seconds(keys::after::DEFAULT))
        },
    }
}

/// The most frequent value; of equals the usual, or the first.
fn most<T: Copy + Ord>(values: impl Iterator<Item = T>, usual: T) -> T {
    let values: Vec<T> = values.collect();
    let mut sorted = values.clone();
    sorted.sort_unstable();
    let count =
        |value: &T| sorted.partition_point(|other| other <= value) - sorted.partition_point(|other| other < value);
    let best = values.iter().map(count).max().unwrap_or_default();
    if count(&usual) == best {
        usual
    } else {
        values.iter().copied().find(|value| count(value) == best).unwrap_or(usual)
    }
}

/// Numbers of single queues, and batch pools: about their backlog nobody is told.
fn of_queues(bands: &[(String, Band)], usual: Band, draft: &mut Draft, place: &Place, findings: &mut Findings) {
    let metered = draft.exporter.is_some();
    for worker in &mut draft.workers {
        let own = worker.own.clone().or(worker.queues.as_ref().and_then(|queues| queues.first().cloned()));
        let Some(own) = own else { continue };
        let said = &mut worker.said;
        let Some((_, band)) = bands.iter().find(|(queue, _)| *queue == own) else {
            if metered || said.has_clause(&clauses::keda::CLAUSE) {
                said.open(&clauses::claim::CLAUSE);
                // Of a pool the number of pods means something else where it is not said.
                if !said.has_clause(&clauses::keda::CLAUSE) && !said.has_clause(&clauses::hpa::CLAUSE) {
                    match said.get(Scope::Queue, &keys::replicas::KEY).and_then(|pods| pods.parse().ok()) {
                        Some(0) => said.unset(Scope::Queue, &keys::replicas::KEY),
                        pods => _ = said.insist(Scope::Queue, &keys::replicas::KEY, &Said::Integer(pods.unwrap_or(1))),
                    }
                }
            }
            continue;
        };
        numbers(*band, usual, said, place, findings);
    }
    let is_own = |queue: &String| {
        draft.workers.iter().any(|worker| {
            worker.own.as_ref().or(worker.queues.as_ref().and_then(|queues| queues.first())) == Some(queue)
        })
    };
    let shared = bands.iter().filter(|(queue, band)| *band != usual && !is_own(queue));
    let shared = shared.map(|(queue, band)| {
        let mut said = Pairs::default();
        numbers(*band, usual, &mut said, place, findings);
        (queue.clone(), said)
    });
    draft.shared = shared.collect();
}

/// Says which of a queue's numbers are its own.
fn numbers(band: Band, usual: Band, said: &mut Pairs, place: &Place, findings: &mut Findings) {
    let pairs: [(&Key, Said<'_>, bool); 3] = [
        (&keys::warn::KEY, Said::Integer(band.warn), band.warn != usual.warn),
        (&keys::critical::KEY, Said::Integer(band.critical), band.critical != usual.critical),
        (&keys::after::KEY, Said::Duration(band.after), band.after != usual.after),
    ];
    for (key, value, _) in pairs.into_iter().filter(|(.., differs)| *differs) {
        if let Some(key) = celq::language::key(key.name) {
            say(said, (Scope::Alert, key), &value, place, findings);
        }
    }
}
