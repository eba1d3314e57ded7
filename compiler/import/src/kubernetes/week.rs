//! What changes with the hours of the week: KEDA's cron triggers, and CronJobs that patch a scaler → `window`. Both are laid
//! over the 10,080 minutes of a week, and what differs from the scaler's own limits becomes windows.

use std::collections::BTreeMap;

use celq::language::value::{Days, Hours, Value as Said};
use celq::language::{Scope, clauses, keys};

use super::Objects;
use crate::draft::{Draft, say, text};
use crate::finding::{Findings, Place};
use crate::node::Node;
use crate::said::Said as Pairs;

const DAY: usize = 24 * 60;
const WEEK: usize = 7 * DAY;

/// Hours of the week in which a scaler has more pods at least.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Floor {
    starts: Vec<usize>,
    ends: Vec<usize>,
    zone: String,
    replicas: i64,
}

impl Floor {
    /// A trigger's two schedules; `None` where one is no time of the day on days of the week.
    pub(super) fn new(start: &str, end: &str, zone: String, replicas: i64) -> Option<Self> {
        Some(Self { starts: minutes(start)?, ends: minutes(end)?, zone, replicas })
    }

    /// In which minutes KEDA asks for its pods: while no start comes before the next end.
    fn open(&self) -> Vec<bool> {
        let next = |events: &[usize], now: usize| events.iter().map(|event| (event + WEEK - now - 1) % WEEK).min();
        (0..WEEK).map(|now| next(&self.starts, now) >= next(&self.ends, now)).collect()
    }
}

/// Moments of the week at which a scaler gets other limits.
#[derive(Debug)]
pub(super) struct Change {
    at: Vec<usize>,
    zone: String,
    min: Option<i64>,
    max: Option<i64>,
    image: Option<String>,
}

/// The minutes of the week of `M H * * DAYS`; the week begins on Monday.
fn minutes(schedule: &str) -> Option<Vec<usize>> {
    let parts: Vec<&str> = schedule.split_whitespace().collect();
    let [minute, hour, "*", "*", days] = parts[..] else { return None };
    let number = |text: &str, below: usize| text.parse().ok().filter(|number| *number < below);
    let (minute, hour): (usize, usize) = (number(minute, 60)?, number(hour, 24)?);
    let mut all = Vec::new();
    for part in days.split(',') {
        let (first, last) = match part {
            "*" => (1, 7),
            _ => {
                let (first, last) = part.split_once('-').unwrap_or((part, part));
                (day(first)?, day(last)?)
            }
        };
        let last = if last < first { last + 7 } else { last };
        // Cron's 0 and 7 are Sunday, the last day of the week here.
        all.extend((first..=last).map(|day| (day + 6) % 7 * DAY + hour * 60 + minute));
    }
    all.sort_unstable();
    all.dedup();
    Some(all)
}

/// A day of cron's.
fn day(text: &str) -> Option<usize> {
    const NAMES: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    let named = NAMES.iter().position(|name| text.eq_ignore_ascii_case(name));
    named.or_else(|| text.parse().ok().filter(|day| *day <= 7))
}

/// Keeps what the triggers of a scaler ask for. One that a formula reads asks for one pod more than it wants.
pub(super) fn floors(objects: &mut Objects, worker: usize, floors: Vec<Floor>, formula: bool) {
    let less = i64::from(formula);
    let floors = floors.into_iter().map(|floor| Floor { replicas: floor.replicas - less, ..floor }).collect();
    objects.floors.push((worker, floors));
}

