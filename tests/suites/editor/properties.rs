//! What holds for any text and any place in it, whatever an editor asks.

use celq::compile;
use celq::diagnostic::{Edit, Severity, Sink};
use celq::explain::words;
use celq::ide::{Site, complete, formatting, names, rename, tokens};
use celq::language::read::Input;
use celq::language::{CLAUSES, STATEMENTS, entries};
use celq::parse::{Item, parse};
use celq::source::{Source, Span};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::Config;
use tests::asked::asked;
use tests::programs::program;
use tests::{sources, thorough};

fn config() -> Config {
    Config { cases: 300, failure_persistence: None, ..Config::default() }
}

/// Words of the language and what stands between them, in any order.
fn nearly() -> impl Strategy<Value = String> {
    let marks = ["=", ",", "..", "->", " ", "\n", "\n  ", "\r\n", "\"", "\\", "# qc: allow(", ")", ".", "1", "é", "🦀"];
    let all: Vec<&str> = words().chain(marks).chain(marks).chain(["lms.high", "lms", "shop"]).collect();
    vec(proptest::sample::select(all), 0..40).prop_map(|words| words.concat())
}

/// Any bytes, text that is nearly the language, and programs.
fn any_text() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        1 => vec(any::<u8>(), 0..200),
        3 => nearly().prop_map(String::into_bytes),
        3 => program().prop_map(String::into_bytes),
    ]
}

pub(super) fn any_place_can_be_asked() {
    proptest!(config(), |(bytes in any_text(), at in any::<prop::sample::Index>(), beyond in 0..4_u32, to in "\\PC{0,8}")| {
        let sources = sources("any.celq", bytes);
        compile(&sources, thorough(), |compiled| {
            let site = Site::new(&sources, &compiled);
            let offset = if beyond == 0 { u32::MAX } else { span_of(&sources.files()[0], at.index(1000)) };
            for span in asked(&site, offset, &to) {
                let file = sources.at(span.start);
                let (start, end) = (file.local(span.start), file.local(span.end));
                assert!(span.end <= file.span().end && file.text().get(start..end).is_some(), "{span:?}");
            }
        });
    });
}

/// An offset in a file, or a little behind it, at any byte.
fn span_of(file: &Source, at: usize) -> u32 {
    file.base() + u32::try_from(at % (file.text().len() + 3)).expect("a small file")
}

pub(super) fn tokens_are_the_text() {
    proptest!(config(), |(bytes in any_text())| {
        let sources = sources("any.celq", bytes);
        let file = &sources.files()[0];
        let tree = parse(file, &mut Sink::default());
        let mut at = file.base();
        for token in tokens::tokens(file, &tree) {
            prop_assert!(at <= token.span.start && !token.span.is_empty(), "{:?}", token);
            let layout = file.slice(Span::new(at, token.span.start));
            prop_assert!(is_layout(layout), "{layout:?} has no token");
            at = token.span.end;
        }
        prop_assert!(is_layout(file.slice(Span::new(at, file.span().end))));
    });
}

fn is_layout(text: &str) -> bool {
    text.chars().all(|character| " \t\r\n\u{feff}".contains(character))
}

pub(super) fn insertions_can_be_read() {
    proptest!(config(), |(text in program(), at in any::<prop::sample::Index>())| {
        let sources = sources("a.celq", text);
        let file = &sources.files()[0];
        let faults = parse_errors(file);
        compile(&sources, thorough(), |compiled| {
            let site = Site::new(&sources, &compiled);
            let files = ["base.celq".to_owned(), "../\"shared\".celq".to_owned()];
            let at = span_of(file, at.index(10_000));
            let complete::Completions { span, items } = complete::complete(&site, at, &files);
            for item in items.iter().take(60) {
                let edited = replaced(file, &[Edit { span, text: typed(&item.insert) }]);
                let again = tests::sources("a.celq", edited.as_str());
                let line = again.files()[0].slice(again.files()[0].line_span(span.start));
                assert_eq!(parse_errors(&again.files()[0]), faults, "{} made {line:?}", item.insert);
            }
        });
    });
}

