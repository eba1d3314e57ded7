//! What a worker had taken from Redis when it died → who gives it back.
//!
//! kombu looks for such messages by a timer with prefork, threads and solo; with gevent and eventlet it looks when a poll
//! brings nothing, and each of their polls brings something: that Redis has waited for a second in vain. From kombu 5.6 on
//! Redis can be told to wait for longer than a poll (`polling_interval`), so that they look too (`kombu/transport/redis.py`).

use super::{Plan, Worker};
use crate::language::value::Version;

/// The first Celery that comes with such a kombu.
const TELLS_REDIS: Version = Version::line(5, 6);

/// For how long Redis then waits, in seconds: longer than the two of a poll. A worker takes as much longer to stop.
pub const WAIT: u32 = 5;

impl Plan<'_> {
    /// Whether nobody gives back what a worker had taken, unless it does so itself: another one with prefork, threads or
    /// solo looks only under the key that those share whose scaler does not count what they have taken.
    pub fn has_only_itself(&self, worker: &Worker<'_>) -> bool {
        let looks = |other: &Worker<'_>| !other.is_green() && !other.counts_in_flight() && other.replicas().0 > 0;
        let alone = || worker.counts_in_flight() || !self.workers.iter().any(looks);
        self.model.broker.is_redis() && worker.is_green() && alone()
    }

    /// Whether workers with gevent or eventlet can be made to look.
    pub fn green_pools_can_look(&self) -> bool {
        self.celery().0 >= TELLS_REDIS
    }
}
