//! `option-needs-newer-celery`: an option that the Celery of the site does not have.

use crate::catalog::worker_option;
use crate::language::value::Version;
use crate::rules::options::used;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "option-needs-newer-celery",
    "an option that the Celery of the site does not have",
    include_str!("../../../../spec/rules/option-needs-newer-celery.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let (_, newest) = plan.celery();
    for used in used(worker.settings, |option| option.since > newest) {
        sink.push(diagnostic(plan, used.key, used.setting.span, used.option.since));
    }
    for argument in worker.settings.args.iter().flat_map(|args| &args.value) {
        let name = argument.text.split('=').next().unwrap_or_default();
        if let Some(option) = worker_option(name).filter(|option| option.since > newest && option.key.is_none()) {
            sink.push(diagnostic(plan, name, argument.span, option.since));
        }
    }
}

fn diagnostic(plan: &Plan<'_>, what: &str, span: Span, since: Version) -> Diagnostic {
    let (_, newest) = plan.celery();
    let message = format!("`{what}` is there from Celery {since} on, and the site has {newest}");
    let diagnostic = Diagnostic::new(&RULE, message, span, "no such option: the worker exits with 2");
    match &plan.model.site.celery {
        Some(celery) => diagnostic.and(celery.span, "the site's version").help(format!(
            "leave `{what}` out, or bring the image to Celery {since} and write `{}={since}`",
            keys::celery::KEY.name
        )),
        None => diagnostic.help(format!(
            "if your image has a newer one, say so: `site {} {}={since}`",
            plan.model.site.name,
            keys::celery::KEY.name
        )),
    }
}
