//! What the suites share: where things are, how a case is compared with what it should give, and how it is blessed.
#![allow(clippy::disallowed_methods, reason = "test runners read and write files")]
#![allow(clippy::missing_panics_doc, reason = "a runner that cannot read its own cases has nothing else to do")]

pub mod asked;
pub mod defaulted;
pub mod programs;
pub mod survival;
pub mod values;

use std::fs;
use std::path::{Path, PathBuf};

use celq::diagnostic::Diagnostic;
use celq::language::value::date;
use celq::source::Sources;
use celq::{Options, compile};
use libtest_mimic::{Arguments, Conclusion, Failed, Trial};

/// The project's folder.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("tests lies in the project").to_owned()
}

/// The entries of a folder, by name.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = read.map(|entry| entry.expect("a readable folder").path()).collect();
    entries.sort();
    entries
}

/// The files below a folder whose names end in `.extension`, by name.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in entries(folder) {
        if entry.is_dir() {
            found.extend(files(&entry, extension));
        } else if entry.extension().is_some_and(|of| of == extension) {
            found.push(entry);
        }
    }
    found
}

/// The last part of a path, without its extension.
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// A file's text.
pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A file's bytes.
pub fn read_bytes(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The file that a case of `tests/pipeline` is about.
pub fn pipeline_input(folder: &Path) -> PathBuf {
    match stem(folder).strip_prefix("example-") {
        Some(example) => root().join("spec/examples").join(format!("{example}.celq")),
        None => folder.join("input.celq"),
    }
}

/// Sources of one file.
pub fn sources(name: &str, bytes: impl Into<Vec<u8>>) -> Sources {
    Sources::single(name, bytes.into()).expect("a case is smaller than 4 GiB")
}

/// What begins another file in a text that holds several.
const FILE: &str = "\n# file: ";

/// Sources of a text in which each line `# file: NAME` begins another file; the first has a name of its own.
pub fn several_sources(name: &str, bytes: &[u8]) -> Sources {
    let starts: Vec<usize> = memchr::memmem::find_iter(bytes, FILE).collect();
    let main = &bytes[..starts.first().copied().unwrap_or(bytes.len())];
    let read = |name: &str| {
        let head = format!("{FILE}{name}\n");
        let start = memchr::memmem::find(bytes, head.as_bytes()).ok_or("there is no such file")? + head.len();
        let end = starts.iter().copied().find(|next| *next >= start).unwrap_or(bytes.len());
        Ok(bytes[start..end].to_vec())
    };
    celq::include::load(name, main.to_vec(), read).expect("a case is smaller than 4 GiB")
}

/// Notes apart, and claims judged on the first of January 2026.
pub fn thorough() -> Options {
    Options { every_note: true, today: Some(date(2026, 1, 1)) }
}

/// Everything that is said about a text, notes apart.
pub fn diagnostics(sources: &Sources) -> Vec<Diagnostic> {
    compile(sources, thorough(), |compiled| compiled.said.diagnostics)
}

/// The names of the rules that speak.
pub fn rules_of(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    diagnostics.iter().map(|diagnostic| diagnostic.rule.name).collect()
}

/// Holds a text against the file that says what it should be. With `BLESS=1` the file is written instead.
///
/// # Errors
/// When they differ.
pub fn golden(path: &Path, actual: &str) -> Result<(), Failed> {
    if std::env::var_os("BLESS").is_some() {
        return fs::write(path, actual).map_err(Failed::from);
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return Ok(());
    }
    let line = expected.lines().zip(actual.lines()).take_while(|(a, b)| a == b).count();
    let at = |text: &str| text.lines().nth(line).unwrap_or("(end)").to_owned();
    Err(Failed::from(format!(
        "{} differs from line {}:\n  expected: {}\n  actual:   {}\n`make bless` writes what is there now",
        path.display(),
        line + 1,
        at(&expected),
        at(actual)
    )))
}

/// Fails with a sentence unless something holds.
///
/// # Errors
/// When it does not hold.
pub fn ensure(holds: bool, sentence: impl FnOnce() -> String) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(Failed::from(sentence())) }
}

/// Runs the trials of a suite and ends the process with what they gave.
pub fn run(trials: Vec<Trial>) -> Conclusion {
    assert!(!trials.is_empty(), "a suite without a case proves nothing");
    libtest_mimic::run(&Arguments::from_args(), trials)
}

/// Removes the places from a model, so that two texts can be compared by what they mean.
pub fn without_places(json: &mut serde_json::Value) {
    match json {
        serde_json::Value::Object(map) => {
            map.remove("span");
            map.values_mut().for_each(without_places);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_places),
        _ => {}
    }
}
