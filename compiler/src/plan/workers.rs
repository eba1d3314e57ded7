//! Who consumes what: the workers, and for each queue the worker that takes from it.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::lifetime::Times;
use super::names;
use super::{Consumed, Plan, Worker};
use crate::model::{Model, Queue, ServiceId, Settings, Text};
use crate::source::Span;

pub(super) fn plan<'p>(model: &'p Model<'p>) -> Plan<'p> {
    let mut plan = Plan {
        model,
        today: None,
        platform: None,
        urgent: urgent(model),
        workers: Vec::with_capacity(model.queues.len() + model.services.len()),
        ways: Vec::new(),
        routed: Vec::new(),
        consumers: vec![None; model.queues.len()],
        catch_alls: vec![None; model.services.len()],
    };
    for id in model.service_ids() {
        add_undeclared_default(&mut plan, id);
    }
    for (index, queue) in model.queues.iter().enumerate() {
        if queue.settings.on.is_none() {
            plan.consumers[index] = Some(plan.workers.len());
            add(&mut plan, queue.service, Text::Borrowed(&queue.variant), Some(queue), &queue.settings);
        }
    }
    for index in 0..model.queues.len() {
        take_on(&mut plan, index);
    }
    for id in model.service_ids() {
        catch_all(&mut plan, id);
    }
    for worker in &mut plan.workers {
        if let Some((_, others)) = worker.consumes.split_first_mut() {
            others.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        }
    }
    plan
}

fn urgent<'p>(model: &'p Model<'p>) -> FxHashMap<(ServiceId, &'p str), Span> {
    let mut urgent = FxHashMap::default();
    for route in &model.routes {
        if let Some(priority) = &route.priority {
            urgent.entry((route.service, &*route.queue.variant)).or_insert(priority.span);
        }
    }
    urgent
}

/// The default worker of a service whose default queue the file does not name: Tutor runs one, so qc does.
fn add_undeclared_default(plan: &mut Plan<'_>, id: ServiceId) {
    let model = plan.model;
    let service = model.service(id);
    let variant = service.default_variant();
    if model.queue(id, variant).is_none() {
        plan.catch_alls[id.0 as usize] = Some(plan.workers.len());
        add(plan, id, Text::Borrowed(variant), None, &service.defaults);
    }
}

fn add<'p>(
    plan: &mut Plan<'p>,
    id: ServiceId,
    variant: Text<'p>,
    queue: Option<&'p Queue<'p>>,
    settings: &'p Settings<'p>,
) {
    let service = plan.model.service(id);
    let workload = match settings.workload.as_ref().filter(|_| queue.is_some()) {
        Some(workload) => Cow::Borrowed(&*workload.value),
        None => Cow::Owned(names::workload(service, &variant)),
    };
    let own = consumed(plan.model, queue, id, variant);
    let (celery, _) = plan.celery();
    plan.workers.push(Worker {
        service: id,
        queue,
        settings,
        workload,
        consumes: vec![own],
        longest: None,
        times: Times::default(),
        celery,
        ways: 0,
        tasks: Vec::new(),
    });
}

fn consumed<'p>(
    model: &'p Model<'p>,
    queue: Option<&'p Queue<'p>>,
    service: ServiceId,
    variant: Text<'p>,
) -> Consumed<'p> {
    let name = match queue.and_then(|queue| queue.settings.name.as_ref()) {
        Some(name) => Cow::Borrowed(&*name.value),
        None => Cow::Owned(names::queue(model.service(service), &variant)),
    };
    Consumed { service, variant, name }
}

/// Gives a queue with `on` to the worker that it names.
fn take_on(plan: &mut Plan<'_>, index: usize) {
    let model = plan.model;
    let queue = &model.queues[index];
    let Some(on) = &queue.settings.on else { return };
    let Some(id) = model.service_named(&on.value.service) else { return };
    let worker = match model.queue_position(id, &on.value.variant) {
        Some(target) => plan.consumers[target],
        None => plan.consumer(id, &on.value.variant),
    };
    if let Some(worker) = worker {
        plan.consumers[index] = Some(worker);
        let own = consumed(model, Some(queue), queue.service, Text::Borrowed(&queue.variant));
        plan.workers[worker].consumes.push(own);
    }
}

/// Gives every known queue of a service that the file does not declare to the worker of its default queue.
fn catch_all(plan: &mut Plan<'_>, id: ServiceId) {
    let model = plan.model;
    let service = model.service(id);
    let default = service.default_variant();
    if let Some(position) = model.queue_position(id, default) {
        let catches = model.queues[position].settings.catch_all.as_ref().is_none_or(|catch_all| catch_all.value);
        plan.catch_alls[id.0 as usize] = plan.consumers[position].filter(|_| catches);
    }
    let Some(worker) = plan.catch_alls[id.0 as usize] else { return };
    for variant in service.catalog.variants().filter(|variant| *variant != default) {
        if model.queue(id, variant).is_none() {
            let known = consumed(model, None, id, Text::Borrowed(variant));
            plan.workers[worker].consumes.push(known);
        }
    }
}
