//! `pool-not-in-image`: gevent or eventlet on an image that does not have it.

use crate::language::keys::pool::Pool;
use crate::language::typed::Words;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "pool-not-in-image",
    "gevent or eventlet on an image that does not have it",
    include_str!("../../../../spec/rules/pool-not-in-image.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let Some(pool) = &worker.settings.pool else { return };
    let package = pool.value.word();
    let lacks = plan.model.release.image_lacks.contains(&package) && plan.has_stock_image(worker);
    if lacks && !plan.model.site.has_package(package) {
        sink.push(diagnostic(plan, pool.value, pool.span).of(worker.about()));
    }
}

fn diagnostic(plan: &Plan<'_>, pool: Pool, span: Span) -> Diagnostic {
    let package = pool.word();
    let message =
        format!("the image of {} has no {package}, and the worker ends when it starts", plan.model.release.name);
    let diagnostic = Diagnostic::new(&RULE, message, span, "ModuleNotFoundError")
        .fact(format!("{package} is neither in the platform's requirements nor in Tutor's Dockerfile"))
        .help(format!(
            "add {package} to OPENEDX_EXTRA_PIP_REQUIREMENTS, build the image, and say so: `site {} {}={package}`",
            plan.model.site.name,
            keys::packages::KEY.name
        ));
    match pool {
        Pool::Eventlet => {
            diagnostic.fact("`celery[eventlet]` installs nothing on Python 3.10 and newer: name eventlet itself")
        }
        _ => diagnostic,
    }
}