/// How many errors the parser finds.
fn parse_errors(file: &Source) -> usize {
    let mut sink = Sink::default();
    parse(file, &mut sink);
    sink.finish().count(Severity::Error)
}

/// A snippet as it is when nothing is typed over; an empty place gets a word.
fn typed(snippet: &str) -> String {
    let mut parts = snippet.split("${");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (place, rest) = part.split_once('}').expect("a place ends");
        text += place.split_once(':').map_or("word", |(_, word)| word);
        text += rest;
    }
    text
}

pub(super) fn replaced(file: &Source, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = file.text().to_owned();
    for edit in edits {
        text.replace_range(file.local(edit.span.start)..file.local(edit.span.end), &edit.text);
    }
    text
}

pub(super) fn renaming_back_leaves_no_trace() {
    proptest!(config(), |(text in program(), which in any::<prop::sample::Index>())| {
        let before = sources("a.celq", text);
        let Some((name, renamed)) = rename_one(&before, which, "fresh") else { return Ok(()) };
        prop_assert!(renamed.contains(".fresh"), "{}", renamed);
        let after = sources("a.celq", renamed.as_str());
        let back = compile(&after, thorough(), |compiled| {
            let site = Site::new(&after, &compiled);
            let fresh = names::occurrences(&site).into_iter().find(|found| {
                matches!(&found.name, names::Name::Queue(_, variant) if variant == "fresh")
            });
            let edits = rename::rename(&site, fresh.expect("it was renamed").span.start, &name);
            replaced(&after.files()[0], &edits.expect("the old name is free"))
        });
        prop_assert_eq!(back, before.files()[0].text());
    });
}

pub(super) fn formatting_is_what_is_formatted() {
    proptest!(config(), |(bytes in any_text())| {
        let sources = sources("any.celq", bytes);
        let file = sources.main();
        let tree = parse(file, &mut Sink::default());
        let formatted = formatting::formatting(file, &tree).map(|edits| replaced(file, &edits));
        prop_assert_eq!(formatted, celq::format(file).ok());
    });
}

/// Renames one of the queues that a file declares and that are not default by their name; gives its variant and the text.
fn rename_one(of: &celq::source::Sources, which: prop::sample::Index, to: &str) -> Option<(String, String)> {
    compile(of, thorough(), |compiled| {
        let site = Site::new(of, &compiled);
        let mut queues = names::occurrences(&site);
        queues.retain(|found| found.declares && matches!(found.name, names::Name::Queue(..)));
        queues.retain(|found| rename::prepare(&[site], &found.name).is_ok());
        let found = queues.get(which.index(queues.len().max(1)))?;
        let names::Name::Queue(_, variant) = &found.name else { return None };
        let edits = rename::rename(&site, found.span.start, to).expect("the new name is free");
        Some((variant.clone(), replaced(&of.files()[0], &edits)))
    })
}

pub(super) fn samples_are_values() {
    let of_statements = STATEMENTS.iter().flat_map(|statement| statement.scopes);
    let scopes = of_statements.chain(CLAUSES.iter().map(|clause| &clause.scope));
    let mut read = 0;
    for entry in scopes.flat_map(|scope| entries(*scope)) {
        let sample = complete::sample(entry);
        let text = format!("x {}={sample}", entry.key.name);
        let sources = sources("a.celq", text.as_str());
        let tree = parse(&sources.files()[0], &mut Sink::default());
        let [Item::Pair(pair)] = tree.items(&tree.statements[0]) else {
            panic!("`{text}` is no pair");
        };
        let value = entry.place.value.read(Input::new(&sources.files()[0], &tree, &pair.value));
        assert!(value.is_ok(), "`{text}`, in {:?}: {value:?}", entry.place.scope);
        read += 1;
    }
    assert!(read > 100, "only {read} keys were looked at");
}
