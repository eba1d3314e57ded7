//! "Did you mean": the known word that is nearest to what was written.

/// A known word that is near to what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near<'a> {
    /// The word.
    pub word: &'a str,
    /// Whether no other can have been meant: at most a quarter of its letters differ, and no other word is as near.
    pub certain: bool,
}

/// The nearest of the candidates, when one is near enough to have been meant: at most a quarter of the letters differ, or
/// one of two or three, or it is the only one that begins like this. What has another number in it is another thing.
pub fn near<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<Near<'a>> {
    let letters = written.chars().count();
    let most = if letters > 1 { letters.div_ceil(4) } else { 0 };
    let candidates = move || candidates.clone().into_iter().filter(|candidate| same_number(candidate, written));
    if let Some((distance, word)) = measured(written, candidates(), most).min_by_key(|(distance, _)| *distance) {
        let alone = measured(written, candidates(), distance).all(|(_, other)| other == word);
        return Some(Near { word, certain: alone && distance * 4 <= word.chars().count() });
    }
    let mut begins = candidates().filter(|candidate| written.len() > 3 && candidate.starts_with(written));
    let word = begins.next().filter(|_| begins.next().is_none())?;
    Some(Near { word, certain: true })
}

/// The word of it.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    near(written, candidates).map(|near| near.word)
}

/// Whether two words have the same digits: `batch1` is no misspelt `batch2`.
fn same_number(a: &str, b: &str) -> bool {
    a.bytes().filter(u8::is_ascii_digit).eq(b.bytes().filter(u8::is_ascii_digit))
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
    let candidates = candidates.into_iter().filter(|candidate| same_number(candidate, written));
    measured(written, candidates, most).min_by_key(|(distance, _)| *distance).map(|(_, word)| word)
}

/// The candidates that differ in at most so many letters, each with their number.
fn measured<'a>(
    written: &str,
    candidates: impl Iterator<Item = &'a str>,
    most: usize,
) -> impl Iterator<Item = (usize, &'a str)> {
    let near = candidates.filter(move |candidate| candidate.len().abs_diff(written.len()) <= most);
    near.map(move |candidate| (distance(written, candidate), candidate)).filter(move |(distance, _)| *distance <= most)
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
        assert_eq!(nearest("batch3", ["batch1", "batch2"]), None);
        assert_eq!(nearest("z", ["y"]), None);
        assert_eq!(
            nearest_within("lms.tasks.grade", ["lms.tasks.trade", "lms.tasks.mails"], 2),
            Some("lms.tasks.trade")
        );
    }

    #[test]
    fn only_a_word_that_no_other_equals_is_certain() {
        let certain = |written, words: &[&'static str]| near(written, words.iter().copied()).map(|near| near.certain);
        assert_eq!(certain("realease", &["release", "replicas"]), Some(true));
        assert_eq!(certain("gpu", &["cpu", "io"]), Some(false));
        assert_eq!(certain("mix", &["min", "max"]), Some(false));
        assert_eq!(certain("wark", &["warm", "warn"]), Some(false));
        assert_eq!(certain("polling", &["polling_interval"]), Some(true));
    }
}
