//! A pod of one of Celery's programs → what its container is given, and where it may run.

use celq::catalog;
use celq::emit::settings;
use celq::language::keys::spread::Spread;
use celq::language::typed::Words as _;
use celq::language::value::{Label, Reference, Toleration, Value as Said};
use celq::language::{Scope, keys};
use celq::rules::secrets::looks_secret;

use crate::broker;
use crate::draft::{Draft, Pod, say, secret as secret_of, text};
use crate::finding::{Findings, Place};
use crate::node::{Node, Value};
use crate::quantity::{cpu_amount, memory, memory_amount};
use crate::said::Said as Pairs;

/// The Secret in which a variable is to be put that stands in clear.
const SECRET: &str = "celery-env";
/// The variable that names Django's settings module.
const SETTINGS: &str = "DJANGO_SETTINGS_MODULE";

/// What all pods of a service have without a word.
#[derive(Clone, Copy)]
pub(super) struct Usual {
    /// Of the service: its variables.
    pub(super) service: &'static catalog::Service,
    /// Of all services of the release: user, volumes.
    pub(super) worker: &'static catalog::Worker,
}

/// Takes what is usual of a pod, and what its container is given.
pub(super) fn read(
    pod: &mut Node,
    container: usize,
    usual: Usual,
    draft: &mut Draft,
    place: &Place,
    findings: &mut Findings,
) -> Pod {
    let mut read = Pod::default();
    pod.take_if(".enableServiceLinks", |node| node.switch() == Some(false));
    security(pod, usual);
    let volumes = pod.take(".volumes");
    let path = place.part(&format!(".containers[{container}]"));
    let Some(of) = pod.items(".containers").get_mut(container) else { return read };
    read.image = of.take_text(".image");
    of.take_if(".securityContext.allowPrivilegeEscalation", |node| {
        node.switch() == usual.worker.allow_privilege_escalation && node.switch().is_some()
    });
    environment(of, usual, &mut read, draft, &path, findings);
    env_from(of, &mut read);
    let mounts = of.take(".volumeMounts");
    self::volumes(volumes, mounts, usual, &mut read, place, findings);
    read
}

/// Takes the container's name. One that qc calls otherwise is another container to whoever merges by names.
pub(super) fn name(container: &mut Node, now: &str, place: &Place, findings: &mut Findings) {
    if let Some(name) = container.take_text(".name").filter(|name| name != now) {
        findings.note(&place.part(".name"), format!("`{name}`: qc calls the container `{now}`"));
    }
}

/// Takes the user and the group that the release's workers have.
fn security(pod: &mut Node, usual: Usual) {
    for (path, id) in [(".runAsUser", usual.worker.run_as_user), (".runAsGroup", usual.worker.run_as_group)] {
        let path = format!(".securityContext{path}");
        pod.take_if(&path, |node| node.number() == id && id.is_some());
    }
}

fn environment(
    container: &mut Node,
    usual: Usual,
    pod: &mut Pod,
    draft: &mut Draft,
    place: &Place,
    findings: &mut Findings,
) {
    for (at, variable) in container.items(".env").iter_mut().enumerate() {
        let place = place.part(&format!(".env[{at}]"));
        let Some(name) = variable.look_text(".name").map(str::to_owned) else { continue };
        let Some(value) = value(variable) else { continue };
        variable.take_each(&[".name", ".value", ".valueFrom"]);
        let kept = match value {
            Said::Text(given) => in_clear(&name, &given, usual, pod, draft, &place, findings),
            reference => Some(reference),
        };
        pod.env.extend(kept.map(|value| (name, value)));
    }
}

