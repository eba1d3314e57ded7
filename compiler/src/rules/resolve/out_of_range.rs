//! `out-of-range`: a number that its key does not take.

use crate::language::clauses::hpa;
use crate::plan::scaling::Scaler;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "out-of-range",
    "a number that its key does not take",
    include_str!("../../../../spec/rules/out-of-range.md"),
)
.of_site(check);

/// What a window takes depends on the scaler.
fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers() {
        let Scaler::Hpa(scaler) = worker.scaler() else { continue };
        let mins = worker.settings.windows.iter().filter_map(|window| window.min.as_ref());
        for min in mins.filter(|min| min.value < 1) {
            let range = format!("at least 1 with `{}`, which cannot rest at zero", hpa::CLAUSE.word);
            let diagnostic = out_of_range(keys::min::KEY.name, "0", min.value_span(), &range);
            sink.push(diagnostic.and(scaler.opened.span, "scales it").of(worker.about()));
        }
    }
}

/// A number for a key, and the range that the key takes.
pub fn out_of_range(key: &str, text: &str, span: Span, range: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{key}` cannot be `{text}`"), span, format!("it takes {range}"))
}

/// One service more than there can be.
pub fn too_many_services(name: &str, span: Span, most: u8) -> Diagnostic {
    let message = format!("`{name}` is one service too many");
    Diagnostic::new(&RULE, message, span, format!("a site has {most} services at most")).help("declare a second site")
}
