//! Input that nobody wants, each with what is said about it: `tests/bad-input/<case>.txt` holds it to the letter.
//! What is too large for a file is made here. Everything has to be done in a few seconds even where the compiler is
//! not optimized, and nothing may panic.
#![allow(clippy::disallowed_methods, reason = "a case that takes minutes is a fault")]

use std::time::{Duration, Instant};

use celq::diagnostic::Said;
use celq::language::KEYS;
use celq::source::Sources;
use celq::{Options, compile};
use libtest_mimic::{Failed, Trial};
use tests::{ensure, golden, root, sources};

type Make = fn() -> Vec<u8>;

/// So long may a case take. It is not a measurement: what grows with the square of the input takes minutes.
const PATIENCE: Duration = Duration::from_secs(20);

fn main() {
    let cases: [(&str, Make); 22] = [
        ("empty-file", Vec::new),
        ("ten-megabytes-in-one-word", || [b"queue lms.".to_vec(), vec![b'a'; 10 << 20]].concat()),
        ("ten-megabytes-of-pairs-in-one-line", || repeat("queue lms.high ", "x=1 ", 10 << 20)),
        ("ten-megabytes-of-names-in-one-line", || repeat("queue ", "lms.high,", 10 << 20)),
        ("ten-megabytes-in-one-text", || repeat("queue lms.high args=\"", "é", 10 << 20)),
        ("ten-megabytes-in-one-comment", || repeat("# ", "lms.high ", 10 << 20)),
        ("ten-megabytes-of-noise", noise),
        ("a-hundred-thousand-unknown-queues", || lines(100_000, |n| format!("queue lms.q{n} concurrency=1"))),
        ("a-hundred-thousand-queues-with-an-error-each", || {
            lines(100_000, |n| format!("queue lms.q{n} name=q{n} concurency=1"))
        }),
        ("a-hundred-thousand-routes-of-unknown-tasks", || {
            lines(100_000, |n| format!("route campus.tasks.t{n} -> lms.high"))
        }),
        ("a-hundred-thousand-allows", || {
            lines(100_000, |n| format!("# qc: allow(many-replicas)\nqueue lms.q{n} name=q{n} concurrency=1"))
        }),
        ("a-hundred-thousand-continuation-lines", || repeat("queue lms.high\n", "  concurrency=2\n", 1_600_000)),
        ("a-thousand-errors", || lines(1000, |n| format!("quue lms.q{n}"))),
        ("nul-bytes", || b"queue lms.high\0\0 concurrency=2\n\0\nqueue lms.high_mem concurrency=1\n".to_vec()),
        ("not-utf8", || b"\xff\xfequeue lms.high concurrency=2 # \xc3\n\x80\n".to_vec()),
        ("carriage-returns-only", || {
            b"site demo\rqueue lms.high concurency=2\rqueue lms.high_mem concurrency=1\r".to_vec()
        }),
        ("text-not-closed-at-the-end", || b"queue lms.high concurrency=2 args=\"--heartbeat".to_vec()),
        ("every-key-misspelt", every_key_misspelt),
        ("everything-twice", || EVERYTHING.repeat(2).into_bytes()),
        ("only-marks", || b"= , .. -> \" # = , .. ->\n,,,,\n====\n....\n->->\n\"\"\"\"\n".to_vec()),
        ("terminal-escapes", || {
            b"queue lms.high name=\"\\u{1b}[31mred\" args=\"\x1b[2J\" \x1b]0;title\x07\nquue\xc2\x9b31m\n".to_vec()
        }),
        ("a-file-of-another-language", || {
            b"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: lms-worker\nspec:\n  replicas: 1\n".to_vec()
        }),
    ];
    tests::run(cases.into_iter().map(|(name, make)| Trial::test(name, move || case(name, make()))).collect()).exit();
}

fn case(name: &str, bytes: Vec<u8>) -> Result<(), Failed> {
    let started = Instant::now();
    let sources = sources("site.celq", bytes);
    let said = compile(&sources, Options::default(), |compiled| compiled.said);
    let text = shown(&said, &sources);
    ensure(started.elapsed() < PATIENCE, || format!("it took {:?}", started.elapsed()))?;
    golden(&root().join("tests/bad-input").join(format!("{name}.txt")), &text)
}

/// The first few diagnostics, and how many there are.
fn shown(said: &Said, sources: &Sources) -> String {
    let most = said.diagnostics.len().min(if said.diagnostics.len() > 100 { 3 } else { 100 });
    let counts =
        format!("{} errors, {} kept in all, {} not kept\n\n", said.errors, said.diagnostics.len(), said.dropped);
    counts + &qc::render(&said.diagnostics[..most], sources)
}

fn repeat(head: &str, part: &str, bytes: usize) -> Vec<u8> {
    [head.as_bytes(), part.repeat(bytes / part.len()).as_bytes()].concat()
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> Vec<u8> {
    (0..count).map(|index| line(index) + "\n").collect::<String>().into_bytes()
}

/// Bytes without a pattern, the same every time (a linear congruential generator).
fn noise() -> Vec<u8> {
    let mut state: u64 = 42;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56).to_le_bytes()[0]
    };
    (0..10 << 20).map(|_| next()).collect()
}

fn every_key_misspelt() -> Vec<u8> {
    let pairs: Vec<String> = KEYS.iter().map(|key| format!("{}x{}=1", &key.name[..1], &key.name[1..])).collect();
    format!("queue lms.high\n  {}\n", pairs.join("\n  ")).into_bytes()
}

const EVERYTHING: &str = "\
site demo release=verawood release=ulmo
broker redis db=1 db=2
service lms env A=1 A=2
defaults concurrency=2
defaults lms concurrency=4
queue lms.high, lms.high keda min=1 keda min=2 max=4 max=5
route lms.djangoapps.instructor_task.tasks.cohort_students -> lms.high
task campus.tasks.sync registered=lms registered=cms
";
