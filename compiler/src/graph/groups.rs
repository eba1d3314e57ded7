//! The ways of a plan → groups that a picture has room for: tasks of one module that one sender sends to one queue, and
//! the small ones of these together. Every way is in exactly one group. Knows no words and no coordinates.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::ServiceId;
use crate::plan::{Because, Plan, Way};
use crate::source::Span;

/// So many groups are read at a glance; a site whose senders and queues need more has one for each pair.
const MOST: usize = 20;

/// A queue by its service and variant.
pub(super) type QueueId<'p> = (ServiceId, &'p str);

/// What becomes of tasks in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Fate {
    /// A worker runs them.
    Runs,
    /// Nothing consumes the queue.
    NoWorker,
    /// The worker's service does not know them.
    NotRegistered,
    /// The worker never has a pod.
    NoPods,
}

/// Tasks that one sender sends to one queue, with one outcome.
#[derive(Debug, Clone)]
pub(super) struct Group<'p> {
    /// The service that sends them.
    pub(super) sender: ServiceId,
    /// Where they wait.
    pub(super) queue: QueueId<'p>,
    /// What becomes of them.
    pub(super) fate: Fate,
    /// The queue's worker.
    pub(super) worker: Option<usize>,
    /// The tasks, by name. None where the group is what nobody but the tasks' author knows.
    pub(super) tasks: Vec<&'p str>,
    /// The modules that they lie in.
    pub(super) label: Label<'p>,
    /// The route that moves them, where it is one.
    pub(super) route: Option<Span>,
}

/// What a group is called by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label<'p> {
    /// A module, in short.
    Module(&'p str),
    /// Several modules, in short, those with the most tasks first; perhaps beside others that are groups of their own.
    Modules { names: Vec<&'p str>, others: bool },
    /// What no route names, of an application of one's own.
    Everything,
}

/// What tells ways apart whatever the picture's size.
type Class<'p> = (ServiceId, QueueId<'p>, Fate);

/// The tasks of a class that are in one module and moved by one route, or by none.
struct Part<'p> {
    class: usize,
    module: &'p str,
    route: Option<Span>,
    tasks: Vec<&'p str>,
}

/// The groups of a plan: by queue in the order of the workers that consume them, then by sender.
pub(super) fn groups<'p>(plan: &'p Plan<'p>) -> Vec<Group<'p>> {
    let (classes, parts) = parts(plan);
    let alone = alone(classes.len(), &parts);
    let short = short_names(parts.iter().map(|part| part.module));
    let mut by_class: Vec<Vec<usize>> = vec![Vec::new(); classes.len()];
    for (index, part) in parts.iter().enumerate() {
        by_class[part.class].push(index);
    }
    let mut groups: Vec<Group<'p>> = Vec::new();
    for (class, members) in classes.iter().zip(&by_class) {
        let (mut own, rest): (Vec<usize>, Vec<usize>) = members.iter().partition(|part| alone[**part]);
        own.sort_by_key(|part| Reverse(parts[*part].tasks.len()));
        let others = !own.is_empty();
        let sets = own.into_iter().map(|part| vec![part]).chain((!rest.is_empty()).then_some(rest));
        groups.extend(sets.map(|set| group(plan, *class, set.iter().map(|part| &parts[*part]), others, &short)));
    }
    groups.extend(everything(plan));
    groups
        .sort_by_key(|group| (group.worker.map_or(usize::MAX, |worker| worker), group.queue, group.sender, group.fate));
    groups
}

fn group<'a, 'p: 'a>(
    plan: &Plan<'_>,
    (sender, queue, fate): Class<'p>,
    parts: impl Iterator<Item = &'a Part<'p>>,
    others: bool,
    short: &FxHashMap<&'p str, &'p str>,
) -> Group<'p> {
    let mut parts: Vec<&Part<'p>> = parts.collect();
    parts.sort_by_key(|part| (Reverse(part.tasks.len()), part.module));
    let mut names: Vec<&str> = parts.iter().map(|part| short[part.module]).collect();
    let mut seen = FxHashSet::default();
    names.retain(|name| seen.insert(*name));
    let label = match names[..] {
        [module] => Label::Module(module),
        _ => Label::Modules { names, others },
    };
    let mut tasks: Vec<&str> = parts.iter().flat_map(|part| part.tasks.iter().copied()).collect();
    tasks.sort_unstable();
    let route = parts.first().and_then(|first| first.route);
    let route = route.filter(|route| parts.iter().all(|part| part.route == Some(*route)));
    Group { sender, queue, fate, worker: plan.consumer(queue.0, queue.1), tasks, label, route }
}

