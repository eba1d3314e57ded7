//! What a site needs at rest and at full scale: pods, requested processor time and memory, places for tasks, connections.
//! What nobody has said (a request, a concurrency) is not guessed, and makes a sum unknown.

use std::borrow::Cow;

use super::scaling::Scaler;
use super::{Plan, Worker};
use crate::language::clauses::{claim, hpa, keda, window};
use crate::language::keys;
use crate::language::keys::pool::Pool;
use crate::language::keys::schedule::Schedule;
use crate::language::value::{Concurrency, Portion};
use crate::model::{BrokerKind, value_or};
use crate::source::Span;

/// Connections that a worker keeps open to Redis, idle and busy, of any pool and concurrency: measured with Celery 5.6.3
/// and the arguments that qc writes (12 without them). A task that sends tasks opens more.
const TO_REDIS: i64 = 6;
/// Those of a worker to RabbitMQ, measured likewise; a green pool opens one more.
const TO_RABBITMQ: i64 = 2;
/// Beat sends over a pool of connections of Celery's default size (`broker_pool_limit`).
const OF_BEAT: i64 = 10;
/// Flower 2.0.1 with one worker: 26 measured, after a minute of use.
const OF_FLOWER: i64 = 30;
/// celery-exporter: not measured; counted as a pool of Celery's default size.
const OF_EXPORTER: i64 = 10;

/// What there is something of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resource {
    /// Pods.
    Replicas,
    /// Processor time that is requested, in thousandths of a core.
    Cpu,
    /// Memory that is requested, in bytes.
    Memory,
    /// Tasks that run at once.
    Tasks,
    /// Connections to the broker.
    BrokerConnections,
    /// Connections to the application's database.
    DatabaseConnections,
}

/// A set of identical pods.
#[derive(Debug, Clone)]
pub struct Line<'p> {
    /// Its name in Kubernetes.
    pub name: Cow<'p, str>,
    /// The queue in words of the file, where it is one.
    pub queue: Option<String>,
    /// What scales it, and where that is written.
    pub scaled_by: (String, Option<Span>),
    /// Pods at rest and at full scale.
    pub pods: (i64, i64),
    /// The fewest pods to which what scales it can be brought down, where that is said in the file.
    pub least: Option<i64>,
    /// Pods that a rollout adds for a while at full scale.
    pub surge: i64,
    /// What one pod has of each resource, in the order of [`Resource`] without the pods; `None` when nobody has said.
    pod: [Option<i64>; 5],
}

impl Line<'_> {
    /// What one pod has.
    pub fn of_pod(&self, resource: Resource) -> Option<i64> {
        match resource {
            Resource::Replicas => Some(1),
            of => self.pod[of as usize - 1],
        }
    }

    /// What all pods have at full scale. No pod needs nothing, whatever one would need.
    pub fn full(&self, resource: Resource) -> Option<i64> {
        if self.pods.1 == 0 { Some(0) } else { Some(self.of_pod(resource)?.saturating_mul(self.pods.1)) }
    }

    /// What all pods have at rest.
    pub fn rest(&self, resource: Resource) -> Option<i64> {
        if self.pods.0 == 0 { Some(0) } else { Some(self.of_pod(resource)?.saturating_mul(self.pods.0)) }
    }
}

/// All pods of a site: its workers, then what stands around them.
pub fn lines<'p>(plan: &Plan<'p>) -> Vec<Line<'p>> {
    let workers = plan.workers.iter().map(|worker| line(plan, worker));
    workers.chain(around(plan)).collect()
}

fn line<'p>(plan: &Plan<'p>, worker: &Worker<'p>) -> Line<'p> {
    let resources = worker.settings.resources();
    let at_once = at_once(worker);
    let connections = match plan.model.broker.kind {
        BrokerKind::Redis => TO_REDIS,
        BrokerKind::RabbitMq => TO_RABBITMQ + i64::from(worker.is_green()),
    };
    Line {
        name: worker.workload.clone(),
        queue: worker.queue.map(|_| plan.declared_as(worker)),
        scaled_by: scaled_by(worker),
        pods: worker.replicas(),
        least: least(worker),
        surge: surge(worker),
        pod: [
            resources.cpu.as_ref().map(|cpu| i64::from(cpu.value.request.0)),
            resources.memory.as_ref().map(|memory| i64::try_from(memory.value.request.0).unwrap_or(i64::MAX)),
            at_once,
            Some(connections),
            // Django keeps one for each process, thread or greenlet that has asked something.
            at_once,
        ],
    }
}

