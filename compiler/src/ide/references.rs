//! A place → all places at which what is named there is named, in all files of the site.

use super::Site;
use super::names::{Occurrence, at, occurrences};
use crate::source::Span;

/// All places of the name at an offset, its declaration among them, in the order of the files.
pub fn references(site: &Site<'_>, offset: u32) -> Vec<Span> {
    places(site, offset).into_iter().map(|occurrence| occurrence.span).collect()
}

/// The same with what each is.
pub(super) fn places(site: &Site<'_>, offset: u32) -> Vec<Occurrence> {
    let Some(found) = at(site, offset) else { return Vec::new() };
    let mut all = occurrences(site);
    all.retain(|occurrence| occurrence.name == found.name);
    all
}
