//! What stands around the workers: beat, Flower, an exporter, and the claims and dashboards that belong to them. What qc makes of other facts, such as the account of CronJobs, is held against the site in the end.

use celq::language::keys::schedule::Schedule;
use celq::language::typed::Words as _;
use celq::language::value::{Reference, Value as Said};
use celq::language::{Scope, clauses, keys};

use super::deployment::{program, selector, service, take_command, usual};
use super::leading::services;
use super::pod::{self, reference};
use super::{Object, Objects};
use crate::broker;
use crate::command::{Command, Given};
use crate::draft::{Beat, Draft, say, secret, text};
use crate::finding::{Findings, Place};
use crate::node::{Node, Value};
use crate::quantity::memory;
use crate::said::Said as Pairs;

/// What `--scheduler` calls the one that keeps its schedule in the database, in full.
const DATABASE_SCHEDULER: &str = "django_celery_beat.schedulers:DatabaseScheduler";
/// Where a Deployment has its pod.
const POD: &str = ".spec.template.spec";
/// What qc calls Flower and the exporter.
const FLOWER: &str = celq::plan::watching::FLOWER;
const EXPORTER: &str = celq::plan::watching::EXPORTER;
/// The ConfigMap in which programs that are no workers find the broker.
const BROKER: &str = "celery-broker";
/// The ConfigMap with the dashboard.
const DASHBOARD: &str = "celery-dashboard";
/// What a port says: qc's programs serve at ports of their own.
pub(super) const PORT: [&str; 7] =
    [".name", ".containerPort", ".port", ".targetPort", ".protocol", ".appProtocol", ".nodePort"];
/// The Secret in which user and password of Flower are to be put.
const AUTH: (&str, &str) = ("celery-flower", "auth");

/// Reads the broker's URL that qc gives to Flower and the exporter. It says the host as the file does.
pub(super) fn broker_file(objects: &mut Objects, draft: &mut Draft, findings: &mut Findings) {
    for object in objects.of("ConfigMap").filter(|object| object.ours && object.name == BROKER) {
        object.read = true;
        let place = object.place.clone();
        let files = object.tree.look(".data").map_or(&[][..], Node::entries);
        let file = files.iter().find(|(name, _)| name == "celeryconfig.py").and_then(|(_, node)| node.text());
        let Some(file) = file else { continue };
        let names = crate::python::with(file, 0, |python| std::mem::take(&mut python.module.names));
        if let Ok(names) = names {
            crate::settings::of_broker(names, &place, draft, findings);
        }
    }
}

/// Reads all of it.
pub(super) fn read(objects: &mut Objects, draft: &mut Draft, findings: &mut Findings) {
    for index in objects.names("Deployment") {
        let tree = &objects.all[index].tree;
        if let Some(container) = with_image(tree, is_exporter) {
            exporter(objects, index, container, draft, findings);
        } else if let Some(container) = with_image(tree, is_flower).filter(|_| matches!(program(tree), Ok(None))) {
            // The image's own command starts Flower.
            flower(objects, Program { index, container, command: Command::default() }, draft, findings);
        } else if let Ok(Some((container, command))) = program(&objects.all[index].tree) {
            match command.program.as_str() {
                "beat" => beat(objects, Program { index, container, command }, draft, findings),
                "flower" => flower(objects, Program { index, container, command }, draft, findings),
                other => {
                    let what = format!("all of it: qc has no word for `celery {other}`");
                    findings.left_out(&objects.all[index].place, what);
                    objects.all[index].read = true;
                    objects.all[index].tree.value = Value::Null;
                }
            }
        }
    }
    dashboard(objects, draft);
    events(objects, draft);
    for object in objects.all.iter_mut().filter(|object| object.ours) {
        object.read = true;
    }
}

/// The container whose image is one of these.
fn with_image(tree: &Node, wanted: fn(&str) -> bool) -> Option<usize> {
    let containers = tree.look_items(&format!("{POD}.containers"));
    containers.iter().position(|container| container.look_text(".image").is_some_and(wanted))
}

fn is_exporter(image: &str) -> bool {
    image.contains("celery-exporter")
}

fn is_flower(image: &str) -> bool {
    image.split([':', '@']).next().is_some_and(|name| name.ends_with("mher/flower"))
}

