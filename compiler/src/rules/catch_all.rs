//! A default worker that was told not to consume what nothing else does: what two rules have in common.

use crate::model::ServiceId;
use crate::plan::Plan;
use crate::source::Span;

/// The `catch_all=off` of a service, and its default queue.
pub(crate) fn switched_off(plan: &Plan<'_>, service: ServiceId) -> (Span, String) {
    let variant = plan.default_variant(service);
    let default = plan.model.queue(service, variant);
    let catch_all = default.and_then(|queue| queue.settings.catch_all.as_ref());
    let name = format!("{}.{variant}", plan.model.service(service).name);
    (catch_all.map_or_else(|| plan.model.place(), |catch_all| catch_all.span), name)
}
