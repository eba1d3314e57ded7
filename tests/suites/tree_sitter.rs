//! The grammar of `editors/tree-sitter-celq` against the compiler: the same texts, the same tree.
//!
//! Every input of `tests/pipeline`, and any program, has the tree that the compiler has, printed as its `tree.txt`; any text
//! at all gives a tree. `editors/tree-sitter-celq/test/corpus/` shows the same inputs in the form of tree-sitter's own
//! tests.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use celq::diagnostic::Sink;
use celq::ide::tokens::{Kind, tokens};
use celq::parse::{Item, Statement, dump, parse, text};
use libtest_mimic::{Failed, Trial};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tests::programs::{nearly, program};
use tests::{ensure, entries, files, golden, pipeline_input, read, read_bytes, root, sources, stem};
use tree_sitter::{Node, Parser, Query, QueryCursor, StreamingIterator as _, Tree};

const CASES: &str = "tests/pipeline";
const CORPUS: &str = "editors/tree-sitter-celq/test/corpus";

fn main() {
    let cases = entries(&root().join(CASES));
    let cases = cases.into_iter().map(|folder| Trial::test(stem(&folder), move || case(&folder)));
    let others = [
        Trial::test("any-program", || any(program(), 1000)),
        Trial::test("any-text", || any(nearly(), 4000)),
        Trial::test("what-nobody-wants", unwanted),
        Trial::test("every-query-fits-the-grammar", queries),
        Trial::test("the-corpus-has-no-other-case", corpus),
    ];
    tests::run(cases.chain(others).collect()).exit();
}

fn case(folder: &Path) -> Result<(), Failed> {
    let bytes = read_bytes(&pipeline_input(folder));
    same(&bytes)?;
    for highlights in highlights() {
        coloured(&bytes, &highlights)?;
    }
    // The form of the corpus has neither bytes that are no text nor other line breaks than its own.
    match String::from_utf8(bytes) {
        Ok(input) if !input.contains('\r') && !input.is_empty() => {
            golden(&root().join(CORPUS).join(format!("{}.txt", stem(folder))), &corpus_case(&stem(folder), &input))
        }
        _ => Ok(()),
    }
}

fn corpus() -> Result<(), Failed> {
    let left =
        files(&root().join(CORPUS), "txt").into_iter().find(|path| !root().join(CASES).join(stem(path)).is_dir());
    ensure(left.is_none(), || format!("{left:?} is of no case"))
}

fn parsed(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_celq::LANGUAGE.into()).expect("the grammar is one that this library reads");
    parser.parse(text, None).expect("without a limit every text gives a tree")
}

/// Fails where the compiler's tree is another one, unless it found a fault, or a pair without a statement, which is a fault
/// later: what it does then is its own affair.
fn same(bytes: &[u8]) -> Result<(), Failed> {
    let sources = sources("input.celq", bytes);
    let source = sources.main();
    let mut sink = Sink::default();
    let tree = parse(source, &mut sink);
    let theirs = parsed(source.text());
    let pair_in_column_zero = |statement: &Statement| {
        tree.items(statement)
            .first()
            .is_some_and(|item| matches!(item, Item::Pair(pair) if pair.key == statement.keyword))
    };
    if sink.errors() > 0 || tree.statements.iter().any(pair_in_column_zero) {
        return Ok(());
    }
    let (ours, theirs) = (dump::dump(source, &tree), printed(source.text(), theirs.root_node()));
    ensure(ours == theirs, || {
        format!("{:?}\nis for the compiler\n{ours}\nand for tree-sitter\n{theirs}", source.text())
    })
}

/// A tree as [`dump`] prints it; a node that is not expected gives a line that no dump has.
fn printed(text: &str, file: Node<'_>) -> String {
    let (mut out, mut comments) = (String::new(), String::new());
    for node in descendants(file) {
        let slice = &text[node.byte_range()];
        match node.kind() {
            "statement" => line(&mut out, 0, node, format_args!("statement `{}`", field(text, node, "keyword"))),
            "arrow" => line(&mut out, 1, node, format_args!("arrow")),
            "value" if node.parent().is_some_and(|parent| parent.kind() == "statement") => {
                line(&mut out, 1, node, format_args!("value {}", elements(text, node)));
            }
            "pair" => {
                let value = node.child_by_field_name("value").map(|value| elements(text, value)).unwrap_or_default();
                line(&mut out, 1, node, format_args!("pair `{}` = {value}", field(text, node, "key")));
            }
            "comment" => line(&mut comments, 0, node, format_args!("comment {slice:?}")),
            _ if node.is_error() || node.is_missing() => line(&mut out, 0, node, format_args!("error {slice:?}")),
            _ => {}
        }
    }
    out + &comments
}

/// All nodes below one, in order.
fn descendants(node: Node<'_>) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    let mut cursor = node.walk();
    loop {
        found.push(cursor.node());
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return found;
            }
        }
    }
}

fn field<'t>(text: &'t str, node: Node<'_>, name: &str) -> &'t str {
    node.child_by_field_name(name).map_or("", |field| &text[field.byte_range()])
}

fn elements(text: &str, value: Node<'_>) -> String {
    let mut cursor = value.walk();
    let elements = value.named_children(&mut cursor).filter(|node| node.kind() != "comment").map(|element| {
        let end = |name| element.child_by_field_name(name).map(|node| atom(text, node)).unwrap_or_default();
        match element.kind() {
            "range" => format!("{}..{}", end("low"), end("high")),
            _ => atom(text, element),
        }
    });
    elements.collect::<Vec<_>>().join(", ")
}

