//! What the release and the files have names for: services, queues, tasks, releases, rules.

use super::super::anatomy::Role;
use super::super::{Site, told};
use super::fuzzy::best;
use super::{Asked, Item, Kind, Page};
use crate::File;
use crate::catalog::{RELEASES, Release};
use crate::diagnostic::Severity;
use crate::language::print;
use crate::model::{BrokerKind, Queue};
use crate::resolve::is_variant;
use crate::rules::RULES;

/// The kinds of broker.
pub(super) fn brokers() -> Vec<Item> {
    BrokerKind::ALL.iter().map(|kind| Item::new(kind.word(), Kind::Value, kind.title(), Page::None)).collect()
}

/// The releases, the newest first.
pub(super) fn releases() -> Vec<Item> {
    let item = |release: &'static Release| {
        Item::new(release.name, Kind::Release, format!("Tutor {}", release.tutor), Page::Release(release))
    };
    RELEASES.iter().rev().map(item).collect()
}

/// The rules that an `allow` can name, first those that have something to say in the file.
pub(super) fn rules(site: &Site<'_>, file: &File<'_>) -> Vec<Item> {
    let here = file.source.span();
    let mut said: Vec<&str> = Vec::new();
    for diagnostic in site.said.diagnostics.iter().filter(|diagnostic| here.touches(diagnostic.span().start)) {
        if !said.contains(&diagnostic.rule.name) {
            said.push(diagnostic.rule.name);
        }
    }
    let mut rules: Vec<_> = RULES.iter().copied().filter(|rule| rule.severity != Severity::Error).collect();
    rules.sort_by_key(|rule| !said.contains(&rule.name));
    rules.into_iter().map(|rule| Item::new(rule.name, Kind::Value, rule.summary, Page::Rule(rule))).collect()
}

impl Asked<'_, '_> {
    /// The services of the site that are not named yet beside the place.
    pub(super) fn services(&self) -> Vec<Item> {
        let model = self.site.plan.model;
        let written = self.written_names();
        let services = model.services.iter().filter(|service| !written.contains(&&*service.name));
        let detail = |own| if own { "a service of the site's own" } else { "a service of the release" };
        services.map(|service| Item::new(&*service.name, Kind::Service, detail(service.is_own()), Page::None)).collect()
    }

    /// The queues that something can be sent to: those of the files, then what else the release has.
    pub(super) fn queues(&self) -> Vec<Item> {
        let mut items = self.declared_queues();
        items.extend(self.known_queues());
        items
    }

    /// The queues that the files declare, but those of this statement.
    pub(super) fn declared_queues(&self) -> Vec<Item> {
        let plan = self.site.plan;
        let name = |queue: &Queue<'_>| format!("{}.{}", plan.model.service(queue.service).name, queue.variant);
        let item = |queue: &Queue<'_>| {
            let worker = plan.consumer(queue.service, &queue.variant).map(|worker| &plan.workers[worker]);
            let detail = worker.map_or_else(String::new, told::worker);
            Item::new(name(queue), Kind::Queue, detail, Page::Queue)
        };
        let others = plan.model.queues.iter().filter(|queue| !self.is_of_this_statement(queue));
        others.map(item).collect()
    }

    /// The queues that no file declares: those of the release, and the beginnings of others for services of one's own.
    pub(super) fn undeclared_queues(&self) -> Vec<Item> {
        let mut items = self.known_queues();
        let own = self.site.plan.model.services.iter().filter(|service| service.is_own());
        items.extend(own.map(|service| {
            let insert = format!("{}.{}", service.name, super::sample::field(1, "variant"));
            Item::new(format!("{}.", service.name), Kind::Queue, "another queue", Page::None).inserting(insert)
        }));
        items
    }

    fn known_queues(&self) -> Vec<Item> {
        let plan = self.site.plan;
        let written = self.written_names();
        let mut items = Vec::new();
        for id in plan.model.service_ids() {
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

    /// The tasks of the release and of the files whose names fit what is typed.
    pub(super) fn tasks(&self) -> Vec<Item> {
        let model = self.site.plan.model;
        let written = self.written_names();
        let of_release = model.release.tasks.iter().map(|task| task.name);
        let elsewhere = model.tasks.iter().filter(|task| !self.position.word.touches(task.span.start));
        let declared = elsewhere.map(|task| &*task.name).filter(|task| model.release.task(task).is_none());
        let bare = |task: &&str| print::text(task) == **task && !written.contains(task);
        let all = declared.chain(of_release).filter(bare);
        let registered = |task: &str| {
            let known = model.release.task(task)?.registered;
            let names = model.service_ids().filter(|id| known.has(id.0)).map(|id| &*model.service(id).name);
            Some(names.collect::<Vec<_>>().join(", "))
        };
        let detail = |task: &str| registered(task).unwrap_or_else(|| "declared by the site".to_owned());
        let fitting = best(self.typed(), all, |task| task).into_iter();
        fitting.map(|task| Item::new(task, Kind::Task, detail(task), Page::Task)).collect()
    }

    fn is_of_this_statement(&self, queue: &Queue<'_>) -> bool {
        self.position.statement.is_some_and(|statement| statement.span.touches(queue.subject.start))
    }

    /// The subjects and values that the statement has already.
    fn written_names(&self) -> Vec<&str> {
        let name = |role: Role| matches!(role, Role::Subject(_) | Role::Value(_));
        self.parts.iter().filter(|part| name(part.role)).map(|part| self.text(part)).collect()
    }
}
