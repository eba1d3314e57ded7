//! A file → the names in it that open another file.

use super::Site;
use super::anatomy::{Named, Role, parts};
use crate::File;
use crate::source::Span;

/// A name that opens a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The name, quotes included.
    pub span: Span,
    /// The file, as it is seen from where the first one is named.
    pub file: String,
}

/// The included files that were read.
pub fn links(site: &Site<'_>, file: &File<'_>) -> Vec<Link> {
    let names = file.tree.statements.iter().flat_map(|statement| parts(file.source, &file.tree, statement).1);
    let names = names.filter(|part| matches!(part.role, Role::Subject(Named::File)));
    let link = |span: Span| {
        let id = site.sources.included(span)?.file.as_ref().ok()?;
        Some(Link { span, file: site.sources.file(*id).name().to_owned() })
    };
    names.filter_map(|part| link(part.span)).collect()
}
