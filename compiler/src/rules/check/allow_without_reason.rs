//! `allow-without-reason`: an `allow` that does not say why.

use crate::parse::allow::Allow;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "allow-without-reason",
    "an `allow` that does not say why",
    include_str!("../../../../spec/rules/allow-without-reason.md"),
);

/// An `allow` without a reason behind it.
pub fn allow_without_reason(allow: &Allow) -> Diagnostic {
    let message = format!("`{}` is allowed here, and nobody will know why", allow.rule);
    Diagnostic::new(&RULE, message, allow.comment, "a reason is missing")
        .help(format!("write `# qc: allow({}) because …`", allow.rule))
}
