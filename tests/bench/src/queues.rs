//! A number → so many queues: the six that Open edX operators are told to have, then generated ones. Each has `keda`,
//! so each compiles to a Deployment and a ScaledObject, and none of them draws a warning.

use std::borrow::Cow;
use std::io::{Result, Write};

/// A queue with what its statement says.
#[derive(Debug, Clone)]
pub struct Queue {
    /// Its service.
    pub service: &'static str,
    /// Its variant.
    pub variant: Cow<'static, str>,
    /// The pool of its worker, where it is not prefork.
    pub pool: Option<&'static str>,
    /// How many tasks a pod runs at once.
    pub concurrency: Option<u32>,
    /// How many tasks a child process runs.
    pub max_tasks_per_child: Option<u32>,
    /// The fewest pods.
    pub min: u32,
    /// The most pods.
    pub max: u32,
    /// How many waiting tasks one pod is for.
    pub list_length: u32,
}

/// The queues of a benchmark of that size, one after the other.
pub fn queues(count: usize) -> impl Iterator<Item = Queue> {
    (0..count).map(queue)
}

/// Writes queues as a site in celq.
///
/// # Errors
/// When they cannot be written.
pub fn write(count: usize, out: &mut impl Write) -> Result<()> {
    writeln!(out, "site bench packages=gevent")?;
    queues(count).try_for_each(|queue| statement(&queue, out))
}

/// Queues as the text of a site in celq.
pub fn text(count: usize) -> Vec<u8> {
    let mut text = Vec::with_capacity(count * 100);
    write(count, &mut text).expect("a vector takes everything");
    text
}

fn statement(queue: &Queue, out: &mut impl Write) -> Result<()> {
    let Queue { service, variant, min, max, list_length, .. } = queue;
    write!(out, "queue {service}.{variant} name=edx.{service}.core.{variant}")?;
    if let Some(pool) = queue.pool {
        write!(out, " pool={pool}")?;
    }
    if let Some(concurrency) = queue.concurrency {
        write!(out, " concurrency={concurrency}")?;
    }
    if let Some(tasks) = queue.max_tasks_per_child {
        write!(out, " max_tasks_per_child={tasks}")?;
    }
    writeln!(out, " keda min={min} max={max} list_length={list_length}")
}

/// The set that tutor-contrib-celery recommends.
const RECOMMENDED: [(&str, &str); 6] =
    [("lms", "default"), ("lms", "high"), ("lms", "high_mem"), ("cms", "default"), ("cms", "high"), ("cms", "low")];

fn queue(index: usize) -> Queue {
    match RECOMMENDED.get(index) {
        Some((service, variant)) => recommended(service, variant),
        None => generated(index),
    }
}

fn recommended(service: &'static str, variant: &'static str) -> Queue {
    let green = variant == "high_mem";
    Queue {
        service,
        variant: variant.into(),
        pool: green.then_some("gevent"),
        concurrency: green.then_some(100),
        max_tasks_per_child: None,
        min: 1,
        max: 10,
        list_length: 40,
    }
}

/// The divisors share no factor, so that the values do not move in step.
fn generated(index: usize) -> Queue {
    let turn = |of: u32| u32::try_from(index).unwrap_or_default() % of;
    let pool = match turn(5) {
        0 => Some("gevent"),
        1 => Some("threads"),
        _ => None,
    };
    let green = pool == Some("gevent");
    Queue {
        service: if turn(2) == 0 { "lms" } else { "cms" },
        variant: format!("q{index}").into(),
        pool,
        concurrency: Some(if green { 50 + 10 * turn(7) } else { 1 + turn(9) }),
        max_tasks_per_child: (pool.is_none() && turn(3) == 0).then(|| 10 + turn(490)),
        min: 1 + turn(3),
        max: 4 + turn(17),
        list_length: 10 + turn(91),
    }
}
