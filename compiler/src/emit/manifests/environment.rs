//! The environment of a worker's container: single variables, and objects whose keys all become variables.

use k8s_openapi::api::core::v1::{
    ConfigMapEnvSource, ConfigMapKeySelector, EnvFromSource, EnvVar, EnvVarSource, SecretEnvSource, SecretKeySelector,
};

use super::triggers::USERNAME;
use crate::emit::settings;
use crate::language::value::Reference;
use crate::model::{self, EnvValue, Service};
use crate::plan::scaling::Scaler;
use crate::plan::{Plan, Worker};

/// The release's variables and those that qc's own settings and the scaler read, then the service's, then the queue's; a
/// later one replaces an earlier one of its name.
pub(in crate::emit) fn variables(plan: &Plan<'_>, worker: &Worker<'_>) -> Vec<EnvVar> {
    let service = plan.model.service(worker.service);
    let mut variables = known(plan, service);
    if worker.counts_in_flight() {
        variables.push(plain(settings::IN_FLIGHT, &worker.unacked_key()));
    }
    variables.extend(broker_user(plan, worker));
    add(&mut variables, &service.env);
    add(&mut variables, &worker.settings.env);
    variables
}

/// Whether a worker has variables that others of its service do not have.
pub(super) fn is_own(plan: &Plan<'_>, worker: &Worker<'_>) -> bool {
    worker.counts_in_flight() || !worker.settings.env.is_empty() || broker_user(plan, worker).is_some()
}

/// What any process of a service has: the release's variables, then the service's.
pub(super) fn of_service(plan: &Plan<'_>, service: &Service<'_>) -> Vec<EnvVar> {
    let mut variables = known(plan, service);
    add(&mut variables, &service.env);
    variables
}

/// The release's variables, and what qc's own settings read.
fn known(plan: &Plan<'_>, service: &Service<'_>) -> Vec<EnvVar> {
    let catalog = service.catalog.environment.iter().map(|(name, value)| {
        let amended = if *name == SETTINGS { service.settings.as_ref().map(|settings| &*settings.value) } else { None };
        plain(name, amended.unwrap_or(value))
    });
    let module = service.settings.as_ref().filter(|_| service.is_own()).map(|module| plain(SETTINGS, &module.value));
    let password = plan.model.broker.password.as_ref().filter(|_| service.is_own());
    let password = password.map(|password| referenced(settings::PASSWORD, &password.value));
    catalog.chain(module).chain(password).collect()
}

/// Adds variables, each in the place of an earlier one of its name.
fn add(variables: &mut Vec<EnvVar>, more: &[model::EnvVar<'_>]) {
    for variable in more {
        let built = env_var(variable);
        match variables.iter_mut().find(|earlier| earlier.name == built.name) {
            Some(earlier) => *earlier = built,
            None => variables.push(built),
        }
    }
}

/// KEDA reads the user of RabbitMQ from the container that it scales, or from a Secret, but not from its own trigger.
fn broker_user(plan: &Plan<'_>, worker: &Worker<'_>) -> Option<EnvVar> {
    let broker = &plan.model.broker;
    let username = broker.username.as_ref().filter(|_| !broker.is_redis())?;
    matches!(worker.scaler(), Scaler::Keda(_)).then(|| plain(USERNAME, &username.value))
}

/// The variable that names Django's settings module.
const SETTINGS: &str = "DJANGO_SETTINGS_MODULE";

/// A variable with its value.
pub(super) fn plain(name: &str, value: &str) -> EnvVar {
    EnvVar { name: name.to_owned(), value: Some(value.to_owned()), value_from: None }
}

fn env_var(variable: &model::EnvVar<'_>) -> EnvVar {
    let reference = match &variable.value.value {
        EnvValue::Text(text) => return plain(&variable.name, text),
        EnvValue::Reference(reference) => reference,
    };
    referenced(&variable.name, reference)
}

/// A variable whose value is kept in a Secret or ConfigMap.
pub(super) fn referenced(variable: &str, reference: &Reference<'_>) -> EnvVar {
    let (key, name) = (reference.key.to_string(), reference.name.to_string());
    let source = if reference.secret {
        let selector = SecretKeySelector { key, name, optional: None };
        EnvVarSource { secret_key_ref: Some(selector), ..EnvVarSource::default() }
    } else {
        let selector = ConfigMapKeySelector { key, name, optional: None };
        EnvVarSource { config_map_key_ref: Some(selector), ..EnvVarSource::default() }
    };
    EnvVar { name: variable.to_owned(), value: None, value_from: Some(source) }
}

/// ConfigMaps, then Secrets: of two variables of one name the later holds.
pub(super) fn from_objects(service: &Service<'_>) -> Option<Vec<EnvFromSource>> {
    let objects = &service.env_from;
    let config_maps = objects.configmap.iter().flat_map(|names| &names.value).map(|name| EnvFromSource {
        config_map_ref: Some(ConfigMapEnvSource { name: name.text.to_string(), optional: None }),
        ..EnvFromSource::default()
    });
    let secrets = objects.secret.iter().flat_map(|names| &names.value).map(|name| EnvFromSource {
        secret_ref: Some(SecretEnvSource { name: name.text.to_string(), optional: None }),
        ..EnvFromSource::default()
    });
    let sources: Vec<EnvFromSource> = config_maps.chain(secrets).collect();
    (!sources.is_empty()).then_some(sources)
}
