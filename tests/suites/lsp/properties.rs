//! Random changes, a piece at a time and in every encoding: afterwards the server says of a file what it says of the same text
//! opened afresh.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config;
use serde_json::{Value as Json, json};
use tests::programs::program;

use super::client::{Client, Disk, change, open};

const URI: &str = "file:///site/site.celq";

/// A change: two places, counted by characters, and what is to stand between them.
type Change = (Index, Index, String);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let words =
        ["\n", "\r\n", "\r", "queue lms.high", " keda min=", "5", "🥬", "é", "=", "\"", "# qc: allow(", "", "", ","];
    let text = prop_oneof![4 => select(words.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,6}", 1 => program()];
    vec((any::<Index>(), any::<Index>(), text), 1..6)
}

/// The place of a character, line breaks being those of the protocol.
fn position(text: &str, at: usize, encoding: &str) -> Json {
    let before: Vec<char> = text.chars().take(at).collect();
    let next = text.chars().nth(at);
    let ends = |(index, c): (usize, &char)| {
        *c == '\n' || (*c == '\r' && before.get(index + 1).copied().or(next.filter(|_| index + 1 == at)) != Some('\n'))
    };
    let breaks: Vec<usize> =
        before.iter().enumerate().filter(|(index, c)| ends((*index, c))).map(|(index, _)| index).collect();
    let column = &before[breaks.last().map_or(0, |last| last + 1)..];
    let units = |c: &char| match encoding {
        "utf-8" => c.len_utf8(),
        "utf-32" => 1,
        _ => c.len_utf16(),
    };
    json!({ "line": breaks.len(), "character": column.iter().map(units).sum::<usize>() })
}

/// Whether a place lies between the two characters of a line break, where no editor has a cursor.
fn splits_a_break(text: &str, at: usize) -> bool {
    at > 0 && text.chars().nth(at - 1) == Some('\r') && text.chars().nth(at) == Some('\n')
}

pub(crate) fn edits_leave_a_fresh_text() {
    let config = Config { cases: 150, failure_persistence: None, ..Config::default() };
    let encodings = select(&["utf-8", "utf-16", "utf-32"][..]);
    proptest!(config, |(start in program(), changes in changes(), encoding in encodings)| {
        let mut text = start;
        let mut edited = client(encoding);
        edited.send(vec![open(URI, 1, &text)]);
        let mut said = Vec::new();
        for (version, (one, other, new)) in (2..).zip(changes) {
            let length = text.chars().count() + 1;
            let (one, other) = (one.index(length), other.index(length));
            let (from, to) = (one.min(other), one.max(other));
            if splits_a_break(&text, from) || splits_a_break(&text, to) {
                continue;
            }
            let range = json!({ "start": position(&text, from, encoding), "end": position(&text, to, encoding) });
            said = edited.send(vec![change(URI, version, &json!([{ "range": range, "text": new }]))]);
            text = text.chars().take(from).chain(new.chars()).chain(text.chars().skip(to)).collect();
        }
        let mut fresh = client(encoding);
        let opened = fresh.send(vec![open(URI, 1, &text)]);
        if !said.is_empty() {
            prop_assert_eq!(diagnostics(&said), diagnostics(&opened), "{:?}", text);
        }
        let document = json!({ "textDocument": { "uri": URI } });
        for method in ["textDocument/semanticTokens/full", "textDocument/documentSymbol", "textDocument/diagnostic"] {
            prop_assert_eq!(edited.ask(method, &document), fresh.ask(method, &document), "{:?}", text);
        }
    });
}

/// All requests that a file and a place in it are asked about with.
const REQUESTS: [&str; 26] = [
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/diagnostic",
    "textDocument/documentHighlight",
    "textDocument/documentLink",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/formatting",
    "textDocument/hover",
    "textDocument/inlayHint",
    "textDocument/onTypeFormatting",
    "textDocument/prepareRename",
    "textDocument/rangeFormatting",
    "textDocument/references",
    "textDocument/rename",
    "textDocument/selectionRange",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/signatureHelp",
    "workspace/symbol",
    "workspace/willRenameFiles",
    "qc/preview",
    "qc/graph",
    "qc/explain",
];

/// Whatever place is asked about, there is an answer, and none of a wrong question.
pub(crate) fn everything_is_answered() {
    let config = Config { cases: 100, failure_persistence: None, ..Config::default() };
    let number = prop_oneof![0..40_u32, Just(u32::MAX)];
    let position =
        (number.clone(), number).prop_map(|(line, character)| json!({ "line": line, "character": character }));
    let encodings = select(&["utf-8", "utf-16", "utf-32"][..]);
    proptest!(config, |(text in program(), start in position.clone(), end in position, name in "\\PC{0,8}", encoding in encodings)| {
        let mut client = client(encoding);
        client.send(vec![open(URI, 1, &text)]);
        let params = json!({
            "textDocument": { "uri": URI }, "position": start, "positions": [start, end], "range": { "start": start, "end": end },
            "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1, "isRetrigger": false }, "options": { "tabSize": 2, "insertSpaces": true },
            "ch": "\n", "newName": name, "query": name, "word": name, "files": [{ "oldUri": URI, "newUri": name }],
        });
        for method in REQUESTS {
            let request = client.request(method, &params);
            let answer = client.send(vec![request]).pop().expect("an answer");
            let code = answer["error"]["code"].as_i64();
            prop_assert!(answer.get("result").is_some() || code == Some(-32803), "{}: {}", method, answer);
        }
    });
}

fn client(encoding: &str) -> Client {
    let mut client = Client::new(Disk::default());
    client.initialize(&json!({ "capabilities": { "general": { "positionEncodings": [encoding] } } }));
    client
}

/// What was published; the versions differ.
fn diagnostics(sent: &[Json]) -> Json {
    sent.iter().map(|message| message["params"]["diagnostics"].clone()).collect()
}
