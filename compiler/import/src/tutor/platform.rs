//! What Tutor itself says of the site: its release, image and namespace, the broker, and the commands of its two workers.

use celq::catalog::{self, RELEASES, Release};
use celq::language::{Key, Scope, keys};
use celq::model::BrokerKind;

use super::{Config, SERVICES, setting};
use crate::command;
use crate::draft::{Draft, Worker, say, secret, text, texts};
use crate::finding::Findings;
use crate::node::{At, Node, Value};
use crate::options;
use crate::quantity::{integer, plain};

/// The Secret in which the broker's password is to be put.
const SECRET: (&str, &str) = ("openedx-redis", "password");

type Convert = fn(&Node) -> Option<celq::language::value::Value<'static>>;

/// The settings of the broker.
const BROKER: [(&str, Scope, &Key, Convert); 4] = [
    ("REDIS_HOST", Scope::Broker, &keys::host::KEY, plain),
    ("REDIS_PORT", Scope::Broker, &keys::port::KEY, integer),
    ("REDIS_USERNAME", Scope::Broker, &keys::username::KEY, plain),
    ("OPENEDX_CELERY_REDIS_DB", Scope::Redis, &keys::db::KEY, integer),
];

/// Settings that say nothing beside those that are read: whether Tutor runs a Redis of its own is seen by the host.
const KNOWN: [&str; 1] = ["RUN_REDIS"];

/// Reads the settings.
pub(super) fn read(config: &mut Config, draft: &mut Draft, findings: &mut Findings) {
    release(config, draft, findings);
    for (name, scope, key, convert) in BROKER {
        let Some(node) = config.take(name) else { continue };
        let place = setting(name, node.at);
        match convert(&node) {
            _ if node.scalar().is_some_and(|text| text.is_empty()) || node.value == Value::Null => {}
            Some(value) => {
                draft.broker.is(BrokerKind::Redis);
                say(&mut draft.broker.said, (scope, key), &value, &place, findings);
            }
            None => findings.left_over(&place, &node),
        }
    }
    password(config, draft, findings);
    for name in KNOWN {
        config.take(name);
    }
    if let Some(node) = config.take("K8S_NAMESPACE") {
        match node.text() {
            Some(namespace) => draft.namespace = Some(namespace.to_owned()),
            None => findings.left_over(&setting("K8S_NAMESPACE", node.at), &node),
        }
    }
    if let Some(node) = config.take("OPENEDX_EXTRA_PIP_REQUIREMENTS") {
        let place = setting("OPENEDX_EXTRA_PIP_REQUIREMENTS", node.at);
        match node.texts() {
            Some(packages) if packages.is_empty() => {}
            Some(packages) => {
                _ = say(&mut draft.site, (Scope::Site, &keys::packages::KEY), &texts(&packages), &place, findings);
            }
            None => findings.left_over(&place, &node),
        }
    }
    if let Some(node) = config.take("DOCKER_IMAGE_OPENEDX") {
        let place = setting("DOCKER_IMAGE_OPENEDX", node.at);
        match node.text() {
            Some(image) if image == draft.release.0.image => {}
            Some(image) => _ = say(&mut draft.site, (Scope::Site, &keys::image::KEY), &text(image), &place, findings),
            None => findings.left_over(&place, &node),
        }
    }
}

/// The release, by the branch that Tutor builds or by its own version.
fn release(config: &mut Config, draft: &mut Draft, findings: &mut Findings) {
    for name in ["OPENEDX_COMMON_VERSION", "TUTOR_VERSION", "VERSION"] {
        let Some(node) = config.take(name) else { continue };
        let found = node.scalar().and_then(|text| by_version(&text));
        match found {
            Some(release) => draft.release = (release, true),
            None => findings.left_out(
                &setting(name, node.at),
                format!("`{node}` is no release that qc knows; it is read as {}", draft.release.0.name),
            ),
        }
    }
}

/// The release of a branch, such as `release/ulmo.4`, or of a version of Tutor, such as `21.0.9`.
pub(crate) fn by_version(text: &str) -> Option<&'static Release> {
    let major = |version: &str| version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    let by_name = RELEASES.iter().find(|release| text.split(['/', '.']).any(|part| part == release.name));
    by_name.or_else(|| {
        let wanted = major(text.trim_start_matches('v'))?;
        RELEASES.iter().find(|release| major(release.tutor) == Some(wanted))
    })
}

/// A password is never written: a Secret is to hold it.
fn password(config: &mut Config, draft: &mut Draft, findings: &mut Findings) {
    let Some(node) = config.take("REDIS_PASSWORD") else { return };
    if node.value == Value::Null || node.text() == Some("") {
        return;
    }
    draft.broker.is(BrokerKind::Redis);
    let place = setting("REDIS_PASSWORD", node.at);
    let (name, key) = SECRET;
    say(&mut draft.broker.said, (Scope::Broker, &keys::password::KEY), &secret(name, key), &place, findings);
    findings.note(&place, format!("a password is not copied: put it into the key `{key}` of a Secret `{name}`"));
}

/// Tutor's own command of a worker.
pub(super) fn command(service: &str) -> Node {
    let known = catalog::newest().services.iter().find(|known| known.name == service);
    let words = known.map_or(&[][..], |known| known.command);
    Node::new(At::default(), Value::List(words.iter().map(|word| Node::of_text(word)).collect()))
}

/// Reads the commands that something changes.
pub(super) fn commands(commands: &mut [Option<Node>; 2], draft: &mut Draft, findings: &mut Findings) {
    for (index, name) in SERVICES.into_iter().enumerate() {
        let Some(node) = commands[index].take() else { continue };
        let own = command(name).texts().unwrap_or_default();
        let last = if let Value::List(items) = &node.value { items.last().map(|item| item.at) } else { None };
        let place = setting(super::COMMANDS[index], last.unwrap_or(node.at));
        let Some(words) = node.texts() else {
            findings.leftovers(&place, &node);
            continue;
        };
        let service = draft.known(name, &place);
        let mut worker = Worker { service, place: place.clone(), ..Worker::default() };
        match command::read(&words) {
            Ok(Some(command)) if command.program == "worker" => {
                let written: Vec<&str> = own.iter().map(String::as_str).collect();
                options::read(without_app(command), &written, &mut worker, &place, findings);
            }
            _ => findings.left_out(&place, format!("`{}` starts no worker", words.join(" "))),
        }
        // The queues are Tutor's own unless something says others.
        let tutors = command::read(&own).ok().flatten().and_then(|mut command| command.take("--queues"));
        if worker.queues.as_ref().map(|queues| queues.join(",")) == tutors {
            (worker.queues, worker.own) = (None, None);
        }
        draft.workers.push(worker);
    }
}

/// Tutor's worker has the application of its service.
fn without_app(command: command::Command) -> command::Command {
    let mut command = command;
    command.take("--app");
    command
}
