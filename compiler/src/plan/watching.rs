//! What watches the workers: which programs stand beside them, and how it is known how many tasks wait in each queue.

use std::borrow::Cow;

use super::scaling::Scaler;
use super::{Consumed, Plan, Worker};
use crate::language::keys;
use crate::language::keys::pool::Pool;
use crate::language::value::Seconds;
use crate::model::{Addon, Alert, Alerts, Bands, Keda, Slot, value_or};
use crate::source::Span;

/// What Flower and its Service are called. A Service `flower` would set `FLOWER_PORT` in every pod, which ends it.
pub const FLOWER: &str = "celery-flower";
/// What the exporter and its Service are called.
pub const EXPORTER: &str = "celery-exporter";

/// Who knows how many tasks wait in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meter {
    /// KEDA's operator, while it scales the queue's worker.
    Keda,
    /// celery-exporter.
    Exporter,
}

/// A queue about whose waiting tasks somebody is told.
#[derive(Debug, Clone, Copy)]
pub struct Backlog<'a> {
    /// The queue.
    pub queue: &'a Consumed<'a>,
    /// Its worker.
    pub worker: &'a Worker<'a>,
    /// What the file says of this queue alone.
    pub bands: Option<&'a Bands>,
    /// More tasks than this raise a warning.
    pub warn: i64,
    /// More tasks than this raise a critical alert.
    pub critical: i64,
    /// After so long.
    pub after: Seconds,
}

impl<'p> Plan<'p> {
    /// Flower, where Prometheus reads it: what is built on its metrics asks for them too.
    pub fn flower_metrics(&self) -> Option<&'p Addon<'p>> {
        let model = self.model;
        let read = |flower: &&Addon<'_>| {
            flower.metrics.is_some() || flower.service_monitor.is_some() || flower.dashboard.is_some()
        };
        model.flower.as_deref().filter(read)
    }

    /// Whether something lives on the task events that workers send.
    pub fn is_watched(&self) -> bool {
        self.flower_metrics().is_some() || self.model.exporter.is_some()
    }

    /// Who knows how many tasks wait in the queues of a worker.
    pub fn meter(&self, worker: &Worker<'_>) -> Option<Meter> {
        let exporter = self.model.exporter.as_ref().map(|_| Meter::Exporter);
        worker.settings.keda.as_ref().map(|_| Meter::Keda).or(exporter)
    }

    /// The queues about whose waiting tasks somebody is told. In a batch pool that somebody has, thousands wait all day:
    /// it is told of only where the file has numbers for it.
    pub fn backlogs<'a>(&'a self, alerts: &'a Alerts) -> impl Iterator<Item = Backlog<'a>> {
        let all = self.workers.iter().flat_map(|worker| worker.consumes.iter().map(move |queue| (worker, queue)));
        all.filter_map(move |(worker, queue)| {
            let bands = self.bands(worker, queue);
            (bands.is_some() || worker.settings.claim.is_none()).then(|| Backlog::new(alerts, worker, queue, bands))
        })
    }

    /// What the file says about the waiting tasks of a queue: at the queue, or for those of its service. What stands in a
    /// statement with an error counts for nothing.
    pub fn bands<'a>(&'a self, worker: &'a Worker<'_>, queue: &Consumed<'_>) -> Option<&'a Bands> {
        let settings = match self.model.queue(queue.service, &queue.variant) {
            Some(declared) if declared.broken => return None,
            Some(declared) => &declared.settings,
            None if worker.queue.is_none() => worker.settings,
            None => &self.model.service(queue.service).defaults,
        };
        settings.alert.as_deref()
    }

    /// The Deployments that are no workers, and where the file says so.
    pub fn deployments_around(&self) -> Vec<(Cow<'p, str>, Span)> {
        let model = self.model;
        let beats = model.beats.iter().map(|beat| (Cow::Owned(self.beat_name(beat)), beat.span));
        let flower = model.flower.iter().map(|flower| (Cow::Borrowed(FLOWER), flower.span));
        let exporter = model.exporter.iter().map(|exporter| (Cow::Borrowed(EXPORTER), exporter.span));
        beats.chain(flower).chain(exporter).collect()
    }

    /// What a service's beat is called.
    pub fn beat_name(&self, beat: &Addon<'_>) -> String {
        let service = beat.service.map_or("", |id| &*self.model.service(id).name);
        format!("{service}-beat")
    }
}

impl<'a> Backlog<'a> {
    fn new(alerts: &'a Alerts, worker: &'a Worker<'a>, queue: &'a Consumed<'a>, bands: Option<&'a Bands>) -> Self {
        let own = |slot: fn(&Bands) -> &Slot<i64>| bands.and_then(|bands| slot(bands).as_ref()).map(|slot| slot.value);
        let warn = own(|bands| &bands.warn).unwrap_or_else(|| alerts.warn());
        let critical = own(|bands| &bands.critical).unwrap_or_else(|| alerts.critical());
        let after = bands.and_then(|bands| bands.after.as_ref()).map_or_else(|| alerts.after(), |after| after.value);
        Self { queue, worker, bands, warn, critical, after }
    }
}

impl Alerts {
    /// More waiting tasks than this are worth a look.
    pub fn warn(&self) -> i64 {
        value_or(&self.backlog_warn, keys::backlog_warn::DEFAULT)
    }

    /// More waiting tasks than this cannot wait.
    pub fn critical(&self) -> i64 {
        value_or(&self.backlog_critical, keys::backlog_critical::DEFAULT)
    }

    /// After so long, where nothing else is said.
    pub fn after(&self) -> Seconds {
        value_or(&self.after, Seconds(keys::after::DEFAULT))
    }

    /// After so long, for one of the alerts that are asked for.
    pub fn after_of(&self, alert: &Alert) -> Seconds {
        value_or(&alert.after, self.after())
    }
}

/// From the moment that a scaler is asked until a pod works: HPA looks every 15 s, and a pod of Open edX whose image is
/// there starts in about a minute.
const START: u32 = 90;

impl Worker<'_> {
    /// How long its scaler takes to answer a wave of tasks.
    pub fn answers_after(&self) -> Option<Seconds> {
        let looks = match self.scaler() {
            Scaler::Keda(keda) if keda.min() == 0 => keda.polling_interval().0,
            Scaler::Keda(_) | Scaler::Hpa(_) => 0,
            Scaler::Fixed(_) => return None,
        };
        let waits = self.settings.scale_up.as_ref().map_or(0, |up| value_or(&up.stabilization, Seconds(0)).0);
        Some(Seconds(looks.saturating_add(START).saturating_add(waits)))
    }

    /// Whether its scaler can have more pods than it always has: only then is having the most worth a word. The
    /// HorizontalPodAutoscaler of KEDA has one pod at least.
    pub fn can_grow(&self) -> bool {
        match self.scaler() {
            Scaler::Keda(keda) => keda.max() > keda.min().max(1),
            Scaler::Hpa(hpa) => hpa.max() > hpa.min(),
            Scaler::Fixed(_) => false,
        }
    }

    /// Whether it answers while it works. With the pool solo it does nothing else meanwhile, and who asks which workers
    /// consume a queue hears of none.
    pub fn answers_while_busy(&self) -> bool {
        self.pool() != Pool::Solo
    }
}

impl Keda {
    /// So many waiting tasks are no reason for it to have more pods than the fewest.
    pub fn holds(&self) -> i64 {
        self.list_length().saturating_mul(self.min().max(1))
    }
}
