//! A file → what is derived and nobody has written, to be shown between its words: names in the broker, graces, the
//! visibility timeout, how many tasks fit a pattern; and what is written in many small units.

use std::borrow::Cow;

use super::Site;
use super::anatomy::{Named, Part, Role, parts};
use super::names;
use crate::File;
use crate::language::quantity::in_largest_units;
use crate::language::value::Type;
use crate::language::{keys, statements};
use crate::parse::Statement;
use crate::resolve::{fits, is_glob};
use crate::source::Span;

/// Something that holds without being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where it is shown.
    pub offset: u32,
    /// What holds.
    pub label: String,
    /// Where that comes from.
    pub tooltip: String,
}

/// The hints of a part of a file, in order.
pub fn hints(site: &Site<'_>, file: &File<'_>, span: Span) -> Vec<Hint> {
    let inside = |statement: &&Statement| statement.span.start <= span.end && span.start <= statement.span.end;
    let mut hints: Vec<Hint> =
        file.tree.statements.iter().filter(inside).flat_map(|statement| of_statement(site, file, statement)).collect();
    hints.sort_by_key(|hint| hint.offset);
    hints
}

fn of_statement(site: &Site<'_>, file: &File<'_>, statement: &Statement) -> Vec<Hint> {
    let (reading, parts) = parts(file.source, &file.tree, statement);
    let is_route = reading.of.is_some_and(|of| of.word == statements::route::STATEMENT.word);
    let writes =
        |key: &str| parts.iter().any(|part| matches!(part.role, Role::Key(_)) && file.source.slice(part.span) == key);
    let hint = |(index, part): (usize, &Part)| match part.role {
        Role::Value(Some(entry)) => units(file, &parts[..=index], &entry.place.value).into_iter().collect(),
        Role::Subject(Named::Queue) if !reading.amends => queue(site, file, part, &writes),
        Role::Subject(Named::Task) if is_route => pattern(site, file, part).into_iter().collect(),
        Role::Subject(Named::Broker) if !writes(keys::visibility_timeout::KEY.name) => {
            visibility(site, part).into_iter().collect()
        }
        _ => Vec::new(),
    };
    parts.iter().enumerate().flat_map(hint).collect()
}

/// A time or size, or a range of them, that reads better in larger units: the last of some words.
fn units(file: &File<'_>, parts: &[Part], of: &Type) -> Option<Hint> {
    let (last, before) = parts.split_last()?;
    let line = file.source.line_span(last.span.start).end;
    if file.source.slice(Span::new(last.span.end, line)).starts_with(RANGE) {
        return None;
    }
    let is_low = |low: &&Part| file.source.slice(Span::new(low.span.end, last.span.start)) == RANGE;
    let ends = before.last().filter(is_low).into_iter().chain([last]);
    let written: Vec<_> = ends.map(|part| part.text(file.source)).collect();
    let larger = written.iter().map(|text| in_largest_units(of, text)).collect::<Option<Vec<String>>>()?;
    let is_hard = |(text, larger): (&Cow<'_, str>, &String)| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        digits >= HARD && larger.len() <= text.len() && **larger != **text
    };
    written.iter().zip(&larger).any(is_hard).then(|| Hint {
        offset: last.span.end,
        label: format!("= {}", larger.join(RANGE)),
        tooltip: "the same in larger units".to_owned(),
    })
}

/// What stands between the ends of a range.
const RANGE: &str = "..";

/// From so many digits on nobody sees at once how much a number is. Everybody knows what `90s` and `60m` are.
const HARD: usize = 3;

/// The name of a queue in the broker, and the grace of its worker.
fn queue(site: &Site<'_>, file: &File<'_>, part: &Part, writes: &impl Fn(&str) -> bool) -> Vec<Hint> {
    let plan = site.plan;
    let found = names::queue(&part.text(file.source))
        .and_then(|(service, variant)| plan.model.queue(plan.model.service_named(&service)?, &variant));
    let Some(queue) = found else { return Vec::new() };
    let mut hints = Vec::new();
    let label = plan.broker_name(queue.service, &queue.variant);
    let repeats = label == *queue.variant || label == *part.text(file.source);
    if !repeats && !writes(keys::name::KEY.name) && queue.settings.name.is_none() {
        let tooltip = "its name in the broker, by the service's pattern".to_owned();
        hints.push(Hint { offset: part.span.end, label, tooltip });
    }
    let own = plan.consumer(queue.service, &queue.variant).map(|worker| &plan.workers[worker]);
    let own = own.filter(|_| queue.settings.on.is_none() && queue.settings.grace.is_none() && !queue.broken);
    hints.extend(own.map(|worker| Hint {
        offset: part.span.end,
        label: format!("{}={}", keys::grace::KEY.name, worker.grace()),
        tooltip: "how long a pod has to stop, by the times of the tasks that reach it".to_owned(),
    }));
    hints
}

/// How many tasks fit a pattern.
fn pattern(site: &Site<'_>, file: &File<'_>, part: &Part) -> Option<Hint> {
    let text = part.text(file.source);
    if !is_glob(&text) {
        return None;
    }
    let routed = site.plan.routed.iter().map(|routed| routed.task);
    let tasks: Vec<&str> = routed.filter(|task| fits(&text, task) && *task != text).collect();
    let label = format!("{} tasks", tasks.len());
    (!tasks.is_empty()).then(|| Hint { offset: part.span.end, label, tooltip: tasks.join("\n") })
}

fn visibility(site: &Site<'_>, part: &Part) -> Option<Hint> {
    let unsaid = site.plan.model.broker.visibility_timeout.is_none();
    let timeout = site.plan.visibility_timeout().filter(|_| unsaid)?;
    Some(Hint {
        offset: part.span.end,
        label: format!("{}={timeout}", keys::visibility_timeout::KEY.name),
        tooltip: "after which Redis gives a task to another worker, by the times of all tasks".to_owned(),
    })
}
