//! What the release and the files have names for: services, tasks, releases, rules, files. Queues are in `queues`.

use super::super::Site;
use super::super::anatomy::Role;
use super::fuzzy::best;
use super::{Asked, Item, Kind, Page};
use crate::File;
use crate::catalog::{RELEASES, Release};
use crate::diagnostic::Severity;
use crate::include;
use crate::language::print;
use crate::model::BrokerKind;
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

    /// The tasks that the files declare, to be amended.
    pub(super) fn declared_tasks(&self) -> Vec<Item> {
        let tasks = self.site.plan.model.tasks.iter();
        self.declared(tasks.map(|task| (&*task.name, "declared by the site".to_owned())))
    }

    /// The tasks and patterns that the files route, to be amended.
    pub(super) fn declared_routes(&self) -> Vec<Item> {
        let routes = self.site.plan.model.routes.iter();
        self.declared(routes.map(|route| (&*route.task, format!("goes to {}", route.queue))))
    }

    fn declared<'n>(&self, names: impl Iterator<Item = (&'n str, String)>) -> Vec<Item> {
        let written = self.written_names();
        let others = names.filter(|(name, _)| !written.contains(name));
        let item = |(name, detail): (&str, String)| {
            Item::new(name, Kind::Task, detail, Page::Task).inserting(print::text(name))
        };
        others.map(item).collect()
    }

    /// The files that the file does not include yet.
    pub(super) fn files(&self) -> Vec<Item> {
        let included = include::paths(self.file.source).into_iter();
        let others: Vec<String> =
            included.filter(|(span, _)| *span != self.position.word).map(|(_, path)| path).collect();
        let files = self.files.iter().filter(|file| !others.contains(file));
        files.map(|file| Item::new(file, Kind::File, "", Page::None).inserting(print::text(file))).collect()
    }

    /// The subjects and values that the statement has already.
    pub(super) fn written_names(&self) -> Vec<&str> {
        let name = |role: Role| matches!(role, Role::Subject(_) | Role::Value(_));
        self.parts.iter().filter(|part| name(part.role)).map(|part| self.text(part)).collect()
    }
}
