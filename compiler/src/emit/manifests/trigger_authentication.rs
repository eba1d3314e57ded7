//! KEDA's TriggerAuthentication: where the scalers find the broker's password. One for the site, because its queues are
//! in one broker; the password itself is never read.

use serde::Serialize;

use super::scaled_object::Metadata;
use crate::plan::Plan;
use crate::plan::scaling::Scaler;

/// The object's name.
pub(super) const NAME: &str = "celery-broker";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TriggerAuthentication<'a> {
    api_version: &'static str,
    kind: &'static str,
    pub(super) metadata: Metadata<'a>,
    spec: Spec<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Spec<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_target_ref: Option<[TargetRef<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    config_map_target_ref: Option<[TargetRef<'a>; 1]>,
}

#[derive(Serialize)]
struct TargetRef<'a> {
    parameter: &'static str,
    name: &'a str,
    key: &'a str,
}

/// The object, where something scales and the broker has a password.
pub(super) fn build<'a>(plan: &'a Plan<'_>) -> Option<TriggerAuthentication<'a>> {
    let password = plan.model.broker.password.as_ref()?;
    if !plan.workers.iter().any(|worker| matches!(worker.scaler(), Scaler::Keda(_))) {
        return None;
    }
    let reference = &password.value;
    let target = || Some([TargetRef { parameter: "password", name: &reference.name, key: &reference.key }]);
    Some(TriggerAuthentication {
        api_version: "keda.sh/v1alpha1",
        kind: "TriggerAuthentication",
        metadata: Metadata::new(plan, NAME),
        spec: Spec {
            secret_target_ref: if reference.secret { target() } else { None },
            config_map_target_ref: if reference.secret { None } else { target() },
        },
    })
}
