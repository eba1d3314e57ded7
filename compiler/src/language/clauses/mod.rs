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
    claim,
    alert,
    metrics,
    service_monitor,
    dashboard,
    persistence,
    no_consumer,
    scaler_error,
    at_max,
    failure_ratio,
}
