//! Names from patterns: broker names and workloads.

use std::borrow::Cow;

use crate::catalog;
use crate::model::Service;

/// A queue's name in the broker.
pub(super) fn queue(service: &Service<'_>, variant: &str) -> String {
    let pattern = service.queue.as_ref().map_or(service.catalog.queue, |pattern| &pattern.value);
    expand(pattern, &service.name, variant)
}

/// A worker's name in Kubernetes.
pub(super) fn workload(service: &Service<'_>, variant: &str) -> String {
    let pattern = match &service.workload {
        Some(pattern) => &pattern.value,
        None if variant == service.default_variant() => service.catalog.default_workload,
        None => service.catalog.workload,
    };
    // `lms.high_mem` is a queue, `lms-worker-high-mem` a name that Kubernetes takes.
    expand(pattern, &service.name, &dashed(variant))
}

/// The name of Tutor's worker of a service.
pub(super) fn of_tutor(service: &catalog::Service) -> String {
    expand(service.default_workload, service.name, service.default)
}

/// The variant of the queue that a service's pattern gives a name.
pub(super) fn variant<'n>(service: &Service<'_>, name: &'n str) -> Option<&'n str> {
    let pattern = service.queue.as_ref().map_or(service.catalog.queue, |pattern| &pattern.value);
    let (before, after) = pattern.split_once("{variant}")?;
    let filled = |part| expand(part, &service.name, "");
    name.strip_prefix(filled(before).as_str())?.strip_suffix(filled(after).as_str())
}

/// A queue's name in the broker, as a release has it.
pub(super) fn of_release(service: &catalog::Service, variant: &str) -> String {
    expand(service.queue, service.name, variant)
}

fn dashed(variant: &str) -> Cow<'_, str> {
    if variant.contains('_') { variant.replace('_', "-").into() } else { variant.into() }
}

fn expand(pattern: &str, service: &str, variant: &str) -> String {
    let mut name = String::with_capacity(pattern.len() + variant.len());
    let mut rest = pattern;
    while let Some(at) = rest.find('{') {
        name.push_str(&rest[..at]);
        rest = &rest[at..];
        let (mark, meaning) = match rest {
            _ if rest.starts_with("{service}") => ("{service}", service),
            _ if rest.starts_with("{variant}") => ("{variant}", variant),
            _ => ("{", "{"),
        };
        name.push_str(meaning);
        rest = &rest[mark.len()..];
    }
    name.push_str(rest);
    name
}

#[cfg(test)]
mod tests {
    use super::expand;

    #[test]
    fn patterns_are_filled_in() {
        assert_eq!(expand("edx.{service}.core.{variant}", "lms", "high_mem"), "edx.lms.core.high_mem");
        assert_eq!(expand("{variant}{x}{", "lms", "a"), "a{x}{");
    }
}