/// What is kept of a variable that stands in clear: nothing where the site has it anyway, a reference where it is a secret.
fn in_clear(
    name: &str,
    given: &str,
    usual: Usual,
    pod: &mut Pod,
    draft: &mut Draft,
    place: &Place,
    findings: &mut Findings,
) -> Option<Said<'static>> {
    if name == SETTINGS {
        pod.settings = Some(given.to_owned());
        return None;
    }
    if usual.service.environment.iter().any(|(known, value)| *known == name && *value == given) {
        return None;
    }
    if name.contains("BROKER") && broker::url(given, draft, place, findings) {
        let what = "is the broker of the site now, and the settings that qc writes have it";
        findings.note(&place.of(format!("{} {name}", place.object)), what);
        return None;
    }
    if looks_secret(name, given).is_none() {
        return Some(text(given));
    }
    let key = name.replace(|c: char| !c.is_ascii_alphanumeric() && c != '_', "-");
    let what = format!("`{name}` is not copied: put it into the key `{key}` of a Secret `{SECRET}`");
    findings.note_once(place, what);
    Some(secret_of(SECRET, &key))
}

/// What a variable says, where the language can say it.
fn value(variable: &Node) -> Option<Said<'static>> {
    if variable.has(".valueFrom") {
        return reference(variable).filter(|_| !variable.has(".value")).map(Said::Reference);
    }
    match variable.look(".value") {
        Some(value) => value.scalar().map(text),
        None => Some(text("")),
    }
}

/// Where a variable's value is kept, where nothing else is said of it.
pub(super) fn reference(variable: &Node) -> Option<Reference<'static>> {
    let sources = [(".valueFrom.secretKeyRef", true), (".valueFrom.configMapKeyRef", false)];
    let (source, secret) = sources.into_iter().find_map(|(path, secret)| Some((variable.look(path)?, secret)))?;
    let alone = variable.look(".valueFrom")?.entries().len() == 1 && source.entries().len() == 2;
    let (name, key) = (source.look_text(".name")?, source.look_text(".key")?);
    alone.then(|| Reference { secret, name: name.to_owned().into(), key: key.to_owned().into() })
}

/// ConfigMaps and Secrets as a whole, where no prefix changes the names: ConfigMaps first, as qc writes them.
fn env_from(container: &mut Node, pod: &mut Pod) {
    let sources = container.look_items(".envFrom");
    let name = |source: &Node, path: &str| {
        let alone = source.entries().len() == 1;
        let only = source.look(path).filter(|inner| alone && inner.entries().len() == 1)?;
        only.look_text(".name").map(str::to_owned)
    };
    let mut found: (Vec<String>, Vec<String>) = <_>::default();
    for source in sources {
        match (name(source, ".configMapRef"), name(source, ".secretRef")) {
            (Some(config_map), _) if found.1.is_empty() => found.0.push(config_map),
            (_, Some(secret)) => found.1.push(secret),
            _ => return,
        }
    }
    if !sources.is_empty() {
        container.take(".envFrom");
        pod.env_from = found;
    }
}

/// A volume by its name: what it shows.
type Shown = (&'static str, Said<'static>);

fn volumes(
    volumes: Option<Node>,
    mounts: Option<Node>,
    usual: Usual,
    pod: &mut Pod,
    place: &Place,
    findings: &mut Findings,
) {
    let (mut volumes, mut mounts) = (volumes.unwrap_or_else(Node::null), mounts.unwrap_or_else(Node::null));
    for mount in mounts.items("") {
        let name = mount.look_text(".name").unwrap_or_default().to_owned();
        let path = mount.look_text(".mountPath").unwrap_or_default().to_owned();
        let Some(volume) = volumes.items("").iter_mut().find(|volume| named(volume) == Some(&name)) else { continue };
        if let Some(known) = usual.worker.volumes.iter().find(|known| is_usual(volume, &path, known)) {
            let _ = (volume.take(".configMap.name"), known);
        } else if let Some(shown) = shown(volume) {
            let mut pairs = vec![(keys::path::KEY.name, text(path)), shown];
            if mount.take_if(".readOnly", |node| node.switch().is_some()).and_then(|node| node.switch()) == Some(true) {
                pairs.push((keys::read_only::KEY.name, Said::Switch(true)));
            }
            pod.volumes.push(pairs);
            volume.put(SHOWN, Node::null());
        } else {
            continue;
        }
        mount.take(".name");
        mount.take(".mountPath");
    }
    for volume in volumes.items("") {
        if volume.take_entry(SHOWN).is_some() {
            volume.value = Value::Null;
        } else if volume
            .look("configMap")
            .is_some_and(|source| source.entries().iter().all(|(name, node)| is_mode(name, node)))
        {
            volume.take(".name");
            volume.take(".configMap");
        }
    }
    findings.leftovers(&place.part(".volumes"), &volumes);
    findings.leftovers(&place.part(".containers[0].volumeMounts"), &mounts);
}

