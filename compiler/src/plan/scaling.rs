//! What decides how many pods a worker has, and between which numbers.

use super::Worker;
use super::week;
use crate::language::keys;
use crate::language::keys::count::Count;
use crate::model::{Hpa, Keda, value_or};

/// What decides how many pods a worker has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scaler<'p> {
    /// Nothing: always so many.
    Fixed(i64),
    /// KEDA, by the length of queues.
    Keda(&'p Keda),
    /// A HorizontalPodAutoscaler, by what the pods use.
    Hpa(&'p Hpa),
}

impl<'p> Worker<'p> {
    /// What decides how many pods it has.
    pub fn scaler(&self) -> Scaler<'p> {
        let settings = self.settings;
        match (&settings.keda, &settings.hpa) {
            (Some(keda), _) => Scaler::Keda(keda),
            (None, Some(hpa)) => Scaler::Hpa(hpa),
            (None, None) => Scaler::Fixed(self.fixed_replicas()),
        }
    }

    /// How many pods it has where nothing scales it. A batch pool has none while nobody has it, and then those that
    /// were reserved.
    fn fixed_replicas(&self) -> i64 {
        let unsaid = match &self.settings.claim {
            Some(claim) if claim.by.is_some() => value_or(&claim.max, 1),
            Some(_) => 0,
            None => keys::replicas::DEFAULT,
        };
        value_or(&self.settings.replicas, unsaid)
    }

    /// How many pods there are at rest and at full scale, the windows of the week included.
    pub fn replicas(&self) -> (i64, i64) {
        let limits = match self.scaler() {
            Scaler::Fixed(replicas) => return (replicas, replicas),
            Scaler::Keda(keda) => (keda.min(), keda.max()),
            Scaler::Hpa(hpa) => (hpa.min(), hpa.max()),
        };
        week::extremes(self.settings, limits)
    }

    /// Whether its scaler counts the tasks that it has taken and not finished. Such a worker acknowledges a task when it
    /// has ended, and on Redis keeps what it has taken under a key of its own.
    pub fn counts_in_flight(&self) -> bool {
        self.settings.keda.as_ref().is_some_and(|keda| value_or(&keda.count, Count::Waiting) == Count::InFlight)
    }

    /// The hash in which such a worker keeps what it has taken (kombu's `unacked_key`), without the broker's prefix.
    pub fn unacked_key(&self) -> String {
        format!("unacked.{}", self.workload)
    }
}
