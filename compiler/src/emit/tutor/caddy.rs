//! Flower's host → a site of Tutor's web proxy, which has its certificate from there and sends on the same pages as an
//! Ingress would.

use crate::emit::manifests::around::flower::PORT;
use crate::emit::manifests::around::ingress::pages;
use crate::plan::Plan;
use crate::plan::watching::FLOWER;

/// The site, where Flower has a host.
pub(super) fn site(plan: &Plan<'_>) -> Option<String> {
    let flower = plan.model.flower.as_deref()?;
    let host = &flower.host.as_ref()?.value;
    let paths: Vec<String> = pages(flower).iter().map(|(path, kind)| matching(path, kind)).collect();
    Some(format!(
        "{host}{{$default_site_port}} {{\n    @other not path {}\n    respond @other 404\n    import proxy \"{FLOWER}:{PORT}\"\n}}\n",
        paths.join(" "),
    ))
}

/// A path of an Ingress, as Caddy writes it.
fn matching(path: &str, kind: &str) -> String {
    match (path, kind) {
        (_, "Exact") => path.to_owned(),
        ("/", _) => "/*".to_owned(),
        _ => format!("{path} {path}/*"),
    }
}
