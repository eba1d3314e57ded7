//! `unknown-queue`: a queue that neither the release nor the file has.

use crate::language::suggest::nearest;
use crate::language::value::alternatives;
use crate::model::Service;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "unknown-queue",
    "a queue that neither the release nor the file has",
    include_str!("../../../../spec/rules/unknown-queue.md"),
);

/// A queue that is not known.
pub struct Unknown<'a> {
    /// The service.
    pub service: &'a Service<'a>,
    /// The variant and its place, behind the dot.
    pub variant: (&'a str, Span),
    /// The release.
    pub release: &'a str,
    /// The variants that the file declares.
    pub own: &'a [&'a str],
}

impl Unknown<'_> {
    /// In a `queue` statement, where a queue of one's own needs a reason to be.
    pub fn declared(&self) -> Diagnostic {
        self.diagnostic("a queue of your own needs a route that names it, or `name=`")
    }

    /// Behind `->` or `on=`, where the queue has to be there.
    pub fn named(&self) -> Diagnostic {
        self.diagnostic(&format!("declare it with `queue {}.{}`", self.service.name, self.variant.0))
    }

    fn diagnostic(&self, help: &str) -> Diagnostic {
        let (variant, span) = self.variant;
        let known = self.service.catalog.variants().map(|variant| -> &str { variant }).chain(self.own.iter().copied());
        let message = format!("{} has no queue `{variant}`", self.service.title());
        let all = |variants: &[&'static str]| alternatives(variants.iter().copied()).replace(" or ", " and ");
        let catalog = self.service.catalog;
        let mut fact = format!("{} declares {}", self.release, all(catalog.queues));
        if !catalog.routed_only.is_empty() {
            fact += &format!("; tasks also go to {}", all(catalog.routed_only));
        }
        let diagnostic = match nearest(variant, known) {
            Some(near) => {
                Diagnostic::new(&RULE, message, span, format!("did you mean `{near}`?")).write(span, near, false)
            }
            None => Diagnostic::new(&RULE, message, span, "not a queue"),
        };
        if self.service.is_own() { diagnostic.help(help) } else { diagnostic.fact(fact).help(help) }
    }
}
