//! The labels that Kubernetes recommends, the same on all objects of a worker.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::plan::Plan;

/// What tells a worker's pods from all others in the namespace: Tutor's own selector, so that its Deployments can be
/// replaced in place (a selector cannot be changed).
pub(super) const NAME: &str = "app.kubernetes.io/name";

/// The labels of a worker, or of what all workers share.
pub(super) struct Labels<'a> {
    site: &'a str,
    /// What the site is a part of: Open edX, or itself.
    whole: &'a str,
    name: &'a str,
    component: &'static str,
}

impl<'a> Labels<'a> {
    /// The labels of what has that name in a site.
    pub(super) fn new(plan: &'a Plan<'_>, name: &'a str) -> Self {
        Self::of(plan, name, "worker")
    }

    /// The labels of what has that name in a site and is no worker.
    pub(super) fn of(plan: &'a Plan<'_>, name: &'a str, component: &'static str) -> Self {
        let site = &plan.model.site.name;
        let whole = if plan.model.release.services.is_empty() { site } else { "openedx" };
        Self { site, whole, name, component }
    }

    fn pairs(&self) -> [(&'static str, &'a str); 5] {
        [
            ("app.kubernetes.io/component", self.component),
            ("app.kubernetes.io/instance", self.site),
            ("app.kubernetes.io/managed-by", "qc"),
            (NAME, self.name),
            ("app.kubernetes.io/part-of", self.whole),
        ]
    }

    /// As k8s-openapi wants them.
    pub(super) fn to_map(&self) -> BTreeMap<String, String> {
        self.pairs().into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
    }
}

impl Serialize for Labels<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pairs = self.pairs();
        let mut map = serializer.serialize_map(Some(pairs.len()))?;
        for (key, value) in pairs {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}
