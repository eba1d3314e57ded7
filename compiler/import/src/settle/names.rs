//! Broker names and workloads → services, variants and the patterns that make the one of the other. What a pattern does not
//! make says its name itself.

use celq::catalog::{self, Release};
use celq::resolve::is_variant;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::draft::{Draft, Service, Worker};

/// How the queues and workers of a service are called.
#[derive(Debug, Clone)]
pub(super) struct Naming {
    /// The service's name.
    pub(super) name: String,
    /// The pattern of broker names.
    pub(super) queue: String,
    /// The pattern of workloads, and that of the default queue's.
    pub(super) workload: (String, String),
    /// The variant of the default queue.
    pub(super) default: String,
    /// The variants that the release knows.
    pub(super) variants: Vec<&'static str>,
}

/// What a service without a word about it is called by.
fn unsaid(service: &catalog::Service, name: &str) -> Naming {
    Naming {
        name: name.to_owned(),
        queue: service.queue.to_owned(),
        workload: (service.workload.to_owned(), service.default_workload.to_owned()),
        default: service.default.to_owned(),
        variants: service.variants().collect(),
    }
}

impl Naming {
    /// The broker name that the pattern makes.
    pub(super) fn queue_of(&self, variant: &str) -> String {
        self.queue.replace("{service}", &self.name).replace("{variant}", variant)
    }

    /// The workload that the pattern makes.
    pub(super) fn workload_of(&self, variant: &str) -> String {
        let pattern = if variant == self.default { &self.workload.1 } else { &self.workload.0 };
        pattern.replace("{service}", &self.name).replace("{variant}", &variant.replace('_', "-"))
    }

    /// The variant of which the pattern makes a broker name.
    pub(super) fn variant_of(&self, queue: &str) -> Option<String> {
        let pattern = self.queue.replace("{service}", &self.name);
        let (before, after) = pattern.split_once("{variant}")?;
        let variant = queue.strip_prefix(before)?.strip_suffix(after)?;
        is_variant(variant).then(|| variant.to_owned())
    }
}

/// The names of all services of a draft, in its order.
pub(super) fn of_services(draft: &Draft) -> Vec<Naming> {
    let mut taken: FxHashSet<String> = ["lms", "cms"].map(str::to_owned).into_iter().collect();
    let naming = |(index, service): (usize, &Service)| {
        let workers: Vec<&Worker> = draft.workers.iter().filter(|worker| worker.service == index).collect();
        if service.own {
            own(service, &workers, draft, index, &mut taken)
        } else {
            known(service, &workers, draft.release.0)
        }
    };
    draft.services.iter().enumerate().map(naming).collect()
}

fn known(service: &Service, workers: &[&Worker], release: &Release) -> Naming {
    let name = service.name.as_deref().unwrap_or_default();
    let known = release.services.iter().find(|known| known.name == name);
    let mut naming = known.map_or_else(|| unsaid(&catalog::OWN, name), |known| unsaid(known, name));
    if let Some(variant) = service.default_queue.as_deref().and_then(|queue| naming.variant_of(queue)) {
        naming.default = variant;
    }
    learn_workloads(&mut naming, workers);
    naming
}

fn own(service: &Service, workers: &[&Worker], draft: &Draft, index: usize, taken: &mut FxHashSet<String>) -> Naming {
    let app = service.app.as_deref().unwrap_or_default();
    let by_app = as_variant(app.split(['.', ':']).next().unwrap_or_default()).unwrap_or_else(|| "app".to_owned());
    let named = service.name.clone().filter(|name| is_variant(name));
    let mut name = named.or_else(|| by_workloads(workers, &by_app)).unwrap_or(by_app);
    while !taken.insert(name.clone()) {
        name.push_str("-app");
    }
    let mut naming = unsaid(&catalog::OWN, &name);
    let routed = draft.routes.iter().filter(|route| route.service == Some(index)).map(|route| &route.queue);
    let queues = workers.iter().flat_map(|worker| worker.queues.iter().flatten()).chain(routed);
    let queues: Vec<&String> = queues.chain(service.default_queue.as_ref()).collect();
    let prefix = |mark: &char| {
        let prefix = format!("{name}{mark}");
        !queues.is_empty() && queues.iter().all(|queue| queue.strip_prefix(&prefix).is_some_and(is_variant))
    };
    if let Some(mark) = ['.', '-', '_', ':', '/'].iter().find(|mark| prefix(mark)) {
        naming.queue = format!("{{service}}{mark}{{variant}}");
    }
    if let Some(default) = &service.default_queue {
        naming.default = naming.variant_of(default).or_else(|| as_variant(default)).unwrap_or(naming.default);
    }
    learn_workloads(&mut naming, workers);
    naming
}

