//! `keda-kubernetes-mismatch`: a KEDA that does not support the cluster.

use crate::catalog::KEDA_VERSIONS;
use crate::language::value::Version;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::warning(
    "keda-kubernetes-mismatch",
    "a KEDA that does not support the cluster",
    include_str!("../../../../spec/rules/keda-kubernetes-mismatch.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let site = &plan.model.site;
    let version = |text: &str| text.parse::<Version>().unwrap_or_default();
    let keda = site.keda.as_ref().map_or_else(|| version(keys::keda::DEFAULT), |keda| keda.value);
    let kubernetes =
        site.kubernetes.as_ref().map_or_else(|| version(keys::kubernetes::DEFAULT), |version| version.value);
    let Some(written) =
        site.keda.as_ref().map(|keda| keda.span).or(site.kubernetes.as_ref().map(|version| version.span))
    else {
        return;
    };
    if !plan.workers.iter().any(|worker| worker.settings.keda.is_some()) {
        return;
    }
    let line = |version: Version| Version::line(version.major, version.minor);
    let supports =
        |known: &&crate::catalog::KedaVersion| known.from <= line(kubernetes) && line(kubernetes) <= known.to;
    let Some(row) = KEDA_VERSIONS.iter().find(|known| known.keda == line(keda)) else { return };
    if supports(&row) {
        return;
    }
    let message = format!("KEDA {keda} does not support Kubernetes {kubernetes}");
    let label = format!("KEDA {keda} supports Kubernetes {} to {}", row.from, row.to);
    let diagnostic = Diagnostic::new(&RULE, message, written, label);
    sink.push(match KEDA_VERSIONS.iter().rfind(supports) {
        Some(other) => diagnostic.help(format!("KEDA {} does: `{}={}`", other.keda, keys::keda::KEY.name, other.keda)),
        None => diagnostic,
    });
}