/// A mark of volumes that are said.
const SHOWN: &str = "\u{0}shown";

fn named(volume: &Node) -> Option<&str> {
    volume.look_text(".name")
}

/// Whether a volume is one that the release's workers have, at its place. Tutor's names may end in a hash. One that is
/// mounted twice has been seen already.
fn is_usual(volume: &Node, path: &str, known: &catalog::Volume) -> bool {
    let shows = volume.look_text(".configMap.name").unwrap_or(known.config_map);
    let same = shows == known.config_map || shows.strip_prefix(known.config_map).is_some_and(is_hash);
    let there = path.trim_end_matches('/') == known.path.trim_end_matches('/') && named(volume) == Some(known.name);
    same && there && volume.has(".configMap")
}

/// `-6m9tk2k7dc`, as kustomize adds it.
fn is_hash(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|hash| hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// What a volume shows, where it shows all of it as it is.
fn shown(volume: &Node) -> Option<Shown> {
    let kinds: Vec<&(String, Node)> =
        volume.entries().iter().filter(|(name, _)| name != "name" && name != SHOWN).collect();
    let [(kind, source)] = kinds[..] else { return None };
    let plain = |known: &[&str]| {
        source.entries().iter().all(|(name, node)| known.contains(&name.as_str()) || is_mode(name, node))
    };
    let name = |path: &str| source.look_text(path).map(text);
    match kind.as_str() {
        "persistentVolumeClaim" if plain(&["claimName"]) => Some((keys::claim::KEY.name, name(".claimName")?)),
        "configMap" if plain(&["name"]) => Some((keys::configmap::KEY.name, name(".name")?)),
        "secret" if plain(&["secretName"]) => Some((keys::secret::KEY.name, name(".secretName")?)),
        "emptyDir" if plain(&["sizeLimit"]) => {
            let (size, exact) = memory(&source.look(".sizeLimit")?.scalar()?)?;
            exact.then_some((keys::size::KEY.name, Said::Memory(size)))
        }
        _ => None,
    }
}

/// The mode that the API server fills in.
fn is_mode(name: &str, node: &Node) -> bool {
    name == "defaultMode" && node.number() == Some(420)
}

/// Takes where pods may run, and as whom.
pub(super) fn place(pod: &mut Node, said: &mut Pairs, place: &Place, findings: &mut Findings) {
    let scope = Scope::Place;
    if let Some(selector) = pod.take_if(".nodeSelector", |node| labels(node).is_some()) {
        let labels = Said::Labels(labels(&selector).unwrap_or_default());
        say(said, (scope, &keys::node::KEY), &labels, &place.part(".nodeSelector"), findings);
    }
    let taints: Vec<Option<Toleration<'static>>> = pod.look_items(".tolerations").iter().map(toleration).collect();
    if let Some(taints) = taints.into_iter().collect::<Option<Vec<_>>>().filter(|taints| !taints.is_empty()) {
        pod.take(".tolerations");
        say(said, (scope, &keys::tolerate::KEY), &Said::Tolerations(taints), &place.part(".tolerations"), findings);
    }
    if let [constraint] = pod.look_items(".topologySpreadConstraints")
        && let Some(spread) = spread(constraint)
    {
        pod.take(".topologySpreadConstraints");
        let choice =
            Said::Choice(Spread::CHOICES, Spread::ALL.iter().position(|one| *one == spread).unwrap_or_default());
        say(said, (scope, &keys::spread::KEY), &choice, &place.part(".topologySpreadConstraints"), findings);
    }
    let account = pod.take_text(".serviceAccountName");
    if let Some(account) = account {
        // The older name of the same field, which the API server writes too.
        pod.drop_text(".serviceAccount", &account);
        say(said, (scope, &keys::service_account::KEY), &text(account), &place.part(".serviceAccountName"), findings);
    }
    if let Some(class) = pod.take_text(".priorityClassName") {
        let place = place.part(".priorityClassName");
        say(said, (Scope::Queue, &keys::priority_class::KEY), &text(class), &place, findings);
    }
}

fn labels(node: &Node) -> Option<Vec<Label<'static>>> {
    let label =
        |(key, value): &(String, Node)| Some(Label { key: key.clone().into(), value: value.text()?.to_owned().into() });
    node.entries().iter().map(label).collect()
}

