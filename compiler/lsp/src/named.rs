//! A place → the name that stands there, with the sites in which it means the same: those of its file, and those of every file
//! in which it stands there. Renaming it in fewer would break the others.

use std::collections::BTreeSet;

use celq::File;
use celq::ide::Site;
use celq::ide::names::{self, Name};
use celq::ide::references::references;
use gen_lsp_types::{Range, TextDocumentPositionParams};

use crate::look::Places;
use crate::session::Session;
use crate::uri;

/// A name, and everything in which it means the same.
pub(crate) struct Named<'a> {
    pub(crate) name: Name,
    /// Where it stands, and how it is written there.
    pub(crate) place: (Range, String),
    pub(crate) sites: Vec<Site<'a>>,
    /// The files of these sites, each once.
    pub(crate) files: Vec<(Places<'a>, &'a File<'a>)>,
}

impl Session {
    /// The name at a place.
    pub(crate) fn named(&mut self, at: &TextDocumentPositionParams) -> Option<Named<'_>> {
        let (look, offset) = self.at(at)?;
        let found = names::at(&look.site, offset)?;
        let place = (look.range(found.span), look.site.slice(found.span).to_owned());
        let mains = self.meaning(&uri::key(at.text_document.uri.as_ref()), &found.name);
        let built: Vec<(Places<'_>, Site<'_>)> = mains.iter().filter_map(|main| self.built(main)).collect();
        let mut seen = BTreeSet::new();
        let files = built.iter().flat_map(|(places, site)| site.files.iter().map(|file| (*places, file)));
        let files = files.filter(|(places, file)| seen.insert(places.name(file.source))).collect();
        Some(Named { name: found.name, place, sites: built.into_iter().map(|(_, site)| site).collect(), files })
    }

    /// The main files of the sites in which a name of a file means the same; they are compiled.
    fn meaning(&mut self, file: &str, name: &Name) -> Vec<String> {
        let mut mains = self.sites.of(&self.files, file);
        let mut seen = BTreeSet::new();
        let mut index = 0;
        while let Some(main) = mains.get(index).cloned() {
            index += 1;
            let Some((places, site)) = self.build(&main) else { continue };
            let fresh = site.files.iter().filter(|file| seen.insert(places.name(file.source)));
            let holding = fresh.filter(|file| !references(file, name).is_empty());
            for file in holding.map(|file| places.name(file.source)).collect::<Vec<_>>() {
                let more = self.sites.of(&self.files, &file).into_iter();
                mains.extend(more.filter(|main| !mains.contains(main)).collect::<Vec<_>>());
            }
        }
        mains
    }
}
