//! Every question of an editor about one place: what the property tests and the fuzzer ask.

use celq::ide::{
    Site, actions, complete, definition, folding, formatting, hints, hover, lenses, links, names, references, rename,
    selection, signature, symbols,
};
use celq::source::Span;

/// Asks everything about a place; gives all spans of the answers.
///
/// # Panics
/// When an offset has no file.
pub fn asked(site: &Site<'_>, offset: u32, to: &str) -> Vec<Span> {
    let file = site.file(offset).expect("every offset has a file");
    let completions = complete::complete(site, offset, &["base.celq".to_owned(), "../shared.celq".to_owned()]);
    completions.items.iter().take(5).for_each(|item| _ = complete::documentation(site, item));
    let _ = signature::signature(file.source, &file.tree, offset);
    let mut spans = vec![completions.span];
    let seen = hover::Seen { site: *site, name: "site.celq".to_owned(), offset };
    spans.extend(hover::hover(&[seen]).map(|hover| hover.span));
    spans.extend(definition::definition(site, offset));
    if let Some(found) = names::at(site, offset) {
        let places = site.files.iter().flat_map(|file| references::references(file, &found.name));
        spans.extend(places.map(|place| place.span));
        let _ = rename::prepare(std::slice::from_ref(site), &found.name);
        spans.push(found.span);
    }
    spans.extend(rename::rename(site, offset, to).into_iter().flatten().map(|edit| edit.span));
    spans.extend(symbols::symbols(file.source, &file.tree).iter().flat_map(|symbol| [symbol.span, symbol.selection]));
    spans.extend(folding::folding(file.source, &file.tree).iter().map(|fold| fold.span));
    spans.extend(selection::selection(file.source, &file.tree, offset));
    spans.extend(formatting::formatting(file.source, &file.tree).into_iter().flatten().map(|edit| edit.span));
    let lenses = lenses::lenses(file);
    lenses.iter().take(5).for_each(|lens| _ = lenses::lens(site, lens.start));
    spans.extend(lenses);
    spans.extend(links::links(site, file).iter().map(|link| link.span));
    spans.extend(hints::hints(site, file, file.source.span()).iter().map(|hint| Span::at(hint.offset)));
    let actions = actions::actions(site, file, file.source.span());
    spans.extend(actions.iter().take(20).flat_map(|action| &action.edits).map(|edit| edit.span));
    spans
}
