//! What editors ask, question by question.
//!
//! `tests/editor/<question>/<case>.celq` is a site with the cursor at `‸`, and `<case>.txt` the answer to the letter. A line
//! `# file: NAME` begins another file; a rename's new name stands in the first line, `# to: NAME`. Below: what holds for
//! any text and any place.

mod properties;

use std::fmt::Write as _;
use std::path::Path;

use celq::compile;
use celq::diagnostic::Edit;
use celq::ide::{
    Site, actions, complete, definition, folding, formatting, hints, hover, lenses, links, names, references, rename,
    selection, signature, symbols, tokens,
};
use celq::language::typed::Words as _;
use celq::language::{CLAUSES, KEYS, STATEMENTS};
use celq::rules::RULES;
use celq::source::{Sources, Span};
use libtest_mimic::{Failed, Trial};
use tests::{ensure, entries, golden, read, root, several_sources, stem, thorough};

/// A question: a place in, what an editor would be told out.
type Ask = fn(&Case<'_>) -> String;

const QUESTIONS: &[(&str, Ask)] = &[
    ("tokens", asked_tokens),
    ("symbols", asked_symbols),
    ("complete", asked_complete),
    ("hover", asked_hover),
    ("definition", asked_definition),
    ("references", asked_references),
    ("rename", asked_rename),
    ("folding", asked_folding),
    ("formatting", asked_formatting),
    ("lenses", asked_lenses),
    ("selection", asked_selection),
    ("links", asked_links),
    ("hints", asked_hints),
    ("signature", asked_signature),
    ("actions", asked_actions),
];

fn main() {
    let mut trials = Vec::new();
    for (question, ask) in QUESTIONS {
        let folder = root().join("tests/editor").join(question);
        let cases = entries(&folder).into_iter().filter(|path| path.extension().is_some_and(|of| of == "celq"));
        let before = trials.len();
        trials.extend(cases.map(|path| Trial::test(format!("{question}/{}", stem(&path)), move || case(&path, *ask))));
        assert!(trials.len() >= before + 4, "{question} has fewer than four cases");
    }
    trials.extend(PROPERTIES.map(|(name, holds)| {
        Trial::test(name, move || {
            holds();
            Ok(())
        })
    }));
    tests::run(trials).exit();
}

/// What holds for any text.
const PROPERTIES: [(&str, fn()); 6] = [
    ("any-text-and-any-place-can-be-asked-about", properties::any_place_can_be_asked),
    ("tokens-are-the-text-without-its-layout", properties::tokens_are_the_text),
    ("what-is-inserted-can-be-read", properties::insertions_can_be_read),
    ("a-queue-that-is-renamed-and-renamed-back-leaves-no-trace", properties::renaming_back_leaves_no_trace),
    ("edits-of-formatting-make-what-is-formatted", properties::formatting_is_what_is_formatted),
    ("samples-are-values-of-their-key", properties::samples_are_values),
];

/// A site and a cursor in it.
struct Case<'a> {
    site: Site<'a>,
    text: &'a str,
    offset: u32,
}

fn case(path: &Path, ask: Ask) -> Result<(), Failed> {
    let marked = read(path);
    let (text, sources, offset) = prepared(&marked);
    ensure(text.len() + CURSOR.len_utf8() == marked.len(), || "a case has one cursor".to_owned())?;
    let answer = compile(&sources, thorough(), |compiled| {
        ask(&Case { site: Site::new(&sources, &compiled), text: &text, offset })
    });
    golden(&path.with_extension("txt"), &answer)
}

const CURSOR: char = '‸';

/// The text without the cursor, as sources, and where the cursor was.
fn prepared(marked: &str) -> (String, Sources, u32) {
    let text = marked.replace(CURSOR, "");
    let sources = several_sources("site.celq", text.as_bytes());
    let at = marked.find(CURSOR).unwrap_or_default();
    let (name, start) = match marked[..at].rfind("\n# file: ") {
        Some(head) => {
            let line = head + "\n# file: ".len();
            let end = line + marked[line..].find('\n').unwrap_or_default();
            (&marked[line..end], end + 1)
        }
        None => ("site.celq", 0),
    };
    let file = sources.files().iter().find(|file| file.name() == name).expect("the cursor is in a file that is read");
    let offset = file.base() + u32::try_from(at - start).expect("a case is small");
    (text, sources, offset)
}

