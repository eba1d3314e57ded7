//! What kubectl wrote → documents as trees.

use std::path::PathBuf;

use celq_import::{TOO_DEEP, too_deep};
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
    if let Some(line) = too_deep(bytes) {
        return Err(format!("neither YAML nor JSON: {TOO_DEEP} in line {line}"));
    }
    let documents = serde_yaml::Deserializer::from_slice(bytes).map(Value::deserialize);
    documents.collect::<std::result::Result<_, _>>().map_err(|error| format!("neither YAML nor JSON: {error}"))
}

/// The first document in a text of qc's own.
pub(crate) fn document(text: &str) -> Option<Value> {
    documents(text.as_bytes()).ok()?.into_iter().next()
}
