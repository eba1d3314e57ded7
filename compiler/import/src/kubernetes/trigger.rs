//! One trigger of KEDA's → what it says of the broker, of the queue that it reads and of the hours in which it asks for pods.
//! A trigger that says something else stays.

use celq::language::keys::count::Count;
use celq::language::typed::Words as _;
use celq::language::value::Value as Said;
use celq::language::{Key, Scope, keys};
use celq::model::BrokerKind;

use super::week::Floor;
use crate::broker::{self, fact};
use crate::draft::{Draft, text};
use crate::finding::{Findings, Place};
use crate::node::Node;

/// What the triggers of one scaler say.
#[derive(Default)]
pub(super) struct Reading {
    /// The worker that is scaled.
    pub(super) worker: usize,
    /// Whether a formula reads them.
    pub(super) formula: bool,
    /// What a scaler aims at, where triggers say it.
    pub(super) numbers: Vec<(&'static Key, i64)>,
    /// Between a queue and a priority, and the steps that have lists of their own.
    pub(super) split: Vec<(String, i64)>,
    /// Hours with more pods.
    pub(super) floors: Vec<Floor>,
}

/// Tasks per pod where a trigger on Redis does not say it.
const KEDAS_LENGTH: i64 = 5;

/// Reads a trigger; gives whether it is understood. What is left in it is reported.
pub(super) fn read(
    trigger: &mut Node,
    reading: &mut Reading,
    draft: &mut Draft,
    place: &Place,
    findings: &mut Findings,
) -> bool {
    let understood = match trigger.look_text(".type") {
        Some("redis") => redis(trigger, reading, draft, place, findings),
        Some("rabbitmq") => rabbitmq(trigger, reading, draft, place, findings),
        Some("cron") => cron(trigger, reading),
        _ => false,
    };
    if understood {
        trigger.take(".type");
        trigger.drop_text(".metricType", "AverageValue");
    }
    understood
}

fn redis(trigger: &mut Node, reading: &mut Reading, draft: &mut Draft, place: &Place, findings: &mut Findings) -> bool {
    let Some(list) = trigger.look_text(".metadata.listName").map(str::to_owned) else { return false };
    let address = address(trigger);
    if !draft.broker.is(BrokerKind::Redis) {
        return false;
    }
    let worker_of = &draft.workers[reading.worker];
    let in_flight = format!("unacked.{}", worker_of.workload.as_deref().unwrap_or_default());
    let queues = worker_of.queues.clone().unwrap_or_default();
    let prefix = if let Some(prefix) = list.strip_suffix(&in_flight) {
        prefix.to_owned()
    } else {
        let Some(list) = List::of(&list, &queues) else { return false };
        reading.split.extend(list.step);
        list.prefix
    };
    trigger.take(".metadata.listName");
    if !prefix.is_empty() {
        fact(draft, (Scope::Redis, &keys::key_prefix::KEY), &text(prefix), place, findings);
    }
    if let Some((host, port)) = address {
        self::host(&host, draft, place, findings);
        fact(draft, (Scope::Broker, &keys::port::KEY), &Said::Integer(port), place, findings);
        trigger.take_each(&[".metadata.address", ".metadata.host", ".metadata.port"]);
    }
    match trigger.take_number(".metadata.databaseIndex") {
        Some(db) => fact(draft, (Scope::Redis, &keys::db::KEY), &Said::Integer(db), place, findings),
        None => draft.broker.scaled_by_first.push(place.clone()),
    }
    if let Some(username) = trigger.take_text(".metadata.username") {
        fact(draft, (Scope::Broker, &keys::username::KEY), &text(username), place, findings);
    }
    if let Some(tls) = trigger.take_switch(".metadata.enableTLS") {
        fact(draft, (Scope::Broker, &keys::tls::KEY), &Said::Switch(tls), place, findings);
    }
    if !reading.formula {
        let length = trigger.take_number(".metadata.listLength").unwrap_or(KEDAS_LENGTH);
        reading.numbers.push((&keys::list_length::KEY, length));
        reading.numbers.extend(
            trigger.take_number(".metadata.activationListLength").map(|number| (&keys::activation::KEY, number)),
        );
    }
    true
}

/// Says which scalers read database 0, because nobody told them another, while the tasks wait elsewhere.
pub(super) fn blind(draft: &mut Draft, findings: &mut Findings) {
    let db = draft.broker.said.get(Scope::Redis, &keys::db::KEY).filter(|db| *db != "0").map(str::to_owned);
    for place in std::mem::take(&mut draft.broker.scaled_by_first) {
        if let Some(db) = &db {
            findings.note(
                &place,
                format!("it reads database 0, and the tasks wait in {db}: it never saw one of them; that of qc does"),
            );
        }
    }
}

/// The list that a trigger reads: a prefix of all keys, a queue, and perhaps a priority.
struct List {
    prefix: String,
    step: Option<(String, i64)>,
}

impl List {
    fn of(name: &str, queues: &[String]) -> Option<Self> {
        let whole = queues.iter().filter(|queue| name.ends_with(*queue)).max_by_key(|queue| queue.len());
        if let Some(queue) = whole {
            return Some(Self { prefix: name[..name.len() - queue.len()].to_owned(), step: None });
        }
        let before = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let step = name[before.len()..].parse().ok()?;
        let of = |queue: &String| {
            let at = before.find(queue.as_str())?;
            let separator = &before[at + queue.len()..];
            (!separator.is_empty()).then(|| (before[..at].to_owned(), separator.to_owned()))
        };
        let (prefix, separator) = queues.iter().filter_map(of).min_by_key(|(_, separator)| separator.len())?;
        Some(Self { prefix, step: Some((separator, step)) })
    }
}

/// Host and port, in either of the forms that KEDA takes.
fn address(trigger: &Node) -> Option<(String, i64)> {
    if let Some(address) = trigger.look_text(".metadata.address") {
        let (host, port) = address.rsplit_once(':')?;
        return Some((host.trim_start_matches('[').trim_end_matches(']').to_owned(), port.parse().ok()?));
    }
    let (host, port) = (trigger.look_text(".metadata.host")?, trigger.look(".metadata.port")?);
    Some((host.to_owned(), port.number()?))
}

/// The broker's host as KEDA finds it: of a Service of the same namespace the site says the bare name.
fn host(host: &str, draft: &mut Draft, place: &Place, findings: &mut Findings) {
    let namespace = draft.namespace.clone().unwrap_or_else(|| keys::namespace::DEFAULT.to_owned());
    let bare = host.strip_suffix(&format!(".{namespace}")).filter(|bare| !bare.contains('.')).unwrap_or(host);
    let key = (Scope::Broker, &keys::host::KEY);
    let known = draft.broker.said.get(key.0, key.1);
    if known.is_none_or(|known| known != bare && known != host) {
        fact(draft, key, &text(bare), place, findings);
    }
}

fn rabbitmq(
    trigger: &mut Node,
    reading: &mut Reading,
    draft: &mut Draft,
    place: &Place,
    findings: &mut Findings,
) -> bool {
    let queues = draft.workers[reading.worker].queues.clone().unwrap_or_default();
    let known = trigger.look_text(".metadata.queueName").is_some_and(|queue| queues.iter().any(|known| known == queue));
    if !known || !draft.broker.is(BrokerKind::RabbitMq) {
        return false;
    }
    trigger.take(".metadata.queueName");
    if let Some(url) = trigger.look_text(".metadata.host").map(str::to_owned)
        && management(&url, draft, place, findings)
    {
        trigger.take(".metadata.host");
    }
    trigger.drop_text(".metadata.protocol", "http");
    if let Some(vhost) = trigger.take_text(".metadata.vhostName") {
        fact(draft, (Scope::RabbitMq, &keys::vhost::KEY), &text(vhost), place, findings);
    }
    trigger.drop_text(".metadata.mode", "QueueLength");
    let numbers = [(".metadata.value", &keys::list_length::KEY), (".metadata.queueLength", &keys::list_length::KEY)];
    for (path, key) in numbers.into_iter().chain([(".metadata.activationValue", &keys::activation::KEY)]) {
        reading.numbers.extend(trigger.take_number(path).map(|number| (key as &'static Key, number)));
    }
    if trigger.take_switch(".metadata.excludeUnacknowledged") == Some(true) {
        let word = Count::ALL.iter().position(|one| *one == Count::Waiting).unwrap_or_default();
        let said = &mut draft.workers[reading.worker].said;
        if let Err(why) = said.insist(Scope::Keda, &keys::count::KEY, &Said::Choice(Count::CHOICES, word)) {
            findings.left_out(place, why);
        }
    }
    username_from_env(trigger, reading.worker, draft, place, findings);
    true
}

/// The user of RabbitMQ stands in a variable of the container that is scaled.
fn username_from_env(trigger: &mut Node, worker: usize, draft: &mut Draft, place: &Place, findings: &mut Findings) {
    let Some(name) = trigger.look_text(".metadata.usernameFromEnv").map(str::to_owned) else { return };
    let env = &mut draft.workers[worker].pod.env;
    let Some(index) = env.iter().position(|(there, value)| *there == name && matches!(value, Said::Text(_))) else {
        return;
    };
    trigger.take(".metadata.usernameFromEnv");
    let (_, username) = env.remove(index);
    fact(draft, (Scope::Broker, &keys::username::KEY), &username, place, findings);
}

/// Where the management plugin answers, or the broker itself.
fn management(url: &str, draft: &mut Draft, place: &Place, findings: &mut Findings) -> bool {
    if url.starts_with("amqp") {
        return broker::url(url, draft, place, findings);
    }
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    let Some((host, port)) = rest.trim_end_matches('/').rsplit_once(':') else { return false };
    let (true, Ok(port)) = (!host.contains(['/', '@']), port.parse::<i64>()) else { return false };
    let (tls, usual) = match scheme {
        "http" => (false, keys::management_port::DEFAULT),
        "https" => (true, keys::management_port::TLS),
        _ => return false,
    };
    self::host(host.trim_start_matches('[').trim_end_matches(']'), draft, place, findings);
    if tls {
        fact(draft, (Scope::Broker, &keys::tls::KEY), &Said::Switch(true), place, findings);
    }
    if port != usual {
        fact(draft, (Scope::RabbitMq, &keys::management_port::KEY), &Said::Integer(port), place, findings);
    }
    true
}

/// Hours with more pods.
fn cron(trigger: &mut Node, reading: &mut Reading) -> bool {
    let of = |path: &str| trigger.look_text(path).map(str::to_owned);
    let (start, end, zone) = (of(".metadata.start"), of(".metadata.end"), of(".metadata.timezone"));
    let replicas = trigger.look(".metadata.desiredReplicas").and_then(Node::number);
    let (Some(start), Some(end), Some(zone), Some(replicas)) = (start, end, zone, replicas) else { return false };
    let Some(floor) = Floor::new(&start, &end, zone, replicas) else { return false };
    reading.floors.push(floor);
    trigger.take_each(&[".metadata.start", ".metadata.end", ".metadata.timezone", ".metadata.desiredReplicas"]);
    true
}
