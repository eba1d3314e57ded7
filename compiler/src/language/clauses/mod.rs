//! All clauses, one file each, in the order in which the formatter writes them.

use super::Clause;

macro_rules! clauses {
    ($($clause:ident,)*) => {
        $(pub mod $clause;)*

        /// All clauses, in the order of the formatter.
        pub static CLAUSES: &[&Clause] = &[$(&$clause::CLAUSE,)*];
    };
}

clauses! {
    keda,
    hpa,
    scale_up,
    scale_down,
    window,
    vpa,
    resources,
    env,
    env_from,
    volume,
    place,
    disruption,
    rollout,
    alert,
    claim,
    metrics,
    service_monitor,
    dashboard,
    persistence,
    no_consumer,
    scaler_error,
    at_max,
    failure_ratio,
}

/// The clauses of a queue. The last one is of this queue alone: nobody reserves by inheritance.
pub const OF_QUEUE: [&Clause; 13] = [
    &keda::CLAUSE,
    &hpa::CLAUSE,
    &scale_up::CLAUSE,
    &scale_down::CLAUSE,
    &window::CLAUSE,
    &vpa::CLAUSE,
    &resources::CLAUSE,
    &env::CLAUSE,
    &place::CLAUSE,
    &disruption::CLAUSE,
    &rollout::CLAUSE,
    &alert::CLAUSE,
    &claim::CLAUSE,
];

/// Those that a queue can inherit from `defaults`.
pub const INHERITED: &[&Clause] = OF_QUEUE.split_at(OF_QUEUE.len() - 1).0;
