//! `flower-without-auth`: Flower in the world, and nobody is asked for a password.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "flower-without-auth",
    "Flower in the world, and nobody is asked for a password",
    include_str!("../../../../spec/rules/flower-without-auth.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let Some(flower) = &plan.model.flower else { return };
    let (Some(host), None) = (&flower.host, &flower.auth) else { return };
    let message = format!("whoever finds `{}` reads the arguments and results of every task", host.value);
    sink.push(
        Diagnostic::new(&RULE, message, host.span, "reached from outside, without a password")
            .fact("tasks carry names, mail addresses and grades, and Flower shows them")
            .help(format!("put `USER:PASSWORD` into a Secret, and add `{}=secret:NAME/KEY`", keys::auth::KEY.name)),
    );
}