/// The name that all workloads of a service begin with, where their queues' names follow.
fn by_workloads(workers: &[&Worker], by_app: &str) -> Option<String> {
    let prefixes = workers.iter().filter_map(|worker| {
        let (workload, queues) = (worker.workload.as_ref()?, worker.queues.as_ref()?);
        let queue = worker.own.as_ref().or(queues.first())?;
        workload.strip_suffix(&format!("-{}", queue.replace('_', "-")))
    });
    let prefixes: Vec<&str> = prefixes.collect();
    let (first, others) = prefixes.split_first()?;
    let all = prefixes.len() == workers.len() && others.iter().all(|other| other == first);
    (all && *first != by_app && is_variant(first)).then(|| (*first).to_owned())
}

/// Of several workloads that a pattern other than the usual makes, that is the service's.
fn learn_workloads(naming: &mut Naming, workers: &[&Worker]) {
    let mut fits: FxHashMap<String, usize> = FxHashMap::default();
    let mut usual = 0;
    for worker in workers {
        let Some(workload) = &worker.workload else { continue };
        let own = worker.own.as_ref().or(worker.queues.as_ref().and_then(|queues| queues.first()));
        let variant = own.map_or_else(|| Some(naming.default.clone()), |own| naming.variant_of(own));
        let Some(variant) = variant else { continue };
        usual += usize::from(naming.workload_of(&variant) == *workload);
        if let Some(prefix) = workload.strip_suffix(&variant.replace('_', "-")).filter(|prefix| !prefix.is_empty()) {
            *fits.entry(prefix.to_owned()).or_default() += 1;
        }
    }
    let best = fits.into_iter().max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0)));
    if let Some((prefix, count)) = best
        && count > usual
        && count > 1
    {
        let pattern = format!("{prefix}{{variant}}");
        naming.workload = (pattern.clone(), pattern);
    }
}

/// A text as a part of names: lower-case letters, digits, `_` and `-`.
pub(super) fn as_variant(text: &str) -> Option<String> {
    let plain = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' { c } else { '-' };
    let lower: String = text.to_ascii_lowercase().chars().map(plain).collect();
    let trimmed = lower.trim_matches(['-', '_']);
    is_variant(trimmed).then(|| trimmed.to_owned())
}

/// Where the queues of a site belong: each broker name with its service and variant.
#[derive(Debug, Default)]
pub(super) struct Queues {
    by_name: FxHashMap<String, (usize, String)>,
    taken: FxHashSet<(usize, String)>,
}

impl Queues {
    /// The service and the variant of a queue. One that no pattern makes is given a variant of a service.
    pub(super) fn place(&mut self, queue: &str, service: usize, names: &[Naming]) -> (usize, String) {
        if let Some(place) = self.by_name.get(queue) {
            return place.clone();
        }
        // A queue of Open edX says whose it is.
        let by_pattern =
            names.iter().enumerate().filter(|(index, naming)| *index == service || !naming.variants.is_empty());
        let by_pattern = by_pattern.filter_map(|(index, naming)| Some((index, naming.variant_of(queue)?)));
        let mut found: Vec<(usize, String)> = by_pattern.collect();
        found.sort_by_key(|(index, _)| *index != service);
        let place = found.into_iter().next().unwrap_or_else(|| (service, self.free_variant(queue, service)));
        self.taken.insert(place.clone());
        self.by_name.insert(queue.to_owned(), place.clone());
        place
    }

    /// A queue's place, where it is known or a pattern of a service makes its name.
    pub(super) fn find(&self, queue: &str, service: Option<usize>, names: &[Naming]) -> Option<(usize, String)> {
        if let Some(place) = self.by_name.get(queue) {
            return Some(place.clone());
        }
        let of = |index: usize| names[index].variant_of(queue).map(|variant| (index, variant));
        let of_open_edx = (0..names.len()).filter(|index| !names[*index].variants.is_empty()).find_map(of);
        of_open_edx.or_else(|| service.and_then(of))
    }

    /// A variant for a queue whose name no pattern makes: its last part, or all of it.
    fn free_variant(&self, queue: &str, service: usize) -> String {
        let last = queue.rsplit(['.', '/', ':']).next().unwrap_or_default();
        let mut candidates = [last, queue].into_iter().filter_map(as_variant);
        let free = candidates.find(|variant| !self.taken.contains(&(service, variant.clone())));
        free.unwrap_or_else(|| {
            let numbered = (1..).map(|number| format!("queue-{number}"));
            numbered.into_iter().find(|variant| !self.taken.contains(&(service, variant.clone()))).unwrap_or_default()
        })
    }
}
