//! A site → its text, in the form of the formatter.

use celq::language::print;
use celq::language::value::{Seconds, Value, is_dns_label};
use celq::language::{Scope, Statement, clauses, keys, statements};
use celq::source::Sources;

use super::names::Naming;
use super::{Queue, Way};
use crate::draft::{Draft, text as word};
use crate::finding::{Finding, Kind};
use crate::said::Said;

/// A site that is ready to be written.
#[derive(Debug)]
pub(crate) struct Site {
    draft: Draft,
    names: Vec<Naming>,
    /// The declared queues, in the order of the input.
    pub(crate) queues: Vec<Queue>,
    ways: Vec<Way>,
}

/// Seconds that a worker's pods may take to stop, by `service.variant` of its queue, and where that was found.
pub(crate) type Graces = Vec<(String, crate::finding::Place, u32)>;

impl Site {
    pub(super) fn new(draft: Draft, names: Vec<Naming>, queues: Vec<Queue>, ways: Vec<Way>) -> Self {
        Self { draft, names, queues, ways }
    }

    /// The time that each worker has to stop, where the input says it.
    pub(crate) fn graces(&self) -> Graces {
        let of = |queue: &Queue| {
            let worker = &self.draft.workers[queue.worker?];
            Some((self.named(queue), worker.place.clone(), worker.grace?))
        };
        self.queues.iter().filter_map(of).collect()
    }

    /// Says for how long a worker's pods may take to stop.
    pub(crate) fn say_grace(&mut self, named: &str, seconds: u32) -> Result<(), String> {
        let index = self.queues.iter().position(|queue| self.named(queue) == named);
        let Some(index) = index else { return Ok(()) };
        self.queues[index].said.set(Scope::Queue, &keys::grace::KEY, &Value::Duration(Seconds(seconds)))
    }

    /// The services whose default worker the input does not have.
    pub(crate) fn without_default(&self) -> impl Iterator<Item = (&str, &crate::finding::Place)> {
        let has = |index: usize| self.queues.iter().any(|queue| queue.service == index && queue.is_default);
        let runs = |index: usize| self.queues.iter().any(|queue| queue.service == index);
        let missing = (0..self.names.len()).filter(move |index| runs(*index) && !has(*index));
        missing.map(|index| (self.names[index].name.as_str(), &self.draft.services[index].place))
    }

    fn named(&self, queue: &Queue) -> String {
        format!("{}.{}", self.names[queue.service].name, queue.variant)
    }

    /// The text with a name and a day in every claim: nothing that is written has them, and pools that are used need them.
    pub(crate) fn claimed(&self) -> String {
        let mut queues = self.queues.clone();
        for queue in queues.iter_mut().filter(|queue| queue.said.has_clause(&clauses::claim::CLAUSE)) {
            let day = celq::language::value::date(9999, 12, 31);
            // Nothing else says them.
            let _ = queue.said.set(Scope::Claim, &keys::by::KEY, &word("somebody"));
            let _ = queue.said.set(Scope::Claim, &keys::until::KEY, &Value::Date(day));
            if queue.said.get(Scope::Queue, &keys::replicas::KEY).is_none() {
                let _ = queue.said.set(Scope::Queue, &keys::replicas::KEY, &Value::Integer(0));
            }
        }
        Self { draft: self.draft.clone(), names: self.names.clone(), queues, ways: self.ways.clone() }.text(&[])
    }

    /// The text, and behind it as comments what was left out.
    pub(crate) fn text(&self, left_out: &[Finding]) -> String {
        let mut sections = vec![self.site(), self.services(), self.queues(), self.tasks(), self.around()];
        let left_out = left_out.iter().filter(|finding| finding.kind == Kind::LeftOut);
        let comments: Vec<String> = left_out.map(|finding| format!("# {}", finding.without_kind())).collect();
        if !comments.is_empty() {
            sections.push([vec!["# Left out by the import:".to_owned()], comments].concat());
        }
        sections.retain(|section| !section.is_empty());
        let sections: Vec<String> = sections.iter().map(|section| section.join("\n") + "\n").collect();
        canonical(&sections.join("\n"))
    }

