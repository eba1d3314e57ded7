//! What is done with trees of JSON: looking into them, the paths of what is in them, and the line of a document on which a
//! path stands.

use serde_json::Value;

/// What stands below keys that follow one another.
pub(super) fn at<'v>(value: &'v Value, keys: &[&str]) -> Option<&'v Value> {
    keys.iter().try_fold(value, |value, key| value.get(key))
}

/// The text that stands there.
pub(super) fn text<'v>(value: &'v Value, keys: &[&str]) -> Option<&'v str> {
    at(value, keys)?.as_str()
}

/// The elements of the list that stands there.
pub(super) fn list<'v>(value: &'v Value, keys: &[&str]) -> &'v [Value] {
    at(value, keys).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A way into a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The value of a key.
    Key(String),
    /// An element of a list.
    Item {
        /// What tells it from the others.
        label: String,
        /// Its index on our side.
        ours: Option<usize>,
    },
}

impl Step {
    /// The key, or what tells the element from others.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Key(key) => key,
            Self::Item { label, .. } => label,
        }
    }
}

/// Whether a path is made of these names; `*` stands for any.
pub(super) fn is(path: &[Step], names: &[&str]) -> bool {
    path.len() == names.len() && path.iter().zip(names).all(|(step, name)| *name == "*" || step.name() == *name)
}

/// The number of the line on which something stands in a document of qc's own, whose layout is that of `kubectl get -o
/// yaml`. `None` when nothing stands there.
pub(super) fn line(document: &str, path: &[Step]) -> Option<usize> {
    let lines: Vec<&str> = document.lines().collect();
    let (mut from, mut to, mut column) = (0, lines.len(), 0);
    let mut found = None;
    for step in path {
        let begins = |line: usize| indent(lines[line]) == column && lines[line][column..].starts_with("- ");
        let start = match step {
            Step::Key(key) => (from..to).find(|line| is_key(lines[*line], column, key))?,
            Step::Item { ours, .. } => (from..to).filter(|line| begins(*line)).nth((*ours)?)?,
        };
        found = Some(start);
        let ends = |line: &usize| match step {
            Step::Key(_) => indent(lines[*line]) < column || (indent(lines[*line]) == column && !begins(*line)),
            Step::Item { .. } => indent(lines[*line]) <= column,
        };
        to = (start + 1..to).find(ends).unwrap_or(to);
        (from, column) = match step {
            Step::Key(_) => (start + 1, lines.get(start + 1).map_or(0, |line| indent(line))),
            Step::Item { .. } => (start, column + 2),
        };
    }
    found
}

/// Whether a key stands in that column of a line, behind nothing or the dash of an element.
fn is_key(line: &str, column: usize, key: &str) -> bool {
    let (Some(before), Some(rest)) = (line.get(..column), line.get(column..)) else { return false };
    let quoted = rest.strip_prefix('"').and_then(|rest| rest.strip_prefix(key)?.strip_prefix('"'));
    let after = quoted.or_else(|| rest.strip_prefix(key));
    before.bytes().all(|byte| matches!(byte, b' ' | b'-')) && after.is_some_and(|after| after.starts_with(':'))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "\
spec:
  args:
  - celery
  - --concurrency=2
  env:
  - name: A
    value: |
      name: B
      value: x
  - name: B
    value: y
  nodeSelector:
    \"on\": x
  replicas: 1
";

    fn key(key: &str) -> Step {
        Step::Key(key.to_owned())
    }

    fn item(ours: usize) -> Step {
        Step::Item { label: String::new(), ours: Some(ours) }
    }

    #[test]
    fn a_path_leads_to_its_line() {
        let line = |path: &[Step]| line(DOCUMENT, path).map(|line| DOCUMENT.lines().nth(line).expect("a line").trim());
        assert_eq!(line(&[key("spec"), key("args"), item(1)]), Some("- --concurrency=2"));
        assert_eq!(line(&[key("spec"), key("env"), item(0), key("name")]), Some("- name: A"));
        assert_eq!(line(&[key("spec"), key("env"), item(1), key("value")]), Some("value: y"));
        assert_eq!(line(&[key("spec"), key("nodeSelector"), key("on")]), Some("\"on\": x"));
        assert_eq!(line(&[key("spec"), key("replicas")]), Some("replicas: 1"));
        assert_eq!(line(&[key("spec"), key("env"), item(2)]), None);
        assert_eq!(line(&[key("spec"), key("value")]), None);
    }
}
