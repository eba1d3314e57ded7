//! [`Plan`](crate::plan::Plan) → text for other programs, one folder per target. Pure: the same plan gives the same
//! bytes. Targets take a [`Proved`](crate::Proved) plan, so nothing is written while an error stands.

mod broker_url;
pub mod manifests;
pub mod model;
mod python;
mod scalar;
pub mod settings;
pub mod source;
pub mod yaml;

/// One thing that a target writes.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// What it is.
    pub what: What<'a>,
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
    /// A file of this name.
    File(&'a str),
}

impl Document<'_> {
    /// The name of the file that holds it where each has one of its own.
    pub fn file_name(&self) -> String {
        match self.what {
            What::Object { kind, name } => format!("{name}.{}.yaml", kind.to_ascii_lowercase()),
            What::File(name) => name.to_owned(),
        }
    }
}
