//! Queues: those to be declared, to be amended, and those that something can be sent to or taken on by without an error.

use super::super::anatomy::{Named, Role};
use super::super::{names as all_names, told};
use super::{Asked, Item, Kind, Page};
use crate::model::{Queue, ServiceId};
use crate::resolve::{fits, is_glob, is_variant};

impl Asked<'_, '_> {
    /// The queues that the tasks of a route can be sent to: those of services that know all of them.
    pub(super) fn targets(&self) -> Vec<Item> {
        let subjects = self.parts.iter().filter(|part| matches!(part.role, Role::Subject(Named::Task)));
        let tasks: Vec<_> = subjects.map(|part| part.text(self.file.source)).collect();
        let knows = |id: ServiceId| tasks.iter().all(|task| self.can_know(id, task));
        // Where no service knows all of them, which is the error is for the author to decide.
        let none = !self.site.plan.model.service_ids().any(knows);
        self.queues(|id| none || knows(id))
    }

    /// The queues with a worker that can take on the statement's queue: those of its service, and of others that know all of
    /// its tasks.
    pub(super) fn hosts(&self) -> Vec<Item> {
        let plan = self.site.plan;
        let mut subjects = self.parts.iter().filter(|part| matches!(part.role, Role::Subject(Named::Queue)));
        let queue = subjects.find_map(|part| all_names::queue(&part.text(self.file.source)));
        let own = queue.and_then(|(service, variant)| Some((plan.model.service_named(&service)?, variant)));
        let Some((own, variant)) = own else { return self.queues(|_| true) };
        // What no route names goes to the default queue, and only its own service knows that.
        let unnamed = plan.model.service(own).is_own() && plan.default_variant(own) == variant;
        let ways = plan.ways.iter().filter(|way| (way.service, way.variant) == (own, &*variant));
        let tasks: Vec<&str> = ways.map(|way| way.task).collect();
        self.queues(|id| id == own || !unnamed && tasks.iter().all(|task| self.can_know(id, task)))
    }

    /// Whether the workers of a service know a task, or all tasks that fit a pattern. What nobody is known to know, they may.
    fn can_know(&self, id: ServiceId, task: &str) -> bool {
        let (plan, model) = (self.site.plan, self.site.plan.model);
        let mut known =
            plan.known_tasks(|known| if is_glob(task) { fits(task, known) } else { known == task }).peekable();
        if known.peek().is_some() {
            return known.all(|services| services.has(id.0));
        }
        let perhaps = model.release.optional(task).is_some() || model.release.possible(task).is_some();
        perhaps || model.service(id).is_own()
    }

    /// The queues of some services that have a worker: those of the files, then what else the release has.
    fn queues(&self, wanted: impl Fn(ServiceId) -> bool) -> Vec<Item> {
        let mut items = self.of_files(|queue| wanted(queue.service) && queue.settings.on.is_none());
        items.extend(self.of_release(wanted));
        items
    }

    /// The queues that the files declare, but those of this statement.
    pub(super) fn declared_queues(&self) -> Vec<Item> {
        self.of_files(|_| true)
    }

    fn of_files(&self, wanted: impl Fn(&Queue<'_>) -> bool) -> Vec<Item> {
        let plan = self.site.plan;
        let name = |queue: &Queue<'_>| format!("{}.{}", plan.model.service(queue.service).name, queue.variant);
        let item = |queue: &Queue<'_>| {
            let worker = plan.consumer(queue.service, &queue.variant).map(|worker| &plan.workers[worker]);
            let detail = worker.map_or_else(String::new, told::worker);
            Item::new(name(queue), Kind::Queue, detail, Page::Queue)
        };
        let others = plan.model.queues.iter().filter(|queue| !self.is_of_this_statement(queue) && wanted(queue));
        others.map(item).collect()
    }

    /// The queues that no file declares: those of the release, and the beginnings of others for services of one's own that are
    /// not written already.
    pub(super) fn undeclared_queues(&self) -> Vec<Item> {
        let mut items = self.of_release(|_| true);
        let own = self.site.plan.model.services.iter().filter(|service| service.is_own());
        let begun = own.map(|service| (service, format!("{}.", service.name)));
        items.extend(begun.filter(|(_, begun)| !self.typed().starts_with(begun)).map(|(service, begun)| {
            let insert = format!("{}.{}", service.name, super::sample::field(1, "variant"));
            Item::new(begun, Kind::Queue, "another queue", Page::None).inserting(insert)
        }));
        items
    }

    fn of_release(&self, wanted: impl Fn(ServiceId) -> bool) -> Vec<Item> {
        let plan = self.site.plan;
        let written = self.written_names();
        let mut items = Vec::new();
        for id in plan.model.service_ids().filter(|id| wanted(*id)) {
            let service = plan.model.service(id);
            let default = service.default_variant();
            let known = service.catalog.variants().map(|variant| -> &str { variant });
            let all = std::iter::once(default).chain(known.filter(|variant| *variant != default));
            // A file can say of a default queue what is no name.
            for variant in all.filter(|variant| is_variant(variant)) {
                let name = format!("{}.{variant}", service.name);
                let declared = plan.model.queue(id, variant).is_some_and(|queue| !self.is_of_this_statement(queue));
                if !declared && !written.contains(&&*name) {
                    let detail = plan.name_by_pattern(id, variant);
                    items.push(Item::new(name, Kind::Queue, detail, Page::Queue));
                }
            }
        }
        items
    }

    fn is_of_this_statement(&self, queue: &Queue<'_>) -> bool {
        self.position.statement.is_some_and(|statement| statement.span.touches(queue.subject.start))
    }
}
