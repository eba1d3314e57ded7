//! Every question but the first: what the page shows beside diagnostics and colours.

use celq::diagnostic::Applicability;
use celq::graph::{graph, svg};
use celq::ide::{Site, complete, definition, hover, names, references, rename, symbols};
use celq::report::{routes, totals};
use celq::source::Span;
use celq::{emit, explain, fix, include};
use serde_json::{Value as Json, json};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{Workspace, shapes, text};

#[wasm_bindgen]
impl Workspace {
    /// A file's outline.
    pub fn symbols(&self, name: &str) -> String {
        text(&self.read(name, |source, tree| shapes::symbols(&symbols::symbols(source, tree), source)))
    }

    /// What could be written at a place, the most likely first.
    pub fn complete(&self, main: &str, name: &str, at: u32) -> String {
        let others = self.files.keys().filter(|other| *other != name);
        let others: Vec<String> = others.map(|other| include::relative(name, other)).collect();
        self.at(main, name, at, |site, offset| {
            Some(shapes::completions(site, &complete::complete(site, offset, &others)))
        })
    }

    /// What there is to say of a word; `null` when that is nothing.
    pub fn hover(&self, main: &str, name: &str, at: u32) -> String {
        self.at(main, name, at, |site, offset| {
            let seen = hover::Seen { site: *site, name: main.to_owned(), offset };
            Some(shapes::hover(&hover::hover(&[seen])?, site.sources))
        })
    }

    /// Where a name is declared; `null` when it is not.
    pub fn definition(&self, main: &str, name: &str, at: u32) -> String {
        self.at(main, name, at, |site, offset| Some(shapes::range(definition::definition(site, offset)?, site.sources)))
    }

    /// Where a name stands.
    pub fn references(&self, main: &str, name: &str, at: u32) -> String {
        self.at(main, name, at, |site, offset| {
            let found = names::at(site, offset);
            let in_file = |file| found.iter().flat_map(move |found| references::references(file, &found.name));
            let places = site.files.iter().flat_map(in_file);
            Some(places.map(|place| shapes::range(place.span, site.sources)).collect::<Json>())
        })
    }

    /// The edits that give a name another, or why that cannot be.
    pub fn rename(&self, main: &str, name: &str, at: u32, to: &str) -> String {
        self.at(main, name, at, |site, offset| {
            Some(match rename::rename(site, offset, to) {
                Ok(edits) => json!({ "edits": shapes::edits(&edits, site.sources) }),
                Err(error) => json!({ "error": error }),
            })
        })
    }

    /// A file in its canonical form; `null` when some of it cannot be read.
    pub fn format(&self, name: &str) -> String {
        text(&self.alone(name).and_then(|sources| celq::format(sources.main()).ok()))
    }

    /// A file with its fixes; `null` when there are none.
    pub fn fixed(&self, main: &str) -> String {
        self.ask(main, |compiled, sources| {
            let fixed = fix::apply(sources.main(), &compiled.said.diagnostics, Applicability::Safe);
            fixed.map(|(text, applied)| json!({ "text": text, "applied": applied }))
        })
    }

    /// What a target writes, with the source of each line; `null` while an error stands.
    pub fn build(&self, main: &str, target: &str) -> String {
        self.ask(main, |compiled, sources| {
            let (proved, target) = (compiled.proved()?, emit::target(target)?);
            let mut documents = Vec::new();
            (target.write)(proved, &mut |document| documents.push(shapes::document(document, proved.plan(), sources)));
            Some(documents)
        })
    }

    /// The way of each task from each sender.
    pub fn routes(&self, main: &str) -> String {
        self.ask(main, |compiled, sources| {
            let ways = compiled.plan.ways.iter();
            ways.map(|way| shapes::way(&routes::row(compiled.plan, way, sources), sources)).collect::<Json>()
        })
    }

    /// What the site needs at rest and at full scale.
    pub fn plan(&self, main: &str) -> String {
        self.ask(main, |compiled, sources| shapes::table(&totals::table(compiled.plan), sources))
    }

    /// The picture of a site, with its places.
    pub fn graph(&self, main: &str) -> String {
        self.ask(main, |compiled, sources| {
            let place = |span: Span| {
                let file = sources.at(span.start);
                svg::Place { file: file.name(), from: file.utf16(span.start), to: file.utf16(span.end) }
            };
            svg::draw(&graph(compiled.plan), place)
        })
    }

    /// The page of a word, as Markdown; `null` when nothing has that name.
    pub fn explain(&self, word: &str) -> String {
        text(&explain::explain(word).ok())
    }

    /// What a site can be written as.
    pub fn targets(&self) -> String {
        text(&shapes::targets())
    }
}

impl Workspace {
    /// Answers a question about a place of a file.
    fn at(&self, main: &str, name: &str, at: u32, answer: impl FnOnce(&Site<'_>, u32) -> Option<Json>) -> String {
        self.ask(main, |compiled, sources| {
            let file = sources.files().iter().find(|file| file.name() == name)?;
            answer(&Site::new(sources, &compiled), file.from_utf16(at))
        })
    }
}