/// The fewest pods that a number or the most of a scaler may say. What the scaler says beside a window stays.
fn least(worker: &Worker<'_>) -> Option<i64> {
    worker.queue?;
    let (rest, most) = worker.replicas();
    let own = match worker.scaler() {
        Scaler::Fixed(_) => 1,
        Scaler::Keda(keda) if keda.max() < most => keda.max(),
        Scaler::Hpa(hpa) if hpa.max() < most => hpa.max(),
        Scaler::Keda(_) | Scaler::Hpa(_) => rest.max(1),
    };
    scaled_by(worker).1.map(|_| own.max(1))
}

/// Kubernetes' own share of pods that a rollout adds, in percent, and rounds up.
const SURGE: u32 = 25;

fn surge(worker: &Worker<'_>) -> i64 {
    let written = worker.settings.rollout.as_ref().and_then(|rollout| rollout.max_surge);
    match written.map_or(Portion::Percent(SURGE), |surge| surge.value) {
        Portion::Count(pods) => pods.into(),
        Portion::Percent(share) => {
            worker.replicas().1.saturating_mul(share.into()).unsigned_abs().div_ceil(100).cast_signed()
        }
    }
}

/// How many tasks a pod runs at once; `None` when the node's processors decide.
fn at_once(worker: &Worker<'_>) -> Option<i64> {
    match worker.settings.concurrency.as_ref().map(|concurrency| concurrency.value) {
        _ if worker.pool() == Pool::Solo => Some(1),
        Some(Concurrency::Fixed(number) | Concurrency::Auto(_, number)) => Some(number.into()),
        None => None,
    }
}

/// What decides how many pods a worker has, in words of the file.
fn scaled_by(worker: &Worker<'_>) -> (String, Option<Span>) {
    let settings = worker.settings;
    let (_, most) = worker.replicas();
    let max = keys::max::KEY.name;
    let of_window = settings.windows.iter().filter_map(|window| window.max.as_ref()).find(|max| max.value == most);
    if let Some(window) = of_window.filter(|_| !matches!(worker.scaler(), Scaler::Fixed(_))) {
        return (format!("{} {max}={most}", window::CLAUSE.word), Some(window.span));
    }
    match worker.scaler() {
        Scaler::Keda(keda) => (
            format!("{} {max}={most}", keda::CLAUSE.word),
            Some(keda.max.as_ref().map_or(keda.opened.span, |max| max.span)),
        ),
        Scaler::Hpa(hpa) => (
            format!("{} {max}={most}", hpa::CLAUSE.word),
            Some(hpa.max.as_ref().map_or(hpa.opened.span, |max| max.span)),
        ),
        Scaler::Fixed(pods) => match (&settings.replicas, &settings.claim) {
            (None, Some(claim)) => (format!("{} {max}={pods}", claim::CLAUSE.word), Some(claim.opened.span)),
            (replicas, _) => {
                let span = replicas.as_ref().map(|replicas| replicas.span);
                let span = span.or(worker.queue.map(|queue| queue.subject));
                (format!("{}={pods}", keys::replicas::KEY.name), span)
            }
        },
    }
}

/// Beat, Flower and the exporter: a pod each.
fn around<'p>(plan: &Plan<'p>) -> impl Iterator<Item = Line<'p>> {
    let line = |name: String, span: Span, broker: i64, database: i64| Line {
        name: name.into(),
        queue: None,
        scaled_by: ("always 1".to_owned(), Some(span)),
        pods: (1, 1),
        least: None,
        surge: 0,
        pod: [None, None, Some(0), Some(broker), Some(database)],
    };
    let model = plan.model;
    let beats = model.beats.iter().map(move |beat| {
        let service = beat.service.map_or("", |id| &model.service(id).name);
        let database = i64::from(value_or(&beat.schedule, Schedule::File) == Schedule::Database);
        line(format!("{service}-beat"), beat.span, OF_BEAT, database)
    });
    let flower = model.flower.iter().map(move |flower| line("celery-flower".to_owned(), flower.span, OF_FLOWER, 0));
    let exporter =
        model.exporter.iter().map(move |exporter| line("celery-exporter".to_owned(), exporter.span, OF_EXPORTER, 0));
    beats.chain(flower).chain(exporter)
}

/// The sum over some lines, and the names of those that nobody has a figure of.
pub fn sum<'a>(lines: &'a [Line<'_>], of: impl Fn(&Line<'_>) -> Option<i64>) -> (i64, Vec<&'a str>) {
    let mut total: i64 = 0;
    let mut unknown = Vec::new();
    for line in lines {
        match of(line) {
            Some(number) => total = total.saturating_add(number),
            None => unknown.push(&*line.name),
        }
    }
    (total, unknown)
}
