//! KEDA's scalers and the authentications that they name → `keda`, and what its triggers know of the broker.

use celq::language::value::{Reference, Value as Said};
use celq::language::{Key, Scope, clauses, keys};
use rustc_hash::FxHashMap;

use super::trigger::{self, Reading};
use super::{Objects, formula, week};
use crate::behavior;
use crate::draft::{Draft, say};
use crate::finding::Findings;
use crate::node::Node;
use crate::quantity::{integer, seconds};

type Convert = fn(&Node) -> Option<Said<'static>>;

/// The fields that a key says.
const FIELDS: [(&str, &Key, Convert); 4] = [
    (".spec.minReplicaCount", &keys::min::KEY, integer),
    (".spec.maxReplicaCount", &keys::max::KEY, integer),
    (".spec.pollingInterval", &keys::polling_interval::KEY, seconds),
    (".spec.cooldownPeriod", &keys::cooldown::KEY, seconds),
];
/// The most pods where a ScaledObject does not say it.
const KEDAS_MOST: i64 = 100;
/// What qc calls the TriggerAuthentication.
const AUTHENTICATION: &str = "celery-broker";

/// Reads all ScaledObjects.
pub(super) fn read(objects: &mut Objects, draft: &mut Draft, findings: &mut Findings) {
    let passwords = authentications(objects);
    for index in objects.names("ScaledObject") {
        let target = objects.all[index].target().map(str::to_owned);
        let Some(worker) = target_of(objects, index, target.as_deref(), findings) else { continue };
        let object = &mut objects.all[index];
        object.read = true;
        let place = object.place.clone();
        object.becomes(target.as_deref().unwrap_or_default(), findings);
        object.take_target();
        let tree = &mut object.tree;
        let said = &mut draft.workers[worker].said;
        said.open(&clauses::keda::CLAUSE);
        for (path, key, convert) in FIELDS {
            let Some(value) = tree.look(path).and_then(convert) else { continue };
            tree.take(path);
            say(said, (Scope::Keda, key), &value, &place.part(path), findings);
        }
        if said.get(Scope::Keda, &keys::max::KEY).is_none() {
            say(said, (Scope::Keda, &keys::max::KEY), &Said::Integer(KEDAS_MOST), &place, findings);
        }
        if let Some(behavior) = tree.go(".spec.advanced.horizontalPodAutoscalerConfig.behavior") {
            behavior.open();
            behavior::read(behavior, said, &place.part(".behavior"), findings);
        }
        triggers(objects, index, worker, &passwords, draft, findings);
    }
}

/// The worker of a scaler's target. A target that is nothing of Celery's is somebody else's affair.
pub(super) fn target_of(
    objects: &mut Objects,
    index: usize,
    target: Option<&str>,
    findings: &mut Findings,
) -> Option<usize> {
    let target = target?;
    if let Some(worker) = objects.workers.get(target) {
        return Some(*worker);
    }
    let there = objects.all.iter().any(|object| object.name == target && object.kind == "Deployment");
    if !there {
        objects.all[index].leave(&format!("the Deployment `{target}` is not here"), findings);
    }
    None
}

/// Where each TriggerAuthentication finds a password.
fn authentications(objects: &Objects) -> FxHashMap<String, Reference<'static>> {
    let mut all = FxHashMap::default();
    for object in objects.all.iter().filter(|object| object.kind == "TriggerAuthentication") {
        for (path, secret) in [(".spec.secretTargetRef", true), (".spec.configMapTargetRef", false)] {
            for item in object.tree.look_items(path) {
                let (name, key) = (item.look_text(".name"), item.look_text(".key"));
                if item.look_text(".parameter") == Some("password")
                    && let (Some(name), Some(key)) = (name, key)
                {
                    let reference = Reference { secret, name: name.to_owned().into(), key: key.to_owned().into() };
                    all.insert(object.name.clone(), reference);
                }
            }
        }
    }
    all
}

/// Reads the triggers of a scaler, and says what they all say.
fn triggers(
    objects: &mut Objects,
    index: usize,
    worker: usize,
    passwords: &FxHashMap<String, Reference<'static>>,
    draft: &mut Draft,
    findings: &mut Findings,
) {
    let object = &mut objects.all[index];
    let place = object.place.clone();
    let formula = object.tree.look_text(".spec.advanced.scalingModifiers.formula").map(str::to_owned);
    let mut reading = Reading { worker, formula: formula.is_some(), ..Reading::default() };
    let mut authentications = Vec::new();
    for (number, item) in object.tree.items(".spec.triggers").iter_mut().enumerate() {
        let place = place.part(&format!(".spec.triggers[{number}]"));
        let authentication = item.look_text(".authenticationRef.name").map(str::to_owned);
        if !trigger::read(item, &mut reading, draft, &place, findings) {
            continue;
        }
        let Some(name) = authentication.filter(|_| !item.has(".authenticationRef.kind")) else { continue };
        match passwords.get(&name) {
            Some(reference) => {
                let reference = Said::Reference(reference.clone());
                let key = (Scope::Broker, &keys::password::KEY);
                if say(&mut draft.broker.said, key, &reference, &place, findings) {
                    item.take(".authenticationRef");
                    authentications.push(name);
                }
            }
            None => findings.left_out(
                &place,
                format!("nothing here says where the TriggerAuthentication `{name}` finds a password"),
            ),
        }
    }
    let said = &mut draft.workers[worker].said;
    let numbers = match formula.as_deref().map(formula::read) {
        Some(Some(formula)) => formula.numbers(&object.tree),
        Some(None) => {
            findings.left_out(&place.part(".spec.advanced.scalingModifiers.formula"), "a formula of one's own");
            Vec::new()
        }
        None => reading.numbers.clone(),
    };
    for (key, value) in numbers {
        // Several triggers of one scaler aim at one number.
        if let Err(why) = said.set(Scope::Keda, key, &Said::Integer(value)) {
            findings.left_out(&place, format!("`{value}`: {why}"));
        }
    }
    if !reading.split.is_empty() {
        draft.split.push((worker, reading.split.clone()));
    }
    week::floors(objects, worker, reading.floors, formula.is_some());
    for name in authentications {
        authentication(objects, &name, findings);
    }
}

/// A TriggerAuthentication that is used.
fn authentication(objects: &mut Objects, name: &str, findings: &mut Findings) {
    for object in objects.of("TriggerAuthentication").filter(|object| object.name == name && !object.read) {
        object.read = true;
        object.becomes(AUTHENTICATION, findings);
        for path in [".spec.secretTargetRef", ".spec.configMapTargetRef"] {
            for item in object.tree.items(path) {
                if item.look_text(".parameter") == Some("password") {
                    item.take_each(&[".parameter", ".name", ".key"]);
                }
            }
        }
    }
}
