//! `unknown-service`: a Celery application that the release does not have.

use crate::catalog::newest;
use crate::language::suggest::nearest;
use crate::language::value::alternatives;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "unknown-service",
    "a Celery application that the release does not have",
    include_str!("../../../../spec/rules/unknown-service.md"),
);

/// The name, and the services that there are.
pub fn unknown_service<'a>(name: &str, span: Span, services: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let message = format!("there is no service `{name}`");
    match nearest(name, services.clone()) {
        Some(near) => Diagnostic::new(&RULE, message, span, format!("did you mean `{near}`?")).write(span, near, false),
        None if newest().services.iter().any(|service| service.name == name) => {
            Diagnostic::new(&RULE, message, span, "a service of Open edX")
                .fact("a file that declares a service of its own and names no release is no Open edX site")
                .help(format!("to have both, write `site … {}={}`", keys::release::KEY.name, newest().name))
        }
        None if services.clone().next().is_none() => Diagnostic::new(&RULE, message, span, "not a service")
            .help(format!("declare it with `service {name} app=…`")),
        None => Diagnostic::new(&RULE, message, span, "not a service").help(format!(
            "the services are {}; one of your own is declared with `service {name} app=…`",
            alternatives(services)
        )),
    }
}
