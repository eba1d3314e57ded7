//! The shapes of every answer but the first.

use celq::emit::{Document, TARGETS, Target, origin};
use celq::ide::Site;
use celq::ide::complete::{Completions, Item, documentation};
use celq::ide::hover::Hover;
use celq::ide::symbols::Symbol;
use celq::language::typed::Words as _;
use celq::plan::Plan;
use celq::report::routes::Row;
use celq::report::totals::{self, COLUMNS, Table};
use celq::source::{Source, Sources};
use serde_json::{Value as Json, json};

use super::{range, within};

/// A document of a target, with what caused each of its lines.
pub(crate) fn document(document: &Document<'_>, plan: &Plan<'_>, sources: &Sources) -> Json {
    let lines = origin::lines(plan, document).into_iter();
    let (kind, name) = document.what.title();
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

/// What a site can be written as.
pub(crate) fn targets() -> Json {
    let target =
        |target: &Target| json!({ "name": target.name, "summary": target.summary, "separator": target.separator });
    TARGETS.into_iter().map(target).collect()
}
