//! The compiler for JavaScript: files in, answers as JSON text out. Only translates; everything that it knows comes from
//! `celq`. Offsets are UTF-16 code units, as JavaScript counts.

mod shapes;

use std::collections::BTreeMap;

use celq::diagnostic::Sink;
use celq::graph::{graph, svg};
use celq::ide::{Site, complete, definition, hover, references, rename, symbols, tokens};
use celq::language::value::Date;
use celq::parse::{Tree, parse};
use celq::report::{routes, totals};
use celq::source::{Source, Sources, Span};
use celq::{Compiled, Options, emit, explain, fix, include};
use serde::Serialize;
use serde_json::{Value as Json, json};
use wasm_bindgen::prelude::wasm_bindgen;

/// The files of a site.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Workspace {
    files: BTreeMap<String, String>,
    today: Option<Date>,
}

#[wasm_bindgen]
impl Workspace {
    /// Without files; claims are judged on this day, `2026-11-21`.
    #[wasm_bindgen(constructor)]
    pub fn new(today: &str) -> Self {
        Self { files: BTreeMap::new(), today: day(today) }
    }

    /// Adds or replaces a file.
    pub fn write(&mut self, name: &str, text: String) {
        self.files.insert(name.to_owned(), text);
    }

    /// Takes a file away.
    pub fn remove(&mut self, name: &str) {
        self.files.remove(name);
    }

    /// What there is to say about a site.
    pub fn check(&self, main: &str) -> String {
        self.ask(main, |compiled, sources| shapes::checked(&compiled, sources))
    }

    /// How to colour a file: first and last offset and kind of each token, one after the other.
    pub fn tokens(&self, name: &str) -> Vec<u32> {
        self.read(name, |source, tree| {
            let tokens = tokens::tokens(source, tree).into_iter();
            tokens
                .flat_map(|token| [source.utf16(token.span.start), source.utf16(token.span.end), token.kind as u32])
                .collect()
        })
        .unwrap_or_default()
    }

    /// A file's outline.
    pub fn symbols(&self, name: &str) -> String {
        text(&self.read(name, |source, tree| shapes::symbols(&symbols::symbols(source, tree), source)))
    }

    /// What could be written at a place, the most likely first.
    pub fn complete(&self, main: &str, name: &str, at: u32) -> String {
        self.at(main, name, at, |site, offset| Some(shapes::completions(site, &complete::complete(site, offset))))
    }

    /// What there is to say of a word; `null` when that is nothing.
    pub fn hover(&self, main: &str, name: &str, at: u32) -> String {
        self.at(main, name, at, |site, offset| Some(shapes::hover(&hover::hover(site, offset)?, site.sources)))
    }

    /// Where a name is declared; `null` when it is not.
    pub fn definition(&self, main: &str, name: &str, at: u32) -> String {
        self.at(main, name, at, |site, offset| Some(shapes::range(definition::definition(site, offset)?, site.sources)))
    }

    /// Where a name stands.
    pub fn references(&self, main: &str, name: &str, at: u32) -> String {
        self.at(main, name, at, |site, offset| {
            let places = references::references(site, offset).into_iter();
            Some(places.map(|span| shapes::range(span, site.sources)).collect::<Json>())
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
            let fixed = fix::apply(sources.main(), &compiled.said.diagnostics);
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

    /// What there is to write, and what may be said about it.
    pub fn vocabulary(&self) -> String {
        text(&shapes::vocabulary())
    }
}

impl Workspace {
    /// Compiles a site and answers a question about it; `null` when it is too large for offsets.
    fn ask<T: Serialize>(&self, main: &str, answer: impl FnOnce(Compiled<'_>, &Sources) -> T) -> String {
        let read = |name: &str| self.files.get(name).map(|text| text.clone().into()).ok_or_else(|| MISSING.to_owned());
        let Ok(sources) = include::load(main, self.text(main).into(), read) else { return text(&None::<T>) };
        let options = Options { today: self.today, ..Options::default() };
        celq::compile(&sources, options, |compiled| text(&answer(compiled, &sources)))
    }

    /// Answers a question about a place of a file.
    fn at(&self, main: &str, name: &str, at: u32, answer: impl FnOnce(&Site<'_>, u32) -> Option<Json>) -> String {
        self.ask(main, |compiled, sources| {
            let file = sources.files().iter().find(|file| file.name() == name)?;
            answer(&Site::new(sources, &compiled), file.from_utf16(at))
        })
    }

    /// Reads one file, without what it includes.
    fn read<T>(&self, name: &str, answer: impl FnOnce(&Source, &Tree) -> T) -> Option<T> {
        let sources = self.alone(name)?;
        let tree = parse(sources.main(), &mut Sink::default());
        Some(answer(sources.main(), &tree))
    }

    /// One file, without what it includes.
    fn alone(&self, name: &str) -> Option<Sources> {
        Sources::single(name, self.text(name).into()).ok()
    }

    /// A file's text; one that is not there is empty.
    fn text(&self, name: &str) -> &str {
        self.files.get(name).map_or("", String::as_str)
    }
}

/// `2026-11-21`
fn day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let (year, month) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Date::new(year, month, parts.next()?.parse().ok()?).ok()
}

/// Why a file is not included.
const MISSING: &str = "there is no such file here";

/// An answer as JSON. What is asked for here has nothing that JSON cannot write.
fn text(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_else(|_| "null".to_owned())
}
