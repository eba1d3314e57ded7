//! What `name-collision` says beside its main sentence: workers whose name another Deployment has, of Tutor's or of the
//! file's own, and how two queues are told apart.

use super::check::name_collision;
use crate::plan::Consumed;
use crate::rules::prelude::*;

/// Tutor's other Deployments (`k8s/deployments.yml` of Tutor 18 to 22).
const TUTORS: [&str; 9] = ["caddy", "cms", "elasticsearch", "lms", "meilisearch", "mongodb", "mysql", "redis", "smtp"];

/// Reports workers that have the name of another Deployment, of Tutor's or of the file's own.
pub(super) fn report_taken(plan: &Plan<'_>, sink: &mut Sink) {
    let around = plan.deployments_around();
    for worker in &plan.workers {
        let ours = around.iter().find(|(name, _)| *name == worker.workload);
        if ours.is_none() && !TUTORS.contains(&&*worker.workload) {
            continue;
        }
        let named = [&worker.settings.workload, &plan.model.service(worker.service).workload];
        let span = named.into_iter().flatten().next().map_or_else(|| plan.place(worker), |name| name.span);
        let message = format!("a worker cannot be called `{}`", worker.workload);
        let whose = if ours.is_some() { "the file" } else { "Tutor" };
        let label = format!("{whose} has a Deployment of this name, which it would replace");
        let diagnostic = Diagnostic::new(&name_collision::RULE, message, span, label);
        sink.push(ours.iter().fold(diagnostic, |diagnostic, (_, ours)| diagnostic.and(*ours, "it is made here")));
    }
}

/// What to type so that two queues of one name have two. One that has its name by Celery's default gets a pattern.
pub(super) fn tell_apart(plan: &Plan<'_>, first: &Consumed<'_>, second: &Consumed<'_>) -> String {
    let by_default = |list: &&Consumed<'_>| {
        let service = plan.model.service(list.service);
        let queue = plan.model.queue(list.service, &list.variant);
        service.is_own() && service.queue.is_none() && queue.is_none_or(|queue| queue.settings.name.is_none())
    };
    match [second, first].into_iter().find(by_default).filter(|_| first.service != second.service) {
        Some(list) => {
            let name = &plan.model.service(list.service).name;
            format!("`service {name} {}={name}.{{variant}}`", keys::queue::KEY.name)
        }
        None => format!("tell them apart with `{}=`", keys::name::KEY.name),
    }
}
