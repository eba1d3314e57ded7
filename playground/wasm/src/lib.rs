//! The compiler for JavaScript: files in, answers as JSON text out. Only translates; everything that it knows comes from
//! `celq`. Offsets are UTF-16 code units, as JavaScript counts.

#[cfg(feature = "answers")]
mod answers;
#[cfg(feature = "lsp")]
mod server;
mod shapes;

use std::collections::BTreeMap;

use celq::diagnostic::Sink;
use celq::ide::tokens;
use celq::language::value::Date;
use celq::parse::{Tree, parse};
use celq::source::{Source, Sources};
use celq::{Compiled, Options, include};
use serde::Serialize;
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

    /// What there is to write, and what may be said about it.
    pub fn vocabulary(&self) -> String {
        text(&shapes::vocabulary())
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
}

impl Workspace {
    /// Compiles a site and answers a question about it; `null` when it is too large for offsets.
    fn ask<T: Serialize>(&self, main: &str, answer: impl FnOnce(Compiled<'_>, &Sources) -> T) -> String {
        let read = |name: &str| self.files.get(name).map(|text| text.clone().into()).ok_or_else(|| MISSING.to_owned());
        let Ok(sources) = include::load(main, self.text(main).into(), read) else { return text(&None::<T>) };
        let options = Options { today: self.today, ..Options::default() };
        celq::compile(&sources, options, |compiled| text(&answer(compiled, &sources)))
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