/// What runs in a Deployment that is no worker.
struct Program {
    /// The Deployment, among the objects.
    index: usize,
    /// Its container.
    container: usize,
    /// What the container runs.
    command: Command,
}

/// Takes what all programs of one pod have.
fn one_pod(object: &mut Object, container: usize, place: &Place, findings: &mut Findings) {
    object.tree.take_if(".spec.replicas", |node| node.number() == Some(1));
    object.tree.drop_text(".spec.strategy.type", "Recreate");
    selector(object, findings);
    take_command(&mut object.tree, container);
    if let Some(of) = object.tree.items(&format!("{POD}.containers")).get_mut(container) {
        // Of an object that is to be deleted nothing is merged.
        of.take_if(".name", |_| object.name != object.now);
        pod::name(of, &object.now, &place.part(&format!("{POD}.containers[{container}]")), findings);
    }
}

fn beat(objects: &mut Objects, program: Program, draft: &mut Draft, findings: &mut Findings) {
    let Program { index, container, mut command } = program;
    let object = &mut objects.all[index];
    object.read = true;
    let place = object.place.clone();
    let app = command.take("--app");
    let service = service(app.as_deref(), &object.tree, container, &command, draft, &place);
    let usual = usual(service, draft);
    let mut said = Pairs::default();
    let scheduler = command.take("--scheduler").or_else(|| command.take("--statedb"));
    if let Some(scheduler) = scheduler {
        if ["django", DATABASE_SCHEDULER].contains(&scheduler.as_str()) {
            let word = Schedule::ALL.iter().position(|one| *one == Schedule::Database).unwrap_or_default();
            say(
                &mut said,
                (Scope::Beat, &keys::schedule::KEY),
                &Said::Choice(Schedule::CHOICES, word),
                &place,
                findings,
            );
        } else {
            findings.left_out(&place, format!("`--scheduler={scheduler}`"));
        }
    }
    let kept = command.take("--schedule-filename");
    if command.options.iter().any(|option| {
        option.name == "--loglevel" && option.value.as_deref().is_some_and(|level| level.eq_ignore_ascii_case("info"))
    }) {
        command.take("--loglevel");
    }
    options_left(&command, &place, findings);
    one_pod(object, container, &place, findings);
    let mut given = crate::draft::Pod::default();
    if let Some(pod) = object.tree.go(POD) {
        let claim = claim(pod, container, kept.as_deref());
        given = pod::read(pod, container, usual, draft, &place.part(POD), findings);
        if let Some(claim) = claim {
            given.volumes.retain(|volume| !volume.iter().any(|(_, value)| *value == text(claim.clone())));
            let own = persistence(objects, &claim, findings);
            // Every beat with a file has a volume: only another than the usual has to be said.
            if own.says_more_than_clauses() {
                said.add(&own);
            }
        }
    }
    if draft.services[service].own
        && let Some(reference) = pod::take_password(&mut given)
    {
        say(&mut draft.broker.said, (Scope::Broker, &keys::password::KEY), &reference, &place, findings);
    }
    draft.beats.push(Beat { service, said, pod: given });
}

/// Options that are no part of what qc knows of a program.
fn options_left(command: &Command, place: &Place, findings: &mut Findings) {
    let shown = |option: &Given| {
        if crate::finding::is_secret(&option.name) { option.name.clone() } else { option.argument() }
    };
    for argument in command.options.iter().map(shown).chain(command.words.iter().cloned()) {
        findings.left_out(&place.part(".args"), format!("`{argument}`"));
    }
}

/// The claim that a pod mounts where a program keeps a file.
fn claim(pod: &Node, container: usize, file: Option<&str>) -> Option<String> {
    let file = file?;
    let containers = pod.look_items(".containers");
    let mut mounts = containers.get(container)?.look_items(".volumeMounts").iter();
    let holds = |mount: &&Node| mount.look_text(".mountPath").is_some_and(|path| file.starts_with(path));
    let name = mounts.find(holds)?.look_text(".name")?;
    let volume = pod.look_items(".volumes").iter().find(|volume| volume.look_text(".name") == Some(name))?;
    volume.look_text(".persistentVolumeClaim.claimName").map(str::to_owned)
}

