//! `site` → the model's frame: the release and its services.

use rustc_hash::FxHashMap;

use super::fill::fill;
use super::{Files, Word, once, statements};
use crate::catalog::{self, Release};
use crate::diagnostic::Sink;
use crate::language::suggest::nearest;
use crate::language::value::is_dns_label;
use crate::language::{Target, keys};
use crate::model::{Broker, EnvFrom, Model, Service, Settings, Site, Text};
use crate::parse::Item;
use crate::rules::resolve::invalid_name::invalid_name;
use crate::rules::resolve::invalid_value::second_subject;
use crate::rules::resolve::unknown_release::unknown_release;
use crate::source::Span;

pub(super) fn resolve<'s>(files: Files<'s>, start: u32, sink: &mut Sink) -> Model<'s> {
    let mut site = Site { span: Span::at(start), ..Site::default() };
    for word in once(files, &statements::site::STATEMENT, "the site", sink) {
        let (mut subjects, rest) = if word.amends { word.optional_subjects(sink) } else { word.subjects(sink) };
        for more in subjects.drain(subjects.len().min(1)..) {
            sink.push(second_subject(word.of.word, &more.text, more.span));
        }
        site.span = word.keyword;
        if let Some(subject) = subjects.pop() {
            site.span = word.keyword.to(subject.span);
            if is_dns_label(&subject.text) && subject.text.len() <= 63 {
                site.name = subject.text;
            } else if !word.statement.broken {
                let why = "a site's name becomes a label of every object: lower-case letters, digits and `-`";
                sink.push(invalid_name(&subject.text, subject.span, why, None));
            }
        }
        if !word.statement.broken {
            fill(word, rest, Target::Site(&mut site), false, sink);
        }
    }
    let release = release(&site, files, sink);
    // A site without a name is called like the namespace that it would be looked for in.
    if site.name.is_empty() {
        let open_edx = !release.services.is_empty();
        site.name = if open_edx { keys::namespace::DEFAULT } else { keys::namespace::KUBERNETES }.into();
    }
    Model {
        release,
        site,
        broker: Broker::default(),
        services: release.services.iter().map(|known| service(known.name.into(), known)).collect(),
        queues: Vec::new(),
        queue_index: FxHashMap::default(),
        lost_queue: false,
        incomplete: !files.complete,
        routes: Vec::new(),
        patterns: Vec::new(),
        tasks: Vec::new(),
        task_index: FxHashMap::default(),
        beats: Vec::new(),
        flower: None,
        exporter: None,
        alerts: None,
        budget: None,
    }
}

/// The release of the site. A file that names none, and declares a service of its own, is no Open edX site.
fn release(site: &Site<'_>, files: Files<'_>, sink: &mut Sink) -> &'static Release {
    let Some(name) = &site.release else {
        return if declares_own_service(files) { &catalog::NO_RELEASE } else { catalog::newest() };
    };
    catalog::release(&name.value).unwrap_or_else(|| {
        sink.push(unknown_release(&name.value, name.value_span()));
        catalog::newest()
    })
}

fn declares_own_service(files: Files<'_>) -> bool {
    let known = || catalog::newest().services.iter().map(|service| service.name);
    files.statements(&statements::service::STATEMENT).any(|word| match word.items() {
        [Item::Value(value), rest @ ..] => {
            let name = word.text(value.span);
            !known().any(|known| known == name) && (says_app(word, rest) || nearest(name, known()).is_none())
        }
        _ => false,
    })
}

/// Whether a statement names a Celery application, as that of a service of one's own does.
pub(super) fn says_app(word: Word<'_>, rest: &[Item]) -> bool {
    rest.iter().any(|item| matches!(item, Item::Pair(pair) if word.text(pair.key) == keys::app::KEY.name))
}

/// A service about which the files say nothing so far.
pub(super) fn service<'s>(name: Text<'s>, catalog: &'static catalog::Service) -> Service<'s> {
    Service {
        name,
        span: None,
        broken: false,
        catalog,
        app: None,
        image: None,
        queue: None,
        workload: None,
        default: None,
        settings: None,
        env: Vec::new(),
        env_from: EnvFrom::default(),
        volumes: Vec::new(),
        defaults: Settings::default(),
    }
}
