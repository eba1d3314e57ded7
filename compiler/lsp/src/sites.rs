//! The sites that files belong to, each as it was compiled last. Which files are sites says [`Includes`], from all files that
//! are open or lie in the client's folders.

use std::collections::{BTreeMap, BTreeSet};

use celq::Options;
use celq::include::{self, Includes};
use celq::kept::Kept;
use celq::source::Sources;

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
    includes: Includes,
}

impl Sites {
    /// Forgets what was made from a file.
    pub(crate) fn changed(&mut self, name: &str) {
        self.includes.retain(|known| known != name);
        self.built.retain(|_, built| !built.made_from.contains(name));
    }

    /// The main files of the sites that a file belongs to: itself, then those that are open, then by name. There is always
    /// one.
    pub(crate) fn of(&mut self, files: &Files, name: &str) -> Vec<String> {
        self.read_includes(files);
        let mut mains: Vec<&str> = self.includes.sites_of(name).into_iter().collect();
        mains.sort_by_key(|main| (*main != name, !files.open.contains_key(*main)));
        mains.into_iter().map(str::to_owned).collect()
    }

    /// A file and those that include it, be it over others.
    pub(crate) fn within(&mut self, files: &Files, name: &str) -> BTreeSet<String> {
        self.read_includes(files);
        self.includes.within(name).into_iter().map(str::to_owned).collect()
    }

    /// Compiles a site where that is not done yet. There is none when its main file cannot be read.
    pub(crate) fn build(&mut self, files: &Files, main: &str, settings: Settings) {
        let options = Options { every_note: settings.every_note, today: files.host.today() };
        let same =
            |built: &Built| built.options.today == options.today && built.options.every_note == options.every_note;
        if !self.built.get(main).is_some_and(same) {
            self.built.remove(main);
            self.built.extend(Built::new(files, main, options).map(|built| (main.to_owned(), built)));
        }
    }

    /// A site that is compiled.
    pub(crate) fn built(&self, main: &str) -> Option<(&str, &Kept)> {
        self.built.get_key_value(main).map(|(main, built)| (main.as_str(), &built.kept))
    }

    fn read_includes(&mut self, files: &Files) {
        let names = files.names();
        self.includes.retain(|name| names.contains(name));
        for name in names {
            if !self.includes.has(name)
                && let Ok(sources) = Sources::single(uri::last(name), files.read(name).unwrap_or_default())
            {
                self.includes.insert(name, sources.main(), uri::beside);
            }
        }
    }
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
