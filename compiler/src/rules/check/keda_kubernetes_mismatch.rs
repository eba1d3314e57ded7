//! `keda-kubernetes-mismatch`: a KEDA that does not support the cluster.

use crate::catalog::KEDA_VERSIONS;
use crate::language::value::Version;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "keda-kubernetes-mismatch",
    "a KEDA that does not support the cluster",
    include_str!("../../../../spec/rules/keda-kubernetes-mismatch.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let site = &plan.model.site;
    // What is not written is not known: only two versions of this cluster can be held against each other.
    let (Some(keda), Some(kubernetes)) = (&site.keda, &site.kubernetes) else { return };
    let (span, keda, written) = (keda.span, keda.value, kubernetes.span);
    let kubernetes = kubernetes.value;
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
    let diagnostic = Diagnostic::new(&RULE, message, span, label).and(written, "");
    sink.push(match KEDA_VERSIONS.iter().rfind(supports) {
        Some(other) => diagnostic.help(format!("KEDA {} does: `{}={}`", other.keda, keys::keda::KEY.name, other.keda)),
        None => diagnostic,
    });
}
