//! What a command reads: paths, folders and stdin → sources. Folders are searched for `.celq` files.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use celq::include::{self, Includes, load};
use celq::source::Sources;
use walkdir::{DirEntry, WalkDir};

use crate::arguments::Inputs;
use crate::{Failure, Result, sentence};

/// A file that was asked for, or found in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// The name under which messages show it.
    pub(crate) name: String,
    /// Where it is; `None` for stdin.
    pub(crate) path: Option<PathBuf>,
}

/// Larger files are refused: no site is declared in so many bytes.
const LARGEST: u64 = 256 << 20;

/// The files that a command reads, in the order in which they were asked for; those of a folder by name.
pub(crate) fn find(inputs: &Inputs) -> Result<Vec<Input>> {
    let mut found = Vec::new();
    for path in &inputs.paths {
        if path.as_os_str() == "-" {
            found.push(Input { name: inputs.stdin_filename.clone(), path: None });
        } else if path.is_dir() {
            let before = found.len();
            in_folder(path, &mut found)?;
            if found.len() == before {
                return Err(Failure::Because(format!("{}: no .celq file in this folder", shown(path))));
            }
        } else {
            found.push(Input::file(path));
        }
    }
    Ok(found)
}

/// The files that are imported: of folders those whose names end in one of these.
pub(crate) fn find_imported(paths: &[PathBuf]) -> Result<Vec<Input>> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(Input::asked(path));
            continue;
        }
        let before = found.len();
        for entry in files_of(path, usize::MAX, &["json", "py", "yaml", "yml"]) {
            found.push(Input::file(entry.map_err(|error| Failure::Because(error.to_string()))?.path()));
        }
        if found.len() == before {
            return Err(Failure::Because(format!("{}: no .yml, .yaml, .json or .py file in this folder", shown(path))));
        }
    }
    Ok(found)
}

/// The same, each once, without the files of folders that are parts of others: these are judged with those, as an editor
/// judges them.
pub(crate) fn sites(inputs: &Inputs) -> Result<Vec<Input>> {
    let mut found = find(inputs)?;
    let mut includes = Includes::default();
    found.iter().filter_map(|input| input.path.as_deref()).for_each(|path| add(path, &mut includes));
    let sites = includes.sites();
    let mut seen = BTreeSet::new();
    found.retain(|input| {
        let Some(path) = &input.path else { return true };
        let is_judged = inputs.paths.contains(path) || !includes.has(&identity(path));
        seen.insert(path.clone()) && (is_judged || sites.contains(&*identity(path)))
    });
    Ok(found)
}

/// Adds what a file says of others; nothing where it cannot be read, which is said when it is judged.
fn add(path: &Path, includes: &mut Includes) {
    let name = path.to_string_lossy();
    let Some(sources) = read_file(path).ok().and_then(|bytes| Sources::single(&name, bytes).ok()) else { return };
    let seen_from = |_: &str, included: &str| identity(Path::new(&include::join(&name, included)));
    includes.insert(&identity(path), sources.main(), seen_from);
}

/// A file's one name, by whatever way it is reached.
fn identity(path: &Path) -> String {
    path.canonicalize().unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}

fn in_folder(folder: &Path, found: &mut Vec<Input>) -> Result<()> {
    for entry in files_of(folder, usize::MAX, CELQ) {
        found.push(Input::file(entry.map_err(|error| Failure::Because(error.to_string()))?.path()));
    }
    Ok(())
}

/// How the names of sites end.
const CELQ: &[&str] = &["celq"];

/// The files in a folder and the folders in it whose names end so, hidden ones left out, among so many entries at most.
fn files_of<'e>(
    folder: &Path,
    most: usize,
    ends: &'e [&str],
) -> impl Iterator<Item = walkdir::Result<DirEntry>> + use<'e> {
    let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.') && name != "." && name != "..";
    let is_wanted = move |entry: &DirEntry| {
        let named = |extension: &std::ffi::OsStr| ends.iter().any(|end| extension == *end);
        entry.file_type().is_file() && entry.path().extension().is_some_and(named)
    };
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let walk = walk.filter_entry(move |entry| entry.depth() == 0 || !hidden(entry.file_name()));
    walk.take(most).filter(move |entry| entry.as_ref().map_or(true, is_wanted))
}

