//! SARIF 2.1.0, which code scanning reads: our own few structs of its many.

use celq::diagnostic::{Applicability, Severity};
use celq::report::{Change, Entry, Place, Replacement};
use celq::rules::{self, RULES};
use serde::Serialize;

/// The log of a run.
pub(crate) fn log(entries: &[Entry]) -> Log<'_> {
    Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "qc",
                    information_uri: rules::PAGES,
                    version: env!("CARGO_PKG_VERSION"),
                    rules: RULES.iter().map(|rule| Descriptor::of(rule)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: entries.iter().map(result).collect(),
        }],
    }
}

#[derive(Serialize)]
pub(crate) struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    information_uri: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Message<'static>,
    help: Help,
    help_uri: String,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'static str,
    level: &'static str,
    message: Message<'a>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
    physical_location: Physical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    byte_offset: u32,
    byte_length: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    description: Message<'a>,
    properties: FixProperties,
    artifact_changes: [ArtifactChange<'a>; 1],
}

#[derive(Serialize)]
struct FixProperties {
    applicability: Applicability,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: Artifact,
    replacements: Vec<Substitution<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Substitution<'a> {
    deleted_region: Bytes,
    inserted_content: Message<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Bytes {
    byte_offset: u32,
    byte_length: u32,
}

impl Artifact {
    /// A file's name as a reference relative to the folder of the run.
    fn of(file: &str) -> Self {
        let mut uri = String::with_capacity(file.len());
        for byte in file.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte.into()),
                _ => uri.push_str(&format!("%{byte:02X}")),
            }
        }
        Self { uri }
    }
}

impl Descriptor {
    fn of(rule: &rules::Rule) -> Self {
        Self {
            id: rule.name,
            short_description: Message { text: rule.summary.into() },
            help: Help { text: rule.summary, markdown: rule.doc.trim() },
            help_uri: rule.url(),
            default_configuration: Configuration { level: level(rule.severity) },
        }
    }
}

fn result(entry: &Entry) -> Finding<'_> {
    let message = match &entry.help {
        Some(help) => format!("{}\n{help}", entry.message).into(),
        None => entry.message.as_str().into(),
    };
    let related = entry.labels.iter().skip(1).map(|label| location(&label.place, Some(&label.message)));
    Finding {
        rule_id: entry.rule,
        level: level(entry.severity),
        message: Message { text: message },
        locations: [location(&entry.place, None)],
        related_locations: related.collect(),
        fixes: entry.fixes.iter().map(|change| fix(change, &entry.place.file)).collect(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn location<'a>(place: &'a Place, message: Option<&'a str>) -> Location<'a> {
    Location {
        message: message.filter(|message| !message.is_empty()).map(|message| Message { text: message.into() }),
        physical_location: Physical {
            artifact_location: Artifact::of(&place.file),
            region: Region {
                start_line: place.line,
                start_column: place.column,
                end_line: place.end_line,
                end_column: place.end_column,
                byte_offset: place.offset,
                byte_length: place.length,
            },
        },
    }
}

fn fix<'a>(change: &'a Change, file: &'a str) -> Fix<'a> {
    let replacement = |edit: &'a Replacement| Substitution {
        deleted_region: Bytes { byte_offset: edit.offset, byte_length: edit.length },
        inserted_content: Message { text: edit.text.as_str().into() },
    };
    Fix {
        description: Message { text: change.title.as_str().into() },
        properties: FixProperties { applicability: change.applicability },
        artifact_changes: [ArtifactChange {
            artifact_location: Artifact::of(file),
            replacements: change.edits.iter().map(replacement).collect(),
        }],
    }
}