impl Case<'_> {
    /// A place with its text: `site.celq:3:7 "lms.high"`.
    fn place(&self, span: Span) -> String {
        let file = self.site.sources.at(span.start);
        let position = file.position(span.start);
        format!("{}:{}:{} {:?}", file.name(), position.line, position.column, file.slice(span))
    }

    fn main_file(&self) -> &celq::File<'_> {
        self.site.file(self.offset).expect("every offset has a file")
    }

    /// All files with edits applied, each with its name.
    fn edited(&self, edits: &[Edit]) -> String {
        let mut text = String::new();
        for file in self.site.sources.files() {
            let mut edits: Vec<&Edit> = edits.iter().filter(|edit| file.span().touches(edit.span.start)).collect();
            edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
            let mut of_file = file.text().to_owned();
            for edit in edits {
                of_file.replace_range(file.local(edit.span.start)..file.local(edit.span.end), &edit.text);
            }
            let _ = writeln!(text, "# file: {}\n{}", file.name(), of_file.trim_end());
        }
        text
    }
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.map(|line| line + "\n").collect()
}

fn asked_tokens(case: &Case<'_>) -> String {
    let file = case.main_file();
    let tokens = tokens::tokens(file.source, &file.tree);
    lines(tokens.iter().map(|token| format!("{:<10} {}", token.kind.word(), case.place(token.span))))
}

fn asked_symbols(case: &Case<'_>) -> String {
    fn write(case: &Case<'_>, symbol: &symbols::Symbol, depth: usize, text: &mut String) {
        let symbols::Symbol { name, detail, kind, span, selection, children } = symbol;
        let (gap, last) = ("  ".repeat(depth), case.site.sources.at(span.start).position(span.end));
        let place = case.place(*selection);
        let _ = writeln!(text, "{gap}{kind} {name:?} ({detail}) {place}, to {}:{}", last.line, last.column);
        for child in children {
            write(case, child, depth + 1, text);
        }
    }
    let file = case.main_file();
    let mut text = String::new();
    for symbol in symbols::symbols(file.source, &file.tree) {
        write(case, &symbol, 0, &mut text);
    }
    text
}

fn asked_complete(case: &Case<'_>) -> String {
    let files: Vec<String> =
        case.text.lines().filter_map(|line| line.strip_prefix("# file: ")).map(str::to_owned).collect();
    let complete::Completions { span, items } = complete::complete(&case.site, case.offset, &files);
    let mut text = format!("{} items for {}\n", items.len(), case.place(span));
    for item in items.iter().take(40) {
        let page = complete::documentation(&case.site, item);
        let page = page.lines().find(|line| !line.is_empty()).unwrap_or("-");
        let _ = writeln!(text, "{} {:?}: {:?}", item.kind.word(), item.label, item.insert);
        let _ = writeln!(text, "    {}\n    {page}", item.detail);
    }
    text
}

/// What is said, with `…` for the prose of `spec/`, which has tests of its own.
fn asked_hover(case: &Case<'_>) -> String {
    let seen = hover::Seen { site: case.site, name: "site.celq".to_owned(), offset: case.offset };
    let Some(hover::Hover { span, markdown }) = hover::hover(&[seen]) else {
        return "nothing\n".to_owned();
    };
    let keys = KEYS.iter().map(|key| key.doc);
    let docs = keys.chain(CLAUSES.iter().map(|clause| clause.doc)).chain(STATEMENTS.iter().map(|of| of.doc));
    let docs = docs.chain(RULES.iter().map(|rule| rule.doc));
    let short = docs.fold(markdown, |text, doc| text.replace(doc.trim(), "…"));
    format!("{}\n\n{}\n", case.place(span), short.lines().take(14).collect::<Vec<_>>().join("\n").trim_end())
}

