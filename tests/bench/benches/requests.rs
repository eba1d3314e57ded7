//! How long the language server takes for each request about a file of 5,000 lines, all of them queues, and for what it does
//! after each key: `cargo bench -p bench --bench requests`. No figure may be above 20 ms.
#![allow(missing_docs, reason = "criterion's macros make functions without docs")]

use std::hint::black_box;
use std::time::Duration;

use bench::queues;
use celq::language::value::Date;
use celq_lsp::{Host, Session};
use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::{Value as Json, json};

/// No disk.
struct Nothing;

impl Host for Nothing {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Err("there is no such file".to_owned())
    }

    fn list(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn today(&self) -> Option<Date> {
        None
    }
}

const URI: &str = "file:///site.celq";
const LINES: usize = 5_000;

/// What is asked for, each in the middle of the file, and its parameters beside the place.
fn requests() -> Vec<(&'static str, Json)> {
    let screen = json!({ "start": { "line": 2500, "character": 0 }, "end": { "line": 2560, "character": 0 } });
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    vec![
        ("textDocument/hover", json!({})),
        ("textDocument/completion", json!({})),
        ("textDocument/signatureHelp", json!({})),
        ("textDocument/definition", json!({})),
        ("textDocument/references", json!({ "context": { "includeDeclaration": true } })),
        ("textDocument/documentHighlight", json!({})),
        ("textDocument/documentSymbol", json!({})),
        ("workspace/symbol", json!({ "query": "q25" })),
        ("textDocument/codeAction", json!({ "range": screen, "context": { "diagnostics": [] } })),
        ("textDocument/codeLens", json!({})),
        ("textDocument/documentLink", json!({})),
        ("textDocument/formatting", json!({ "options": options })),
        ("textDocument/rangeFormatting", json!({ "range": screen, "options": options })),
        ("textDocument/prepareRename", json!({})),
        ("textDocument/rename", json!({ "newName": "another" })),
        ("textDocument/foldingRange", json!({})),
        ("textDocument/selectionRange", json!({ "positions": [{ "line": 2500, "character": 10 }] })),
        ("textDocument/semanticTokens/full", json!({})),
        ("textDocument/semanticTokens/range", json!({ "range": screen })),
        ("textDocument/inlayHint", json!({ "range": screen })),
        ("textDocument/diagnostic", json!({})),
    ]
}

fn send(session: &mut Session, message: &Json) -> usize {
    let message = serde_json::from_value(message.clone()).expect("a message");
    black_box(session.receive(message)).len() + black_box(session.idle()).len()
}

/// A session in which the file is open; lenses are on, so that they are measured too.
fn opened() -> Session {
    let mut session = Session::new(Nothing);
    let options = json!({ "capabilities": {}, "initializationOptions": { "codeLens": true } });
    send(&mut session, &json!({ "id": 0, "method": "initialize", "params": options }));
    let text = String::from_utf8(queues::text(LINES - 1)).expect("text");
    assert_eq!(text.lines().count(), LINES);
    let document = json!({ "uri": URI, "languageId": "celq", "version": 1, "text": text });
    let sent = send(&mut session, &json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } }));
    assert_eq!(sent, 1, "its diagnostics");
    session
}

/// A letter is typed at the end of a word in the middle, and taken back: everything that depends on the text is made anew.
fn typed(session: &mut Session, version: &mut i32) -> usize {
    *version += 1;
    let (start, end, text) = if *version % 2 == 0 { (10, 10, "x") } else { (10, 11, "") };
    let place = |character: u32| json!({ "line": 2500, "character": character });
    let change = json!({ "range": { "start": place(start), "end": place(end) }, "text": text });
    let document = json!({ "uri": URI, "version": *version });
    let params = json!({ "textDocument": document, "contentChanges": [change] });
    send(session, &json!({ "method": "textDocument/didChange", "params": params }))
}

fn asking(criterion: &mut Criterion) {
    let mut session = opened();
    for (method, more) in requests() {
        let mut params = json!({ "textDocument": { "uri": URI }, "position": { "line": 2500, "character": 10 } });
        params.as_object_mut().expect("a map").extend(more.as_object().cloned().unwrap_or_default());
        let request = json!({ "id": 1, "method": method, "params": params });
        criterion.bench_function(method, |bencher| bencher.iter(|| send(&mut session, black_box(&request))));
    }
}

fn typing(criterion: &mut Criterion) {
    let mut session = opened();
    let mut version = 1;
    criterion.bench_function("a key and its diagnostics", |bencher| {
        bencher.iter(|| typed(&mut session, &mut version));
    });
}

criterion_group! {
    name = requests_of_an_editor;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(2));
    targets = asking, typing
}
criterion_main!(requests_of_an_editor);
