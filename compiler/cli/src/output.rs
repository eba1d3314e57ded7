//! What a command writes: files that are there whole or not at all, and folders in which qc keeps a list of the files
//! that are its own. Nothing that is not on the list is ever replaced or removed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

use crate::input::shown;
use crate::{Failure, Result};

/// The list of the files that qc wrote, one name a line.
const LIST: &str = ".qc-files";
const LIST_HEAD: &str = "# Files that qc wrote here. It replaces and removes these and no others.\n";

/// Replaces a file in one step.
pub(crate) fn write_file(path: &Path, text: &[u8]) -> Result<()> {
    let failed = |error: std::io::Error| Failure::at(shown(path), &error);
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = builder().tempfile_in(folder).map_err(failed)?;
    file.write_all(text).map_err(failed)?;
    if let Ok(metadata) = fs::metadata(path) {
        fs::set_permissions(file.path(), metadata.permissions()).map_err(failed)?;
    }
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Temporary files get the permissions that any new file gets.
fn builder() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".qc-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// What a run would do to a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// Files whose text is new: name, text before, text after.
    pub(crate) written: Vec<(String, Option<String>, String)>,
    /// Files that an earlier run wrote and this one does not.
    pub(crate) removed: Vec<(String, String)>,
}

impl Changes {
    /// Whether the folder is as it should be.
    pub(crate) fn is_empty(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }
}

/// Where files wait until all of them are there.
enum Stage {
    /// On the same file system as the folder, so that a file moves in one step.
    Beside(TempDir),
    /// In memory, for a run that only looks: in a container there may be no place that can be written.
    Memory(BTreeMap<String, String>),
}

impl Stage {
    fn near(path: &Path) -> Result<Self> {
        let near = path.ancestors().find(|ancestor| ancestor.is_dir()).unwrap_or(Path::new("."));
        let folder = Builder::new().prefix(".qc-").tempdir_in(near);
        folder.map(Self::Beside).map_err(|error| Failure::at(shown(path), &error))
    }

    fn add(&mut self, name: &str, text: &str) -> Result<()> {
        match self {
            Self::Beside(folder) => {
                let path = folder.path().join(name);
                fs::write(&path, text).map_err(|error| Failure::at(shown(&path), &error))
            }
            Self::Memory(texts) => {
                texts.insert(name.to_owned(), text.to_owned());
                Ok(())
            }
        }
    }

    fn text(&self, name: &str) -> Result<String> {
        match self {
            Self::Beside(folder) => Ok(fs::read_to_string(folder.path().join(name))?),
            Self::Memory(texts) => Ok(texts.get(name).cloned().unwrap_or_default()),
        }
    }
}

/// A folder that is being written. Files are put together beside it and moved into it at the end, so that a run that
/// fails changes nothing.
pub(crate) struct Folder {
    path: PathBuf,
    stage: Stage,
    names: BTreeSet<String>,
    earlier: BTreeSet<String>,
}

impl Folder {
    /// Begins to write a folder. `dry` only looks: the folder need not be there, and is not made.
    pub(crate) fn open(path: &Path, dry: bool) -> Result<Self> {
        if path.metadata().is_ok_and(|metadata| !metadata.is_dir()) {
            return Err(Failure::Because(format!("{}: this is a file, not a folder", shown(path))));
        }
        let stage = if dry { Stage::Memory(BTreeMap::new()) } else { Stage::near(path)? };
        let earlier = match fs::read_to_string(path.join(LIST)) {
            Ok(list) => list.lines().filter(|line| is_own_name(line)).map(str::to_owned).collect(),
            Err(_) => BTreeSet::new(),
        };
        Ok(Self { path: path.to_owned(), stage, names: BTreeSet::new(), earlier })
    }

    /// Adds a file.
    pub(crate) fn add(&mut self, name: &str, text: &str) -> Result<()> {
        self.stage.add(name, text)?;
        self.names.insert(name.to_owned());
        Ok(())
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The names of the files so far, by name.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// What [`Folder::commit`] would change.
    pub(crate) fn changes(&self) -> Result<Changes> {
        let mut changes = Changes::default();
        for name in &self.names {
            let after = self.stage.text(name)?;
            let before = fs::read_to_string(self.path.join(name)).ok();
            if before.as_ref() != Some(&after) {
                changes.written.push((name.clone(), before, after));
            }
        }
        for name in self.stale() {
            if let Ok(before) = fs::read_to_string(self.path.join(name)) {
                changes.removed.push((name.clone(), before));
            }
        }
        Ok(changes)
    }

    /// Moves everything into the folder, removes what is stale, and says how many files were written and removed. What
    /// [`Folder::refuse_foreign_files`] would refuse is replaced. A run that only looks writes nothing.
    pub(crate) fn commit(self) -> Result<(usize, usize)> {
        let Stage::Beside(stage) = &self.stage else { return Ok((0, 0)) };
        let changes = self.changes()?;
        fs::create_dir_all(&self.path).map_err(|error| Failure::at(shown(&self.path), &error))?;
        // Whenever a run is cut off, the list names every file of it that is there.
        self.write_list(self.names.union(&self.earlier))?;
        for (name, ..) in &changes.written {
            let failed = |error: std::io::Error| Failure::at(shown(&self.path.join(name)), &error);
            fs::rename(stage.path().join(name), self.path.join(name)).map_err(failed)?;
        }
        for (name, _) in &changes.removed {
            fs::remove_file(self.path.join(name))?;
        }
        self.write_list(self.names.iter())?;
        Ok((changes.written.len(), changes.removed.len()))
    }

    fn write_list<'a>(&self, names: impl Iterator<Item = &'a String>) -> Result<()> {
        let list: String = names.map(|name| format!("{name}\n")).collect();
        let (path, text) = (self.path.join(LIST), format!("{LIST_HEAD}{list}"));
        if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
            Ok(())
        } else {
            write_file(&path, text.as_bytes())
        }
    }

    /// Files of an earlier run that this one does not write.
    fn stale(&self) -> impl Iterator<Item = &String> {
        self.earlier.difference(&self.names)
    }

    /// A file that qc did not write is not replaced, unless it says the same; a folder never is.
    pub(crate) fn refuse_foreign_files(&self) -> Result<()> {
        for name in &self.names {
            let path = self.path.join(name);
            let Ok(there) = path.symlink_metadata() else { continue };
            let same = || fs::read_to_string(&path).ok() == self.stage.text(name).ok();
            if there.is_dir() || !(self.earlier.contains(name) || same()) {
                let message = "is there already and was not written by qc; move it away, or choose another folder";
                return Err(Failure::Because(format!("{}: {message}", shown(&path))));
            }
        }
        Ok(())
    }
}

/// Whether a line of the list names a file of the folder itself: a list that someone edited must not lead elsewhere.
fn is_own_name(line: &str) -> bool {
    !line.is_empty() && !line.starts_with('#') && !line.contains(['/', '\\']) && line != "." && line != ".."
}