fn asked_definition(case: &Case<'_>) -> String {
    definition::definition(&case.site, case.offset).map_or("nothing\n".to_owned(), |span| case.place(span) + "\n")
}

fn asked_references(case: &Case<'_>) -> String {
    let Some(found) = names::at(&case.site, case.offset) else { return "nothing\n".to_owned() };
    let all = case.site.files.iter().flat_map(|file| references::references(file, &found.name));
    lines(all.map(|place| case.place(place.span)))
}

fn asked_rename(case: &Case<'_>) -> String {
    let to = case.text.lines().next().and_then(|line| line.strip_prefix("# to: ")).expect("a new name");
    match rename::rename(&case.site, case.offset, to) {
        Err(why) => format!("refused: {why}\n"),
        Ok(edits) => {
            let found = names::at(&case.site, case.offset).expect("what is renamed has a name");
            rename::prepare(&[case.site], &found.name).expect("what is renamed can be");
            format!("renames {}\n{}", case.place(found.span), case.edited(&edits))
        }
    }
}

/// The edits, and that together they do what `qc fmt` does.
fn asked_formatting(case: &Case<'_>) -> String {
    let file = case.main_file();
    let Some(edits) = formatting::formatting(file.source, &file.tree) else { return "nothing\n".to_owned() };
    let formatted = celq::format(file.source).expect("it can be read");
    assert_eq!(properties::replaced(file.source, &edits), formatted);
    lines(edits.iter().map(|edit| format!("{} -> {:?}", case.place(edit.span), edit.text)))
}

fn asked_lenses(case: &Case<'_>) -> String {
    let spans = lenses::lenses(case.main_file()).into_iter();
    lines(spans.map(|span| {
        let told = lenses::lens(&case.site, span.start);
        format!("{}: {}", case.place(span), told.unwrap_or_else(|| "nothing".to_owned()))
    }))
}

fn asked_folding(case: &Case<'_>) -> String {
    let file = case.main_file().source;
    let folds = folding::folding(file, &case.main_file().tree).into_iter().map(|fold| {
        let (first, last) = (file.position(fold.span.start).line, file.position(fold.span.end).line);
        format!("{first}..{last}{}", if fold.comment { " comment" } else { "" })
    });
    lines(folds)
}

fn asked_selection(case: &Case<'_>) -> String {
    let file = case.main_file();
    lines(selection::selection(file.source, &file.tree, case.offset).into_iter().map(|span| case.place(span)))
}

fn asked_links(case: &Case<'_>) -> String {
    let links = links::links(&case.site, case.main_file());
    lines(links.into_iter().map(|link| format!("{} opens {}", case.place(link.span), link.file)))
}

fn asked_hints(case: &Case<'_>) -> String {
    let file = case.main_file();
    let hints = hints::hints(&case.site, file, file.source.span());
    lines(
        hints.into_iter().map(|hint| format!("{} {}: {}", case.place(Span::at(hint.offset)), hint.label, hint.tooltip)),
    )
}

fn asked_signature(case: &Case<'_>) -> String {
    let file = case.main_file();
    let found = signature::signature(file.source, &file.tree, case.offset);
    let Some(signature::Signature { label, summary, parameters, active }) = found else {
        return "nothing\n".to_owned();
    };
    let mut text = format!("{label}\n{summary}\n");
    for (index, signature::Parameter { span, text: told }) in parameters.iter().enumerate() {
        let mark = if active == Some(index) { ">" } else { " " };
        let _ = writeln!(text, "{mark} {} | {told}", &label[span.start as usize..span.end as usize]);
    }
    text
}

fn asked_actions(case: &Case<'_>) -> String {
    let file = case.main_file();
    let found = actions::actions(&case.site, file, Span::at(case.offset));
    let of = |action: actions::Action| {
        let rule = action.rule.unwrap_or("several rules");
        let safe = if action.kind == actions::Kind::Fix && !action.safe { "unsafe " } else { "" };
        format!("{safe}{} ({rule}): {}\n{}", action.kind.word(), action.title, case.edited(&action.edits))
    };
    lines(found.into_iter().map(of))
}
