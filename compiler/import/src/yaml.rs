//! YAML → literal values, document by document. JSON is YAML too. Knows no kind of document.

use serde::Deserialize as _;
use serde_yaml::Value as Yaml;

use crate::node::{At, Node, Value};

/// So many brackets may be open at once: for each word of a document, the parser looks at all of them.
const DEEPEST: usize = 10_000;

/// What is said of a text that has more.
pub const TOO_DEEP: &str = "more than 10000 brackets are open at once";

/// The documents of a text, and what is wrong with the first that is no YAML: its line and why.
pub(crate) fn documents(text: &str, file: usize) -> (Vec<Node>, Option<(u32, String)>) {
    let mut documents = Vec::new();
    if let Some(line) = too_deep(text.as_bytes()) {
        return (documents, Some((line, TOO_DEEP.to_owned())));
    }
    for document in serde_yaml::Deserializer::from_str(text) {
        let mut value = match Yaml::deserialize(document) {
            Ok(value) => value,
            Err(error) => {
                let line = error.location().map_or(0, |place| u32::try_from(place.line()).unwrap_or(0));
                return (documents, Some((line, error.to_string())));
            }
        };
        // Of `<<` that is no map nothing can be made: it stays, and is then left over.
        let _ = value.apply_merge();
        documents.push(node(value, At::file(file)));
    }
    (documents, None)
}

/// The line in which more brackets are open than a parser of YAML reads in a second, whatever they stand in.
pub fn too_deep(text: &[u8]) -> Option<u32> {
    let mut open = 0_usize;
    let mut lines = 1;
    for byte in text {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b'\n' => lines += 1,
            _ => {}
        }
        if open > DEEPEST {
            return Some(lines);
        }
    }
    None
}

fn node(value: Yaml, at: At) -> Node {
    let value = match value {
        Yaml::Null => Value::Null,
        Yaml::Bool(on) => Value::Switch(on),
        Yaml::Number(number) => Value::Number(number.to_string()),
        Yaml::String(text) => Value::Text(text),
        Yaml::Sequence(items) => Value::List(items.into_iter().map(|item| node(item, at)).collect()),
        Yaml::Mapping(entries) => {
            Value::Map(entries.into_iter().map(|(name, value)| (key(name), node(value, at))).collect())
        }
        Yaml::Tagged(tagged) => Value::Computed(format!("{} {}", tagged.tag, node(tagged.value, at))),
    };
    Node::new(at, value)
}

/// A key as a text; what is none is shown.
fn key(name: Yaml) -> String {
    match name {
        Yaml::String(name) => name,
        other => node(other, At::default()).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_before_one_that_cannot_be_read_are_kept() {
        let (read, fault) = documents("a: 1\n---\nb: [\n", 1);
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].look("a").and_then(Node::number), Some(1));
        assert!(fault.is_some_and(|(line, _)| line >= 3));
    }

    #[test]
    fn what_is_nested_without_an_end_is_refused_at_once() {
        let (read, fault) = documents(&format!("a: 1\nb: {}", "[".repeat(1_000_000)), 1);
        assert!(read.is_empty());
        assert!(fault.is_some_and(|(line, why)| line == 2 && why.contains("brackets")));
    }

    #[test]
    fn aliases_that_multiply_are_refused() {
        let bomb = (1..40).fold("a0: &a0 [x]\n".to_owned(), |text, n| {
            let of = n - 1;
            format!("{text}a{n}: &a{n} [*a{of}, *a{of}, *a{of}, *a{of}]\n")
        });
        assert!(documents(&bomb, 1).1.is_some());
    }
}
