//! `secret-in-configmap`: a password that is kept where everybody may read it.

use crate::language::value::Reference;
use crate::model::Slot;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "secret-in-configmap",
    "a password that is kept where everybody may read it",
    include_str!("../../../../spec/rules/secret-in-configmap.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    judge(keys::password::KEY.name, &plan.model.broker.password, sink);
    plan.model.flower.iter().for_each(|flower| judge(keys::auth::KEY.name, &flower.auth, sink));
}

fn judge(key: &str, kept: &Slot<Reference<'_>>, sink: &mut Sink) {
    let Some(kept) = kept.as_ref().filter(|kept| !kept.value.secret) else { return };
    let Reference { name, key: of_object, .. } = &kept.value;
    let message = format!("`{key}` is kept in a ConfigMap, and is no secret there");
    sink.push(
        Diagnostic::new(&RULE, message, kept.value_span(), "a ConfigMap")
            .fact("roles that may look at a namespace read its ConfigMaps, and not its Secrets")
            .help(format!("put it into a Secret and write `{key}=secret:{name}/{of_object}`")),
    );
}