/// Reads the CronJobs, and says windows.
pub(super) fn read(objects: &mut Objects, draft: &mut Draft, findings: &mut Findings) {
    let mut changes: BTreeMap<usize, Vec<Change>> = BTreeMap::new();
    for index in objects.names("CronJob") {
        let Some((target, change)) = change(&objects.all[index].tree) else {
            unknown(objects, index, findings);
            continue;
        };
        let Some(worker) = scaled(objects, &target) else { continue };
        let object = &mut objects.all[index];
        object.read = true;
        if !object.ours {
            findings.note(&object.place, "qc writes CronJobs of its own for these hours: delete this one");
        }
        let pod = ".spec.jobTemplate.spec.template.spec";
        for path in [".spec.schedule", ".spec.timeZone"] {
            object.tree.take(path);
        }
        if let Some(container) = object.tree.items(&format!("{pod}.containers")).first_mut() {
            container.take_each(&[".args", ".command", ".image", ".name"]);
        }
        changes.entry(worker).or_default().push(change);
    }
    let floors: BTreeMap<usize, Vec<Floor>> = std::mem::take(&mut objects.floors).into_iter().collect();
    for worker in 0..draft.workers.len() {
        let (floors, changes) = (floors.get(&worker), changes.get(&worker));
        let (floors, changes) = (floors.map_or(&[][..], Vec::as_slice), changes.map_or(&[][..], Vec::as_slice));
        if !floors.is_empty() || !changes.is_empty() {
            let place = draft.workers[worker].place.clone();
            windows(&mut draft.workers[worker].said, floors, changes, &place, findings);
        }
    }
}

/// The worker of a scaler's name, which need not be that of the Deployment.
fn scaled(objects: &Objects, scaler: &str) -> Option<usize> {
    let is_scaler = |kind: &str| matches!(kind, "ScaledObject" | "HorizontalPodAutoscaler");
    let scaler = objects.all.iter().find(|object| is_scaler(&object.kind) && object.read && object.name == scaler)?;
    objects.workers.get(&scaler.now).copied()
}

/// What a CronJob of qc's changes: the scaler's name, the moments, and the limits.
fn change(tree: &Node) -> Option<(String, Change)> {
    let containers = tree.look_items(".spec.jobTemplate.spec.template.spec.containers");
    let [container] = containers else { return None };
    let words =
        [".command", ".args"].map(|path| container.look(path).and_then(Node::texts).unwrap_or_default()).concat();
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.ends_with("kubectl")).collect();
    let ["patch", kind, target, rest @ ..] = &words[..] else { return None };
    let patch = rest.iter().find_map(|word| word.strip_prefix("--patch="))?;
    let known = |word: &&str| ["--patch=", "--namespace=", "--type=merge"].iter().any(|known| word.starts_with(known));
    rest.iter().all(known).then_some(())?;
    let (documents, fault) = crate::yaml::documents(patch, 0);
    fault.is_none().then_some(())?;
    let spec = documents.first()?.look(".spec")?;
    let number = |path: &str| spec.look(path).and_then(Node::number);
    let (min, max) = match *kind {
        "scaledobjects.keda.sh" => (number(".minReplicaCount"), number(".maxReplicaCount")),
        "horizontalpodautoscalers.autoscaling" => (number(".minReplicas"), number(".maxReplicas")),
        _ => return None,
    };
    (spec.entries().len() == [min, max].iter().flatten().count()).then_some(())?;
    let change = Change {
        at: minutes(tree.look_text(".spec.schedule")?)?,
        zone: tree.look_text(".spec.timeZone").unwrap_or(keys::tz::DEFAULT).to_owned(),
        min,
        max,
        image: container.look_text(".image").map(str::to_owned),
    };
    Some(((*target).to_owned(), change))
}

/// A CronJob that changes a worker in another way.
fn unknown(objects: &mut Objects, index: usize, findings: &mut Findings) {
    let object = &objects.all[index];
    let text = object.tree.look(".spec.jobTemplate").map(ToString::to_string).unwrap_or_default();
    let containers = object.tree.look_items(".spec.jobTemplate.spec.template.spec.containers");
    let words: Vec<String> = containers
        .iter()
        .flat_map(|container| {
            [".command", ".args"].map(|path| container.look(path).and_then(Node::texts).unwrap_or_default())
        })
        .flatten()
        .collect();
    let line = words.join(" ");
    let named = objects.workers.keys().filter(|name| line.contains(name.as_str()));
    let worker = named.max_by_key(|name| (name.len(), (*name).clone())).cloned();
    if let Some(worker) =
        worker.filter(|_| line.contains("kubectl") || line.contains("scale") || text.contains("kubectl"))
    {
        let line = crate::node::on_one_line(&line);
        let why = format!("`{line}`: say the hours in which `{worker}` has other limits with `window`");
        objects.all[index].leave(&why, findings);
    }
}