/// The size and the class of a claim.
fn persistence(objects: &mut Objects, claim: &str, findings: &mut Findings) -> Pairs {
    let mut said = Pairs::default();
    said.open(&clauses::persistence::CLAUSE);
    for object in objects.of("PersistentVolumeClaim").filter(|object| object.name == claim) {
        object.read = true;
        let place = object.place.clone();
        let path = ".spec.resources.requests.storage";
        if let Some((size, exact)) = object.tree.look(path).and_then(Node::scalar).and_then(|text| memory(&text)) {
            object.tree.take(path);
            say(&mut said, (Scope::Persistence, &keys::size::KEY), &Said::Memory(size), &place.part(path), findings);
            if !exact {
                findings.note(&place.part(path), "is no whole number of Ki, and is rounded up");
            }
        }
        if let Some(class) = object.tree.take_text(".spec.storageClassName") {
            let place = place.part(".spec.storageClassName");
            say(&mut said, (Scope::Persistence, &keys::storage_class::KEY), &text(class), &place, findings);
        }
        object.tree.take_if(".spec.accessModes", |modes| modes.texts() == Some(vec!["ReadWriteOnce".to_owned()]));
    }
    said
}

fn flower(objects: &mut Objects, program: Program, draft: &mut Draft, findings: &mut Findings) {
    let Program { index, container, mut command } = program;
    let object = &mut objects.all[index];
    object.read = true;
    let (place, name) = (object.place.clone(), object.name.clone());
    object.becomes(FLOWER, findings);
    let mut said = Pairs::default();
    let kept = command.take("--db");
    for option in
        ["--app", "--config", "--port", "--purge_offline_workers", "--address", "--persistent", "--state_save_interval"]
    {
        command.take(option);
    }
    for option in ["--basic_auth", "--basic-auth"] {
        if command.take(option).is_some() {
            auth(None, &mut said, &place, findings);
        }
    }
    if let Some(url) = command.take("--broker")
        && !broker::url(&url, draft, &place, findings)
    {
        findings.left_out(&place, "`--broker`: it is no URL of Redis or RabbitMQ");
    }
    options_left(&command, &place, findings);
    one_pod(object, container, &place, findings);
    let claim = object.tree.look(POD).and_then(|pod| claim(pod, container, kept.as_deref()));
    served(&mut object.tree, container, &mut said, draft, &place, findings);
    if let Some(claim) = claim {
        said.add(&persistence(objects, &claim, findings));
    }
    services(objects, (&name, FLOWER), &mut said, draft, findings);
    draft.flower = Some(said);
}

fn exporter(objects: &mut Objects, index: usize, container: usize, draft: &mut Draft, findings: &mut Findings) {
    let object = &mut objects.all[index];
    object.read = true;
    let (place, name) = (object.place.clone(), object.name.clone());
    object.becomes(EXPORTER, findings);
    let mut said = Pairs::default();
    let containers = object.tree.look_items(&format!("{POD}.containers"));
    let words = containers[container].look(".args").and_then(Node::texts).unwrap_or_default();
    if !object.ours {
        let mut command = crate::command::options(&words);
        command.options.retain(|option| match (option.name.as_str(), option.value.as_deref()) {
            ("--broker-url", Some(url)) => !broker::url(url, draft, &place, findings),
            (name, _) => name != "--queues" && name != "--port",
        });
        options_left(&command, &place, findings);
    }
    one_pod(object, container, &place, findings);
    served(&mut object.tree, container, &mut said, draft, &place, findings);
    services(objects, (&name, EXPORTER), &mut said, draft, findings);
    draft.exporter = Some(said);
}

