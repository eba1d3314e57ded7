//! What JavaScript reads: the compiler's answers with their places in UTF-16 code units.

use std::cmp::Reverse;

use celq::Compiled;
use celq::catalog::RELEASES;
use celq::diagnostic::{Diagnostic, Edit, Severity};
use celq::emit::{Document, TARGETS, What, origin};
use celq::ide::complete::{Completions, Item, documentation};
use celq::ide::hover::Hover;
use celq::ide::symbols::Symbol;
use celq::ide::{Site, tokens};
use celq::language::typed::Words as _;
use celq::language::{CLAUSES, KEYS, STATEMENTS};
use celq::plan::Plan;
use celq::report::routes::Row;
use celq::report::totals::{self, COLUMNS, Table};
use celq::rules::RULES;
use celq::source::{Source, Sources, Span};
use serde_json::{Value as Json, json};

/// A place: its file, and where in it.
pub(crate) fn range(span: Span, sources: &Sources) -> Json {
    within(span, sources.at(span.start))
}

fn within(span: Span, file: &Source) -> Json {
    json!({ "file": file.name(), "from": file.utf16(span.start), "to": file.utf16(span.end) })
}

/// Texts in place of others.
pub(crate) fn edits(edits: &[Edit], sources: &Sources) -> Json {
    edits.iter().map(|edit| json!({ "range": range(edit.span, sources), "text": edit.text })).collect()
}

/// As many diagnostics as a page can show; errors are shown before the others.
const SHOWN: usize = 500;

/// A site, judged.
pub(crate) fn checked(compiled: &Compiled<'_>, sources: &Sources) -> Json {
    let said = &compiled.said;
    let mut shown: Vec<&Diagnostic> = said.diagnostics.iter().collect();
    if shown.len() > SHOWN {
        shown.sort_by_key(|said| Reverse(said.severity()));
        shown.truncate(SHOWN);
        shown.sort_by_key(|said| said.span());
    }
    json!({
        "status": compiled.plan.status(),
        "errors": said.errors,
        "warnings": said.count(Severity::Warning),
        "notes": said.count(Severity::Note),
        "hidden": said.dropped + said.diagnostics.len() - shown.len(),
        "diagnostics": shown.into_iter().map(|said| diagnostic(said, sources)).collect::<Json>(),
    })
}

fn diagnostic(said: &Diagnostic, sources: &Sources) -> Json {
    let position = sources.at(said.span().start).position(said.span().start);
    json!({
        "rule": said.rule.name,
        "severity": said.severity(),
        "message": said.message,
        "help": said.advice(),
        "range": range(said.span(), sources),
        "line": position.line,
        "column": position.column,
        "labels": said.labels.iter().map(|label| {
            json!({ "message": label.message, "range": range(label.span, sources) })
        }).collect::<Json>(),
        "fixes": said.fixes.iter().map(|fix| {
            json!({ "title": fix.title, "edits": edits(&fix.edits, sources) })
        }).collect::<Json>(),
    })
}

/// A document of a target, with what caused each of its lines.
pub(crate) fn document(document: &Document<'_>, plan: &Plan<'_>, sources: &Sources) -> Json {
    let lines = origin::lines(plan, document).into_iter();
    let (kind, name) = match document.what {
        What::Object { kind, name } => (Some(kind), name),
        What::File(name) => (None, name),
    };
    json!({ "kind": kind, "name": name, "file": document.file_name(), "text": document.text,
        "lines": lines.map(|span| span.map(|span| range(span, sources))).collect::<Json>() })
}

/// The way of a task.
pub(crate) fn way(row: &Row<'_>, sources: &Sources) -> Json {
    let mut json = json!(row);
    json["range"] = row.span.map_or(Json::Null, |span| range(span, sources));
    json
}

/// What a site needs.
pub(crate) fn table(table: &Table, sources: &Sources) -> Json {
    let line = |row: &totals::Row| {
        let mut json = json!(row);
        json["range"] = row.span.map_or(Json::Null, |span| range(span, sources));
        json
    };
    json!({
        "heads": COLUMNS.map(|(head, _)| head),
        "lines": table.lines.iter().map(line).collect::<Json>(),
        "total": line(&table.total),
        "budget": table.budget.as_ref().map(line),
    })
}

/// A file's outline.
pub(crate) fn symbols(symbols: &[Symbol], source: &Source) -> Json {
    let symbol = |symbol: &Symbol| {
        json!({
            "name": symbol.name,
            "detail": symbol.detail,
            "kind": symbol.kind,
            "range": within(symbol.span, source),
            "selection": within(symbol.selection, source),
            "children": self::symbols(&symbol.children, source),
        })
    };
    symbols.iter().map(symbol).collect()
}

/// What could be written at a place.
pub(crate) fn completions(site: &Site<'_>, completions: &Completions) -> Json {
    let mut json = range(completions.span, site.sources);
    let item = |item: &Item| {
        json!({
            "label": item.label,
            "kind": item.kind.word(),
            "detail": item.detail,
            "insert": item.insert,
            "documentation": documentation(site, item),
        })
    };
    json["items"] = completions.items.iter().map(item).collect();
    json
}

/// What there is to say of a word.
pub(crate) fn hover(hover: &Hover, sources: &Sources) -> Json {
    json!({ "range": range(hover.span, sources), "markdown": hover.markdown })
}

/// What there is to write, and what may be said about it.
pub(crate) fn vocabulary() -> Json {
    let statements = STATEMENTS.iter().map(|word| ("statement", word.word, word.summary));
    let clauses = CLAUSES.iter().map(|word| ("clause", word.word, word.summary));
    let keys = KEYS.iter().map(|word| ("key", word.name, word.summary));
    json!({
        "releases": RELEASES.iter().map(|release| release.name).collect::<Json>(),
        "targets": TARGETS.map(|target| json!({ "name": target.name, "summary": target.summary, "separator": target.separator })),
        "rules": RULES.iter().map(|rule| {
            json!({ "name": rule.name, "severity": rule.severity, "summary": rule.summary })
        }).collect::<Json>(),
        "tokens": tokens::kinds().collect::<Json>(),
        "words": statements.chain(clauses).chain(keys).map(|(kind, word, summary)| {
            json!({ "kind": kind, "word": word, "summary": summary })
        }).collect::<Json>(),
    })
}
