//! `site` → the model's frame: the release and its services.

use rustc_hash::FxHashMap;

use super::fill::fill;
use super::{File, only, statements};
use crate::catalog::{self, Release};
use crate::diagnostic::Sink;
use crate::language::Target;
use crate::language::value::is_dns_label;
use crate::model::{Broker, Model, Service, Settings, Site};
use crate::rules::resolve::invalid_name::invalid_name;
use crate::rules::resolve::unknown_release::unknown_release;
use crate::source::Span;

pub(super) fn resolve<'s>(file: File<'s>, sink: &mut Sink) -> Model<'s> {
    let start = Span::at(file.source.base());
    let mut site = Site { name: "openedx".into(), span: start, ..Site::default() };
    if let Some(word) = only(file.statements(&statements::site::STATEMENT), "the site", sink) {
        let (subject, rest) = word.subject(sink);
        site.span = word.statement.keyword;
        if let Some(subject) = subject {
            site.span = word.statement.keyword.to(subject.span);
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
    let release = release(&site, sink);
    Model {
        release,
        site,
        broker: Broker::default(),
        services: release.services.iter().map(service).collect(),
        queues: Vec::new(),
        queue_index: FxHashMap::default(),
        lost_queue: false,
        routes: Vec::new(),
        tasks: Vec::new(),
    }
}

fn release(site: &Site<'_>, sink: &mut Sink) -> &'static Release {
    let Some(name) = &site.release else { return catalog::newest() };
    catalog::release(&name.value).unwrap_or_else(|| {
        sink.push(unknown_release(&name.value, name.value_span()));
        catalog::newest()
    })
}

fn service<'s>(catalog: &'static catalog::Service) -> Service<'s> {
    Service {
        name: catalog.name.into(),
        span: None,
        catalog,
        app: None,
        image: None,
        queue: None,
        workload: None,
        default: None,
        settings: None,
        env: Vec::new(),
        defaults: Settings::default(),
    }
}
