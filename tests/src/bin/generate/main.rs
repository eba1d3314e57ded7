//! Writes the files that are made from the tables of the compiler. With `--check` it writes nothing, and fails when one
//! of them is not what it would write.
#![allow(clippy::disallowed_methods, reason = "reads and writes files")]

mod editors;
mod words;

use std::io::{Write as _, stderr};
use std::process::ExitCode;

use celq::catalog::RELEASES;
use celq::explain;
use celq::language::{CLAUSES, KEYS, STATEMENTS};
use celq::rules::RULES;
use tests::root;

type Make = fn() -> String;

/// A file, and what it is made by.
const GENERATED: &[(&str, Make)] = &[
    ("spec/reference.md", reference),
    ("tests/fuzz/celq.dict", dictionary),
    ("editors/tree-sitter-celq/queries/highlights.scm", editors::highlights),
    ("editors/helix/queries/celq/highlights.scm", editors::helix_highlights),
    ("editors/zed/languages/celq/highlights.scm", editors::highlights),
    ("editors/kate/celq.xml", editors::kate),
    ("editors/vscode/syntaxes/celq.tmLanguage.json", editors::text_mate),
    ("editors/vscode/snippets/celq.json", editors::snippets),
];

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let mut stale = 0;
    for (name, make) in GENERATED {
        let (path, text) = (root().join(name), make());
        if std::fs::read_to_string(&path).is_ok_and(|there| there == text) {
            continue;
        }
        stale += 1;
        let verb = if check { "is not up to date: `make generate` writes it" } else { "is written" };
        let _ = writeln!(stderr(), "{name} {verb}");
        if !check {
            std::fs::write(&path, text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
    if check && stale > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The words of the language, which a fuzzer would take long to find.
fn dictionary() -> String {
    let mut text = "# The words of the language, for the fuzzer. Made by `make generate`.\n".to_owned();
    for word in explain::words() {
        text.push_str(&format!("\"{word}\"\n"));
    }
    text
}

const HEAD: &str = "\
# Reference

Every word of the language, every rule and every release, as `qc explain` prints them. Made by `make generate` from the
vocabulary, the rules and the pages beside this file: change those, not this. [language.md](language.md) says how they
fit together.
";

fn reference() -> String {
    let sections: [(&str, Vec<String>); 5] = [
        ("Statements", STATEMENTS.iter().map(|statement| explain::statement(statement)).collect()),
        ("Clauses", CLAUSES.iter().map(|clause| explain::clause(clause)).collect()),
        ("Keys", KEYS.iter().map(|key| explain::key(key)).collect()),
        ("Rules", RULES.iter().map(|rule| explain::rule(rule)).collect()),
        ("Releases", RELEASES.iter().map(explain::release).collect()),
    ];
    let mut text = HEAD.to_owned();
    for (title, pages) in sections {
        text.push_str(&format!("\n## {title}\n"));
        for page in pages {
            // A page begins with its own `# heading`, which here stands two deeper.
            text.push_str(&format!("\n##{page}"));
        }
    }
    text
}
