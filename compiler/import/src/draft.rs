//! What readers found: the facts of one site, before it is decided how they are written. Every reader fills it, none
//! reads it; `settle` makes statements of it.

use celq::catalog::{self, Release};
use celq::language::value::{Reference, Value, Version};
use celq::language::{Key, Scope};
use celq::model::BrokerKind;

use crate::finding::{Findings, Place};
use crate::said::Said;

/// The facts of a site.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// The site's name, where something says it.
    pub(crate) name: Option<String>,
    /// The release, and whether something says it.
    pub(crate) release: (&'static Release, bool),
    /// `site`
    pub(crate) site: Said,
    /// The namespace of all objects.
    pub(crate) namespace: Option<String>,
    /// `broker`
    pub(crate) broker: Broker,
    /// The Celery applications.
    pub(crate) services: Vec<Service>,
    /// The workers, in the order of the input.
    pub(crate) workers: Vec<Worker>,
    /// Where tasks go, in the order of the input.
    pub(crate) routes: Vec<Route>,
    /// `task`, in the order of the input.
    pub(crate) tasks: Vec<Task>,
    /// `beat`, in the order of the input.
    pub(crate) beats: Vec<Beat>,
    /// `flower`
    pub(crate) flower: Option<Said>,
    /// `exporter`
    pub(crate) exporter: Option<Said>,
    /// `alerts`
    pub(crate) alerts: Option<Said>,
    /// Workers whose scaler reads lists of priorities: what stands before each, and the priorities.
    pub(crate) split: Vec<(usize, Vec<(String, i64)>)>,
    /// What is said of queues that another's worker consumes too, by their names in the broker.
    pub(crate) shared: Vec<(String, Said)>,
}

/// What is known of the broker.
#[derive(Debug, Default, Clone)]
pub(crate) struct Broker {
    /// Which, where something says it.
    pub(crate) kind: Option<BrokerKind>,
    /// What `broker` says.
    pub(crate) said: Said,
    /// Whether the statement says something by being there: services of one's own have a URL of it.
    pub(crate) stated: bool,
    /// Where variables of Celery's containers are kept, by name: a URL may have one for its password.
    pub(crate) variables: Vec<(String, Reference<'static>)>,
    /// The scalers that read the first database of Redis, because they name none.
    pub(crate) scaled_by_first: Vec<Place>,
}

/// A Celery application.
#[derive(Debug, Default, Clone)]
pub(crate) struct Service {
    /// The name of one that the release knows, or what is known of the name of another.
    pub(crate) name: Option<String>,
    /// Whether it is an application of the site's own.
    pub(crate) own: bool,
    /// The application for `--app`.
    pub(crate) app: Option<String>,
    /// What `service` says.
    pub(crate) said: Said,
    /// What `defaults` says.
    pub(crate) defaults: Said,
    /// The broker name of its default queue, where something says it.
    pub(crate) default_queue: Option<String>,
    /// Where it was found.
    pub(crate) place: Place,
}

/// A set of pods that consume queues.
#[derive(Debug, Default, Clone)]
pub(crate) struct Worker {
    /// Its service, by index.
    pub(crate) service: usize,
    /// Its name in Kubernetes, where something says it.
    pub(crate) workload: Option<String>,
    /// The broker names of its queues; `None` for a default worker of which nothing says them.
    pub(crate) queues: Option<Vec<String>>,
    /// Which of them is its own, where something says it.
    pub(crate) own: Option<String>,
    /// What `queue` says of it.
    pub(crate) said: Said,
    /// What its container is given beside its command.
    pub(crate) pod: Pod,
    /// How long its pods may take to stop, in seconds, where something says it.
    pub(crate) grace: Option<u32>,
    /// The oldest Celery that has all its options.
    pub(crate) celery: Option<Version>,
    /// Whether it was found as an object: its place among the others counts, and the names of its queues.
    pub(crate) live: bool,
    /// Where it was found.
    pub(crate) place: Place,
}

/// What programs of one service have in common, and what tells them apart.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Pod {
    /// The image.
    pub(crate) image: Option<String>,
    /// Variables by name, in order.
    pub(crate) env: Vec<(String, Value<'static>)>,
    /// ConfigMaps and Secrets whose keys are variables.
    pub(crate) env_from: (Vec<String>, Vec<String>),
    /// Directories, each as the pairs of a `volume`.
    pub(crate) volumes: Vec<Vec<(&'static str, Value<'static>)>>,
    /// The settings module.
    pub(crate) settings: Option<String>,
}

/// A task and the queue that it goes to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Route {
    /// The task, or a pattern of tasks.
    pub(crate) task: String,
    /// The queue's name in the broker.
    pub(crate) queue: String,
    /// How urgent it is, 9 the most.
    pub(crate) priority: Option<i64>,
    /// The services in whose map it stands, by index, where that says who registers the task.
    pub(crate) registered: Vec<usize>,
    /// The service whose map it stands in.
    pub(crate) service: Option<usize>,
    /// Where it was found.
    pub(crate) place: Place,
}

