//! Random programs, made from the vocabulary: any statement, clause and key with values of its type. They need not be
//! sites that work; they can be read, and most of what they say is typed right.

use celq::catalog::RELEASES;
use celq::language::value::{Type, Version};
use celq::language::{Clause, STATEMENTS, Scope, Statement, entries};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// A program of up to twelve statements, with comments and layout of all kinds.
pub fn program() -> impl Strategy<Value = String> {
    let statement = select(STATEMENTS).prop_flat_map(statement);
    let line = prop_oneof![6 => statement, 1 => "# [a-z ]{0,12}".prop_map(String::from), 1 => Just(String::new())];
    vec(line, 0..12).prop_map(|lines| lines.join("\n") + "\n")
}

/// Text that is nearly the language: its words and marks in any order.
pub fn nearly() -> impl Strategy<Value = String> {
    let mut words: Vec<&str> = celq::explain::words().collect();
    words.extend([
        "=",
        ",",
        "..",
        "->",
        " ",
        "\n",
        "\n ",
        "\"",
        "\\",
        "#",
        "# qc: allow(",
        ")",
        "lms",
        ".",
        "1",
        "5m",
        "é",
        "\r",
        "\t",
        "*",
        "secret:a/b",
        "\u{1b}",
        "😀",
    ]);
    vec(select(words), 0..60).prop_map(|words| words.concat())
}

fn statement(statement: &'static Statement) -> BoxedStrategy<String> {
    let own = pairs(statement.scopes);
    let clauses = subsequence(statement.clauses.to_vec(), 0..=statement.clauses.len());
    let clauses = clauses.prop_flat_map(|clauses| clauses.into_iter().map(clause).collect::<Vec<_>>());
    (subject(statement), own, clauses, layout())
        .prop_map(move |(subject, own, clauses, gap): (String, Vec<String>, Vec<String>, String)| {
            let words = [statement.word.to_owned(), subject].into_iter().chain(own).chain(clauses);
            let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
            words.join(&gap)
        })
        .boxed()
}

/// What stands between two words.
fn layout() -> impl Strategy<Value = String> {
    select(vec![" ", "  ", "\t", "\n  ", "\n\n    ", " # comment\n  ", "\r\n "]).prop_map(String::from)
}

fn subject(statement: &Statement) -> BoxedStrategy<String> {
    let queue = || {
        let variant = prop_oneof![4 => select(vec!["default", "high", "high_mem", "low"]).prop_map(String::from), 1 => "[a-z][a-z0-9_-]{0,6}[a-z0-9]"];
        (select(vec!["lms", "cms", "lms", "cms", "shop"]), variant)
            .prop_map(|(service, variant)| format!("{service}.{variant}"))
    };
    let task = || {
        let names: Vec<&str> = RELEASES.iter().flat_map(|release| release.tasks).map(|task| task.name).collect();
        prop_oneof![6 => select(names).prop_map(String::from), 1 => Just("campus.tasks.sync".to_owned()), 1 => Just("lms.djangoapps.grades.*".to_owned())]
    };
    match statement.word {
        "site" => "[a-z][a-z0-9-]{0,8}[a-z0-9]".boxed(),
        "broker" => select(vec!["redis", "rabbitmq"]).prop_map(String::from).boxed(),
        "service" => select(vec!["lms", "cms", "shop app=shop.celery"]).prop_map(String::from).boxed(),
        "beat" => select(vec!["lms", "cms"]).prop_map(String::from).boxed(),
        "include" => Just("base.celq".to_owned()).boxed(),
        "amend" => select(vec![
            "site keda=2.17",
            "queue lms.high keda max=3",
            "defaults lms concurrency=2",
            "broker redis db=2",
        ])
        .prop_map(String::from)
        .boxed(),
        "flower" | "exporter" | "alerts" | "budget" => Just(String::new()).boxed(),
        "defaults" => select(vec!["", "lms", "lms, cms"]).prop_map(String::from).boxed(),
        "queue" => vec(queue(), 1..3).prop_map(|queues| queues.join(", ")).boxed(),
        "route" => {
            (vec(task(), 1..3), queue()).prop_map(|(tasks, queue)| format!("{} -> {queue}", tasks.join(","))).boxed()
        }
        _ => task().boxed(),
    }
}

fn clause(clause: &'static Clause) -> BoxedStrategy<String> {
    if clause.scope == Scope::Env {
        let variable =
            ("[A-Z][A-Z_]{0,8}", any_value(Type::EnvValue)).prop_map(|(name, value)| format!("{name}={value}"));
        return vec(variable, 0..3).prop_map(|variables| format!("env {}", variables.join(" "))).boxed();
    }
    pairs(std::slice::from_ref(&clause.scope)).prop_map(|pairs| format!("{} {}", clause.word, pairs.join(" "))).boxed()
}

/// Some keys of the scopes, in any order, each once.
fn pairs(scopes: &'static [Scope]) -> BoxedStrategy<Vec<String>> {
    let all: Vec<_> = scopes.iter().flat_map(|scope| entries(*scope)).copied().collect();
    let most = all.len().min(5);
    let pair = |entry: celq::language::Entry| {
        any_value(entry.place.value).prop_map(move |value| format!("{}={value}", entry.key.name))
    };
    let chosen = subsequence(all.into_iter().map(|entry| entry.index).collect::<Vec<_>>(), 0..=most).prop_shuffle();
    let of =
        move |index: usize| scopes.iter().flat_map(|scope| entries(*scope)).find(|entry| entry.index == index).copied();
    chosen.prop_flat_map(move |chosen| chosen.into_iter().filter_map(of).map(pair).collect::<Vec<_>>()).boxed()
}

