//! What stands around the workers → objects: beat, Flower, the exporter, the dashboard, the alerts. Nothing is built that
//! the file does not ask for.

mod alerts;
mod beat;
mod broker;
mod dashboard;
mod exporter;
pub(in crate::emit) mod flower;
pub(in crate::emit) mod ingress;
mod monitoring;
mod pod;
mod promql;
mod service;
mod volume;

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::Writer;
use super::labels::Labels;
use crate::emit::origin::Origin;
use crate::plan::Plan;

/// Writes all of it.
pub(super) fn write<'a>(plan: &'a Plan<'_>, writer: &mut Writer<'a>) {
    let model = plan.model;
    for beat in &model.beats {
        writer.origin = Origin::addon(model, beat);
        beat::write(plan, beat, writer);
    }
    if let Some(addon) = model.flower.iter().chain(&model.exporter).next() {
        writer.origin = Origin::addon(model, addon);
        broker::write(plan, writer);
    }
    if let Some(flower) = &model.flower {
        writer.origin = Origin::addon(model, flower);
        flower::write(plan, flower, writer);
    }
    if let Some(exporter) = &model.exporter {
        writer.origin = Origin::addon(model, exporter);
        exporter::write(plan, exporter, writer);
    }
    dashboard::write(plan, writer);
    if let Some(alerts) = &model.alerts {
        writer.origin = Origin::alerts(alerts);
        alerts::write(plan, alerts, writer);
    }
}

/// The labels of what has that name.
fn labels(plan: &Plan<'_>, name: &str, component: &'static str) -> BTreeMap<String, String> {
    Labels::of(plan, name, component).to_map()
}

/// The metadata of an object.
fn metadata(plan: &Plan<'_>, name: &str, component: &'static str) -> ObjectMeta {
    ObjectMeta {
        labels: Some(labels(plan, name, component)),
        name: Some(name.to_owned()),
        namespace: Some(plan.namespace().to_owned()),
        ..ObjectMeta::default()
    }
}
