//! The broker, as programs that are no workers reach it → a ConfigMap with two small Python files. A password stands in
//! a URL there, where `@` and `/` mean something: Kubernetes cannot encode them, and Python can, when it starts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use k8s_openapi::api::core::v1::{ConfigMap, ConfigMapVolumeSource, EnvVar, Volume, VolumeMount};

use super::super::environment::{plain, referenced};
use super::super::{Writer, trigger_authentication};
use super::metadata;
use super::pod::Program;
use crate::emit::broker_url;
use crate::emit::python::python;
use crate::language::keys;
use crate::model::{Broker, BrokerKind};
use crate::plan::Plan;

/// Where the files are mounted.
pub(super) const FOLDER: &str = "/etc/celery";
/// The variable that has the password, as it is. Not one that Celery, Flower or the exporter reads.
const PASSWORD: &str = "BROKER_PASSWORD";

/// Writes the ConfigMap. It is called as the TriggerAuthentication is, which says the same to KEDA.
pub(super) fn write(plan: &Plan<'_>, writer: &mut Writer<'_>) {
    let mut files = BTreeMap::from([("celeryconfig.py".to_owned(), celeryconfig(plan))]);
    if plan.model.exporter.is_some() {
        files.insert("exporter.py".to_owned(), EXPORTER.to_owned());
    }
    let name = trigger_authentication::NAME;
    let object = ConfigMap { data: Some(files), metadata: metadata(plan, name, "broker"), ..ConfigMap::default() };
    writer.write("ConfigMap", name, &object);
}

/// Gives a program the files and what they need.
pub(super) fn give(program: &mut Program, plan: &Plan<'_>) {
    program.environment.extend(environment(plan));
    let config_map =
        ConfigMapVolumeSource { name: trigger_authentication::NAME.to_owned(), ..ConfigMapVolumeSource::default() };
    program.volumes.push(Volume { config_map: Some(config_map), name: "broker".to_owned(), ..Volume::default() });
    program.mounts.push(VolumeMount {
        mount_path: FOLDER.to_owned(),
        name: "broker".to_owned(),
        ..VolumeMount::default()
    });
}

fn environment(plan: &Plan<'_>) -> impl Iterator<Item = EnvVar> {
    let password = plan.model.broker.password.as_ref().map(|password| referenced(PASSWORD, &password.value));
    [plain("PYTHONPATH", FOLDER)].into_iter().chain(password)
}

/// Starts the exporter with the URL that `celeryconfig.py` has made. `/app/cli.py` is its image's own entrypoint.
const EXPORTER: &str = "\
# Starts celery-exporter with the broker's URL, which celeryconfig.py makes. Written by qc.
import os
import sys

from celeryconfig import broker_url

os.environ[\"CE_BROKER_URL\"] = broker_url
os.execv(sys.executable, [sys.executable, \"/app/cli.py\", *sys.argv[1:]])
";

/// Celery's settings, as far as the broker goes.
fn celeryconfig(plan: &Plan<'_>) -> String {
    let broker = &plan.model.broker;
    let mut text = String::from("# How to reach the broker of the site. Written by qc.\n");
    let tls = broker.tls();
    if broker.password.is_some() {
        text.push_str("import os\n");
    }
    if tls {
        text.push_str("import ssl\n");
    }
    if broker.password.is_some() {
        text.push_str("from urllib.parse import quote\n");
    }
    let (before, after) = broker_url::parts(plan);
    // Writing to a String cannot fail.
    let _ = match &broker.password {
        Some(_) => writeln!(
            text,
            "\nbroker_url = {} + quote(os.environ[\"{PASSWORD}\"], safe=\"\") + {}",
            python(&before),
            python(&after)
        ),
        None => writeln!(text, "\nbroker_url = {}", python(&format!("{before}{after}"))),
    };
    let options: Vec<String> =
        transport_options(plan).into_iter().map(|(name, value)| format!("\"{name}\": {}", value.python())).collect();
    if !options.is_empty() {
        let _ = writeln!(text, "broker_transport_options = {{{}}}", options.join(", "));
    }
    if tls {
        // Without the name py-amqp checks no certificate's.
        let name =
            if broker.is_redis() { String::new() } else { format!(", \"server_hostname\": {}", python(broker.host())) };
        let _ = writeln!(text, "broker_use_ssl = {{\"{}\": ssl.CERT_REQUIRED{name}}}", verifies(broker));
    }
    text
}

/// The option that makes the broker prove who it is: without it kombu takes whoever answers.
fn verifies(broker: &Broker<'_>) -> &'static str {
    match broker.kind {
        BrokerKind::Redis => "ssl_cert_reqs",
        BrokerKind::RabbitMq => "cert_reqs",
    }
}

/// The value of an option.
enum Value {
    Number(i64),
    Numbers(Vec<i64>),
    Text(String),
}

impl Value {
    fn python(&self) -> String {
        match self {
            Self::Text(text) => python(text),
            other => other.json(),
        }
    }

    /// As JSON, which a text is too: celery-exporter would take a text of digits for a number.
    fn json(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Numbers(numbers) => format!("{numbers:?}"),
            Self::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        }
    }
}

/// What the transport has to know. The visibility timeout too: a program that only asks workers how they are gives back
/// what the whole database holds unacknowledged, after an hour of its own (kombu's `restore_visible`), and a task that
/// may run for four would run twice.
fn transport_options(plan: &Plan<'_>) -> Vec<(&'static str, Value)> {
    let broker = &plan.model.broker;
    let number = plan.said_visibility_timeout().map(|timeout| Value::Number(timeout.0.into()));
    let text = |slot: &crate::model::Slot<crate::model::Text<'_>>| {
        slot.as_ref().map(|text| Value::Text(text.value.to_string()))
    };
    let steps = broker.priority_steps.as_ref().map(|steps| Value::Numbers(steps.value.clone()));
    let options = [
        (keys::visibility_timeout::KEY.name, number),
        ("global_keyprefix", text(&broker.key_prefix)),
        ("sep", text(&broker.separator)),
        (keys::priority_steps::KEY.name, steps),
    ];
    options.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The same for the exporter's command line, which knows no settings file.
pub(super) fn exporter_options(plan: &Plan<'_>) -> Vec<String> {
    let broker = &plan.model.broker;
    let transport = transport_options(plan);
    let transport = transport.iter().map(|(name, value)| format!("--broker-transport-option={name}={}", value.json()));
    // The number of `ssl.CERT_REQUIRED`.
    let ssl = broker.tls().then(|| format!("--broker-ssl-option={}=2", verifies(broker)));
    transport.chain(ssl).collect()
}
