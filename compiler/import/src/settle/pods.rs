//! What containers are given → what the site, a service or one queue says: as far up as it is the same for all.

use celq::language::value::Value;
use celq::language::{Key, Scope, clauses, key, keys};

use crate::draft::{Draft, Pod, say, text, texts};
use crate::finding::{Findings, Place};
use crate::said::Said;

/// Puts images, variables, volumes and settings modules where they belong.
pub(super) fn settle(draft: &mut Draft, findings: &mut Findings) {
    let site = site_image(draft);
    if let Some(image) = &site {
        let place = draft.workers.first().map(|worker| worker.place.clone()).unwrap_or_default();
        say(&mut draft.site, (Scope::Site, &keys::image::KEY), &text(image.clone()), &place, findings);
    }
    for index in 0..draft.services.len() {
        let mut said = std::mem::take(&mut draft.services[index].said);
        let place = draft.services[index].place.clone();
        images(draft, index, site.as_deref(), &mut said, findings);
        variables(draft, index, &mut said, &place, findings);
        directories(draft, index, &mut said, &place, findings);
        module(draft, index, &mut said, findings);
        draft.services[index].said = said;
    }
}

/// The pods of a service, those of its workers first.
fn pods(draft: &Draft, service: usize) -> Vec<&Pod> {
    let workers = draft.workers.iter().filter(|worker| worker.service == service).map(|worker| &worker.pod);
    let beats = draft.beats.iter().filter(|beat| beat.service == service).map(|beat| &beat.pod);
    workers.chain(beats).collect()
}

/// The image that all programs of Open edX run, where it is another than the release's.
fn site_image(draft: &Draft) -> Option<String> {
    let known = (0..draft.services.len()).filter(|index| !draft.services[*index].own);
    let images: Vec<&String> =
        known.flat_map(|index| pods(draft, index)).filter_map(|pod| pod.image.as_ref()).collect();
    let (first, others) = images.split_first()?;
    (others.iter().all(|image| image == first) && *first != draft.release.0.image).then(|| (*first).clone())
}

fn images(draft: &mut Draft, index: usize, site: Option<&str>, said: &mut Said, findings: &mut Findings) {
    let own = draft.services[index].own;
    let images: Vec<String> = pods(draft, index).iter().filter_map(|pod| pod.image.clone()).collect();
    let count = |image: &String| images.iter().filter(|other| *other == image).count();
    let inherited = site.map(str::to_owned).or((!own).then(|| draft.release.0.image.to_owned()));
    let usual = images.iter().max_by_key(|image| count(image)).cloned();
    // What some inherit already is not said for all.
    let usual = if inherited.as_ref().is_some_and(|image| images.contains(image)) { inherited.clone() } else { usual };
    if let Some(image) = usual.as_ref().filter(|image| Some(*image) != inherited.as_ref()) {
        let place = draft.services[index].place.clone();
        say(said, (Scope::Service, &keys::image::KEY), &text(image.clone()), &place, findings);
    }
    let differs = |pod: &Pod| pod.image.clone().filter(|image| Some(image) != usual.as_ref());
    for worker in draft.workers.iter_mut().filter(|worker| worker.service == index) {
        if let Some(image) = differs(&worker.pod) {
            let place = worker.place.clone();
            say(&mut worker.said, (Scope::Queue, &keys::image::KEY), &text(image), &place, findings);
        }
    }
    for beat in draft.beats.iter_mut().filter(|beat| beat.service == index) {
        if let Some(image) = differs(&beat.pod) {
            let place = Place::default();
            say(&mut beat.said, (Scope::Beat, &keys::image::KEY), &text(image), &place, findings);
        }
    }
}

/// Variables that all have, in the same order, are the service's; what follows is each worker's own.
fn variables(draft: &mut Draft, index: usize, said: &mut Said, place: &Place, findings: &mut Findings) {
    let all: Vec<Vec<(String, Value<'static>)>> = pods(draft, index).iter().map(|pod| pod.env.clone()).collect();
    let Some((first, others)) = all.split_first() else { return };
    let same = |at: usize| others.iter().all(|other| other.get(at) == first.get(at));
    let common = (0..first.len()).take_while(|at| same(*at)).count();
    for (name, value) in &first[..common] {
        variable(said, name, value, place, findings);
    }
    for worker in draft.workers.iter_mut().filter(|worker| worker.service == index) {
        let place = worker.place.clone();
        for (name, value) in worker.pod.env.iter().skip(common) {
            variable(&mut worker.said, name, value, &place, findings);
        }
    }
    for beat in draft.beats.iter().filter(|beat| beat.service == index) {
        for (name, _) in beat.pod.env.iter().skip(common) {
            findings.left_out(place, format!("the variable `{name}` of the beat alone: it has those of its service"));
        }
    }
}

fn variable(said: &mut Said, name: &str, value: &Value<'static>, place: &Place, findings: &mut Findings) {
    if let Err(why) = said.set_variable(name, value) {
        findings.left_out(place, format!("the variable `{}`: {why}", crate::node::on_one_line(name)));
    }
}

/// What is mounted is the service's: all its workers have it.
fn directories(draft: &Draft, index: usize, said: &mut Said, place: &Place, findings: &mut Findings) {
    let pods = pods(draft, index);
    let Some((first, others)) = pods.split_first() else { return };
    let (config_maps, secrets) = &first.env_from;
    for (key, names) in [(&keys::configmap::KEY, config_maps), (&keys::secret::KEY, secrets)] {
        if !names.is_empty() {
            say(said, (Scope::EnvFrom, key), &texts(names), place, findings);
        }
    }
    for volume in &first.volumes {
        said.open(&clauses::volume::CLAUSE);
        for (name, value) in volume {
            if let Some(key) = key(name) {
                let key: &'static Key = key;
                say(said, (Scope::Volume, key), value, place, findings);
            }
        }
    }
    if others.iter().any(|other| other.env_from != first.env_from || other.volumes != first.volumes) {
        findings.left_out(place, "its workers mount different things; those of the first are written for all");
    }
}

/// The settings module, where it is not the release's.
fn module(draft: &mut Draft, index: usize, said: &mut Said, findings: &mut Findings) {
    let service = &draft.services[index];
    let known =
        draft.release.0.services.iter().find(|known| Some(known.name) == service.name.as_deref() && !service.own);
    let usual = known.map_or("", |known| known.settings);
    let modules: Vec<String> = pods(draft, index).iter().filter_map(|pod| pod.settings.clone()).collect();
    let Some((first, others)) = modules.split_first() else { return };
    let place = service.place.clone();
    if first != usual {
        say(said, (Scope::Service, &keys::settings::KEY), &text(first.clone()), &place, findings);
    }
    for other in others.iter().filter(|other| *other != first) {
        findings
            .left_out(&place, format!("`DJANGO_SETTINGS_MODULE={other}`: all workers of a service have one module"));
    }
}
