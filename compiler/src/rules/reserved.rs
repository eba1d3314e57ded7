//! Names of queues that mean something else to the broker, to the command line or to Kubernetes.

/// What a name means in Redis.
pub(crate) fn in_redis(name: &str) -> Option<String> {
    let kept = ["unacked.", "_kombu.binding"];
    let is_kept =
        matches!(name, "unacked" | "unacked_index" | "unacked_mutex") || kept.iter().any(|kept| name.starts_with(kept));
    is_kept.then(|| "Celery keeps something else under this key, of another type: the worker exits".into())
}

/// What a name means in RabbitMQ.
pub(crate) fn in_rabbitmq(name: &str) -> Option<String> {
    name.starts_with("amq.").then(|| "RabbitMQ keeps names that begin with `amq.` for itself: the worker exits".into())
}

/// What a name means to the command line and to Kubernetes.
pub(crate) fn meaning(name: &str) -> Option<String> {
    if name == "multi" {
        return Some("an argument `multi` keeps Celery from patching for gevent and eventlet".into());
    }
    if memchr::memchr2(b',', b' ', name.as_bytes()).is_some() {
        return Some("`--queues` is split at commas, and spaces become a part of the names".into());
    }
    if name.contains(char::is_control) {
        return Some("no control character can stand in a name".into());
    }
    if name.contains("$(") {
        return Some(
            "Kubernetes replaces `$(…)` in the worker's command, and the scaler would read another list".into(),
        );
    }
    None
}
