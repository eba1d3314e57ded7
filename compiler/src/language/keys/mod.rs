//! All keys, one file each. Their order here is the order in which the formatter writes them.

mod prelude;

use super::Key;

macro_rules! keys {
    ($($key:ident,)*) => {
        $(pub mod $key;)*

        /// All keys, in the order of the formatter.
        pub const KEYS: &[&Key] = &[$(&$key::KEY,)*];
    };
}

keys! {
    // A queue and its worker.
    name,
    workload,
    on,
    catch_all,
    pool,
    concurrency,
    prefetch_multiplier,
    disable_prefetch,
    max_tasks_per_child,
    max_memory_per_child,
    time_limit,
    soft_time_limit,
    optimization,
    loglevel,
    events,
    args,
    replicas,
    // A site.
    release,
    namespace,
    image,
    celery,
    packages,
    kubernetes,
    keda,
    // What is left of a workload: behind its image.
    grace,
    priority_class,
    // A broker.
    host,
    port,
    db,
    username,
    password,
    tls,
    visibility_timeout,
    priority_steps,
    separator,
    key_prefix,
    // A service.
    app,
    queue,
    default,
    settings,
    // `keda`
    min,
    max,
    list_length,
    activation,
    polling_interval,
    cooldown,
    count,
    // `resources`
    cpu,
    memory,
    ephemeral_storage,
    // `place`
    node,
    tolerate,
    spread,
    service_account,
    // `disruption`
    min_available,
    max_unavailable,
    // A task.
    registered,
    bound,
}
