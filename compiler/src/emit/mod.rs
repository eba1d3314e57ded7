//! [`Plan`](crate::plan::Plan) → text for other programs, one folder per target. Pure: the same plan gives the same
//! bytes. Targets take a [`Proved`](crate::Proved) plan, so nothing is written while an error stands.

mod broker_url;
pub mod compose;
pub mod kustomize;
pub mod manifests;
pub mod model;
pub mod origin;
mod python;
mod scalar;
pub mod settings;
pub mod source;
pub mod tutor;
pub mod yaml;

use crate::Proved;
use origin::Origin;

/// Another program's input, as which a site can be written.
#[derive(Debug)]
pub struct Target {
    /// The word that chooses it.
    pub name: &'static str,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// What begins each document where several follow one another in one text; `None` where they are files of a folder.
    pub separator: Option<&'static str>,
    /// Writes a site, one document after the other.
    pub write: fn(Proved<'_>, &mut Output<'_>),
}

/// What takes documents, one after the other.
pub type Output<'o> = dyn FnMut(&Document<'_>) + 'o;

/// All targets; without a choice the first holds.
pub static TARGETS: [&Target; 6] =
    [&manifests::TARGET, &kustomize::TARGET, &tutor::TARGET, &compose::TARGET, &settings::TARGET, &model::TARGET];

/// The target of a name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().copied().find(|target| target.name == name)
}

/// One thing that a target writes.
#[derive(Clone, Copy)]
pub struct Document<'a> {
    /// What it is.
    pub what: What<'a>,
    /// What it is made from.
    pub origin: Origin<'a>,
    /// Its text, which ends in a line break.
    pub text: &'a str,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What<'a> {
    /// A Kubernetes object.
    Object {
        /// Its kind.
        kind: &'a str,
        /// Its name.
        name: &'a str,
    },
    /// A patch of a Deployment that is there already.
    Patch {
        /// The Deployment's name.
        name: &'a str,
    },
    /// A file of this name.
    File(&'a str),
}

impl<'a> What<'a> {
    /// Its kind, where it has one, and its name.
    pub fn title(self) -> (Option<&'a str>, &'a str) {
        match self {
            Self::Object { kind, name } => (Some(kind), name),
            Self::Patch { name } => (Some("patch"), name),
            Self::File(name) => (None, name),
        }
    }
}

impl Document<'_> {
    /// The name of the file that holds it where each has one of its own.
    pub fn file_name(&self) -> String {
        match self.what {
            What::Object { kind, name } => format!("{name}.{}.yaml", kind.to_ascii_lowercase()),
            What::Patch { name } => format!("{name}.patch.yaml"),
            What::File(name) => name.to_owned(),
        }
    }
}
