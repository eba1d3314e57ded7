//! The way of each task from each sender: what `qc routes` prints and the playground shows.

use serde::Serialize;

use crate::plan::scaling::Scaler;
use crate::plan::{Because, Plan, Way};
use crate::source::{Sources, Span};

/// The way of one task from one sender.
#[derive(Debug, Clone, Serialize)]
pub struct Row<'a> {
    /// The task.
    pub task: &'a str,
    /// The service that sends it.
    pub sender: &'a str,
    /// The queue's name in the broker.
    pub queue: String,
    /// The worker's name in Kubernetes; `None` when nothing consumes the queue.
    pub worker: Option<&'a str>,
    /// What scales the worker, and how far.
    pub scaler: String,
    /// Whether the worker knows the task.
    pub registered: bool,
    /// What decides it.
    pub because: String,
    /// The route that decides it, where one does.
    #[serde(skip)]
    pub span: Option<Span>,
}

/// A way, written down.
pub fn row<'a>(plan: &'a Plan<'_>, way: &Way<'a>, sources: &Sources) -> Row<'a> {
    let worker = way.worker.map(|index| &plan.workers[index]);
    let scaler = worker.map_or_else(String::new, |worker| match (worker.scaler(), worker.replicas()) {
        (Scaler::Keda(_), (min, max)) => format!("keda {min}..{max}"),
        (Scaler::Hpa(_), (min, max)) => format!("hpa {min}..{max}"),
        (Scaler::Fixed(pods), _) => format!("replicas {pods}"),
    });
    Row {
        task: way.task,
        sender: &plan.model.service(way.sender).name,
        queue: plan.broker_name(way.service, way.variant),
        worker: worker.map(|worker| &*worker.workload),
        scaler,
        registered: way.registered,
        because: because(plan, way, sources),
        span: match way.because {
            Because::Route(route) => Some(route.span),
            _ => None,
        },
    }
}

/// The line of the file, or the entry of the catalog, that decides.
fn because(plan: &Plan<'_>, way: &Way<'_>, sources: &Sources) -> String {
    let release = plan.model.release.name;
    let sender = plan.model.service(way.sender).title();
    match way.because {
        Because::Route(route) => {
            let file = sources.at(route.span.start);
            format!("{}:{}", file.name(), file.position(route.span.start).line)
        }
        Because::Caller(setting) => format!("the caller passes {setting}"),
        Because::Explicit => format!("EXPLICIT_QUEUES of {sender} ({release})"),
        Because::Alternate => format!("ALTERNATE_ENV_TASKS of {sender} ({release})"),
        Because::Default => format!("the default queue of {sender} ({release})"),
    }
}
