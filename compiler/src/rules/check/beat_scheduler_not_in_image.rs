//! `beat-scheduler-not-in-image`: a schedule in the database, on an image without django-celery-beat.

use crate::language::keys::schedule::Schedule;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "beat-scheduler-not-in-image",
    "a schedule in the database, on an image without django-celery-beat",
    include_str!("../../../../spec/rules/beat-scheduler-not-in-image.md"),
)
.of_site(check);

/// The package, by its name on PyPI.
const PACKAGE: &str = "django-celery-beat";

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let model = plan.model;
    if model.site.has_package(PACKAGE) {
        return;
    }
    for beat in &model.beats {
        let schedule = beat.schedule.as_ref().filter(|schedule| schedule.value == Schedule::Database);
        let own = beat.service.is_none_or(|id| model.service(id).is_own());
        let Some(schedule) = schedule.filter(|_| !own && plan.beat_image(beat) == model.release.image) else {
            continue;
        };
        let message =
            format!("the image of {} has no {PACKAGE}, and this beat ends when it starts", model.release.name);
        sink.push(
            Diagnostic::new(&RULE, message, schedule.span, "ModuleNotFoundError")
                .fact(format!("{PACKAGE} is neither in the platform's requirements nor in Tutor's Dockerfile"))
                .help(format!(
                    "add {PACKAGE} to OPENEDX_EXTRA_PIP_REQUIREMENTS and `django_celery_beat` to INSTALLED_APPS, build the \
                     image, and say so: `site {} {}={PACKAGE}`",
                    model.site.name,
                    keys::packages::KEY.name
                )),
        );
    }
}