/// An editor may be opened in a folder that holds the whole disk: it is not to wait for that.
const MOST: usize = 100_000;

/// The same as they are seen from the folder. Folders that cannot be read have none.
pub(crate) fn files_in(folder: &Path) -> Vec<PathBuf> {
    let found = files_of(folder, MOST, CELQ).flatten();
    found.filter_map(|entry| entry.path().strip_prefix(folder).map(Path::to_owned).ok()).collect()
}

/// A path as messages show it: as it was written, without `./`.
pub(crate) fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    text.strip_prefix("./").map_or(text.clone(), str::to_owned)
}

impl Input {
    /// A file.
    pub(crate) fn file(path: &Path) -> Self {
        Self { name: shown(path), path: Some(path.to_owned()) }
    }

    /// A file, or `-` for stdin.
    pub(crate) fn asked(path: &Path) -> Self {
        if path.as_os_str() == "-" { Self { name: "<stdin>".to_owned(), path: None } } else { Self::file(path) }
    }

    /// What Git keeps under a path in a revision, with all that it includes there.
    pub(crate) fn of_git(revision: &str, path: &str) -> Result<Sources> {
        let input = Self { name: path.to_owned(), path: None };
        let bytes = blob(revision, path).map_err(|why| Failure::Because(format!("{revision}:{path}: {why}")))?;
        input.load(bytes, |name| blob(revision, name))
    }

    /// Reads it, with all that it includes.
    pub(crate) fn read(&self) -> Result<Sources> {
        self.sources(self.bytes()?)
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>> {
        let bytes = match &self.path {
            None => {
                let mut bytes = Vec::new();
                std::io::stdin().take(LARGEST + 1).read_to_end(&mut bytes).map(|_| bytes)
            }
            Some(path) if path.is_dir() => Err(std::io::Error::other("this is a folder, not a file")),
            Some(path) => read_file(path),
        };
        let bytes = bytes.map_err(|error| Failure::at(&self.name, &error))?;
        self.within(bytes)
    }

    /// Bytes that are not too many to be read.
    fn within(&self, bytes: Vec<u8>) -> Result<Vec<u8>> {
        if bytes.len() as u64 > LARGEST { Err(self.too_large()) } else { Ok(bytes) }
    }

    fn too_large(&self) -> Failure {
        Failure::Because(format!("{}: larger than {} MiB, which is more than qc reads", self.name, LARGEST >> 20))
    }

    /// Sources of this name with other bytes.
    pub(crate) fn sources(&self, bytes: Vec<u8>) -> Result<Sources> {
        self.load(bytes, included)
    }

    fn load(
        &self,
        bytes: Vec<u8>,
        included: impl FnMut(&str) -> std::result::Result<Vec<u8>, String>,
    ) -> Result<Sources> {
        load(&self.name, self.within(bytes)?, included).map_err(|_| self.too_large())
    }
}

/// The bytes that Git keeps under a path in a revision.
fn blob(revision: &str, path: &str) -> std::result::Result<Vec<u8>, String> {
    // What begins so would be an option to Git.
    if revision.starts_with('-') {
        return Err("no revision begins with `-`".to_owned());
    }
    let shown = Command::new("git").args(["cat-file", "blob", &format!("{revision}:{path}")]).output();
    let shown = shown.map_err(|error| format!("git: {}", sentence(&error)))?;
    if shown.status.success() {
        return Ok(shown.stdout);
    }
    let why = String::from_utf8_lossy(&shown.stderr);
    Err(why.lines().next().unwrap_or("git says nothing").trim_start_matches("fatal: ").to_owned())
}

/// The bytes of a file that somebody else names.
pub(crate) fn included(name: &str) -> std::result::Result<Vec<u8>, String> {
    let path = Path::new(name);
    let read = if path.is_dir() { Err(std::io::Error::other("this is a folder, not a file")) } else { read_file(path) };
    let bytes = read.map_err(|error| sentence(&error))?;
    if bytes.len() as u64 > LARGEST { Err("it is larger than qc reads".to_owned()) } else { Ok(bytes) }
}

fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
