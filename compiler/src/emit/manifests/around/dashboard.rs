//! `dashboard` → a ConfigMap with a dashboard for Grafana, whose sidecar finds it by a label. It has panels for what is
//! there: Flower's metrics, the exporter's, KEDA's and those of kube-state-metrics.

mod panels;

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ConfigMap;
use serde::Serialize;

use super::super::Writer;
use super::metadata;
use crate::emit::origin::Origin;
use crate::plan::Plan;
use panels::{Datasource, Panel};

/// What the object is called.
const NAME: &str = "celery-dashboard";
/// What Grafana's sidecar looks for, with the value that kube-prometheus-stack gives it.
const LABEL: (&str, &str) = ("grafana_dashboard", "1");

/// Writes the ConfigMap, where a dashboard is asked for.
pub(super) fn write<'a>(plan: &'a Plan<'_>, writer: &mut Writer<'a>) {
    let model = plan.model;
    let asks = model.flower.iter().chain(&model.exporter).find(|addon| addon.dashboard.is_some());
    let Some(asks) = asks else { return };
    writer.origin = Origin::addon(model, asks);
    // A struct of texts and numbers can always be written.
    let Ok(mut json) = serde_json::to_string_pretty(&dashboard(plan)) else { return };
    json.push('\n');
    let mut object = ConfigMap {
        data: Some(BTreeMap::from([("celery.json".to_owned(), json)])),
        metadata: metadata(plan, NAME, "dashboard"),
        ..ConfigMap::default()
    };
    object.metadata.labels.get_or_insert_default().insert(LABEL.0.to_owned(), LABEL.1.to_owned());
    writer.write("ConfigMap", NAME, &object);
}

fn dashboard(plan: &Plan<'_>) -> Dashboard {
    Dashboard {
        title: format!("Celery: {}", plan.model.site.name),
        tags: ["celery"],
        editable: true,
        refresh: "1m",
        schema_version: 39,
        time: Time { from: "now-6h", to: "now" },
        templating: Templating {
            list: [Variable { name: "datasource", label: "Prometheus", of: "datasource", query: "prometheus" }],
        },
        panels: panels::panels(plan),
    }
}

/// A dashboard as Grafana reads it. Without an id: Grafana gives it one that is free.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dashboard {
    title: String,
    tags: [&'static str; 1],
    editable: bool,
    refresh: &'static str,
    schema_version: u32,
    time: Time,
    templating: Templating,
    panels: Vec<Panel>,
}

#[derive(Serialize)]
struct Time {
    from: &'static str,
    to: &'static str,
}

#[derive(Serialize)]
struct Templating {
    list: [Variable; 1],
}

/// The choice of a Prometheus, of which Grafana may know several.
#[derive(Serialize)]
struct Variable {
    name: &'static str,
    label: &'static str,
    #[serde(rename = "type")]
    of: &'static str,
    query: &'static str,
}

impl Datasource {
    /// The Prometheus that was chosen.
    const CHOSEN: Self = Self { of: "prometheus", uid: "${datasource}" };
}
