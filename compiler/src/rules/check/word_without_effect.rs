//! `word-without-effect`: a word about a program beside the workers, of which nothing comes.

use crate::language::clauses::persistence;
use crate::language::keys::schedule::Schedule;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::warning(
    "word-without-effect",
    "a word of which nothing comes, because of another that is there or missing",
    include_str!("../../../../spec/rules/word-without-effect.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    report_expose(plan, sink);
    report_persistence(plan, sink);
}

/// Metrics for the world, and no name under which the world could reach them.
fn report_expose(plan: &Plan<'_>, sink: &mut Sink) {
    let Some(flower) = plan.model.flower.as_deref().filter(|flower| flower.host.is_none()) else { return };
    let expose = flower.metrics.as_ref().and_then(|metrics| metrics.expose.as_ref()).filter(|expose| expose.value);
    let Some(expose) = expose else { return };
    let (key, host) = (keys::expose::KEY.name, keys::host::KEY.name);
    let message = format!("nobody outside of the cluster reaches Flower, whatever `{key}` says");
    sink.push(
        Diagnostic::new(&RULE, message, expose.span, format!("nothing comes of it without `{host}`"))
            .and(flower.span, format!("has no `{host}`"))
            .help(format!("leave `{key}` out: Prometheus reads Flower inside of the cluster"))
            .fix(format!("remove `{key}`"), expose.removal(), ""),
    );
}

/// A volume for a schedule that is kept elsewhere.
fn report_persistence(plan: &Plan<'_>, sink: &mut Sink) {
    for beat in &plan.model.beats {
        let schedule = beat.schedule.as_ref().filter(|schedule| schedule.value == Schedule::Database);
        let (Some(schedule), Some(volume)) = (schedule, &beat.persistence) else { continue };
        let word = persistence::CLAUSE.word;
        let message = format!("`{}` has no file that a volume could keep", plan.beat_name(beat));
        sink.push(
            Diagnostic::new(&RULE, message, volume.opened.span, "no volume is made")
                .and(schedule.span, "the schedule is in the database")
                .help(format!(
                    "leave `{word}` out, or keep the schedule in a file: leave `{}` out",
                    keys::schedule::KEY.name
                )),
        );
    }
}
