//! Deployments whose container starts one of Celery's programs: `worker` → a worker; beat, Flower and exporters are kept for
//! what reads what stands around the workers.

use celq::catalog;
use celq::language::keys::count::Count;
use celq::language::typed::Words as _;
use celq::language::value::Value as Said;
use celq::language::{Scope, clauses, keys};

use super::pod::{self, Usual};
use super::{Object, Objects};
use crate::command::{self, Command};
use crate::draft::{Draft, Worker, say};
use crate::finding::{Findings, Place};
use crate::node::{Node, on_one_line};
use crate::options;
use crate::quantity::{integer, portion};

/// Where a Deployment has its pod.
const POD: &str = ".spec.template.spec";

/// Reads all Deployments of workers.
pub(super) fn read(objects: &mut Objects, draft: &mut Draft, findings: &mut Findings) {
    let scaled: Vec<String> = objects
        .all
        .iter()
        .filter(|object| matches!(object.kind.as_str(), "ScaledObject" | "HorizontalPodAutoscaler"))
        .filter_map(|object| object.target().map(str::to_owned))
        .collect();
    for index in objects.names("Deployment") {
        let object = &mut objects.all[index];
        match program(&object.tree) {
            Err(line) => object.leave(&format!("`{}` needs a shell to be read", on_one_line(&line)), findings),
            Ok(Some((container, command))) if command.program == "worker" => {
                let is_scaled = scaled.contains(&object.name);
                let worker = worker(object, container, command, is_scaled, draft, findings);
                objects.workers.insert(object.name.clone(), draft.workers.len());
                draft.workers.push(worker);
            }
            Ok(_) => {}
        }
    }
    for index in objects.names("Deployment") {
        let worker = objects.workers.get(&objects.all[index].name).copied();
        if objects.all[index].patch {
            patch(&mut objects.all[index], worker, &scaled, draft, findings);
        }
    }
    others(objects, findings);
}

/// Celery's workers that are no Deployments.
fn others(objects: &mut Objects, findings: &mut Findings) {
    let kinds = ["StatefulSet", "DaemonSet", "ReplicationController"];
    for object in objects.all.iter_mut().filter(|object| kinds.contains(&object.kind.as_str())) {
        if let Ok(Some((_, command))) = program(&object.tree) {
            let what =
                format!("it starts `celery {}` in a {}, and qc writes Deployments", command.program, object.kind);
            object.leave(&what, findings);
        }
    }
}

/// The container that starts one of Celery's programs, and how.
pub(super) fn program(tree: &Node) -> Result<Option<(usize, Command)>, String> {
    for (index, container) in tree.look_items(&format!("{POD}.containers")).iter().enumerate() {
        let words = |path: &str| container.look(path).and_then(Node::texts).unwrap_or_default();
        if let Some(command) = command::read(&[words(".command"), words(".args")].concat())? {
            return Ok(Some((index, command)));
        }
    }
    Ok(None)
}

fn worker(
    object: &mut Object,
    container: usize,
    command: Command,
    is_scaled: bool,
    draft: &mut Draft,
    findings: &mut Findings,
) -> Worker {
    object.read = true;
    let place = object.place.clone();
    let mut command = command;
    let app = command.take("--app");
    let service = service(app.as_deref(), &object.tree, container, &command, draft, &place);
    let usual = usual(service, draft);
    release(&object.tree, container, draft);
    let mut worker =
        Worker { service, workload: Some(object.name.clone()), live: true, place: place.clone(), ..Worker::default() };
    before(&command, &place, findings);
    missing(&command, usual, draft.services[service].own, &place, findings);
    options::read(command, usual.service.unmodelled, &mut worker, &place.part(".args"), findings);
    if worker.queues.is_none() && draft.services[service].own {
        worker.queues = Some(vec!["celery".to_owned()]);
    }
    take_command(&mut object.tree, container);
    if let Some(pod) = object.tree.go(POD) {
        of_pod(pod, container, &mut worker, draft, &place.part(POD), findings);
        grace(pod, object.live && !object.ours, &mut worker);
    }
    spec(object, is_scaled, &mut worker, findings);
    worker
}

/// Takes how long the pods may take to stop. A server writes 30 where nothing is said.
fn grace(pod: &mut Node, filled_in: bool, worker: &mut Worker) {
    const GRACE: &str = ".terminationGracePeriodSeconds";
    if filled_in {
        pod.take_if(GRACE, |grace| grace.number() == Some(30));
    }
    let grace = pod.take_if(GRACE, |grace| grace.number().is_some_and(|grace| u32::try_from(grace).is_ok()));
    worker.grace = grace.and_then(|grace| u32::try_from(grace.number()?).ok()).or(worker.grace);
}