/// Takes what a program that serves has in its pod: ports and probes are qc's own, and so is how it finds the broker.
fn served(
    tree: &mut Node,
    container: usize,
    said: &mut Pairs,
    draft: &mut Draft,
    place: &Place,
    findings: &mut Findings,
) {
    let Some(of) = tree.items(&format!("{POD}.containers")).get_mut(container) else { return };
    for port in of.items(".ports") {
        port.take_each(&PORT);
    }
    of.take(".readinessProbe");
    of.take(".livenessProbe");
    let image = of.take_text(".image");
    let scope = if image.as_deref().is_some_and(is_exporter) { Scope::Exporter } else { Scope::Flower };
    if let Some(image) = image {
        let plain = image.strip_prefix("docker.io/").unwrap_or(&image).to_owned();
        say(said, (scope, &keys::image::KEY), &text(plain), &place.part(".image"), findings);
    }
    for variable in of.items(".env") {
        let name = variable.look_text(".name").unwrap_or_default().to_owned();
        let value = variable.look_text(".value").map(str::to_owned);
        let understood = match (name.as_str(), &value) {
            ("FLOWER_BASIC_AUTH", _) => {
                auth(reference(variable), said, place, findings);
                true
            }
            ("FLOWER_PORT" | "PYTHONPATH", Some(_)) => true,
            (name, Some(url)) if name.contains("BROKER") => broker::url(url, draft, place, findings),
            ("BROKER_PASSWORD", None) => match reference(variable) {
                Some(reference) => {
                    let reference = Said::Reference(reference);
                    say(&mut draft.broker.said, (Scope::Broker, &keys::password::KEY), &reference, place, findings);
                    true
                }
                None => false,
            },
            _ => false,
        };
        if understood {
            variable.take_each(&[".name", ".value", ".valueFrom"]);
        }
    }
}

/// Where user and password of Flower are kept.
fn auth(kept: Option<Reference<'static>>, said: &mut Pairs, place: &Place, findings: &mut Findings) {
    let value = match kept {
        Some(reference) => Said::Reference(reference),
        None => {
            let (name, key) = AUTH;
            findings.note(
                place,
                format!(
                    "user and password are not copied: put `USER:PASSWORD` into the key `{key}` of a Secret `{name}`"
                ),
            );
            secret(name, key)
        }
    };
    say(said, (Scope::Flower, &keys::auth::KEY), &value, place, findings);
}

/// Who asked for the dashboard: Flower where its metrics are on it, or where there is no exporter.
fn dashboard(objects: &mut Objects, draft: &mut Draft) {
    let of_qc = objects.of("ConfigMap").find(|object| object.ours && object.name == DASHBOARD);
    let Some(object) = of_qc else { return };
    object.read = true;
    let of_flower = object.tree.look(".data").is_some_and(|data| {
        data.entries().iter().any(|(_, file)| file.text().is_some_and(|text| text.contains("flower_")))
    });
    match (&mut draft.flower, &mut draft.exporter) {
        (Some(flower), None) => flower.open(&clauses::dashboard::CLAUSE),
        (Some(flower), Some(_)) if of_flower => flower.open(&clauses::dashboard::CLAUSE),
        (_, Some(exporter)) => exporter.open(&clauses::dashboard::CLAUSE),
        (None, None) => {}
    }
}

/// Workers send task events where something watches: only what differs from that is said.
fn events(objects: &Objects, draft: &mut Draft) {
    let ours: Vec<usize> = objects
        .all
        .iter()
        .filter(|object| object.ours && object.kind == "Deployment")
        .filter_map(|object| objects.workers.get(&object.name).copied())
        .collect();
    let key = (Scope::Queue, &keys::events::KEY);
    let sends = |draft: &Draft, worker: &usize| draft.workers[*worker].said.get(key.0, key.1).is_some();
    let watching = [&clauses::metrics::CLAUSE, &clauses::service_monitor::CLAUSE, &clauses::dashboard::CLAUSE];
    let watches = draft.flower.as_ref().is_some_and(|flower| watching.iter().any(|clause| flower.has_clause(clause)));
    let all_send = !ours.is_empty() && ours.iter().all(|worker| sends(draft, worker));
    if all_send
        && !watches
        && draft.exporter.is_none()
        && let Some(flower) = &mut draft.flower
    {
        flower.open(&clauses::metrics::CLAUSE);
    }
    let watches = draft.flower.as_ref().is_some_and(|flower| watching.iter().any(|clause| flower.has_clause(clause)));
    if !watches && draft.exporter.is_none() {
        return;
    }
    for worker in 0..draft.workers.len() {
        let sends = sends(draft, &worker);
        let said = &mut draft.workers[worker].said;
        if sends {
            said.unset(key.0, key.1);
        } else if ours.contains(&worker) {
            let _ = said.set(key.0, key.1, &Said::Switch(false));
            let _ = said.insist(key.0, key.1, &Said::Switch(false));
        }
    }
}
