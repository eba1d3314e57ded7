//! "Did you mean": the known word that is nearest to what was written.

/// The nearest of the candidates, when one is near enough to have been meant: at most a quarter of the letters differ,
/// or it is the only one that begins like this.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let near = nearest_within(written, candidates.clone(), (written.chars().count().div_ceil(4)).max(1));
    near.or_else(|| {
        let mut begins = candidates.into_iter().filter(|candidate| written.len() > 3 && candidate.starts_with(written));
        begins.next().filter(|_| begins.next().is_none())
    })
}

/// What KEDA, Celery and Kubernetes call what the language has another word for.
const FOREIGN: [(&str, &str); 10] = [
    ("min_replica_count", "min"),
    ("max_replica_count", "max"),
    ("min_replicas", "min"),
    ("max_replicas", "max"),
    ("cooldown_period", "cooldown"),
    ("activation_list_length", "activation"),
    ("autoscale", "concurrency"),
    ("termination_grace_period_seconds", "grace"),
    ("database_index", "db"),
    ("priority_class_name", "priority_class"),
];

/// The language's own word for a word of KEDA, Celery or Kubernetes: `pollingInterval`, `--max-tasks-per-child`.
pub fn native(written: &str) -> String {
    let mut snake = String::with_capacity(written.len() + 4);
    for letter in written.trim_start_matches('-').chars() {
        match letter {
            '-' => snake.push('_'),
            _ if letter.is_ascii_uppercase() => snake.extend(['_', letter.to_ascii_lowercase()]),
            _ => snake.push(letter),
        }
    }
    FOREIGN.iter().find(|(foreign, _)| *foreign == snake).map_or(snake, |(_, own)| (*own).to_owned())
}

/// The nearest of the candidates with at most so many letters added, dropped, changed or swapped.
pub fn nearest_within<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Option<&'a str> {
    let near = candidates.into_iter().filter(|candidate| candidate.len().abs_diff(written.len()) <= most);
    let measured = near.map(|candidate| (distance(written, candidate), candidate));
    measured.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance).map(|(_, word)| word)
}

/// The edit distance without regard to case. What the words share at both ends is left out of the count, which
/// leaves little of two long names that differ in a letter.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) =
        (a.to_ascii_lowercase().chars().collect(), b.to_ascii_lowercase().chars().collect());
    let prefix = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    strsim::generic_damerau_levenshtein(&a[..a.len() - suffix], &b[..b.len() - suffix])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_others_have_a_word_here() {
        assert_eq!(native("minReplicaCount"), "min");
        assert_eq!(native("--max-tasks-per-child"), "max_tasks_per_child");
        assert_eq!(native("pollingInterval"), "polling_interval");
    }

    #[test]
    fn only_a_near_word_is_suggested() {
        let words = ["high", "high_mem", "default"];
        assert_eq!(nearest("hihg_mem", words), Some("high_mem"));
        assert_eq!(nearest("HIGH", words), Some("high"));
        assert_eq!(nearest("low", words), None);
        assert_eq!(nearest("", words), None);
        assert_eq!(nearest("polling", ["polling_interval", "port"]), Some("polling_interval"));
        assert_eq!(
            nearest_within("lms.tasks.grade", ["lms.tasks.trade", "lms.tasks.mails"], 2),
            Some("lms.tasks.trade")
        );
    }
}
