//! Which site a file belongs to, and each site as it was compiled last.
//!
//! `celq::include::mains` says which files are the main ones of sites. Who includes whom is read from all files that are open
//! or lie in the client's folders.

use std::collections::{BTreeMap, BTreeSet};

use celq::kept::Kept;
use celq::source::Sources;
use celq::{Options, include};

use crate::files::Files;
use crate::settings::Settings;
use crate::uri;

/// A site, compiled.
struct Built {
    kept: Kept,
    /// The names of all files that it was made from, or would have been had they been there.
    made_from: BTreeSet<String>,
    options: Options,
}

/// All sites that were asked about, by the names of their main files.
#[derive(Default)]
pub(crate) struct Sites {
    built: BTreeMap<String, Built>,
    /// What each file includes, by name.
    includes: BTreeMap<String, BTreeSet<String>>,
}

impl Sites {
    /// Forgets what was made from a file.
    pub(crate) fn changed(&mut self, name: &str) {
        self.includes.remove(name);
        self.built.retain(|_, built| !built.made_from.contains(name));
    }

    /// The main files of the sites that a file belongs to: those that are open first, then by name. There is always one.
    pub(crate) fn of(&mut self, files: &Files, name: &str) -> Vec<String> {
        self.read_includes(files);
        let mut mains = include::mains(name, &self.includes);
        mains.sort_by_key(|main| (!files.open.contains_key(main), main.clone()));
        mains
    }

    /// Compiles a site where that is not done yet; `None` when its main file cannot be read.
    pub(crate) fn build(&mut self, files: &Files, main: &str, settings: Settings) -> Option<(&str, &Kept)> {
        let options = Options { every_note: settings.every_note, today: files.host.today() };
        let same =
            |built: &Built| built.options.today == options.today && built.options.every_note == options.every_note;
        if !self.built.get(main).is_some_and(same) {
            self.built.remove(main);
            self.built.insert(main.to_owned(), Built::new(files, main, options)?);
        }
        self.built.get_key_value(main).map(|(main, built)| (main.as_str(), &built.kept))
    }

    fn read_includes(&mut self, files: &Files) {
        let names = files.names();
        self.includes.retain(|name, _| names.contains(name.as_str()));
        for name in names {
            if !self.includes.contains_key(name) {
                self.includes.insert(name.to_owned(), includes(files, name));
            }
        }
    }
}

/// The files that a file includes.
fn includes(files: &Files, name: &str) -> BTreeSet<String> {
    let bytes = files.read(name).unwrap_or_default();
    let Ok(sources) = Sources::single(uri::last(name), bytes) else { return BTreeSet::new() };
    include::names(sources.main()).iter().map(|included| uri::beside(name, included)).collect()
}

impl Built {
    fn new(files: &Files, main: &str, options: Options) -> Option<Self> {
        let mut made_from = BTreeSet::from([main.to_owned()]);
        let read = |name: &str| {
            let name = uri::beside(main, name);
            let bytes = files.read(&name);
            made_from.insert(name);
            bytes
        };
        let sources = include::load(uri::last(main), files.read(main).ok()?, read).ok()?;
        Some(Self { kept: Kept::new(sources, options), made_from, options })
    }
}