fn toleration(node: &Node) -> Option<Toleration<'static>> {
    let known = ["key", "operator", "value", "effect"];
    let plain = node.entries().iter().all(|(name, _)| known.contains(&name.as_str()));
    let operator = node.look_text(".operator").unwrap_or("Equal");
    let value = node.look_text(".value").map(|value| value.to_owned().into());
    let fits = plain && (operator == "Exists") == value.is_none() && matches!(operator, "Exists" | "Equal");
    let effect = match node.look_text(".effect") {
        Some(given) => Some(*celq::language::value::TAINT_EFFECTS.iter().find(|effect| **effect == given)?),
        None => None,
    };
    fits.then_some(Toleration { key: node.look_text(".key")?.to_owned().into(), value, effect })
}

/// The wish that qc writes: as evenly as can be.
fn spread(constraint: &Node) -> Option<Spread> {
    let known = ["labelSelector", "maxSkew", "topologyKey", "whenUnsatisfiable"];
    let plain = constraint.entries().iter().all(|(name, _)| known.contains(&name.as_str()));
    let even = constraint.look(".maxSkew").and_then(Node::number) == Some(1)
        && constraint.look_text(".whenUnsatisfiable") == Some("ScheduleAnyway");
    let by_label = constraint.look(".labelSelector").is_some_and(|selector| {
        selector.entries().iter().all(|(name, labels)| name == "matchLabels" && labels.entries().len() == 1)
    });
    match constraint.look_text(".topologyKey")? {
        "topology.kubernetes.io/zone" if plain && even && by_label => Some(Spread::Zone),
        "kubernetes.io/hostname" if plain && even && by_label => Some(Spread::Host),
        _ => None,
    }
}

/// Takes requests and limits. A limit without a request is a request too, as Kubernetes has it.
pub(super) fn resources(container: &mut Node, said: &mut Pairs, place: &Place, findings: &mut Findings) {
    let of = [
        ("cpu", &keys::cpu::KEY),
        ("memory", &keys::memory::KEY),
        ("ephemeral-storage", &keys::ephemeral_storage::KEY),
    ];
    for (name, key) in of {
        let ends = [".resources.requests", ".resources.limits"].map(|path| format!("{path}.{name}"));
        let [request, limit] = ends.clone().map(|path| container.look(&path).and_then(Node::scalar));
        let Some(least) = request.as_deref().or(limit.as_deref()) else { continue };
        let place = place.part(&format!(".resources {name}"));
        let amount = if key.name == keys::cpu::KEY.name {
            cpu_amount(least, limit.as_deref()).map(|value| (value, true))
        } else {
            memory_amount(least, limit.as_deref())
        };
        let Some((value, exact)) = amount else { continue };
        for path in ends {
            container.take(&path);
        }
        if say(said, (Scope::Resources, key), &value, &place, findings) && !exact {
            findings.note(&place, format!("is no whole number of Ki: `{value}` is written"));
        }
    }
}

/// The variable by which a worker that counts what it runs is known, with the key that qc puts into it.
pub(super) fn take_in_flight(pod: &mut Pod, workload: &str) -> bool {
    let count = pod.env.len();
    let key = text(format!("unacked.{workload}"));
    pod.env.retain(|(name, value)| name != settings::IN_FLIGHT || *value != key);
    pod.env.len() < count
}

/// Where the broker's password is kept, in the variable that qc gives to services of the site's own.
pub(super) fn take_password(pod: &mut Pod) -> Option<Said<'static>> {
    let index =
        pod.env.iter().position(|(name, value)| name == settings::PASSWORD && matches!(value, Said::Reference(_)))?;
    Some(pod.env.remove(index).1)
}
