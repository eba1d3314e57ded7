//! What an `hpa` aims at in each pod, beside the most that `resources` lets a pod have. Takes the two clauses; says nothing.

use crate::language::keys;
use crate::language::value::{Bytes, Load, MilliCpu};
use crate::model::{Hpa, Resources};
use crate::source::Span;

/// What an autoscaler aims at in each pod, and the most that a pod gets.
pub(crate) struct Aim {
    /// The key of both.
    pub(crate) key: &'static str,
    /// Where the target stands, and where the limit.
    pub(crate) places: (Span, Span),
    /// In thousandths of a core, or bytes.
    pub(crate) target: u64,
    /// In the same unit.
    pub(crate) limit: u64,
    /// A target that leaves some room below the limit.
    pub(crate) enough: String,
    /// How a number of that unit is written.
    pub(crate) show: fn(u64) -> String,
}

/// That of processor time, where both are written.
pub(crate) fn cpu(hpa: &Hpa, given: &Resources) -> Option<Aim> {
    let (target, given) = (hpa.cpu?, given.cpu?);
    let (request, limit) = (u64::from(given.value.request.0), u64::from(given.value.limit?.0));
    let show = |cpu| MilliCpu(u32::try_from(cpu).unwrap_or(u32::MAX)).to_string();
    let (places, enough) = ((target.span, given.span), percent(request, limit));
    Some(Aim {
        key: keys::cpu::KEY.name,
        places,
        target: request * u64::from(target.value.0) / 100,
        limit,
        enough,
        show,
    })
}

/// That of memory, where both are written.
pub(crate) fn memory(hpa: &Hpa, given: &Resources) -> Option<Aim> {
    let (target, given) = (hpa.memory?, given.memory?);
    let (request, limit) = (given.value.request.0, given.value.limit?.0);
    let show = |size: u64| Bytes(size.next_multiple_of(1 << 20)).to_string();
    let places = (target.span, given.span);
    let (target, enough) = match target.value {
        Load::Percent(share) => (request / 100 * u64::from(share.0), percent(request, limit)),
        Load::Bytes(size) => (size.0, show(limit / 5 * 4)),
    };
    Some(Aim { key: keys::memory::KEY.name, places, target, limit, enough, show })
}

/// Four fifths of a limit as a share of the request.
fn percent(request: u64, limit: u64) -> String {
    format!("{}%", (limit.saturating_mul(80) / request.max(1)).clamp(1, 100))
}
