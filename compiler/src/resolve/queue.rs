//! `queue` → queues with the settings of their workers, what `defaults` says included.

use rustc_hash::FxHashSet;

use super::fill::fill;
use super::names::{Subject, check_variant, parts, service, split};
use super::{Files, Word, statements};
use crate::diagnostic::Sink;
use crate::language::clauses::{alert, claim, hpa, keda, scale_down, scale_up};
use crate::language::value::{Portion, QueueName};
use crate::language::{Scope, Target, entry, keys};
use crate::model::{Model, Queue, Route, ServiceId, Setting, Settings};
use crate::parse::Item;
use crate::rules::resolve::conflicting_keys::{
    catch_all_elsewhere, conflicting_keys, nothing_is_replaced, worker_word_without_worker,
};
use crate::rules::resolve::duplicate_statement::duplicate_statement;
use crate::rules::resolve::invalid_value::on_without_worker;
use crate::rules::resolve::missing_key::missing_key;
use crate::rules::resolve::unknown_queue::Unknown;
use crate::source::Span;

/// Resolves all queues. `routes` are read already: one that names a queue makes it legal.
pub(super) fn resolve<'s>(files: Files<'s>, model: &mut Model<'s>, routes: &[Route<'s>], sink: &mut Sink) {
    let named: FxHashSet<(ServiceId, &str)> =
        routes.iter().map(|route| (route.service, &*route.queue.variant)).collect();
    model.queues.reserve(files.count());
    for word in files.statements(&statements::queue::STATEMENT) {
        let (subjects, rest) = word.subjects(sink);
        let from = model.queues.len();
        // Where something cannot be read, nothing more is said about what can.
        let mut silent = Sink::default();
        for subject in &subjects {
            let declared = declare(word, subject, model, if word.statement.broken { &mut silent } else { sink });
            model.lost_queue |= declared.is_none() || word.statement.broken;
        }
        settle(word, rest, &(from..model.queues.len()).collect::<Vec<_>>(), model, sink);
    }
    for word in files.amendments(&statements::queue::STATEMENT) {
        let (subjects, rest) = word.subjects(sink);
        let found: Vec<usize> = subjects.iter().filter_map(|subject| find(word, subject, model, sink)).collect();
        settle(word, rest, &found, model, sink);
    }
    for index in 0..model.queues.len() {
        let queue = &model.queues[index];
        let legal =
            model.incomplete || queue.broken || queue.settings.name.is_some() || model.service(queue.service).is_own();
        if !legal && !named.contains(&(queue.service, &*queue.variant)) {
            check_in_release(index, model, sink);
        }
        check_on(index, model, sink);
    }
}

/// The queue that a statement amends.
fn find<'s>(word: Word<'s>, subject: &Subject<'s>, model: &Model<'s>, sink: &mut Sink) -> Option<usize> {
    let name = split(subject, model, sink)?;
    let id = service(&name.service, parts(&name, subject.span).0, model, sink)?;
    word.finds(model.queue_position(id, &name.variant), &format!("the queue `{name}`"), subject.span, sink)
}

/// Adds a queue under its name, with what it inherits, unless its name cannot be read or is there already.
fn declare<'s>(word: Word<'s>, subject: &Subject<'s>, model: &mut Model<'s>, sink: &mut Sink) -> Option<()> {
    let name = split(subject, model, sink)?;
    let (service_span, variant_span) = parts(&name, subject.span);
    let id = service(&name.service, service_span, model, sink)?;
    if !check_variant(&name.variant, variant_span, sink) {
        return None;
    }
    if let Some(first) = model.queue(id, &name.variant) {
        sink.push(duplicate_statement(&format!("the queue `{name}`"), subject.span, first.subject));
        return None;
    }
    model.queue_index.insert((id, name.variant.clone()), model.queues.len());
    model.queues.push(Queue {
        service: id,
        variant: name.variant,
        subject: subject.span,
        statement: word.statement.span,
        broken: word.statement.broken || model.service(id).is_lost(),
        settings: model.service(id).defaults.clone(),
    });
    Some(())
}

/// Reports a queue that only the file knows, and that nothing names.
fn check_in_release(index: usize, model: &mut Model<'_>, sink: &mut Sink) {
    let queue = &model.queues[index];
    if !model.service(queue.service).has_variant(&queue.variant) {
        let service = &model.service(queue.service).name;
        let name = QueueName { service: service.clone(), variant: queue.variant.clone() };
        sink.push(unknown(&name, queue.service, queue.subject, model, &[]).declared());
        model.queues[index].broken = true;
        model.lost_queue = true;
    }
}