    /// `site` and `broker`.
    fn site(&self) -> Vec<String> {
        let (draft, mut said) = (&self.draft, Said::default());
        let open_edx = draft.services.iter().any(|service| !service.own) || draft.services.is_empty();
        let any_own = draft.services.iter().any(|service| service.own);
        let label = |name: &&String| is_dns_label(name) && name.len() <= 63;
        let unsaid = if open_edx { keys::namespace::DEFAULT.to_owned() } else { self.names[0].name.replace('_', "-") };
        let name = draft.name.as_ref().or(draft.namespace.as_ref()).filter(label).cloned().unwrap_or(unsaid);
        if open_edx && (draft.release.0.name != celq::catalog::newest().name || any_own) {
            // The catalog's own names can be said.
            let _ = said.set(Scope::Site, &keys::release::KEY, &word(draft.release.0.name));
        }
        let usual = if open_edx { keys::namespace::DEFAULT } else { name.as_str() };
        if let Some(namespace) = draft.namespace.as_ref().filter(|namespace| *namespace != usual) {
            // It was looked at where it was read.
            let _ = said.insist(Scope::Site, &keys::namespace::KEY, &word(namespace.clone()));
        }
        said.add(&draft.site);
        let mut lines = vec![line(&statements::site::STATEMENT, &print::text(&name), &said)];
        if let Some(kind) = draft.broker.kind.filter(|_| draft.broker.stated || !draft.broker.said.is_empty()) {
            lines.push(line(&statements::broker::STATEMENT, kind.word(), &draft.broker.said));
        }
        lines
    }

    /// `service` and `defaults`.
    fn services(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (service, naming) in self.draft.services.iter().zip(&self.names) {
            if service.own || !service.said.is_empty() {
                lines.push(line(&statements::service::STATEMENT, &naming.name, &service.said));
            }
        }
        for (service, naming) in self.draft.services.iter().zip(&self.names) {
            if !service.defaults.is_empty() {
                lines.push(line(&statements::defaults::STATEMENT, &naming.name, &service.defaults));
            }
        }
        lines
    }

    /// `queue`. Queues that say the same and follow one another are one statement.
    fn queues(&self) -> Vec<String> {
        let mut lines: Vec<(Vec<String>, String)> = Vec::new();
        for queue in self.declared() {
            let words = queue.said.text(&self.draft.services[queue.service].defaults);
            match lines.last_mut().filter(|(_, last)| *last == words) {
                Some((names, _)) => names.push(self.named(queue)),
                None => lines.push((vec![self.named(queue)], words)),
            }
        }
        let word = statements::queue::STATEMENT.word;
        lines.into_iter().map(|(names, words)| format!("{word} {}{words}", names.join(", "))).collect()
    }

    /// The queues that have to be declared: a default worker of which nothing is said is there anyway, before all others.
    fn declared(&self) -> impl Iterator<Item = &Queue> {
        let rank = |index: usize| (self.draft.services[index].own, self.names[index].name != "lms", index);
        let mut last = None;
        let mut all_omitted = true;
        self.queues.iter().filter(move |queue| {
            let plain = queue.is_default && queue.said.text(&self.draft.services[queue.service].defaults).is_empty();
            let in_order = last.is_none_or(|last| last < rank(queue.service));
            let placed = queue.worker.is_some_and(|worker| self.draft.workers[worker].live);
            if plain && (!placed || all_omitted && in_order) {
                last = Some(rank(queue.service));
                return false;
            }
            all_omitted = false;
            true
        })
    }

    /// `task` and `route`. Tasks that go to one queue and follow one another are one statement.
    fn tasks(&self) -> Vec<String> {
        let tasks = self.draft.tasks.iter().filter(|task| !task.said.is_empty());
        let mut lines: Vec<String> =
            tasks.map(|task| line(&statements::task::STATEMENT, &print::text(&task.name), &task.said)).collect();
        for same in self.ways.chunk_by(|a, b| a.queue == b.queue && a.said == b.said) {
            let tasks: Vec<String> = same.iter().map(|way| print::text(&way.task)).collect();
            let subject = format!("{} -> {}", tasks.join(", "), same[0].queue);
            lines.push(line(&statements::route::STATEMENT, &subject, &same[0].said));
        }
        lines
    }

    /// `beat`, `flower`, `exporter` and `alerts`.
    fn around(&self) -> Vec<String> {
        let beats = self.draft.beats.iter();
        let mut lines: Vec<String> =
            beats.map(|beat| line(&statements::beat::STATEMENT, &self.names[beat.service].name, &beat.said)).collect();
        let others = [
            (&statements::flower::STATEMENT, &self.draft.flower),
            (&statements::exporter::STATEMENT, &self.draft.exporter),
            (&statements::alerts::STATEMENT, &self.draft.alerts),
        ];
        lines.extend(others.into_iter().filter_map(|(of, said)| Some(line(of, "", said.as_ref()?))));
        lines
    }
}

fn line(of: &Statement, subject: &str, said: &Said) -> String {
    let gap = if subject.is_empty() { "" } else { " " };
    format!("{}{gap}{subject}{}", of.word, said.text(&Said::default()))
}

/// The text as the formatter writes it.
fn canonical(text: &str) -> String {
    let Ok(sources) = Sources::single("site.celq", text.as_bytes().to_vec()) else { return text.to_owned() };
    celq::format(sources.main()).unwrap_or_else(|_| text.to_owned())
}
