//! Where each line of a document comes from: the key, clause or statement of the file that caused it. A table says which
//! line speaks of which word; what no row knows comes from the document's own statement.

use rustc_hash::FxHashMap;

use super::{Document, What};
use crate::language::clauses::{
    disruption, env, hpa, keda, metrics, persistence, place, resources, rollout, scale_down, scale_up, service_monitor,
    vpa, window,
};
use crate::language::{CLAUSES, Clause, Key, Part, Scope, entry, keys};
use crate::model::{Addon, Alerts, EnvVar, Model, Service};
use crate::plan::{Plan, Worker};
use crate::source::Span;

/// What a document is made from.
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    /// The statement.
    place: Span,
    /// What it says.
    part: Part<'a>,
    /// What holds where it says nothing.
    service: Option<&'a Service<'a>>,
}

impl<'a> Origin<'a> {
    /// What the whole site needs.
    pub fn site(model: &'a Model<'a>) -> Self {
        Self { place: model.place(), part: Part::Site(&model.site), service: None }
    }

    /// What a worker needs.
    pub fn worker(plan: &'a Plan<'a>, worker: &'a Worker<'a>) -> Self {
        let service = Some(plan.model.service(worker.service));
        Self { place: plan.place(worker), part: Part::Queue(worker.settings), service }
    }

    /// What changes a worker's limits by the clock.
    pub fn windows(plan: &'a Plan<'a>, worker: &'a Worker<'a>) -> Self {
        let first = worker.settings.windows.first().map(|window| window.opened.span);
        Self { place: first.unwrap_or_else(|| plan.place(worker)), part: Part::Nothing, service: None }
    }

    /// What beat, Flower or the exporter needs.
    pub fn addon(model: &'a Model<'a>, addon: &'a Addon<'a>) -> Self {
        let service = addon.service.map(|id| model.service(id));
        Self { place: addon.span, part: Part::Addon(addon), service }
    }

    /// What the alerts need.
    pub fn alerts(alerts: &'a Alerts) -> Self {
        Self { place: alerts.span, part: Part::Alerts(alerts), service: None }
    }
}