/// What is known of a task.
#[derive(Debug, Default, Clone)]
pub(crate) struct Task {
    /// Its name.
    pub(crate) name: String,
    /// What `task` says.
    pub(crate) said: Said,
    /// The services in whose settings it stands, by index.
    pub(crate) services: Vec<usize>,
}

/// A scheduler.
#[derive(Debug, Clone)]
pub(crate) struct Beat {
    /// Its service, by index.
    pub(crate) service: usize,
    /// What `beat` says.
    pub(crate) said: Said,
    /// What its container is given.
    pub(crate) pod: Pod,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            name: None,
            release: (catalog::newest(), false),
            site: Said::default(),
            namespace: None,
            broker: Broker::default(),
            services: Vec::new(),
            workers: Vec::new(),
            routes: Vec::new(),
            tasks: Vec::new(),
            beats: Vec::new(),
            flower: None,
            exporter: None,
            alerts: None,
            split: Vec::new(),
            shared: Vec::new(),
        }
    }
}

impl Draft {
    /// The service of the release that has this name.
    pub(crate) fn known(&mut self, name: &str, place: &Place) -> usize {
        let found = self.services.iter().position(|service| !service.own && service.name.as_deref() == Some(name));
        found.unwrap_or_else(|| {
            self.services.push(Service { name: Some(name.to_owned()), place: place.clone(), ..Service::default() });
            self.services.len() - 1
        })
    }

    /// The service of the site's own with this application.
    pub(crate) fn own(&mut self, app: &str, place: &Place) -> usize {
        let found = self.services.iter().position(|service| service.own && service.app.as_deref() == Some(app));
        found.unwrap_or_else(|| {
            let (app, place) = (Some(app.to_owned()), place.clone());
            self.services.push(Service { own: true, app, place, ..Service::default() });
            self.services.len() - 1
        })
    }

    /// The facts of a task, to be added to.
    pub(crate) fn task(&mut self, name: &str) -> &mut Task {
        let index = self.tasks.iter().position(|task| task.name == name).unwrap_or_else(|| {
            self.tasks.push(Task { name: name.to_owned(), ..Task::default() });
            self.tasks.len() - 1
        });
        &mut self.tasks[index]
    }
}

impl Broker {
    /// Its host, where something says it, or which broker it is.
    pub(crate) fn host(&self) -> Option<String> {
        let said = self.said.get(Scope::Broker, &celq::language::keys::host::KEY);
        said.or_else(|| Some(self.kind?.word())).map(str::to_owned)
    }

    /// Notes which broker it is; `false` where another was said.
    pub(crate) fn is(&mut self, kind: BrokerKind) -> bool {
        *self.kind.get_or_insert(kind) == kind
    }
}

/// Says a pair, or why it cannot be said.
pub(crate) fn say(
    said: &mut Said,
    (scope, key): (Scope, &'static Key),
    value: &Value<'_>,
    place: &Place,
    findings: &mut Findings,
) -> bool {
    let result = said.set(scope, key, value);
    if let Err(why) = &result {
        findings.left_out(place, format!("`{}`: {why}", crate::node::on_one_line(&value.to_string())));
    }
    result.is_ok()
}

/// A reference to a key of a Secret.
pub(crate) fn secret(name: &str, key: &str) -> Value<'static> {
    Value::Reference(Reference { secret: true, name: name.to_owned().into(), key: key.to_owned().into() })
}

/// A text.
pub(crate) fn text(text: impl Into<String>) -> Value<'static> {
    Value::Text(text.into().into())
}

/// Texts in a list.
pub(crate) fn texts(texts: &[String]) -> Value<'static> {
    let word = |text: &String| celq::language::value::Word { text: text.clone().into(), span: <_>::default() };
    Value::Texts(texts.iter().map(word).collect())
}