/// Takes what is said of the pods.
fn of_pod(
    pod: &mut Node,
    container: usize,
    worker: &mut Worker,
    draft: &mut Draft,
    place: &Place,
    findings: &mut Findings,
) {
    let usual = usual(worker.service, draft);
    worker.pod = pod::read(pod, container, usual, draft, place, findings);
    let workload = worker.workload.clone().unwrap_or_default();
    if pod::take_in_flight(&mut worker.pod, &workload) {
        worker.said.open(&clauses::keda::CLAUSE);
        let word = Count::ALL.iter().position(|one| *one == Count::InFlight).unwrap_or_default();
        say(&mut worker.said, (Scope::Keda, &keys::count::KEY), &Said::Choice(Count::CHOICES, word), place, findings);
    }
    if draft.services[worker.service].own
        && let Some(reference) = pod::take_password(&mut worker.pod)
    {
        say(&mut draft.broker.said, (Scope::Broker, &keys::password::KEY), &reference, place, findings);
    }
    pod::place(pod, &mut worker.said, place, findings);
    if let Some(of) = pod.items(".containers").get_mut(container) {
        let place = place.part(&format!(".containers[{container}]"));
        pod::resources(of, &mut worker.said, &place, findings);
        pod::name(of, &workload, &place, findings);
    }
}

/// Takes what is said of the Deployment.
fn spec(object: &mut Object, is_scaled: bool, worker: &mut Worker, findings: &mut Findings) {
    let place = object.place.clone();
    let tree = &mut object.tree;
    if let Some(replicas) = tree.take_if(".spec.replicas", |node| integer(node).is_some()) {
        let (value, at) = (integer(&replicas).unwrap_or(Said::Integer(1)), place.part(".spec.replicas"));
        if !is_scaled {
            say(&mut worker.said, (Scope::Queue, &keys::replicas::KEY), &value, &at, findings);
        } else if !object.live {
            findings.note(&at, format!("`{value}` means nothing: an autoscaler sets it"));
        }
    }
    let usual = |tree: &Node| {
        let share = |path: &str| tree.look_text(path) == Some("25%");
        share(".spec.strategy.rollingUpdate.maxSurge") && share(".spec.strategy.rollingUpdate.maxUnavailable")
    };
    if object.live && !object.ours && usual(tree) {
        tree.take(".spec.strategy.rollingUpdate.maxSurge");
        tree.take(".spec.strategy.rollingUpdate.maxUnavailable");
    }
    for (path, key) in [
        (".spec.strategy.rollingUpdate.maxSurge", &keys::max_surge::KEY),
        (".spec.strategy.rollingUpdate.maxUnavailable", &keys::max_unavailable::KEY),
    ] {
        let Some(value) = tree.look(path).and_then(portion) else { continue };
        tree.take(path);
        say(&mut worker.said, (Scope::Rollout, key), &value, &place.part(path), findings);
    }
    tree.drop_text(".spec.strategy.type", "RollingUpdate");
    selector(object, findings);
}

/// What selects the pods is written anew. Labels that are there for the selector are one thing to say.
pub(super) fn selector(object: &mut Object, findings: &mut Findings) {
    const SELECTOR: &str = ".spec.selector.matchLabels";
    let Some(labels) = object.tree.go(SELECTOR) else { return };
    super::noise::labels(labels, &object.name);
    let left: Vec<(String, Node)> = labels.entries().to_vec();
    if left.is_empty() {
        return;
    }
    let why = format!(
        "`{labels}` selects its pods, and what selects cannot be changed: delete this Deployment before qc's is applied"
    );
    // One that qc calls otherwise is to be deleted anyway.
    let of_pods = object.pod_labels.entries();
    if object.name == object.now || left.iter().any(|label| !of_pods.contains(label)) {
        findings.left_out(&object.place.part(SELECTOR), why);
    }
    for path in [SELECTOR, ".metadata.labels", ".spec.template.metadata.labels"] {
        let Some(labels) = object.tree.go(path) else { continue };
        for (name, value) in &left {
            if labels.entries().iter().any(|(there, other)| there == name && other == value) {
                labels.take_entry(name);
            }
        }
    }
}

/// Takes the command of a container.
pub(super) fn take_command(tree: &mut Node, container: usize) {
    if let Some(of) = tree.items(&format!("{POD}.containers")).get_mut(container) {
        of.take(".command");
        of.take(".args");
    }
}

