//! `unused-allow`: an `allow` that silences nothing.

use crate::diagnostic::Severity;
use crate::language::suggest::near;
use crate::parse::allow::{Allow, Unreadable};
use crate::rules::prelude::*;
use crate::rules::{RULES, find};

/// The rule.
pub static RULE: Rule = Rule::warning(
    "unused-allow",
    "an `allow` that silences nothing",
    include_str!("../../../../spec/rules/unused-allow.md"),
);

/// An `allow` that was not used when all rules had spoken.
pub fn unused_allow(allow: &Allow) -> Diagnostic {
    let name = &allow.rule;
    let message = format!("this `allow({name})` silences nothing");
    match find(name) {
        None => match near(name, RULES.iter().map(|rule| rule.name)) {
            Some(near) => Diagnostic::new(&RULE, message, allow.name, format!("did you mean `{}`?", near.word)).write(
                allow.name,
                near.word,
                near.certain,
            ),
            None => Diagnostic::new(&RULE, message, allow.name, "no rule of that name").help("`qc rules` lists them"),
        },
        Some(rule) if rule.severity == Severity::Error => {
            Diagnostic::new(&RULE, message, allow.name, "an error, which cannot be allowed")
        }
        Some(_) if allow.statement.is_none() => Diagnostic::new(&RULE, message, allow.name, "no statement follows")
            .help("put it on the line of the statement, or right above it"),
        Some(_) => {
            let what = if allow.removal == allow.comment { "the comment" } else { &format!("`{name}`") };
            Diagnostic::new(&RULE, message, allow.name, "the rule has nothing to say about this statement").fix(
                format!("remove {what}"),
                allow.removal,
                "",
            )
        }
    }
}

/// A comment that begins with `qc:` and is no `allow`.
pub fn unreadable(comment: Unreadable) -> Diagnostic {
    Diagnostic::new(&RULE, "this comment speaks to qc and is not understood", comment.0, "no `allow`")
        .help("write `# qc: allow(rule-name) because …`")
}
