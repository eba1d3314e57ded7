//! A file with everything that it includes, read by a function of the caller: this library reads nothing itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Sink;
use crate::language::statements::include::STATEMENT;
use crate::parse::{Item, parse};
use crate::source::{FileId, Include, NotIncluded, Source, Sources, Span, TooLarge};

/// Files that include files that include files: so deep and no deeper.
const DEEPEST: usize = 32;

/// The sources of a file: itself, and what it includes. `read` gets a file's name, relative to where the first one is
/// named from, and gives its bytes or why there are none.
///
/// # Errors
/// When all texts together are larger than 4 GiB.
pub fn load(
    name: &str,
    bytes: Vec<u8>,
    read: impl FnMut(&str) -> Result<Vec<u8>, String>,
) -> Result<Sources, TooLarge> {
    let mut sources = Sources::single(name, bytes)?;
    let main = sources.main();
    let wanted = paths(main);
    if !wanted.is_empty() {
        let mut loader = Loader { sources, read, known: BTreeMap::new(), open: vec![name.to_owned()] };
        loader.add_all(name, wanted)?;
        sources = loader.sources;
    }
    Ok(sources)
}

struct Loader<R> {
    sources: Sources,
    read: R,
    known: BTreeMap<String, FileId>,
    /// The files on the way to the one that is read now.
    open: Vec<String>,
}

impl<R: FnMut(&str) -> Result<Vec<u8>, String>> Loader<R> {
    fn add_all(&mut self, from: &str, wanted: Vec<(Span, String)>) -> Result<(), TooLarge> {
        for (span, path) in wanted {
            let name = join(from, &path);
            let file = self.add(&name)?;
            self.sources.include(Include { span, file });
        }
        Ok(())
    }

    fn add(&mut self, name: &str) -> Result<Result<FileId, NotIncluded>, TooLarge> {
        if let Some(first) = self.open.iter().position(|open| open == name) {
            let way = self.open[first..].iter().cloned().chain([name.to_owned()]);
            return Ok(Err(NotIncluded::Cycle(way.collect())));
        }
        if let Some(id) = self.known.get(name) {
            return Ok(Ok(*id));
        }
        if self.open.len() > DEEPEST {
            return Ok(Err(NotIncluded::Missing(format!("more than {DEEPEST} files include each other"))));
        }
        // What ends at a folder names none of its files.
        if name.rsplit('/').next().is_none_or(|last| matches!(last, "" | "..")) {
            return Ok(Err(NotIncluded::Missing("this is a folder, not a file".to_owned())));
        }
        let bytes = match (self.read)(name) {
            Ok(bytes) => bytes,
            Err(why) => return Ok(Err(NotIncluded::Missing(why))),
        };
        let id = self.sources.add(name, bytes)?;
        self.known.insert(name.to_owned(), id);
        self.open.push(name.to_owned());
        let wanted = paths(self.sources.file(id));
        self.add_all(name, wanted)?;
        self.open.pop();
        Ok(Ok(id))
    }
}

/// The names of the files that a file includes, as they are seen from where it is named.
pub fn names(file: &Source) -> Vec<String> {
    paths(file).into_iter().map(|(_, path)| join(file.name(), &path)).collect()
}

/// The files that a file includes as they stand there, each with its place.
pub fn paths(file: &Source) -> Vec<(Span, String)> {
    // Few files include others, so look for the word before looking at tokens.
    if memchr::memmem::find(file.text().as_bytes(), STATEMENT.word.as_bytes()).is_none() {
        return Vec::new();
    }
    let tree = parse(file, &mut Sink::default());
    // A path with a fault in it names another file than was meant, or none.
    let statements = tree.statements.iter().filter(|statement| !statement.broken);
    let statements = statements.filter(|statement| file.slice(statement.keyword) == STATEMENT.word);
    let names = statements.filter_map(|statement| match tree.items(statement) {
        [Item::Value(value), ..] => {
            let element = tree.elements(value).first()?;
            Some((value.span, element.low.text(file).into_owned()))
        }
        _ => None,
    });
    names.collect()
}

/// The main files of the sites that a file belongs to: those that include it and that none includes, or itself where none
/// does. A file that others include is judged with these: nobody builds it alone. Files that include each other in a circle
/// are each a main file. `includes` has for each file those that it includes.
pub fn mains(name: &str, includes: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut seen = BTreeSet::from([name]);
    let mut left = vec![name];
    let mut mains = Vec::new();
    while let Some(file) = left.pop() {
        let including = includes.iter().filter(|(_, includes)| includes.contains(file));
        let including: Vec<&str> = including.map(|(name, _)| name.as_str()).collect();
        if including.is_empty() {
            mains.push(file.to_owned());
        }
        left.extend(including.into_iter().filter(|name| seen.insert(name)));
    }
    if mains.is_empty() {
        mains.push(name.to_owned());
    }
    mains
}

/// A path as it is seen from where the first file was named.
fn join(from: &str, path: &str) -> String {
    let path = path.replace('\\', "/");
    let folder = from.rfind('/').map_or("", |slash| &from[..=slash]);
    let whole = if path.starts_with('/') { path } else { format!("{folder}{path}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| !last.is_empty() && *last != "..") => _ = parts.pop(),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{join, mains};

    #[test]
    fn what_is_included_belongs_to_what_includes_it() {
        let row = |(name, included): &(&str, &[&str])| {
            ((*name).to_owned(), included.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>())
        };
        let rows: [(&str, &[&str]); 7] = [
            ("base", &[]),
            ("common", &["base"]),
            ("prod", &["common"]),
            ("staging", &["base"]),
            ("alone", &["missing"]),
            ("a", &["b"]),
            ("b", &["a"]),
        ];
        let includes: BTreeMap<_, _> = rows.iter().map(row).collect();
        let of = |name| {
            let mut mains = mains(name, &includes);
            mains.sort();
            mains
        };
        assert_eq!(of("base"), ["prod", "staging"]);
        assert_eq!(of("prod"), ["prod"]);
        assert_eq!(of("alone"), ["alone"]);
        assert_eq!((of("a"), of("b")), (vec!["a".to_owned()], vec!["b".to_owned()]));
    }

    #[test]
    fn paths_are_relative_to_the_file_that_includes() {
        assert_eq!(join("site.celq", "base.celq"), "base.celq");
        assert_eq!(join("sites/dev.celq", "../base.celq"), "base.celq");
        assert_eq!(join("../a/b.celq", "../c.celq"), "../c.celq");
        assert_eq!(join("/x/a.celq", "./b/../c.celq"), "/x/c.celq");
        assert_eq!(join("a.celq", "/x/b.celq"), "/x/b.celq");
    }
}
