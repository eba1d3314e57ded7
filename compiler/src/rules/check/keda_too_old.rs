//! `keda-too-old`: something that the cluster's KEDA does not know.

use crate::language::value::Version;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "keda-too-old",
    "something that the cluster's KEDA does not know",
    include_str!("../../../../spec/rules/keda-too-old.md"),
)
.of_site(check);

/// The first KEDA whose RabbitMQ scaler takes user and password beside the URL.
const LOGS_IN: Version = Version::line(2, 16);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let broker = &plan.model.broker;
    let Some(keda) = plan.model.site.keda.as_ref().filter(|keda| keda.value < LOGS_IN) else { return };
    let Some(username) = broker.username.as_ref().filter(|_| !broker.is_redis()) else { return };
    let Some(scaled) = plan.workers.iter().find_map(|worker| worker.settings.keda.as_ref()) else { return };
    let message = format!("KEDA {} cannot log in to RabbitMQ as `{}`", keda.value, username.value);
    sink.push(
        Diagnostic::new(&RULE, message, keda.span, format!("{LOGS_IN} is the first that can"))
            .and(username.span, "")
            .and(scaled.opened.span, "scaled by what KEDA reads there")
            .fact("older ones take user and password in the URL alone, where they would stand in clear")
            .help(format!(
                "bring KEDA to `{}={LOGS_IN}` or newer, or give the workers `{}=`",
                keys::keda::KEY.name,
                keys::replicas::KEY.name
            )),
    );
}