/// A value of a type, as it is written.
pub fn any_value(of: Type) -> BoxedStrategy<String> {
    let text = || prop_oneof!["[a-z]{1,8}", r#""[ -!#-\[\]-~é→]{1,12}""#, Just("\"a \\\"b\\\" \\u{e9}\"".to_owned())];
    match of {
        Type::Switch => select(vec!["on", "off"]).prop_map(String::from).boxed(),
        Type::Integer(low, high) => (low..=high.min(1_000_000)).prop_map(|number| number.to_string()).boxed(),
        Type::Steps(low, high) => subsequence((low + 1..=high).collect::<Vec<_>>(), 0..4)
            .prop_map(move |numbers| join(&[vec![low], numbers].concat()))
            .boxed(),
        Type::Concurrency => prop_oneof![
            (1..200).prop_map(|n: i32| n.to_string()),
            (0..9, 9..99).prop_map(|(a, b): (i32, i32)| format!("{a}..{b}"))
        ]
        .boxed(),
        Type::Portion => {
            prop_oneof![(0..20).prop_map(|n: i32| n.to_string()), (0..=100).prop_map(|n| format!("{n}%"))].boxed()
        }
        Type::Duration(low, high) => (low..=high).prop_map(|seconds| format!("{seconds}s")).boxed(),
        Type::Memory(low) => (low >> 20..1 << 14).prop_map(|mebibytes| format!("{mebibytes}Mi")).boxed(),
        Type::Cpu => (1..9000).prop_map(|m| format!("{m}m")).boxed(),
        Type::Percent(low, high) => (low..=high).prop_map(|percent| format!("{percent}%")).boxed(),
        Type::Load => {
            prop_oneof![(1..=100).prop_map(|p| format!("{p}%")), (1..4000).prop_map(|m| format!("{m}Mi"))].boxed()
        }
        Type::Date | Type::Days | Type::Hours | Type::TimeZone => calendar_value(of),
        Type::Path => "(/[a-z]{1,6}){1,3}".boxed(),
        Type::RateLimit => "[1-9][0-9]{0,2}/[smh]".boxed(),
        Type::Names => vec("[a-z]{1,8}", 1..3).prop_map(|names| names.join(",")).boxed(),
        Type::MemoryAmount(_) => {
            prop_oneof![Just("512Mi".to_owned()), (1..9, 9..20).prop_map(|(a, b)| format!("{a}Gi..{b}.5Gi"))].boxed()
        }
        Type::CpuAmount => {
            prop_oneof![(1..9000).prop_map(|m| format!("{m}m")), (1..4, 4..9).prop_map(|(a, b)| format!("0.{a}..{b}"))]
                .boxed()
        }
        Type::Choice(choices) => {
            select(choices.iter().map(|choice| choice.word.to_owned()).collect::<Vec<_>>()).boxed()
        }
        Type::Text => text().boxed(),
        Type::Texts => vec(text(), 1..3).prop_map(|texts| texts.join(",")).boxed(),
        Type::Reference => "(secret|configmap):[a-z]{1,6}/[a-zA-Z_]{1,6}(\\.[a-z]{1,3})?".boxed(),
        Type::EnvValue => prop_oneof![text(), "secret:[a-z]{1,6}/[a-z]{1,6}"].boxed(),
        Type::Version(low, high) => {
            (low.minor..=high.minor).prop_map(move |minor| Version::line(low.major, minor).to_string()).boxed()
        }
        Type::Queue => select(vec!["lms.high", "lms.default", "cms.low"]).prop_map(String::from).boxed(),
        Type::Labels => vec("[a-z]{1,6}:[a-z]{1,6}", 1..3).prop_map(|labels| labels.join(",")).boxed(),
        Type::Tolerations => {
            vec("[a-z]{1,6}(:[a-z]{1,4})?(:NoSchedule|:NoExecute)?", 1..3).prop_map(|taints| taints.join(",")).boxed()
        }
        Type::DnsLabel(_) | Type::DnsName => "[a-z][a-z0-9-]{0,10}[a-z0-9]".boxed(),
        Type::Host => {
            prop_oneof!["[a-z]{1,8}", "[a-z]{1,4}\\.example", Just("10.0.0.1".to_owned()), Just("fd00::1".to_owned())]
                .boxed()
        }
        Type::Pattern => Just("{service}-x-{variant}".to_owned()).boxed(),
        Type::Image => "[a-z]{1,8}/[a-z]{1,8}:[0-9](\\.[0-9]){0,2}".boxed(),
    }
}

/// A day, days, hours or a time zone.
fn calendar_value(of: Type) -> BoxedStrategy<String> {
    match of {
        Type::Date => {
            (2020..2040, 1..=12, 1..=28).prop_map(|(y, m, d): (i32, i32, i32)| format!("{y}-{m:02}-{d:02}")).boxed()
        }
        Type::Days => select(vec!["mon", "mon-fri", "sat,sun", "fri-mon", "mon-sun", "mon,wed,fri"])
            .prop_map(String::from)
            .boxed(),
        Type::Hours => (0..24, 0..=24, 0..60)
            .prop_map(|(from, to, minute): (i32, i32, i32)| format!("{from:02}:{minute:02}-{to:02}:00"))
            .boxed(),
        _ => select(vec!["UTC", "Europe/Madrid", "America/Bogota"]).prop_map(String::from).boxed(),
    }
}

fn join(numbers: &[i64]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}