/// Lays a week, and says what differs from the limits that the scaler has itself.
fn windows(said: &mut Pairs, floors: &[Floor], changes: &[Change], place: &Place, findings: &mut Findings) {
    let scope = if said.has_clause(&clauses::keda::CLAUSE) { Scope::Keda } else { Scope::Hpa };
    let limit = |key, unsaid: i64| said.get(scope, key).and_then(|text| text.parse().ok()).unwrap_or(unsaid);
    let own = (limit(&keys::min::KEY, i64::from(scope == Scope::Hpa)), limit(&keys::max::KEY, keys::max::DEFAULT));
    let zones: Vec<&String> =
        floors.iter().map(|floor| &floor.zone).chain(changes.iter().map(|change| &change.zone)).collect();
    if zones.windows(2).any(|pair| pair[0] != pair[1]) {
        return findings
            .left_out(place, "its hours: they are in different time zones, and windows of one worker are in one");
    }
    let zone = zones.first().map_or_else(String::new, |zone| (*zone).clone());
    // What holds outside of windows has to be written.
    for (key, value) in [(&keys::min::KEY, own.0), (&keys::max::KEY, own.1)] {
        if let Err(why) = said.insist(scope, key, &Said::Integer(value)) {
            findings.left_out(place, why);
        }
    }
    let images: Vec<&String> = changes.iter().filter_map(|change| change.image.as_ref()).collect();
    if images.windows(2).any(|pair| pair[0] != pair[1]) {
        findings.left_out(place, format!("its CronJobs have several images: `{}` is taken", images[0]));
    }
    let mut image = images.first().copied().filter(|image| *image != keys::image::KUBECTL).cloned();
    for ((hours, (min, max)), days) in pieces(&lay(own, floors, changes), own) {
        said.open(&clauses::window::CLAUSE);
        let hours = Hours { from: hours.0, to: hours.1 };
        let mut pairs = vec![
            (&keys::days::KEY, Said::Days(Days(days))),
            (&keys::hours::KEY, Said::Hours(hours)),
            (&keys::tz::KEY, text(zone.clone())),
        ];
        pairs.extend((min != own.0).then_some((&keys::min::KEY, Said::Integer(min))));
        pairs.extend((max != own.1).then_some((&keys::max::KEY, Said::Integer(max))));
        pairs.extend(image.take().map(|image| (&keys::image::KEY, text(image))));
        for (key, value) in pairs {
            say(said, (Scope::Window, key), &value, place, findings);
        }
    }
}

type Limits = (i64, i64);

/// The limits in each minute of the week.
fn lay(own: Limits, floors: &[Floor], changes: &[Change]) -> Vec<Limits> {
    let mut week = vec![own; WEEK];
    let mut moments: Vec<(usize, &Change)> =
        changes.iter().flat_map(|change| change.at.iter().map(move |at| (*at, change))).collect();
    moments.sort_by_key(|(at, _)| *at);
    // Before the first moment holds what the last one set.
    let mut now = moments.last().map(|(_, change)| *change);
    let mut next = moments.iter().peekable();
    for (minute, limits) in week.iter_mut().enumerate() {
        while let Some((_, change)) = next.next_if(|(at, _)| *at == minute) {
            now = Some(change);
        }
        if let Some(change) = now {
            *limits = (change.min.unwrap_or(own.0), change.max.unwrap_or(own.1));
        }
    }
    for floor in floors {
        for (limits, open) in week.iter_mut().zip(floor.open()) {
            limits.0 = if open { limits.0.max(floor.replicas) } else { limits.0 };
        }
    }
    week
}

/// Hours of the day with their limits, and the days on which they hold.
type Pieces = Vec<(((u16, u16), Limits), u8)>;