/// A word of the language that a line can come from.
enum Cause {
    /// A key, in one of these scopes.
    Key(&'static [Scope], &'static Key),
    /// A clause as a whole.
    Clause(&'static Clause),
}

use Cause::{Clause as C, Key as K};

const QUEUE: &[Scope] = &[Scope::OneQueue, Scope::Queue];
const SITE: &[Scope] = &[Scope::Site];
const BROKER: &[Scope] = &[Scope::Broker, Scope::Redis, Scope::RabbitMq];
const SCALER: &[Scope] = &[Scope::Keda, Scope::Hpa];
const RESOURCES: &[Scope] = &[Scope::Resources];

/// How a line begins, what the last line before it was that any row names here (or nothing), and what it comes from. The
/// first row whose word is written holds.
const ROWS: &[(&str, &str, Cause)] = &[
    ("namespace:", "", K(SITE, &keys::namespace::KEY)),
    ("release:", "", K(SITE, &keys::prometheus_release::KEY)),
    ("image:", "", K(QUEUE, &keys::image::KEY)),
    ("image:", "", K(&[Scope::Service, Scope::Beat, Scope::Flower, Scope::Exporter], &keys::image::KEY)),
    ("image:", "", K(SITE, &keys::image::KEY)),
    ("- --app=", "", K(&[Scope::Service], &keys::app::KEY)),
    ("- --pool=", "", K(QUEUE, &keys::pool::KEY)),
    ("- --concurrency=", "", K(QUEUE, &keys::concurrency::KEY)),
    ("- --autoscale=", "", K(QUEUE, &keys::concurrency::KEY)),
    ("- --loglevel=", "", K(QUEUE, &keys::loglevel::KEY)),
    ("- --queues=", "", K(QUEUE, &keys::name::KEY)),
    ("- --max-tasks-per-child=", "", K(QUEUE, &keys::max_tasks_per_child::KEY)),
    ("- --max-memory-per-child=", "", K(QUEUE, &keys::max_memory_per_child::KEY)),
    ("- --prefetch-multiplier=", "", K(QUEUE, &keys::prefetch_multiplier::KEY)),
    ("- --disable-prefetch", "", K(QUEUE, &keys::disable_prefetch::KEY)),
    ("- --time-limit=", "", K(QUEUE, &keys::time_limit::KEY)),
    ("- --soft-time-limit=", "", K(QUEUE, &keys::soft_time_limit::KEY)),
    ("- --task-events", "", K(QUEUE, &keys::events::KEY)),
    ("- -O", "", K(QUEUE, &keys::optimization::KEY)),
    ("- --scheduler=", "", K(&[Scope::Beat], &keys::schedule::KEY)),
    ("- --persistent=", "", C(&persistence::CLAUSE)),
    ("storage:", "", K(&[Scope::Persistence], &keys::size::KEY)),
    ("storageClassName:", "", K(&[Scope::Persistence], &keys::storage_class::KEY)),
    ("- host:", "", K(&[Scope::Flower], &keys::host::KEY)),
    ("- interval:", "", K(&[Scope::ServiceMonitor], &keys::interval::KEY)),
    ("path: /metrics", "", C(&service_monitor::CLAUSE)),
    ("path: /metrics", "", C(&metrics::CLAUSE)),
    ("replicas:", "", K(QUEUE, &keys::replicas::KEY)),
    ("terminationGracePeriodSeconds:", "", K(QUEUE, &keys::grace::KEY)),
    ("stop_grace_period:", "", K(QUEUE, &keys::grace::KEY)),
    ("priorityClassName:", "", K(QUEUE, &keys::priority_class::KEY)),
    ("serviceAccountName:", "", K(&[Scope::Place], &keys::service_account::KEY)),
    ("nodeSelector:", "", K(&[Scope::Place], &keys::node::KEY)),
    ("tolerations:", "", K(&[Scope::Place], &keys::tolerate::KEY)),
    ("topologySpreadConstraints:", "", K(&[Scope::Place], &keys::spread::KEY)),
    ("topologyKey:", "", C(&place::CLAUSE)),
    ("maxSurge:", "", K(&[Scope::Rollout], &keys::max_surge::KEY)),
    ("maxUnavailable:", "rollingUpdate:", K(&[Scope::Rollout], &keys::max_unavailable::KEY)),
    ("rollingUpdate:", "", C(&rollout::CLAUSE)),
    ("maxUnavailable:", "", K(&[Scope::Disruption], &keys::max_unavailable::KEY)),
    ("minAvailable:", "", K(&[Scope::Disruption], &keys::min_available::KEY)),
    ("kind: PodDisruptionBudget", "", C(&disruption::CLAUSE)),
    ("cpu:", "", K(RESOURCES, &keys::cpu::KEY)),
    ("cpus:", "", K(RESOURCES, &keys::cpu::KEY)),
    ("memory:", "", K(RESOURCES, &keys::memory::KEY)),
    ("ephemeral-storage:", "", K(RESOURCES, &keys::ephemeral_storage::KEY)),
    ("resources:", "", C(&resources::CLAUSE)),
    ("minReplicaCount:", "", C(&window::CLAUSE)),
    ("maxReplicaCount:", "", C(&window::CLAUSE)),
    ("minReplicas:", "", C(&window::CLAUSE)),
    ("maxReplicas:", "", C(&window::CLAUSE)),
    ("minReplicaCount:", "", K(SCALER, &keys::min::KEY)),
    ("maxReplicaCount:", "", K(SCALER, &keys::max::KEY)),
    ("minReplicas:", "", K(SCALER, &keys::min::KEY)),
    ("maxReplicas:", "", K(SCALER, &keys::max::KEY)),
    ("pollingInterval:", "", K(&[Scope::Keda], &keys::polling_interval::KEY)),
    ("cooldownPeriod:", "", K(&[Scope::Keda], &keys::cooldown::KEY)),
    ("listLength:", "", K(&[Scope::Keda], &keys::count::KEY)),
    ("formula:", "", K(&[Scope::Keda], &keys::list_length::KEY)),
    ("listLength:", "", K(&[Scope::Keda], &keys::list_length::KEY)),
    ("activationListLength:", "", K(&[Scope::Keda], &keys::activation::KEY)),
    ("formula:", "", K(&[Scope::Keda], &keys::count::KEY)),
    ("kind: ScaledObject", "", C(&keda::CLAUSE)),
    ("kind: HorizontalPodAutoscaler", "", C(&hpa::CLAUSE)),
    ("kind: VerticalPodAutoscaler", "", C(&vpa::CLAUSE)),
    ("averageUtilization:", "name: cpu", K(&[Scope::Hpa], &keys::cpu::KEY)),
    ("averageUtilization:", "name: memory", K(&[Scope::Hpa], &keys::memory::KEY)),
    ("averageValue:", "name: memory", K(&[Scope::Hpa], &keys::memory::KEY)),
    ("stabilizationWindowSeconds:", "scaleDown:", K(&[Scope::ScaleDown], &keys::stabilization::KEY)),
    ("stabilizationWindowSeconds:", "scaleUp:", K(&[Scope::ScaleUp], &keys::stabilization::KEY)),
    ("selectPolicy:", "scaleDown:", K(&[Scope::ScaleDown], &keys::pick::KEY)),
    ("selectPolicy:", "scaleUp:", K(&[Scope::ScaleUp], &keys::pick::KEY)),
    ("- periodSeconds:", "scaleDown:", K(&[Scope::ScaleDown], &keys::period::KEY)),
    ("- periodSeconds:", "scaleUp:", K(&[Scope::ScaleUp], &keys::period::KEY)),
    ("value:", "scaleDown:", C(&scale_down::CLAUSE)),
    ("value:", "scaleUp:", C(&scale_up::CLAUSE)),
    ("scaleDown:", "", C(&scale_down::CLAUSE)),
    ("scaleUp:", "", C(&scale_up::CLAUSE)),
    ("timezone:", "", C(&window::CLAUSE)),
    ("start:", "", C(&window::CLAUSE)),
    ("end:", "", C(&window::CLAUSE)),
    ("desiredReplicas:", "", C(&window::CLAUSE)),
    ("address:", "", K(BROKER, &keys::host::KEY)),
    ("databaseIndex:", "", K(BROKER, &keys::db::KEY)),
    ("username:", "", K(BROKER, &keys::username::KEY)),
    ("key:", "secretTargetRef:", K(BROKER, &keys::password::KEY)),
    ("name:", "secretTargetRef:", K(BROKER, &keys::password::KEY)),
    ("enableTLS:", "", K(BROKER, &keys::tls::KEY)),
    ("\"visibility_timeout\":", "", K(BROKER, &keys::visibility_timeout::KEY)),
    ("\"global_keyprefix\":", "", K(BROKER, &keys::key_prefix::KEY)),
    ("\"sep\":", "", K(BROKER, &keys::separator::KEY)),
    ("\"priority_steps\":", "", K(BROKER, &keys::priority_steps::KEY)),
];

/// A word of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Where it stands, with its value.
    pub span: Span,
    /// The clause that it belongs to; empty where it is the statement's own, or a clause itself.
    pub clause: &'static str,
}