/// The service of a worker: of its application, of its environment, or of its queues.
pub(super) fn service(
    app: Option<&str>,
    tree: &Node,
    container: usize,
    command: &Command,
    draft: &mut Draft,
    place: &Place,
) -> usize {
    let release = draft.release.0;
    let known = |name: &str| release.services.iter().any(|service| service.name == name);
    let variables = tree.look_items(&format!("{POD}.containers"));
    let variable = variables.get(container).and_then(|container| {
        let variables = container.look_items(".env").iter();
        let mut variant = variables.filter(|variable| variable.look_text(".name") == Some("SERVICE_VARIANT"));
        variant.find_map(|variable| variable.look_text(".value"))
    });
    let by_queue = || {
        let queues = command
            .options
            .iter()
            .filter(|option| option.name == "--queues")
            .filter_map(|option| option.value.as_deref());
        let mut names = queues.flat_map(|queues| queues.split(','));
        names.find_map(|name| name.strip_prefix("edx.")?.split('.').next()).filter(|name| known(name))
    };
    match app {
        Some(app) => match app.split(['.', ':']).next().filter(|first| known(first)) {
            Some(first) => {
                let index = draft.known(first, place);
                let usual = release.services.iter().find(|service| service.name == first);
                if usual.is_some_and(|usual| usual.app != app) {
                    draft.services[index].app.get_or_insert_with(|| app.to_owned());
                }
                index
            }
            None => draft.own(app, place),
        },
        None => match variable.filter(|variant| known(variant)).or_else(by_queue) {
            Some(name) => draft.known(name, place),
            None => draft.own("app", place),
        },
    }
}

/// What the programs of a service have without a word.
pub(super) fn usual(service: usize, draft: &Draft) -> Usual {
    let of = &draft.services[service];
    let release = draft.release.0;
    let known = release.services.iter().find(|known| !of.own && Some(known.name) == of.name.as_deref());
    match known {
        Some(service) => Usual { service, worker: &release.worker },
        None => Usual { service: &catalog::OWN, worker: &catalog::NO_RELEASE.worker },
    }
}

/// The release of Open edX, by the tag of its image.
fn release(tree: &Node, container: usize, draft: &mut Draft) {
    let containers = tree.look_items(&format!("{POD}.containers"));
    let image = containers.get(container).and_then(|container| container.look_text(".image")).unwrap_or_default();
    let Some((name, tag)) = image.rsplit_once(':') else { return };
    if !draft.release.1
        && name.rsplit('/').next() == Some("openedx")
        && let Some(release) = crate::tutor::by_version(tag)
    {
        draft.release = (release, true);
    }
}

/// What stands before Celery is not kept.
fn before(command: &Command, place: &Place, findings: &mut Findings) {
    if let Some(before) = &command.before {
        findings.left_out(&place.part(".command"), format!("`{before}` before `celery`"));
    }
}

/// What qc gives every worker, and this one does not have.
fn missing(command: &Command, usual: Usual, own: bool, place: &Place, findings: &mut Findings) {
    let green = command.options.iter().any(|option| {
        option.name == "--pool" && option.value.as_deref().is_some_and(|pool| pool != "prefork" && pool != "processes")
    });
    let mut given = vec![format!("--max-tasks-per-child={}", keys::max_tasks_per_child::DEFAULT)];
    // Open edX's own settings have it.
    if own {
        given.push(format!("--prefetch-multiplier={}", keys::prefetch_multiplier::DEFAULT));
    }
    given.retain(|_| !green);
    given.extend(usual.service.unmodelled.iter().map(ToString::to_string));
    let name = |argument: &str| argument.split('=').next().unwrap_or_default().to_owned();
    given.retain(|argument| !command.options.iter().any(|option| option.name == name(argument)));
    if !given.is_empty() {
        findings.note(&place.part(".args"), format!("qc also gives this worker `{}`", given.join(" ")));
    }
}

/// A patch of a worker that is there, or of one of Tutor's own. It may say anything but the command.
fn patch(object: &mut Object, worker: Option<usize>, scaled: &[String], draft: &mut Draft, findings: &mut Findings) {
    let place = object.place.clone();
    let Some(at) = worker.or_else(|| tutors(&object.name, draft, &place)) else { return };
    object.read = true;
    let mut worker = draft.workers.remove(at);
    worker.workload.get_or_insert_with(|| object.name.clone());
    let containers = object.tree.look_items(&format!("{POD}.containers"));
    let container = containers.iter().position(|container| container.look_text(".name") == Some(&object.name));
    if let (Some(container), Some(pod)) = (container, object.tree.go(POD)) {
        let before = worker.pod.clone();
        of_pod(pod, container, &mut worker, draft, &place.part(POD), findings);
        grace(pod, object.live, &mut worker);
        let after = std::mem::replace(&mut worker.pod, before);
        worker.pod.image = after.image.or(worker.pod.image);
        worker.pod.env.extend(after.env);
        worker.pod.volumes.extend(after.volumes);
    }
    spec(object, scaled.contains(&object.name), &mut worker, findings);
    object.tree.open();
    draft.workers.insert(at, worker);
}

/// Tutor's own worker of a name.
fn tutors(name: &str, draft: &mut Draft, place: &Place) -> Option<usize> {
    let mut services = draft.release.0.services.iter();
    let service = services.find(|service| service.default_workload.replace("{service}", service.name) == name)?;
    let index = draft.known(service.name, place);
    let is_default = |worker: &Worker| worker.service == index && worker.own.is_none() && worker.queues.is_none();
    Some(draft.workers.iter().position(is_default).unwrap_or_else(|| {
        draft.workers.push(Worker { service: index, place: place.clone(), ..Worker::default() });
        draft.workers.len() - 1
    }))
}
