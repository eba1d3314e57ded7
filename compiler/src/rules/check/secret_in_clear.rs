//! `secret-in-clear`: a password or token that stands in the file itself.

use crate::model::EnvValue;
use crate::rules::prelude::*;
use crate::rules::secrets::looks_secret;

/// The rule.
pub static RULE: Rule = Rule::error(
    "secret-in-clear",
    "a password or token in the file itself",
    include_str!("../../../../spec/rules/secret-in-clear.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    for variable in plan.model.service(worker.service).env.iter().chain(&worker.settings.env) {
        let EnvValue::Text(text) = &variable.value.value else { continue };
        if let Some(why) = looks_secret(&variable.name, text) {
            let name = &variable.name;
            let message = format!("the secret in `{name}` would stand in clear in this file and in every manifest");
            sink.push(
                Diagnostic::new(&RULE, message, variable.value.value_span(), why)
                    .help(format!("put it into a Secret and write `{name}=secret:NAME/KEY`")),
            );
        }
    }
}

/// A value that has to be a reference.
pub fn secret_in_clear(key: &str, span: Span) -> Diagnostic {
    let message = format!("`{key}` would stand in clear in this file and in every manifest");
    Diagnostic::new(&RULE, message, span, "a reference belongs here")
        .help(format!("put it into a Secret and write `{key}=secret:NAME/KEY`"))
}
