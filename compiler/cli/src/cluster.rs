//! What kubectl wrote → documents as trees. Here, and nowhere else when qc runs, is YAML read: it is somebody else's.

use std::path::PathBuf;

use serde::Deserialize as _;
use serde_json::Value;

use crate::input::Input;
use crate::{Failure, Result};

/// The documents of all files, of which one may be stdin.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<Value>> {
    let mut all = Vec::new();
    for path in paths {
        let input = Input::asked(path);
        let read = documents(&input.bytes()?);
        all.extend(read.map_err(|why| Failure::Because(format!("{}: {why}", input.name)))?);
    }
    Ok(all)
}

/// The documents in a text: JSON, one value after the other, or YAML.
pub(crate) fn documents(bytes: &[u8]) -> std::result::Result<Vec<Value>, String> {
    if bytes.trim_ascii_start().starts_with(b"{") {
        let json = serde_json::Deserializer::from_slice(bytes).into_iter().collect::<std::result::Result<_, _>>();
        if let Ok(documents) = json {
            return Ok(documents);
        }
    }
    if nests_without_end(bytes) {
        return Err(format!("neither YAML nor JSON: more than {DEEPEST} brackets are open at once"));
    }
    let documents = serde_yaml::Deserializer::from_slice(bytes).map(Value::deserialize);
    documents.collect::<std::result::Result<_, _>>().map_err(|error| format!("neither YAML nor JSON: {error}"))
}

/// How many brackets may be open at once: the time that reading them takes grows with the square of it.
const DEEPEST: usize = 10_000;

fn nests_without_end(bytes: &[u8]) -> bool {
    let mut open: usize = 0;
    bytes.iter().any(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > DEEPEST
    })
}

/// The first document in a text of qc's own.
pub(crate) fn document(text: &str) -> Option<Value> {
    documents(text.as_bytes()).ok()?.into_iter().next()
}
