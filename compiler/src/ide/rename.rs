//! A place and a new name → the edits that give what is named there the new name in all files of the site, or why that
//! cannot be.

use super::Site;
use super::names::{self, Name, Occurrence};
use super::references::places;
use crate::diagnostic::Edit;
use crate::language::print;
use crate::parse::Atom;
use crate::resolve::{LONGEST_SERVICE, is_variant};
use crate::source::Span;

/// The span whose text an editor offers to change, when there is something to rename.
///
/// # Errors
/// Why it cannot be renamed.
pub fn prepare(site: &Site<'_>, offset: u32) -> Result<Span, String> {
    let found = names::at(site, offset).ok_or("there is no name of a queue, a service or a task here")?;
    let declared = places(site, offset).iter().any(|occurrence| occurrence.declares);
    match &found.name {
        Name::Service(name) if is_of_release(site, name) => {
            Err(format!("`{name}` is a service of the release; behind the dot the queue can be renamed"))
        }
        Name::Task(name) if site.plan.model.release.task(name).is_some() => {
            Err(format!("`{name}` is a task of the release; its name stands in its code"))
        }
        _ if !declared => Err(format!("no file declares {}", told(&found.name))),
        _ => Ok(found.span),
    }
}

/// The edits that rename what is named at an offset. A queue is given a new variant, with or without its service before it.
///
/// # Errors
/// Why it cannot be renamed, or cannot be called that.
pub fn rename(site: &Site<'_>, offset: u32, to: &str) -> Result<Vec<Edit>, String> {
    prepare(site, offset)?;
    let Some(found) = names::at(site, offset) else { return Ok(Vec::new()) };
    let new = renamed(&found.name, to)?;
    let all = names::occurrences(site);
    if new == found.name {
        return Ok(Vec::new());
    }
    if all.iter().any(|occurrence| occurrence.name == new) || is_taken(site, &new) {
        return Err(format!("{} is there already", told(&new)));
    }
    let meant = all.iter().filter(|occurrence| occurrence.name == found.name);
    Ok(meant.map(|occurrence| edit(site, occurrence, &new)).collect())
}

fn renamed(name: &Name, to: &str) -> Result<Name, String> {
    let variant_like = "it is made of lower-case letters, digits, `_` and `-`, with a letter or digit at both ends";
    match name {
        Name::Queue(service, _) => {
            let variant = to.strip_prefix(service.as_str()).and_then(|rest| rest.strip_prefix('.')).unwrap_or(to);
            if is_variant(variant) {
                Ok(Name::Queue(service.clone(), variant.to_owned()))
            } else {
                Err(format!("`{variant}` is no name of a queue: {variant_like}"))
            }
        }
        Name::Service(_) if to.len() > LONGEST_SERVICE => {
            Err(format!("`{to}` is too long for a service: it has at most {LONGEST_SERVICE} characters"))
        }
        Name::Service(_) if is_variant(to) => Ok(Name::Service(to.to_owned())),
        Name::Service(_) => Err(format!("`{to}` is no name of a service: {variant_like}")),
        Name::Task(_) => {
            let made_of = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
            // What would need quotes is no name of a Python function.
            if to.bytes().all(made_of) && print::text(to) == to {
                Ok(Name::Task(to.to_owned()))
            } else {
                Err(format!("`{to}` is no name of a task: it is made of letters, digits, `.`, `_` and `-`"))
            }
        }
    }
}

/// Whether the release has something of that name.
fn is_taken(site: &Site<'_>, name: &Name) -> bool {
    match name {
        Name::Service(name) => is_of_release(site, name),
        Name::Task(name) => site.plan.model.release.task(name).is_some(),
        Name::Queue(..) => false,
    }
}

fn is_of_release(site: &Site<'_>, name: &str) -> bool {
    site.plan.model.release.services.iter().any(|service| service.name == name)
}

fn told(name: &Name) -> String {
    match name {
        Name::Service(name) => format!("the service `{name}`"),
        Name::Queue(service, variant) => format!("the queue `{service}.{variant}`"),
        Name::Task(name) => format!("the task `{name}`"),
    }
}

/// One place with the new name. Where the text has escapes, all of it is written anew.
fn edit(site: &Site<'_>, occurrence: &Occurrence, new: &Name) -> Edit {
    let Occurrence { span, word, plain, .. } = *occurrence;
    let old = Atom { span: word, quoted: true }.text(site.sources.at(word.start));
    let text = match new {
        Name::Service(name) | Name::Task(name) | Name::Queue(_, name) if plain => {
            return Edit { span, text: name.clone() };
        }
        Name::Queue(service, variant) => format!("{service}.{variant}"),
        Name::Task(name) => name.clone(),
        Name::Service(name) => old.split_once('.').map_or(name.clone(), |(_, variant)| format!("{name}.{variant}")),
    };
    Edit { span: word, text: print::text(&text) }
}
