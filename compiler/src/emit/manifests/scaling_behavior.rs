//! How fast a scaler may go: `scale_up` and `scale_down` as the `behavior` of an autoscaler, whose form KEDA shares.
//! What the file does not say is left out: Kubernetes' defaults, written out, mean something else (from one pod it goes
//! to four without them, and to five with them).

use k8s_openapi::api::autoscaling::v2::{HPAScalingPolicy, HPAScalingRules, HorizontalPodAutoscalerBehavior};

use super::narrow;
use crate::language::keys;
use crate::language::keys::pick::Pick;
use crate::language::value::Seconds;
use crate::model::{ScalingPolicy, value_or};
use crate::plan::Worker;

/// What a worker's scaler obeys, where the file says anything.
pub(super) fn build(worker: &Worker<'_>) -> Option<HorizontalPodAutoscalerBehavior> {
    let scale_up = worker.settings.scale_up.as_deref().map(rules);
    let scale_down = worker.settings.scale_down.as_deref().map(rules);
    (scale_up.is_some() || scale_down.is_some()).then_some(HorizontalPodAutoscalerBehavior { scale_down, scale_up })
}

fn rules(written: &ScalingPolicy) -> HPAScalingRules {
    let period = value_or(&written.period, Seconds(keys::period::DEFAULT));
    let policy = |of: &str, value: i64| HPAScalingPolicy {
        period_seconds: narrow(period.0.into()),
        type_: of.to_owned(),
        value: narrow(value),
    };
    let pods = written.pods.as_ref().map(|pods| policy("Pods", pods.value));
    let percent = written.percent.as_ref().map(|percent| policy("Percent", percent.value.0.into()));
    let policies: Vec<HPAScalingPolicy> = pods.into_iter().chain(percent).collect();
    let both = policies.len() > 1;
    HPAScalingRules {
        // Without a policy Kubernetes takes its own for the direction.
        policies: (!policies.is_empty()).then_some(policies),
        select_policy: written.pick.as_ref().map(|pick| pick.value).or(both.then_some(Pick::Max)).map(select),
        stabilization_window_seconds: written.stabilization.as_ref().map(|window| narrow(window.value.0.into())),
        ..HPAScalingRules::default()
    }
}

fn select(pick: Pick) -> String {
    match pick {
        Pick::Max => "Max",
        Pick::Min => "Min",
    }
    .to_owned()
}
