//! All keys, one file each. Their order here is the order in which the formatter writes them.

mod prelude;

use super::Key;

macro_rules! keys {
    ($($key:ident,)*) => {
        $(pub mod $key;)*

        /// All keys, in the order of the formatter.
        pub static KEYS: &[&Key] = &[$(&$key::KEY,)*];
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
    // A site, and what stands around its workers.
    app,
    release,
    namespace,
    schedule,
    image,
    celery,
    packages,
    kubernetes,
    keda,
    prometheus_release,
    // What is left of a workload: behind its image.
    grace,
    priority_class,
    // A broker, and Flower.
    host,
    port,
    auth,
    db,
    vhost,
    username,
    password,
    tls,
    visibility_timeout,
    priority_steps,
    separator,
    key_prefix,
    management_port,
    // A service.
    queue,
    default,
    settings,
    // `volume` and `env_from`
    path,
    claim,
    configmap,
    secret,
    size,
    storage_class,
    read_only,
    // `window` and `claim`
    days,
    hours,
    tz,
    by,
    until,
    r#for,
    // Scalers.
    min,
    max,
    list_length,
    activation,
    polling_interval,
    cooldown,
    count,
    // `scale_up` and `scale_down`
    pods,
    percent,
    period,
    pick,
    stabilization,
    // `resources`, `hpa` and `budget`
    cpu,
    memory,
    ephemeral_storage,
    broker_connections,
    database_connections,
    // `place`
    node,
    tolerate,
    spread,
    service_account,
    // `disruption` and `rollout`
    min_available,
    max_surge,
    max_unavailable,
    // Watching.
    expose,
    interval,
    backlog_warn,
    backlog_critical,
    warn,
    critical,
    above,
    after,
    // A task, and a route.
    registered,
    runtime,
    eta,
    rate_limit,
    idempotent,
    bound,
    priority,
}
