//! The environment of a worker's container: single variables, and objects whose keys all become variables.

use k8s_openapi::api::core::v1::{
    ConfigMapEnvSource, ConfigMapKeySelector, EnvFromSource, EnvVar, EnvVarSource, SecretEnvSource, SecretKeySelector,
};

use crate::language::value::Reference;
use crate::model::{self, EnvValue, Service};
use crate::plan::{Plan, Worker};

/// The release's variables, then the service's, then the queue's; a later one replaces an earlier one of its name.
pub(super) fn variables(plan: &Plan<'_>, worker: &Worker<'_>) -> Vec<EnvVar> {
    let mut variables = of_service(plan.model.service(worker.service));
    add(&mut variables, &worker.settings.env);
    variables
}

/// The release's variables, then the service's.
pub(super) fn of_service(service: &Service<'_>) -> Vec<EnvVar> {
    let catalog = service.catalog.environment.iter().map(|(name, value)| {
        let amended = if *name == SETTINGS { service.settings.as_ref().map(|settings| &*settings.value) } else { None };
        plain(name, amended.unwrap_or(value))
    });
    let mut variables: Vec<EnvVar> = catalog.collect();
    if let Some(settings) = service.settings.as_ref().filter(|_| service.is_own()) {
        variables.push(plain(SETTINGS, &settings.value));
    }
    add(&mut variables, &service.env);
    variables
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
