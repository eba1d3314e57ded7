//! A place → where what is named there is declared.

use super::anatomy::{Named, Role};
use super::names::{self, Name};
use super::{Site, position};
use crate::source::Span;

/// Where the name at an offset is declared: its own place in the `queue`, `service` or `task` that declares it, of an
/// included file its start. `None` where no file declares it, as with what the release brings.
pub fn definition(site: &Site<'_>, offset: u32) -> Option<Span> {
    let file = site.file(offset)?;
    if let Some((part, ..)) = position::part(file.source, &file.tree, offset)
        && matches!(part.role, Role::Subject(Named::File))
    {
        let include = site.sources.included(part.span)?.file.as_ref().ok()?;
        return Some(Span::at(site.sources.file(*include).base()));
    }
    let found = names::at(site, offset)?;
    let declared = declaration(site, &found.name);
    // The part of a queue's name before its dot means the queue where no file declares the service.
    declared.or_else(|| match found.name {
        Name::Service(_) => {
            let file = site.file(found.word.start)?;
            let (part, ..) = position::part(file.source, &file.tree, found.word.end)?;
            let (service, variant) = names::queue(&part.text(file.source))?;
            declaration(site, &Name::Queue(service, variant))
        }
        _ => None,
    })
}

fn declaration(site: &Site<'_>, name: &Name) -> Option<Span> {
    let all = names::occurrences(site);
    all.into_iter().find(|occurrence| occurrence.declares && occurrence.name == *name).map(|found| found.span)
}
