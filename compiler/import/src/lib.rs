//! What people have already → the text of a celq file: Tutor's configuration and plugins, Kubernetes objects, Django
//! settings. What is not understood is a finding, and never dropped: a reader takes what it knows out of a tree, and what
//! is left is reported. Knows no files: texts come in with their names, a text goes out.

mod behavior;
mod broker;
mod command;
mod draft;
pub mod finding;
mod kind;
mod kubernetes;
mod node;
mod options;
mod proof;
mod python;
mod quantity;
mod said;
mod settings;
mod settle;
mod tutor;
mod yaml;

pub use yaml::{TOO_DEEP, too_deep};

use draft::Draft;
use finding::{Finding, Findings};
use kind::Input;

/// A file as it is.
#[derive(Clone, Copy, Debug)]
pub struct File<'f> {
    /// The name under which findings show it.
    pub name: &'f str,
    /// Its bytes.
    pub bytes: &'f [u8],
}

/// What came of files.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The text of the site, in the form of the formatter.
    pub text: String,
    /// What is to be said about it, in the order of the files.
    pub findings: Vec<Finding>,
}

/// Makes one site of all files.
pub fn import(files: &[File<'_>]) -> Imported {
    let names = files.iter().map(|file| file.name.to_owned());
    let mut findings = Findings { files: names.collect(), ..Findings::default() };
    let mut input = Input::default();
    for (index, file) in files.iter().enumerate() {
        input.file(index + 1, file.bytes, &mut findings);
    }
    let mut draft = Draft::default();
    let Input { tutor, settings, left, objects } = input;
    if tutor.is_there() {
        tutor.read(&mut draft, &mut findings);
    }
    let objects = kubernetes::read(objects, &mut draft, &mut findings);
    for (place, names) in settings {
        settings::read(names, &place, &mut draft, &mut findings);
    }
    let site = settle::settle(draft, &mut findings);
    proof::finish(site, objects, left, findings)
}
