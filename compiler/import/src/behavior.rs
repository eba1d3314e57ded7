//! The `behavior` of an autoscaler, whose form Kubernetes, KEDA and tutor-contrib-pod-autoscaling share → `scale_up` and
//! `scale_down`.

use celq::language::typed::Words as _;
use celq::language::value::{Percent, Seconds, Value as Said};
use celq::language::{Clause, Scope, clauses, keys};
use keys::pick::Pick;

use crate::finding::{Findings, Place};
use crate::node::{Node, Value};
use crate::said::Said as Pairs;

/// The two directions.
const DIRECTIONS: [(&str, Scope, &Clause); 2] = [
    (".scaleUp", Scope::ScaleUp, &clauses::scale_up::CLAUSE),
    (".scaleDown", Scope::ScaleDown, &clauses::scale_down::CLAUSE),
];

/// What Kubernetes fills in for a direction of which nothing is said, as soon as something is said of the other.
const FILLED_IN: [&str; 2] = [
    "{policies: [{type: Pods, value: 4, periodSeconds: 15}, {type: Percent, value: 100, periodSeconds: 15}], selectPolicy: Max, stabilizationWindowSeconds: 0}",
    "{policies: [{type: Percent, value: 100, periodSeconds: 15}], selectPolicy: Max}",
];

/// Takes a `behavior`.
pub(crate) fn read(node: &mut Node, said: &mut Pairs, place: &Place, findings: &mut Findings) {
    for ((path, scope, clause), filled_in) in DIRECTIONS.into_iter().zip(FILLED_IN) {
        let (defaults, _) = crate::yaml::documents(filled_in, 0);
        if node.take_if(path, |rules| defaults.first().is_some_and(|defaults| same(rules, defaults))).is_some() {
            continue;
        }
        if let Some(rules) = node.go(path).filter(|rules| matches!(rules.value, Value::Map(_))) {
            rules.open();
            said.open(clause);
            direction(rules, scope, said, &place.part(path), findings);
        }
    }
}

/// Whether two maps say the same, in whatever order.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Map(one), Value::Map(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, node)| other.iter().any(|(there, other)| there == name && same(node, other)))
        }
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().all(|node| other.iter().any(|other| same(node, other)))
        }
        (one, other) => one == other,
    }
}

fn direction(rules: &mut Node, scope: Scope, said: &mut Pairs, place: &Place, findings: &mut Findings) {
    if let Some(window) = rules.take_number(".stabilizationWindowSeconds") {
        let seconds = Said::Duration(Seconds(u32::try_from(window).unwrap_or(u32::MAX)));
        if let Err(why) = said.insist(scope, &keys::stabilization::KEY, &seconds) {
            findings.left_out(&place.part(".stabilizationWindowSeconds"), why);
        }
    }
    let mut policies = 0;
    for policy in rules.items(".policies") {
        policies += usize::from(self::policy(policy, scope, said));
    }
    let pick = [Pick::Max, Pick::Min].into_iter().find(|pick| {
        let wanted = pick.word();
        rules.look_text(".selectPolicy").is_some_and(|given| given.eq_ignore_ascii_case(wanted))
    });
    let Some(pick) = pick else { return };
    rules.take(".selectPolicy");
    // Of two policies the larger holds unless something else is said.
    if !(pick == Pick::Max && policies > 1) {
        let word = Said::Choice(Pick::CHOICES, Pick::ALL.iter().position(|one| *one == pick).unwrap_or_default());
        // A word at a place where nothing was said cannot be refused.
        let _ = said.insist(scope, &keys::pick::KEY, &word);
    }
}

/// Takes a policy, where it can be said.
fn policy(policy: &mut Node, scope: Scope, said: &mut Pairs) -> bool {
    let (of, value, period) = (policy.look_text(".type"), number(policy, ".value"), number(policy, ".periodSeconds"));
    let (Some(of), Some(value), Some(period)) = (of, value, period) else { return false };
    let (key, value) = match of {
        "Pods" => (&keys::pods::KEY, Said::Integer(value.into())),
        "Percent" => (&keys::percent::KEY, Said::Percent(Percent(value))),
        _ => return false,
    };
    // One period is said for both.
    if said.get(scope, key).is_some() || said.set(scope, &keys::period::KEY, &Said::Duration(Seconds(period))).is_err()
    {
        return false;
    }
    if said.set(scope, key, &value).is_err() {
        return false;
    }
    policy.take_each(&[".type", ".value", ".periodSeconds"]);
    true
}

fn number(node: &Node, path: &str) -> Option<u32> {
    u32::try_from(node.look(path)?.number()?).ok()
}
