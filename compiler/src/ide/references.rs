//! A name → the places at which it stands in a file. What it means is the same in all files of a site.

use super::names::{Name, Occurrence, of_file};
use crate::File;

/// All places of a name in a file, its declaration among them, in their order.
pub fn references(file: &File<'_>, name: &Name) -> Vec<Occurrence> {
    let mut all = of_file(file);
    all.retain(|occurrence| occurrence.name == *name);
    all
}
