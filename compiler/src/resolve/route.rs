//! `route` → tasks and the queues that the file sends them to. Read before the queues, because a route that names a
//! queue makes it legal; checked after them, because a queue that is declared makes the route legal.

use super::fill::fill;
use super::names::{parts, service};
use super::queue::check_named;
use super::task::is_known;
use super::{Files, Word, statements};
use crate::diagnostic::Sink;
use crate::language::Target;
use crate::model::{Model, Route};
use crate::parse::{Item, Value};
use crate::rules::parse::missing_value::missing_queue;
use crate::rules::resolve::glob_matches_nothing::glob_matches_nothing;
use crate::rules::resolve::unknown_task::unknown_task;
use crate::source::Span;

/// Reads all routes. Their tasks and queues are looked up by [`resolve`].
pub(super) fn read<'s>(files: Files<'s>, model: &Model<'s>, sink: &mut Sink) -> Vec<Route<'s>> {
    let mut routes: Vec<Route<'s>> = Vec::new();
    for word in files.with_amendments(&statements::route::STATEMENT) {
        let (subjects, rest) = word.subjects(sink);
        let Some(route) = target(word, rest, model, sink) else { continue };
        for subject in subjects {
            let route = Route { task: subject.text, span: subject.span, ..route.clone() };
            if !word.amends {
                routes.push(route);
                continue;
            }
            let base = routes.iter_mut().find(|base| base.task == route.task);
            if let Some(base) = word.finds(base, &format!("a route of `{}`", route.task), subject.span, sink) {
                let priority = route.priority.or(base.priority);
                *base = Route { priority, amends: true, ..route };
            }
        }
    }
    routes
}

/// A route without its task: the queue behind `->`, and what stands behind that.
fn target<'s>(word: Word<'s>, rest: &'s [Item], model: &Model<'s>, sink: &mut Sink) -> Option<Route<'s>> {
    if word.statement.broken {
        return None;
    }
    let (value, rest): (&Value, _) = match rest {
        [Item::Arrow(_), Item::Value(value), rest @ ..] => (value, rest),
        [Item::Arrow(arrow), ..] => {
            sink.push(missing_queue(*arrow));
            return None;
        }
        _ => {
            sink.push(missing_queue(Span::new(word.keyword.start, word.statement.span.end)));
            return None;
        }
    };
    let mut route = Route { statement: word.statement.span, queue_span: value.span, ..Route::default() };
    fill(word, rest, Target::Route(&mut route), false, sink);
    route.queue = word.file.queue(value, sink)?;
    route.service = service(&route.queue.service, parts(&route.queue, value.span).0, model, sink)?;
    Some(route)
}

/// Looks up what the routes name, and keeps those that name something.
pub(super) fn resolve<'s>(routes: Vec<Route<'s>>, model: &mut Model<'s>, sink: &mut Sink) {
    for route in routes {
        let known_task = check_task(&route, model, sink);
        let known_queue = check_named(route.service, &route.queue, route.queue_span, model, sink);
        if known_task && known_queue {
            if is_glob(&route.task) {
                model.patterns.push(model.routes.len());
            }
            model.routes.push(route);
        }
    }
}

fn check_task(route: &Route<'_>, model: &Model<'_>, sink: &mut Sink) -> bool {
    // Nobody but its author knows the tasks of an application of one's own.
    if model.service(route.service).is_own() || model.incomplete {
        return true;
    }
    let declared = || model.tasks.iter().map(|task| &*task.name);
    if is_glob(&route.task) {
        let of_release = model.release.tasks.iter().map(|task| task.name);
        let fits = of_release.chain(declared()).any(|task| fits(&route.task, task));
        if !fits {
            sink.push(glob_matches_nothing(&route.task, route.span, model.release.name));
        }
        return fits;
    }
    // A name that only stands in an explicit map is dead, which `route-has-no-effect` says.
    let in_map = || model.release.services.iter().any(|service| service.explicit(&route.task).is_some());
    let known = is_known(&route.task, model) || declared().any(|task| task == route.task) || in_map();
    if !known {
        sink.push(unknown_task(&route.task, route.span, model.release));
    }
    known
}

/// Whether a route's task is a pattern.
pub fn is_glob(task: &str) -> bool {
    task.contains('*')
}

/// Whether a name fits a pattern in which `*` stands for any characters.
pub fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, name) in [("a.*", "a.b.c"), ("*", ""), ("a*b*c", "axxbyyc"), ("a**c", "ac"), ("*.b", "a.b")] {
            assert!(fits(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("a.*", "b.a.c"), ("a*bc", "abd"), ("a", "ab"), ("a*b*b", "ab"), ("A.*", "a.b")] {
            assert!(!fits(pattern, name), "{pattern} {name}");
        }
    }
}
