//! The site is compiled. Times that its workers need anyway are not said; what qc writes for it, to the letter, is
//! understood, wherever it stood in the input; everything else that is left is reported.

use celq::emit::{What, manifests, settings};
use celq::source::Sources;
use celq::{Compiled, Options, compile};
use rustc_hash::FxHashMap;

use crate::Imported;
use crate::finding::{Findings, Place};
use crate::kubernetes::Object;
use crate::node::Node;
use crate::python::{self, Left};
use crate::settle::Site;

/// What qc writes for a site.
#[derive(Default)]
struct Written {
    /// Its objects, by kind and name; `None` while the site has an error.
    objects: Option<FxHashMap<(String, String), Node>>,
    /// Its settings.
    settings: String,
}

/// Makes the text, and says of all that is left that the site does not say it.
pub(crate) fn finish(site: Site, objects: Vec<Object>, left: Vec<Left>, findings: Findings) -> Imported {
    let (mut site, mut findings) = (site, findings);
    graces(&mut site, &mut findings);
    let written = with(&site.claimed(), |compiled| written(&compiled));
    findings.written(&written.settings);
    let mut unheld = Vec::new();
    for object in objects {
        unheld.extend(leftovers(object, &written, &mut findings));
    }
    if let [first, others @ ..] = &unheld[..] {
        let more =
            if others.is_empty() { String::new() } else { format!(" and {} more objects of qc's", others.len()) };
        let why = format!("{}{more}: the site has an error, and could not be held against what they say", first.object);
        findings.left_out(&first.of(""), why);
    }
    let is_left = |left: &Left| !written.settings.contains(left.text.trim_end());
    let left: Vec<Left> = left.into_iter().filter(is_left).collect();
    python::report(&left, &[], &mut findings);
    for (name, place) in site.without_default() {
        if !place.object.is_empty() {
            findings.note(place, format!("the site also has a default worker of `{name}`, which is not here"));
        }
    }
    let findings = findings.in_order();
    Imported { text: site.text(&findings), findings }
}

/// Says how long pods may take to stop, where their tasks do not say it.
fn graces(site: &mut Site, findings: &mut Findings) {
    let graces = site.graces();
    if graces.is_empty() {
        return;
    }
    let needed = with(&site.text(&[]), |compiled| {
        let plan = compiled.plan;
        plan.workers.iter().map(|worker| (plan.declared_as(worker), worker.grace().0)).collect::<Vec<_>>()
    });
    for (named, place, seconds) in graces {
        if needed.iter().any(|(worker, needed)| *worker == named && *needed == seconds) {
            continue;
        }
        if let Err(why) = site.say_grace(&named, seconds) {
            findings.left_out(&place.part(".spec.template.spec.terminationGracePeriodSeconds"), why);
        }
    }
}

fn written(compiled: &Compiled<'_>) -> Written {
    let Some(proved) = compiled.proved() else { return Written::default() };
    let mut objects = FxHashMap::default();
    manifests::write(proved, |document| {
        if let What::Object { kind, name } = document.what {
            let (documents, _) = crate::yaml::documents(document.text, 0);
            let node = documents.into_iter().next().unwrap_or_else(Node::null);
            objects.insert((kind.to_owned(), name.to_owned()), node);
        }
    });
    let mut text = String::new();
    settings::write(proved, |document| text += document.text);
    Written { objects: Some(objects), settings: text }
}

/// Of an object that qc wrote all that the site does not bring about is left; of others what nobody took. Gives the place of
/// one that cannot be held against the site.
fn leftovers(object: Object, written: &Written, findings: &mut Findings) -> Option<Place> {
    let of_qc = written.objects.as_ref().map(|objects| objects.get(&(object.kind.clone(), object.now.clone())));
    let mut left = if object.ours && of_qc.is_some() { object.whole } else { object.tree };
    if object.ours && of_qc.is_none() {
        let mut any = false;
        left.left("", &mut |_, _| any = true);
        return any.then_some(object.place);
    }
    if let Some(of_qc) = of_qc.flatten() {
        left.subtract(of_qc);
    }
    findings.leftovers(&object.place, &left);
    None
}

fn with<R: Default>(text: &str, then: impl FnOnce(Compiled<'_>) -> R) -> R {
    match Sources::single("site.celq", text.as_bytes().to_vec()) {
        Ok(sources) => compile(&sources, Options::default(), then),
        Err(_) => R::default(),
    }
}
