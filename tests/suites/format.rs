//! The formatter: `tests/format/<case>/input.celq` becomes `formatted.celq`, which becomes itself, says the same, and has
//! every comment. The same holds for every other `.celq` file of the project that can be read.

use std::path::Path;

use celq::emit::model;
use celq::{Options, compile};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use tests::{ensure, entries, files, golden, read_bytes, root, sources, stem};

fn main() {
    let folder = root().join("tests/format");
    let cases = entries(&folder).into_iter().map(|case| {
        Trial::test(format!("case/{}", stem(&case)), move || {
            let text = read_bytes(&case.join("input.celq"));
            let formatted = format(&text)?.ok_or("it cannot be read")?;
            golden(&case.join("formatted.celq"), &formatted)
        })
    });
    let all = ["tests", "spec"].iter().flat_map(|folder| files(&root().join(folder), "celq"));
    let all = all.map(|path| Trial::test(name(&path), move || format(&read_bytes(&path)).map(|_| ())));
    tests::run(cases.chain(all).collect()).exit();
}

fn name(path: &Path) -> String {
    format!("file/{}", path.strip_prefix(root()).unwrap_or(path).display())
}

/// Formats a text, if it can be read, and holds the result against what a formatter promises.
fn format(text: &[u8]) -> Result<Option<String>, Failed> {
    let before = sources("input.celq", text);
    let Ok(formatted) = celq::format(&before.files()[0]) else { return Ok(None) };
    let after = sources("input.celq", formatted.as_str());
    let again = celq::format(&after.files()[0]).map_err(|_| "what was formatted cannot be read")?;
    ensure(again == formatted, || format!("formatting it again changes it:\n{formatted}\n--- becomes\n{again}"))?;
    ensure(meaning(&before) == meaning(&after), || format!("formatting changed the model:\n{formatted}"))?;
    let comments = |text: &str| text.matches('#').count();
    ensure(comments(before.files()[0].text()) == comments(&formatted), || format!("a comment is lost:\n{formatted}"))?;
    Ok(Some(formatted))
}

/// The model without the places of its values.
fn meaning(sources: &celq::source::Sources) -> Value {
    let mut json = compile(sources, Options::default(), |compiled| model::json(compiled.plan));
    tests::without_places(&mut json);
    json
}
