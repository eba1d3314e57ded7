//! Flower's settings of tutor-contrib-celery.

use celq::language::{Scope, clauses, keys};

use super::{Config, setting};
use crate::draft::{Draft, say, secret, text};
use crate::finding::Findings;
use crate::node::{Node, Value};
use crate::said::Said as Pairs;

/// What the plugin runs where nothing is said; the second is how qc writes the same.
const IMAGES: [&str; 2] = ["docker.io/mher/flower:2.0.1", keys::image::FLOWER];
/// What the plugin's ServiceMonitor always has for the label by which Prometheus selects.
const RELEASE: &str = "prometheus";
/// The Secret in which user and password are to be put.
const SECRET: (&str, &str) = ("celery-flower", "auth");
/// Where Flower is served when nothing says where.
const HOST: &str = "flower.{{ LMS_HOST }}";

/// Reads the settings.
pub(super) fn read(config: &mut Config, draft: &mut Draft, findings: &mut Findings) {
    let mut take = |name: &'static str| config.take(name).filter(|node| node.value != Value::Null);
    let enabled = take("CELERY_FLOWER");
    let (image, auth) = (take("CELERY_FLOWER_DOCKER_IMAGE"), take("CELERY_FLOWER_BASIC_AUTH"));
    let (exposed, monitored) = (take("CELERY_FLOWER_EXPOSE_SERVICE"), take("CELERY_FLOWER_SERVICE_MONITOR"));
    let host = take("CELERY_FLOWER_HOST");
    match enabled.as_ref().map(Node::switch) {
        Some(Some(true)) => {}
        Some(None) => {
            let node = enabled.unwrap_or_else(Node::null);
            return findings.left_over(&setting("CELERY_FLOWER", node.at), &node);
        }
        _ => {
            return unused(
                [("CELERY_FLOWER_EXPOSE_SERVICE", exposed), ("CELERY_FLOWER_SERVICE_MONITOR", monitored)],
                findings,
            );
        }
    }
    let mut said = Pairs::default();
    if let Some(node) = image {
        let place = setting("CELERY_FLOWER_DOCKER_IMAGE", node.at);
        match node.text() {
            Some(image) if IMAGES.contains(&image) => {}
            Some(image) => _ = say(&mut said, (Scope::Flower, &keys::image::KEY), &text(image), &place, findings),
            None => findings.left_over(&place, &node),
        }
    }
    let at = auth.or(enabled).map_or_else(<_>::default, |node| node.at);
    let place = setting("CELERY_FLOWER_BASIC_AUTH", at);
    say(&mut said, (Scope::Flower, &keys::auth::KEY), &secret(SECRET.0, SECRET.1), &place, findings);
    findings.note(
        &place,
        format!(
            "user and password are not copied: put `USER:PASSWORD` into the key `{}` of a Secret `{}`",
            SECRET.1, SECRET.0
        ),
    );
    serve(exposed, host, config, &mut said, findings);
    if let Some(node) = monitored {
        let place = setting("CELERY_FLOWER_SERVICE_MONITOR", node.at);
        match node.switch() {
            Some(true) => {
                said.open(&clauses::service_monitor::CLAUSE);
                let key = &keys::prometheus_release::KEY;
                say(&mut draft.site, (Scope::Site, key), &text(RELEASE), &place, findings);
            }
            Some(false) => {}
            None => findings.left_over(&place, &node),
        }
    }
    draft.flower = Some(said);
}

/// The host under which Flower is served.
fn serve(exposed: Option<Node>, host: Option<Node>, config: &Config, said: &mut Pairs, findings: &mut Findings) {
    let Some(exposed) = exposed else {
        if let Some(node) = host {
            findings
                .note(&setting("CELERY_FLOWER_HOST", node.at), "means nothing without `CELERY_FLOWER_EXPOSE_SERVICE`");
        }
        return;
    };
    match exposed.switch() {
        Some(true) => {}
        Some(false) => return,
        None => return findings.left_over(&setting("CELERY_FLOWER_EXPOSE_SERVICE", exposed.at), &exposed),
    }
    let node = host.unwrap_or_else(|| match config.get("LMS_HOST").as_ref().and_then(Node::text) {
        Some(lms) => Node::new(exposed.at, Value::Text(format!("flower.{lms}"))),
        None => Node::new(exposed.at, Value::Computed(HOST.to_owned())),
    });
    let place = setting("CELERY_FLOWER_HOST", node.at);
    match node.text() {
        Some(host) => _ = say(said, (Scope::Flower, &keys::host::KEY), &text(host), &place, findings),
        None => findings.left_over(&place, &node),
    }
}

/// Settings of a Flower that is not there.
fn unused<const N: usize>(settings: [(&str, Option<Node>); N], findings: &mut Findings) {
    for (name, node) in settings {
        if let Some(node) = node.filter(|node| node.switch() != Some(false)) {
            findings.note(&setting(name, node.at), "means nothing without `CELERY_FLOWER`");
        }
    }
}
