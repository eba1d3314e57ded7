//! JSON → text that people read: what fits a line stands in one, and of long texts, which have tests of their own, the
//! beginning.

use serde_json::Value as Json;

const WIDTH: usize = 110;
const LONG: usize = 300;

/// A document as text.
pub(crate) fn show(json: &Json) -> String {
    let mut text = String::new();
    write(json, 0, &mut text);
    text
}

fn write(json: &Json, depth: usize, text: &mut String) {
    let line = short(json).to_string();
    let gap = "  ".repeat(depth + 1);
    match json {
        _ if line.chars().count() + 2 * depth <= WIDTH => *text += &line,
        // Semantic tokens: five numbers each.
        Json::Array(items) if items.iter().all(Json::is_number) => {
            let rows = items.chunks(25).map(|row| row.iter().map(Json::to_string).collect::<Vec<_>>().join(","));
            let rows: Vec<String> = rows.map(|row| format!("\n{gap}{row}")).collect();
            *text += &format!("[{}\n{}]", rows.join(","), "  ".repeat(depth));
        }
        Json::Array(items) => {
            *text += "[";
            for (index, item) in items.iter().enumerate() {
                *text += if index == 0 { "\n" } else { ",\n" };
                *text += &gap;
                write(item, depth + 1, text);
            }
            *text += &format!("\n{}]", "  ".repeat(depth));
        }
        Json::Object(members) => {
            *text += "{";
            for (index, (name, value)) in members.iter().enumerate() {
                *text += if index == 0 { "\n" } else { ",\n" };
                *text += &format!("{gap}{name:?}: ");
                write(value, depth + 1, text);
            }
            *text += &format!("\n{}}}", "  ".repeat(depth));
        }
        _ => *text += &line,
    }
}

fn short(json: &Json) -> Json {
    match json {
        Json::String(text) if text.chars().count() > LONG => {
            let start: String = text.chars().take(LONG).collect();
            Json::String(format!("{start}… ({} characters)", text.chars().count()))
        }
        Json::Array(items) => items.iter().map(short).collect(),
        Json::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), short(value))).collect::<serde_json::Map<_, _>>().into()
        }
        other => other.clone(),
    }
}