/// The stretches of the week that have other limits, as hours of days.
fn pieces(week: &[Limits], own: Limits) -> Pieces {
    let mut pieces: Pieces = Vec::new();
    let begins = (0..WEEK).filter(|minute| week[*minute] != week[(minute + WEEK - 1) % WEEK]);
    let mut starts: Vec<usize> = begins.collect();
    if starts.is_empty() {
        starts.push(0);
    }
    for (index, &from) in starts.iter().enumerate() {
        let limits = week[from];
        let to = starts.get(index + 1).copied().unwrap_or(starts[0] + WEEK);
        if limits == own {
            continue;
        }
        for (day, hours) in of_days(from, to) {
            match pieces.iter_mut().find(|(piece, _)| *piece == (hours, limits)) {
                Some((_, days)) => *days |= 1 << (day % 7),
                None => pieces.push(((hours, limits), 1 << (day % 7))),
            }
        }
    }
    pieces
}

/// A stretch as hours of days: one piece where it is no longer than a day, else cut at midnight.
fn of_days(from: usize, to: usize) -> Vec<(usize, (u16, u16))> {
    let clock = |minute: usize| u16::try_from(minute).unwrap_or(u16::MAX);
    if to - from < DAY {
        let end = if to.is_multiple_of(DAY) { DAY } else { to % DAY };
        return vec![(from / DAY, (clock(from % DAY), clock(end)))];
    }
    let mut pieces = Vec::new();
    let mut at = from;
    while at < to {
        let midnight = (at / DAY + 1) * DAY;
        let end = midnight.min(to);
        let hour = if end == midnight { DAY } else { end % DAY };
        pieces.push((at / DAY, (clock(at % DAY), clock(hour))));
        at = end;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(own: Limits, floors: &[Floor], changes: &[Change]) -> Vec<String> {
        let piece = |(((from, to), (min, max)), days): (((u16, u16), Limits), u8)| {
            format!("{} {} {min}..{max}", Days(days), Hours { from, to })
        };
        pieces(&lay(own, floors, changes), own).into_iter().map(piece).collect()
    }

    fn floor(start: &str, end: &str, replicas: i64) -> Floor {
        Floor::new(start, end, "UTC".into(), replicas).expect("plain schedules")
    }

    #[test]
    fn triggers_are_windows() {
        assert_eq!(shown((1, 6), &[floor("0 8 * * 1-5", "0 18 * * 1-5", 5)], &[]), ["mon-fri 08:00-18:00 5..6"]);
        assert_eq!(shown((0, 4), &[floor("0 22 * * 0-4", "0 6 * * 1-5", 2)], &[]), ["mon-thu,sun 22:00-06:00 2..4"]);
        let weekend = floor("0 18 * * 5", "0 8 * * 1", 2);
        assert_eq!(
            shown((0, 4), &[weekend], &[]),
            ["fri 18:00-24:00 2..4", "sat-sun 00:00-24:00 2..4", "mon 00:00-08:00 2..4"]
        );
    }

    #[test]
    fn jobs_are_windows() {
        let change = |schedule: &str, min, max| Change {
            at: minutes(schedule).expect("a schedule"),
            zone: "UTC".into(),
            min,
            max: Some(max),
            image: None,
        };
        let changes = [change("0 8 * * 1-5", None, 20), change("0 18 * * 1-5", None, 6)];
        assert_eq!(shown((1, 6), &[], &changes), ["mon-fri 08:00-18:00 1..20"]);
        let hpa = [change("0 0 * * 1", Some(3), 10), change("0 0 * * 6", Some(1), 4)];
        assert_eq!(shown((1, 10), &[], &hpa), ["mon-fri 00:00-24:00 3..10", "sat-sun 00:00-24:00 1..4"]);
    }

    #[test]
    fn schedules_of_other_forms_are_none() {
        for schedule in ["0 8 1 * *", "*/5 * * * *", "0 8 * *", "60 8 * * 1", "0 8 * * 8", "@daily", "0 8 * * x"] {
            assert_eq!(minutes(schedule), None, "{schedule}");
        }
        assert_eq!(minutes("30 9 * * MON,7"), Some(vec![570, 6 * DAY + 570]));
    }
}
