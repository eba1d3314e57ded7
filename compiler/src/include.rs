//! A file with everything that it includes, read by a function of the caller: this library reads nothing itself. And of
//! many files, which of them are sites.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Sink;
use crate::language::statements::include::STATEMENT;
use crate::language::statements::site;
use crate::parse::{Item, Statement, Tree, parse};
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

/// Files by name, with the files that they include: which of them are sites.
///
/// A file that no other includes is a site, and so is one with a `site` of its own, whoever includes it. Any other is a part
/// of the sites of those that include it and never a site: what it says alone is nothing that anybody builds. Of files that
/// include each other in a circle, and that nothing outside of it includes, each is one, which says so.
#[derive(Debug, Default)]
pub struct Includes {
    files: BTreeMap<String, Outline>,
}

/// What a file says of its place among others.
#[derive(Debug)]
struct Outline {
    has_site: bool,
    includes: BTreeSet<String>,
}

/// The files that include a file, by its name.
type Including<'a> = BTreeMap<&'a str, Vec<&'a str>>;

impl Includes {
    /// Takes a file, or what it says now. `join` gives the name of a file as it is named in another one: [`join`], where
    /// names are paths.
    pub fn insert(&mut self, name: &str, file: &Source, join: impl Fn(&str, &str) -> String) {
        let includes = paths(file).into_iter().map(|(_, path)| join(name, &path)).collect();
        self.files.insert(name.to_owned(), Outline { has_site: has_site(file), includes });
    }

    /// Forgets the files that are not wanted.
    pub fn retain(&mut self, wanted: impl Fn(&str) -> bool) {
        self.files.retain(|name, _| wanted(name));
    }

    /// Whether a file was taken.
    pub fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// All files that are sites.
    pub fn sites(&self) -> BTreeSet<&str> {
        let including = self.including();
        self.files.keys().flat_map(|name| self.above(name, &including)).collect()
    }

    /// The sites that a file belongs to. There is always one.
    pub fn sites_of<'a>(&'a self, name: &'a str) -> BTreeSet<&'a str> {
        self.above(name, &self.including())
    }

    /// A file and those that include it, be it over others.
    pub fn within<'a>(&'a self, name: &'a str) -> BTreeSet<&'a str> {
        upwards(name, &self.including())
    }

    fn above<'a>(&'a self, name: &'a str, including: &Including<'a>) -> BTreeSet<&'a str> {
        let has_site = |name: &str| self.files.get(name).is_some_and(|file| file.has_site);
        let is_site = |name: &&str| has_site(name) || !including.contains_key(name);
        let sites: BTreeSet<&str> = upwards(name, including).into_iter().filter(is_site).collect();
        if sites.is_empty() { BTreeSet::from([name]) } else { sites }
    }

    fn including(&self) -> Including<'_> {
        let mut including = Including::new();
        for (name, file) in &self.files {
            file.includes.iter().for_each(|included| including.entry(included).or_default().push(name));
        }
        including
    }
}

fn upwards<'a>(name: &'a str, including: &Including<'a>) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::from([name]);
    let mut left = vec![name];
    while let Some(file) = left.pop() {
        left.extend(including.get(file).into_iter().flatten().copied().filter(|name| seen.insert(name)));
    }
    seen
}

/// Whether a file says which site it is. `amend site` speaks of another file's.
fn has_site(file: &Source) -> bool {
    !statements(file, site::STATEMENT.word, |_, _| Some(())).is_empty()
}

/// The files that a file includes as they stand there, each with its place.
pub fn paths(file: &Source) -> Vec<(Span, String)> {
    let path = |tree: &Tree, statement: &Statement| match tree.items(statement) {
        // A path with a fault in it names another file than was meant, or none.
        _ if statement.broken => None,
        [Item::Value(value), ..] => {
            let element = tree.elements(value).first()?;
            Some((value.span, element.low.text(file).into_owned()))
        }
        _ => None,
    };
    statements(file, STATEMENT.word, path)
}

/// Something of each statement that a word begins.
fn statements<T>(file: &Source, word: &str, of: impl Fn(&Tree, &Statement) -> Option<T>) -> Vec<T> {
    // Most files have no such word, so look for it before looking at tokens.
    if memchr::memmem::find(file.text().as_bytes(), word.as_bytes()).is_none() {
        return Vec::new();
    }
    let tree = parse(file, &mut Sink::default());
    let statements = tree.statements.iter().filter(|statement| file.slice(statement.keyword) == word);
    statements.filter_map(|statement| of(&tree, statement)).collect()
}

/// A path as it is seen from where the first file was named.
pub fn join(from: &str, path: &str) -> String {
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

/// How a file is called as it is seen from another one's folder: [`join`] gives its name again.
pub fn relative(from: &str, to: &str) -> String {
    let shared = from.bytes().zip(to.bytes()).take_while(|(one, other)| one == other).count();
    let shared = from.as_bytes()[..shared].iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1);
    let up = from[shared..].matches('/').count();
    "../".repeat(up) + &to[shared..]
}

#[cfg(test)]
mod tests {
    use super::{Includes, join, relative};
    use crate::source::Sources;

    fn includes(files: &[(&str, &str)]) -> Includes {
        let mut includes = Includes::default();
        for (name, text) in files {
            let sources = Sources::single(name, text.as_bytes().to_vec()).expect("small");
            includes.insert(name, sources.main(), join);
        }
        includes
    }

    #[test]
    fn who_is_included_is_a_site_if_it_says_so() {
        let files = includes(&[
            ("base.celq", "queue lms.high\namend site x\n"),
            ("envs/staging.celq", "include \"prod.celq\""),
            ("envs/prod.celq", "include \"../base.celq\"\nsite campus\n"),
            ("other.celq", "# site\ninclude nothing.celq\n"),
        ]);
        let all = ["envs/prod.celq", "envs/staging.celq", "other.celq"];
        assert_eq!(Vec::from_iter(files.sites()), all);
        assert_eq!(Vec::from_iter(files.sites_of("base.celq")), all[..2]);
        assert_eq!(Vec::from_iter(files.sites_of("envs/prod.celq")), all[..2]);
        assert_eq!(Vec::from_iter(files.sites_of("envs/staging.celq")), ["envs/staging.celq"]);
        assert_eq!(Vec::from_iter(files.sites_of("nothing.celq")), ["other.celq"]);
        assert_eq!(Vec::from_iter(files.within("envs/prod.celq")), all[..2]);
    }

    #[test]
    fn files_in_a_circle_are_sites_unless_another_includes_them() {
        let circle = [("a", "include b"), ("b", "include a"), ("c", "include c")];
        assert_eq!(Vec::from_iter(includes(&circle).sites()), ["a", "b", "c"]);
        let from_outside = [circle[0], circle[1], ("c", "include a")];
        assert_eq!(Vec::from_iter(includes(&from_outside).sites()), ["c"]);
    }

    #[test]
    fn what_is_called_relative_is_found_again() {
        for (from, to, called) in [
            ("site.celq", "base.celq", "base.celq"),
            ("sites/dev.celq", "base.celq", "../base.celq"),
            ("/a/bc/x.celq", "/a/bd/y.celq", "../bd/y.celq"),
        ] {
            assert_eq!(relative(from, to), called);
            assert_eq!(join(from, called), to);
        }
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
