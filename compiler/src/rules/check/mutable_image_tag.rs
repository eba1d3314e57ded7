//! `mutable-image-tag`: an image whose tag can mean another image tomorrow.

use crate::model::{Slot, Text};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "mutable-image-tag",
    "an image whose tag can mean another image tomorrow",
    include_str!("../../../../spec/rules/mutable-image-tag.md"),
)
.of_site(site)
.of_worker(worker);

fn site(plan: &Plan<'_>, sink: &mut Sink) {
    judge(&plan.model.site.image, sink);
    plan.model.services.iter().for_each(|service| judge(&service.image, sink));
    let model = plan.model;
    model.beats.iter().for_each(|beat| judge(&beat.image, sink));
    model.flower.iter().chain(&model.exporter).for_each(|addon| judge(&addon.image, sink));
}

fn worker(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    judge(&worker.settings.image, sink);
    worker.settings.windows.iter().for_each(|window| judge(&window.image, sink));
}

fn judge(image: &Slot<Text<'_>>, sink: &mut Sink) {
    const MOVING: [&str; 8] = ["latest", "main", "master", "nightly", "stable", "edge", "dev", "develop"];
    let Some(image) = image.as_ref().filter(|image| !image.value.contains("@sha256:")) else { return };
    let name = image.value.rsplit('/').next().unwrap_or_default();
    let label = match name.split_once(':') {
        None => "no tag, which means `latest`".to_owned(),
        Some((_, tag)) if MOVING.contains(&tag) => format!("`{tag}` moves"),
        Some(_) => return,
    };
    let message = format!("`{}` can be another image tomorrow", image.value);
    sink.push(
        Diagnostic::new(&RULE, message, image.value_span(), label)
            .fact("pods that start later run other code than those beside them, and going back is not possible")
            .help("name a version, or a digest with `@sha256:…`"),
    );
}
