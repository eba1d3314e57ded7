//! `space-around-equals`: `key = value` in place of `key=value`.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "space-around-equals",
    "a space before or after `=`",
    include_str!("../../../../spec/rules/space-around-equals.md"),
);

/// The spaces before and after an `=`, one of which is there.
pub fn space_around_equals(equals: Span, before: Option<Span>, after: Option<Span>) -> Diagnostic {
    let span = before.unwrap_or(equals).to(after.unwrap_or(equals));
    let edits = before.into_iter().chain(after).map(|span| Edit { span, text: String::new() }).collect();
    Diagnostic::new(&RULE, "no space stands around `=`", span, "join key and value")
        .fact("a word that stands alone opens a clause, so a space would change what is meant")
        .fix_all("remove the space", edits)
}