/// The classes and parts of a plan's ways, each in the order of its first way.
fn parts<'p>(plan: &'p Plan<'p>) -> (Vec<Class<'p>>, Vec<Part<'p>>) {
    let idle: Vec<bool> = plan.workers.iter().map(|worker| worker.replicas().1 <= 0).collect();
    let (mut classes, mut parts) = (Vec::new(), Vec::<Part<'p>>::new());
    let mut class_index: FxHashMap<Class<'p>, usize> = FxHashMap::default();
    let mut part_index: FxHashMap<(usize, &str, Option<Span>), usize> = FxHashMap::default();
    for way in &plan.ways {
        let class = (way.sender, (way.service, way.variant), fate(way, &idle));
        let class = *class_index.entry(class).or_insert_with(|| {
            classes.push(class);
            classes.len() - 1
        });
        let module = way.task.rsplit_once('.').map_or(way.task, |(module, _)| module);
        let route = if let Because::Route(route) = way.because { Some(route.span) } else { None };
        let part = *part_index.entry((class, module, route)).or_insert_with(|| {
            parts.push(Part { class, module, route, tasks: Vec::new() });
            parts.len() - 1
        });
        parts[part].tasks.push(way.task);
    }
    (classes, parts)
}

fn fate(way: &Way<'_>, idle: &[bool]) -> Fate {
    match way.worker {
        None => Fate::NoWorker,
        Some(_) if !way.registered => Fate::NotRegistered,
        Some(worker) if idle[worker] => Fate::NoPods,
        Some(_) => Fate::Runs,
    }
}

/// Which parts are groups of their own: what the file moves before all else, then the largest, while there is room.
fn alone(classes: usize, parts: &[Part<'_>]) -> Vec<bool> {
    let mut alone = vec![false; parts.len()];
    let mut left = vec![0_usize; classes];
    for part in parts {
        left[part.class] += 1;
    }
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|part| (parts[*part].route.is_none(), Reverse(parts[*part].tasks.len()), *part));
    let mut groups = classes;
    for part in order {
        // The last part of a class takes the place that the class has anyway.
        let last = left[parts[part].class] == 1;
        if groups + usize::from(!last) > MOST {
            break;
        }
        groups += usize::from(!last);
        left[parts[part].class] -= 1;
        alone[part] = true;
    }
    alone
}

/// What no route names, of each application of one's own: its default queue gets it.
fn everything<'p>(plan: &'p Plan<'p>) -> impl Iterator<Item = Group<'p>> {
    let own = plan.model.service_ids().filter(|id| plan.model.service(*id).is_own());
    own.filter_map(|sender| {
        let queue = (sender, plan.default_variant(sender));
        let worker = plan.consumer(sender, queue.1)?;
        (plan.workers[worker].replicas().1 > 0).then(|| Group {
            sender,
            queue,
            fate: Fate::Runs,
            worker: Some(worker),
            tasks: Vec::new(),
            label: Label::Everything,
            route: None,
        })
    })
}

/// For each module the fewest of its last parts, two or more, that no other module ends in.
fn short_names<'p>(modules: impl Iterator<Item = &'p str>) -> FxHashMap<&'p str, &'p str> {
    let mut modules: Vec<&str> = modules.collect();
    modules.sort_unstable();
    modules.dedup();
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    for end in modules.iter().flat_map(|module| ends(module)) {
        *seen.entry(end).or_default() += 1;
    }
    let short = |module: &'p str| ends(module).find(|end| seen[end] == 1).unwrap_or(module);
    modules.into_iter().map(|module| (module, short(module))).collect()
}

/// The last two parts of a module, the last three, and so on; a name in which six do not tell it apart is taken whole.
fn ends(module: &str) -> impl Iterator<Item = &str> {
    let dots = module.rmatch_indices('.').map(|(dot, _)| dot + 1);
    dots.skip(1).take(5).map(|start| &module[start..]).chain(std::iter::once(module))
}
