//! What files there are and what stands in them: what the client has open before what the host reads. Knows no site.

use std::collections::{BTreeMap, BTreeSet};

use celq::language::value::Date;
use gen_lsp_types::Uri;

use crate::document::Document;
use crate::uri;

/// What a session asks of the world around it.
pub trait Host {
    /// The bytes of a file that the client has not open.
    ///
    /// # Errors
    /// Why there are none, as people read it.
    fn read(&self, uri: &str) -> Result<Vec<u8>, String>;

    /// The URIs of all `.celq` files in a folder and the folders in it.
    fn list(&self, folder: &str) -> Vec<String>;

    /// The day on which claims are judged; without it they never end.
    fn today(&self) -> Option<Date>;
}

/// All files that a session knows, by name.
pub(crate) struct Files {
    pub(crate) host: Box<dyn Host>,
    /// What is open in the client.
    pub(crate) open: BTreeMap<String, Document>,
    /// The folders that the client works in.
    pub(crate) folders: BTreeSet<String>,
    /// The files in them.
    listed: BTreeSet<String>,
}

impl Files {
    pub(crate) fn new(host: Box<dyn Host>) -> Self {
        Self { host, open: BTreeMap::new(), folders: BTreeSet::new(), listed: BTreeSet::new() }
    }

    /// Looks again which files the folders have.
    pub(crate) fn list(&mut self) {
        let list = |folder: &String| self.host.list(&uri::uri(folder).0);
        self.listed = self.folders.iter().flat_map(list).map(|file| uri::key(&file)).collect();
    }

    /// The names of all files, each once.
    pub(crate) fn names(&self) -> BTreeSet<&str> {
        self.listed.iter().chain(self.open.keys()).map(String::as_str).collect()
    }

    /// A file's bytes.
    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        match self.open.get(name) {
            Some(document) => Ok(document.text().as_bytes().to_vec()),
            None => self.host.read(&uri::uri(name).0),
        }
    }

    /// A file's URI, as the client writes it where it has said so.
    pub(crate) fn uri(&self, name: &str) -> Uri {
        self.open.get(name).map_or_else(|| uri::uri(name), |document| document.uri.clone())
    }
}
