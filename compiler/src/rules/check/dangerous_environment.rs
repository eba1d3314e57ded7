//! `dangerous-environment`: a variable that Celery reads behind the back of its command line.

use crate::catalog::{VARIABLE_PREFIXES, VARIABLES, Variable};
use crate::language::typed::Words;
use crate::model::{EnvValue, EnvVar};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "dangerous-environment",
    "a variable that Celery reads behind the back of its command line",
    include_str!("../../../../spec/rules/dangerous-environment.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let service = plan.model.service(worker.service);
    for variable in service.env.iter().chain(&worker.settings.env) {
        if let Some(known) = known(&variable.name).filter(|known| is_harmful(known, variable, worker)) {
            sink.push(diagnostic(plan, worker, known, variable));
        }
    }
}

fn known(name: &str) -> Option<&'static Variable> {
    let exact = VARIABLES.iter().find(|known| known.name == name);
    exact.or_else(|| VARIABLE_PREFIXES.iter().find(|known| name.starts_with(known.name)))
}

fn is_harmful(known: &Variable, variable: &EnvVar<'_>, worker: &Worker<'_>) -> bool {
    const BOOLEANS: [&str; 13] = ["", "0", "1", "true", "false", "t", "f", "yes", "no", "y", "n", "on", "off"];
    let boolean = match &variable.value.value {
        EnvValue::Text(text) => BOOLEANS.iter().any(|word| text.eq_ignore_ascii_case(word)),
        EnvValue::Reference(_) => false,
    };
    !(known.boolean && boolean) && known.unless_pool != Some(worker.pool().word())
}

fn diagnostic(plan: &Plan<'_>, worker: &Worker<'_>, known: &Variable, variable: &EnvVar<'_>) -> Diagnostic {
    let name = &variable.name;
    let span = variable.name_span.to(variable.value.span);
    let message = format!("`{name}` in a worker's environment {}", known.does);
    let label = if known.unless_pool.is_some() {
        format!("with the pool {}", worker.pool().word())
    } else {
        "set here".to_owned()
    };
    let mut diagnostic = Diagnostic::new(&RULE, message, span, label);
    if *name == "SERVICE_VARIANT" && plan.model.release.service_variant_renames_queues {
        diagnostic =
            diagnostic.fact(format!("in {} another value renames every queue of the worker", plan.model.release.name));
    }
    diagnostic.help(match known.instead {
        Some(instead) => format!("write `{instead}`"),
        None => "leave it out".to_owned(),
    })
}
