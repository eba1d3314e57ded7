//! What the YAML writer writes, a reader reads back as the value that it was. This suite asks the YAML organisation's
//! Rust reader (YAML 1.2); `tests/e2e/yaml_reader` asks PyYAML (YAML 1.1) about values from the same source.

use celq::emit::yaml;
use proptest::prelude::*;
use serde_json::Value;
use tests::values::{string, value};

fn written(value: &Value) -> String {
    let mut text = String::new();
    yaml::write(&mut text, value).expect("keys are short strings");
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_value_reads_back_as_itself(value in value()) {
        let text = written(&value);
        let read: Value = serde_yaml::from_str(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(&read, &value, "{}", text);
    }

    /// As a value, as a key and in a list at once.
    #[test]
    fn a_string_reads_back_wherever_it_stands(string in string()) {
        let value = serde_json::json!({ string.clone(): [string, { "a": string }] });
        let text = written(&value);
        let read: Value = serde_yaml::from_str(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(&read, &value, "{}", text);
    }

    /// A stream of documents is cut where they end: no value holds a mark that ends a document.
    #[test]
    fn documents_do_not_run_together(first in value(), second in value()) {
        let text = format!("---\n{}---\n{}", written(&first), written(&second));
        let read: Result<Vec<Value>, _> =
            serde_yaml::Deserializer::from_str(&text).map(<Value as serde::Deserialize>::deserialize).collect();
        let read = read.map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(read, vec![first, second], "{}", text);
    }
}