fn atom(text: &str, node: Node<'_>) -> String {
    let slice = &text[node.byte_range()];
    match node.kind() {
        "string" => format!("{:?}", text::unescape(&slice[1..slice.len() - 1])),
        _ => format!("{slice:?}"),
    }
}

fn line(out: &mut String, depth: usize, node: Node<'_>, what: std::fmt::Arguments<'_>) {
    let range = format!("{}..{}", node.start_byte(), node.end_byte());
    let _ = writeln!(out, "{range:<12}{}{what}", "  ".repeat(depth));
}

/// One test in the form that `tree-sitter test` reads.
fn corpus_case(name: &str, input: &str) -> String {
    let bar = "=".repeat(80);
    let mut tree = String::new();
    indented(&mut tree, parsed(input).root_node(), 0, None);
    format!("{bar}\n{name}\n{bar}\n\n{input}\n{}\n\n{tree}\n", "-".repeat(80))
}

/// The named nodes as nested lists, one on each line.
fn indented(out: &mut String, node: Node<'_>, depth: usize, field: Option<&str>) {
    let label = field.map(|field| format!("{field}: ")).unwrap_or_default();
    if depth > 0 {
        out.push('\n');
    }
    let _ = write!(out, "{}{label}({}", "  ".repeat(depth), node.kind());
    for index in 0..node.child_count() {
        if let Some(child) = node.child(index).filter(Node::is_named) {
            indented(out, child, depth + 1, node.field_name_for_child(index));
        }
    }
    out.push(')');
}

fn any(texts: impl Strategy<Value = String>, cases: u32) -> Result<(), Failed> {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let compared = |text: String| {
        same(text.as_bytes()).map_err(|why| TestCaseError::fail(why.message().unwrap_or_default().to_owned()))
    };
    TestRunner::new(config).run(&texts, compared).map_err(|error| Failed::from(error.to_string()))
}

fn queries() -> Result<(), Failed> {
    let all = files(&root().join("editors"), "scm");
    ensure(all.len() > 6, || format!("there are no queries but {all:?}"))?;
    all.iter().try_for_each(|path| {
        let query = Query::new(&tree_sitter_celq::LANGUAGE.into(), &read(path));
        query.map(drop).map_err(|error| Failed::from(format!("{}: {error}", path.display())))
    })
}

/// The queries that colour, in the flavours of the editors.
fn highlights() -> Vec<PathBuf> {
    let mut all = files(&root().join("editors"), "scm");
    all.retain(|path| stem(path) == "highlights");
    all
}

/// Fails where a query colours a statement, a clause, a key, a mark or a comment in another way than the compiler, unless
/// there is a fault.
fn coloured(bytes: &[u8], highlights: &Path) -> Result<(), Failed> {
    let sources = sources("input.celq", bytes);
    let source = sources.main();
    let mut sink = Sink::default();
    let tree = parse(source, &mut sink);
    let ours = tokens(source, &tree);
    if sink.errors() > 0 || ours.iter().any(|token| token.kind == Kind::Unknown) {
        return Ok(());
    }
    let ours = ours.into_iter().filter_map(|token| {
        let class = match token.kind {
            Kind::Statement => "statement",
            Kind::Clause => "clause",
            Kind::Key => "key",
            Kind::Operator => "mark",
            Kind::Comment => "comment",
            _ => return None,
        };
        Some((source.local(token.span.start), source.local(token.span.end), class))
    });
    let mut ours: Vec<_> = ours.collect();
    let mut theirs = captured(source.text(), highlights);
    ours.sort_unstable();
    theirs.sort_unstable();
    let only = |of: &[Coloured], than: &[Coloured]| {
        format!("{:?}", of.iter().filter(|token| !than.contains(token)).collect::<Vec<_>>())
    };
    ensure(ours == theirs, || {
        let (compiler, query) = (only(&ours, &theirs), only(&theirs, &ours));
        format!("{}: the compiler alone has {compiler}, the query {query}", highlights.display())
    })
}

/// First byte, end, and what it is.
type Coloured = (usize, usize, &'static str);

/// What a query colours as one of the classes that the compiler has too, in bytes.
fn captured(text: &str, highlights: &Path) -> Vec<Coloured> {
    let query = Query::new(&tree_sitter_celq::LANGUAGE.into(), &read(highlights)).expect("another test reads it");
    let tree = parsed(text);
    let mut cursor = QueryCursor::new();
    let mut captures = cursor.captures(&query, tree.root_node(), text.as_bytes());
    let mut found = Vec::new();
    while let Some((matched, index)) = captures.next() {
        let capture = matched.captures()[*index];
        let class = match query.capture_names()[capture.index as usize] {
            "keyword" => "statement",
            "keyword.directive" => "clause",
            "property" | "variable.other.member" => "key",
            "operator" | "punctuation.delimiter" => "mark",
            "comment" => "comment",
            _ => continue,
        };
        found.push((capture.node.start_byte(), capture.node.end_byte(), class));
    }
    found
}

/// A lot of one thing.
fn unwanted() -> Result<(), Failed> {
    let ends = [
        "=",
        ",",
        "..",
        "->",
        "\"",
        "#",
        "\n",
        "\r",
        " ",
        "a",
        ".",
        "-",
        "\\",
        "\0",
        "😀",
        "queue a\n",
        " a=\n",
        "# a\n",
        "\"a\n",
        "a\n ,",
    ];
    for part in ends {
        let text = part.repeat(200_000 / part.len());
        let tree = parsed(&text);
        let end = tree.root_node().end_byte();
        ensure(end == text.len(), || format!("of a lot of {part:?} {end} bytes were read"))?;
    }
    Ok(())
}
