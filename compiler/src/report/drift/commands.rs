//! What a container runs: its command line → the program of Celery's that it starts, and the queues that a worker takes
//! tasks from. Options are read as Celery reads them: the last one holds.

use std::collections::BTreeSet;

use serde_json::Value;

use super::tree::list;

/// The program of Celery's that a Deployment runs, by its word behind `celery`: `worker`, `beat`, `flower`.
pub(super) fn program(deployment: &Value) -> Option<String> {
    containers(deployment).find_map(|container| program_of(&words(container)))
}

/// The queues that its worker consumes; `None` when it runs none.
pub(super) fn queues(deployment: &Value) -> Option<BTreeSet<String>> {
    let of = |container| {
        let words = words(container);
        (program_of(&words).as_deref() == Some(WORKER)).then(|| queues_of(&words))
    };
    containers(deployment).find_map(of)
}

/// The word for a worker.
pub(super) const WORKER: &str = "worker";
/// The programs that run for long.
const PROGRAMS: [&str; 4] = [WORKER, "beat", "flower", "events"];

fn containers(deployment: &Value) -> impl Iterator<Item = &Value> {
    list(deployment, &["spec", "template", "spec", "containers"]).iter()
}

/// All words of a command, those that are given to a shell too.
fn words(container: &Value) -> Vec<&str> {
    let arguments = ["command", "args"].into_iter().flat_map(|key| list(container, &[key]));
    arguments.filter_map(Value::as_str).flat_map(str::split_whitespace).collect()
}

fn program_of(words: &[&str]) -> Option<String> {
    let celery = words.iter().position(|word| word.rsplit('/').next() == Some("celery"))?;
    words[celery..].iter().find(|word| PROGRAMS.contains(word)).map(|word| (*word).to_owned())
}

fn queues_of(words: &[&str]) -> BTreeSet<String> {
    let mut queues = "celery";
    for (index, word) in words.iter().enumerate() {
        let joined = word.strip_prefix("--queues=").or_else(|| word.strip_prefix("-Q").filter(|rest| !rest.is_empty()));
        let apart = ["--queues", "-Q"].contains(word).then(|| words.get(index + 1).copied()).flatten();
        queues = joined.or(apart).unwrap_or(queues);
    }
    queues.split(',').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn deployment(command: &[&str], args: &[&str]) -> Value {
        json!({"spec": {"template": {"spec": {"containers": [{"command": command, "args": args}]}}}})
    }

    #[test]
    fn the_last_list_of_queues_holds_however_it_is_written() {
        let queues =
            |args: &[&str]| queues(&deployment(&[], args)).map(|queues| queues.into_iter().collect::<Vec<_>>());
        assert_eq!(queues(&["celery", "worker", "--queues=b,a"]), Some(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(queues(&["celery", "worker", "--queues=a", "-Q", "c"]), Some(vec!["c".to_owned()]));
        assert_eq!(queues(&["celery", "worker", "-Qd"]), Some(vec!["d".to_owned()]));
        assert_eq!(queues(&["celery", "-A", "x", "worker"]), Some(vec!["celery".to_owned()]));
        assert_eq!(queues(&["celery", "beat", "-Q", "x"]), None);
    }

    #[test]
    fn celery_is_found_behind_a_shell_and_python() {
        let program = |command: &[&str], args: &[&str]| program(&deployment(command, args));
        assert_eq!(program(&["sh", "-c"], &["exec /venv/bin/celery -A x worker"]).as_deref(), Some("worker"));
        assert_eq!(program(&["python", "-m"], &["celery", "beat"]).as_deref(), Some("beat"));
        assert_eq!(program(&["celery-exporter"], &["worker"]), None);
        assert_eq!(program(&["uwsgi"], &["worker"]), None);
    }
}