/// Puts what the statement says into its queues. It is read once for each, and reported once.
fn settle<'s>(word: Word<'s>, rest: &'s [Item], queues: &[usize], model: &mut Model<'s>, sink: &mut Sink) {
    if word.statement.broken {
        return;
    }
    // Without a queue to speak of, what the statement says is still read, for its faults.
    let [first, ..] = *queues else {
        fill(word, rest, Target::Queue(&mut Settings::default()), false, sink);
        return;
    };
    let errors = sink.errors();
    let mut silent = Sink::default();
    for &index in queues {
        let sink = if index == first { &mut *sink } else { &mut silent };
        inherit_scalers(word, rest, index, model);
        fill(word, rest, Target::Queue(&mut model.queues[index].settings), false, sink);
    }
    report_worker_words(word, rest, &model.queues[first].settings, sink);
    for &index in queues {
        let sink = if index == first { &mut *sink } else { &mut silent };
        let settings = &mut model.queues[index].settings;
        settle_scaling(settings, word.statement.span, sink);
        if settings.on.is_none() && sink.errors() == errors {
            check_pace(settings, word.statement.span, sink);
        }
        if sink.errors() == errors {
            check_rollout(settings, sink);
            check_claim(settings, sink);
        }
        check_catch_all(&model.queues[index], model, sink);
    }
    let broken = sink.errors() > errors;
    for index in queues {
        model.queues[*index].broken |= broken;
    }
}

/// A scaler that comes back by `amend` is again the one that `defaults` says, with its windows.
fn inherit_scalers(word: Word<'_>, rest: &[Item], index: usize, model: &mut Model<'_>) {
    let opens =
        |clause: &str| rest.iter().any(|item| matches!(item, Item::Value(value) if word.text(value.span) == clause));
    let defaults = &model.services[model.queues[index].service.0 as usize].defaults;
    let settings = &mut model.queues[index].settings;
    let comes_back = [keda::CLAUSE.word, hpa::CLAUSE.word].into_iter().any(opens);
    if comes_back && settings.keda.is_none() && settings.hpa.is_none() && settings.windows.is_empty() {
        settings.windows.clone_from(&defaults.windows);
    }
    if settings.keda.is_none() && opens(keda::CLAUSE.word) {
        settings.keda.clone_from(&defaults.keda);
    }
    if settings.hpa.is_none() && opens(hpa::CLAUSE.word) {
        settings.hpa.clone_from(&defaults.hpa);
    }
}

/// A queue with `on` has no worker, so nothing can be said about its worker; its waiting tasks are its own.
fn report_worker_words(word: Word<'_>, rest: &[Item], settings: &Settings<'_>, sink: &mut Sink) {
    let Some(on) = &settings.on else { return };
    let of_queue = [keys::on::KEY.name, keys::name::KEY.name, alert::CLAUSE.word];
    // The pairs of a clause say what the clause says.
    let pairs = rest.iter().take_while(|item| !matches!(item, Item::Value(_)));
    let clauses = rest.iter().filter(|item| matches!(item, Item::Value(_)));
    for item in pairs.chain(clauses) {
        let span = match item {
            Item::Pair(pair) => pair.key,
            Item::Value(value) => value.span,
            Item::Arrow(_) => continue,
        };
        let text = word.text(span);
        if of_queue.contains(&text) {
            continue;
        }
        if word.of.clause(text).is_some() || entry(&[Scope::Queue, Scope::OneQueue], text).is_some() {
            sink.push(worker_word_without_worker((text, span), (&on.value.to_string(), on.span)));
            return;
        }
    }
}

/// A fixed number of pods and scalers exclude each other. What a statement says itself takes the place of what was
/// there before; what it says twice is an error.
pub(super) fn settle_scaling(settings: &mut Settings<'_>, statement: Span, sink: &mut Sink) {
    let own = |span: Option<Span>| span.filter(|span| statement.touches(span.start));
    let replicas = own(settings.replicas.as_ref().map(|replicas| replicas.span));
    let keda = own(settings.keda.as_ref().map(|keda| keda.opened.span));
    let hpa = own(settings.hpa.as_ref().map(|hpa| hpa.opened.span));
    let scaler = keda.map(|span| (keda::CLAUSE.word, span)).or(hpa.map(|span| (hpa::CLAUSE.word, span)));
    if let (Some(replicas), Some(scaler)) = (replicas, scaler) {
        sink.push(conflicting_keys(scaler, (keys::replicas::KEY.name, replicas)));
    }
    if replicas.or(keda).or(hpa).is_some() {
        settings.replicas = settings.replicas.take().filter(|_| replicas.is_some());
        settings.keda = settings.keda.take().filter(|_| keda.is_some());
        settings.hpa = settings.hpa.take().filter(|_| hpa.is_some());
    }
    // A fixed number takes the place of the windows, too, that came with a scaler from elsewhere.
    if replicas.is_some() {
        settings.windows.retain(|window| statement.touches(window.opened.span.start));
    }
}