/// The source of each line of a document; `None` for what a site has that the file does not name.
pub fn lines(plan: &Plan<'_>, document: &Document<'_>) -> Vec<Option<Span>> {
    read(plan, document, |word, statement| {
        Some(word.map_or(statement, |word| word.span)).filter(|span| !span.is_empty())
    })
}

/// The word that each line of a document comes from; `None` where no word says more than that the document is there.
pub fn words(plan: &Plan<'_>, document: &Document<'_>) -> Vec<Option<Written>> {
    read(plan, document, |word, _| word)
}

/// What is made of each line's word and of the statement that the line is about.
fn read<T>(plan: &Plan<'_>, document: &Document<'_>, made: impl Fn(Option<Written>, Span) -> T) -> Vec<T> {
    let is_file = matches!(document.what, What::File(_));
    let workers = plan.workers.iter().filter(|_| is_file).map(|worker| (&*worker.workload, worker));
    let mut reader = Reader { plan, origin: document.origin, before: "", variable: None, workers: workers.collect() };
    let of_line = |line: &str| {
        let word = reader.line(line.trim_start(), is_file);
        made(word, reader.origin.place)
    };
    document.text.lines().map(of_line).collect()
}

/// Reads a document line by line.
struct Reader<'a> {
    plan: &'a Plan<'a>,
    origin: Origin<'a>,
    /// The last line that some row wants to have seen.
    before: &'static str,
    /// The environment variable whose value comes.
    variable: Option<&'a EnvVar<'a>>,
    /// In a file, which holds more than one of them, the workers by their names.
    workers: FxHashMap<&'a str, &'a Worker<'a>>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: &str, is_settings: bool) -> Option<Written> {
        let named = line.strip_prefix("name: ").or_else(|| line.strip_suffix(':'));
        if let Some(worker) = named.and_then(|name| self.workers.get(name)) {
            self.origin = Origin::worker(self.plan, worker);
        } else if line == "---" {
            self.origin = Origin::site(self.plan.model);
        }
        if let Some(name) = line.strip_prefix("- name: ") {
            self.variable = self.variables().find(|variable| variable.name == name);
        }
        let word = self.word(line, is_settings);
        if let Some((_, before, _)) = ROWS.iter().find(|(_, before, _)| *before == line) {
            self.before = before;
        }
        word
    }

    fn word(&self, line: &str, is_settings: bool) -> Option<Written> {
        if let Some(span) = is_settings.then(|| self.route(line)).flatten() {
            return Some(Written { span, clause: "" });
        }
        let of_variable = ["- name: ", "value: ", "valueFrom:"].iter().any(|start| line.starts_with(start));
        if let Some(variable) = self.variable.filter(|_| of_variable) {
            let span = variable.name_span.to(variable.value.span);
            return Some(Written { span, clause: env::CLAUSE.word });
        }
        let rows = ROWS
            .iter()
            .filter(|(start, before, _)| line.starts_with(start) && (before.is_empty() || *before == self.before));
        rows.into_iter().find_map(|(_, _, word)| self.written(word))
    }

    /// Where the word stands in the file, if it does.
    fn written(&self, word: &Cause) -> Option<Written> {
        if matches!(self.origin.part, Part::Nothing) {
            return None;
        }
        let model = self.plan.model;
        let parts = [self.origin.part, Part::Site(&model.site), Part::Broker(&model.broker)];
        let mut parts = parts.into_iter().chain(self.origin.service.map(Part::Service));
        match word {
            K(scopes, key) => {
                let place = entry(scopes, key.name)?.place;
                let clause = CLAUSES.iter().find(|clause| clause.scope == place.scope).map_or("", |clause| clause.word);
                parts.find_map(|part| place.access.get(part)).map(|setting| Written { span: setting.span, clause })
            }
            C(clause) => {
                let opened = parts.find_map(|part| (clause.presence.opened)(part).first().copied());
                opened.map(|opened| Written { span: opened.span, clause: "" })
            }
        }
    }

    fn variables(&self) -> impl Iterator<Item = &'a EnvVar<'a>> + use<'a> {
        let own = match self.origin.part {
            Part::Queue(settings) => settings.env.as_slice(),
            _ => &[],
        };
        own.iter().chain(self.origin.service.map_or(&[][..], |service| &service.env))
    }

    /// The route that a line of the settings is about: `"task": {…},`
    fn route(&self, line: &str) -> Option<Span> {
        let (task, _) = line.strip_prefix('"')?.split_once('"')?;
        let routed = &self.plan.routed;
        let exact = routed.binary_search_by_key(&task, |routed| routed.task).ok().map(|index| routed[index].route);
        exact.or_else(|| self.plan.model.pattern_routes().find(|route| route.task == task)).map(|route| route.span)
    }
}
