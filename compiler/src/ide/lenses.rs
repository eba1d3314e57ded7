//! A file → what may be told above its statements: the objects that a queue or a service becomes, and how many tasks reach
//! it. Which statements these are is known at once, what is told of each when it is asked for.

use super::anatomy::{Named, Role, parts};
use super::{Site, position, told};
use crate::File;
use crate::language::statements;
use crate::source::Span;

/// The subjects of the statements of which something can be told.
pub fn lenses(file: &File<'_>) -> Vec<Span> {
    let declaring = [statements::queue::STATEMENT.word, statements::service::STATEMENT.word];
    let subjects = file.tree.statements.iter().flat_map(|statement| {
        let (reading, parts) = parts(file.source, &file.tree, statement);
        let declares = reading.of.is_some_and(|of| declaring.contains(&of.word)) && !reading.amends;
        parts.into_iter().filter(move |part| declares && matches!(part.role, Role::Subject(_)))
    });
    subjects.map(|part| part.span).collect()
}

/// What is told of the subject at an offset, in a line.
pub fn lens(site: &Site<'_>, offset: u32) -> Option<String> {
    let file = site.file(offset)?;
    let (part, ..) = position::part(file.source, &file.tree, offset)?;
    let name = part.text(file.source);
    match part.role {
        Role::Subject(Named::Queue) => told::queue_in_a_line(site, &name),
        Role::Subject(Named::Service) => told::service_in_a_line(site, &name),
        _ => None,
    }
}