/// How fast a scaler may go means nothing where there is none.
fn check_pace(settings: &Settings<'_>, statement: Span, sink: &mut Sink) {
    let paces = [(&scale_up::CLAUSE, &settings.scale_up), (&scale_down::CLAUSE, &settings.scale_down)];
    let scaled = settings.keda.is_some() || settings.hpa.is_some();
    for (clause, pace) in paces {
        let own = pace.as_ref().map(|pace| pace.opened.span).filter(|span| statement.touches(span.start));
        let Some(span) = own.filter(|_| !scaled) else { continue };
        sink.push(match &settings.replicas {
            Some(replicas) => conflicting_keys((clause.word, span), (keys::replicas::KEY.name, replicas.span)),
            None => {
                let missing = keda::CLAUSE.word;
                let example = format!("{missing} {}=20 {}", keys::max::KEY.name, clause.usage());
                missing_key(clause.word, span, missing, "there is no scaler that it could hold back", &example)
            }
        });
    }
}

/// Where no pod may be missing and none may be too many, none can be replaced.
fn check_rollout(settings: &Settings<'_>, sink: &mut Sink) {
    let Some(rollout) = &settings.rollout else { return };
    let none = |portion: &Setting<Portion>| matches!(portion.value, Portion::Count(0) | Portion::Percent(0));
    let (surge, missing) = (rollout.max_surge.filter(none), rollout.max_unavailable.filter(none));
    if let (Some(surge), Some(missing)) = (surge, missing) {
        sink.push(nothing_is_replaced(surge.span, missing.span));
    }
}

/// A claim that names somebody ends on a day.
fn check_claim(settings: &Settings<'_>, sink: &mut Sink) {
    let Some(claim) = settings.claim.as_ref().filter(|claim| claim.by.is_some() != claim.until.is_some()) else {
        return;
    };
    let (by, until) = (keys::by::KEY.name, keys::until::KEY.name);
    let (span, key) = match (&claim.by, &claim.until) {
        (Some(by), _) => (by.span, until),
        (None, until) => (until.as_ref().map_or(claim.opened.span, |until| until.span), by),
    };
    let example = claim::CLAUSE.usage();
    sink.push(missing_key(claim::CLAUSE.word, span, key, "who has the pool, and until when, belong together", example));
}

fn check_catch_all(queue: &Queue<'_>, model: &Model<'_>, sink: &mut Sink) {
    let Some(catch_all) = queue.settings.catch_all.as_ref() else { return };
    let service = model.service(queue.service);
    if queue.variant != service.default_variant() {
        let default = format!("{}.{}", service.name, service.default_variant());
        sink.push(catch_all_elsewhere((keys::catch_all::KEY.name, catch_all.span), &default));
    }
}

/// Looks up the queue of `on`, which must have a worker of its own.
fn check_on(index: usize, model: &mut Model<'_>, sink: &mut Sink) {
    let queue = &model.queues[index];
    let Some(on) = queue.settings.on.clone().filter(|_| !queue.broken) else { return };
    let (name, span) = (&on.value, on.value_span());
    let errors = sink.errors();
    if let Some(id) = service(&name.service, parts(name, span).0, model, sink) {
        check_named(id, name, span, model, sink);
        let chained = model.queue(id, &name.variant).and_then(|target| target.settings.on.as_ref());
        if let Some(chained) = chained {
            sink.push(on_without_worker(&name.to_string(), span, chained.span));
        }
    }
    let lost = sink.errors() > errors;
    model.queues[index].broken |= lost;
    model.lost_queue |= lost;
}

/// Whether the release or a file has a queue that something names, or may have it; else it is reported.
pub(super) fn check_named(id: ServiceId, name: &QueueName<'_>, span: Span, model: &Model<'_>, sink: &mut Sink) -> bool {
    let service = model.service(id);
    let may_be_there = service.has_variant(&name.variant) || service.is_lost() || model.incomplete;
    if may_be_there || model.queue(id, &name.variant).is_some() {
        return true;
    }
    let own: Vec<&str> =
        model.queues.iter().filter(|queue| queue.service == id).map(|queue| &*queue.variant).take(MOST_NAMES).collect();
    sink.push(unknown(name, id, span, model, &own).named());
    false
}

/// Among so many names of the file is looked for the one that was meant.
const MOST_NAMES: usize = 200;

fn unknown<'a>(
    name: &'a QueueName<'_>,
    id: ServiceId,
    span: Span,
    model: &'a Model<'a>,
    own: &'a [&'a str],
) -> Unknown<'a> {
    Unknown {
        service: model.service(id),
        variant: (&name.variant, parts(name, span).1),
        release: model.release.name,
        own,
    }
}
