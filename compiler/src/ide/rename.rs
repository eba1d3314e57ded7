//! A name and a new one → the edits that give what is named the new name, or why that cannot be. A name can mean the same in
//! several sites, which share a file in which it stands: it is renamed in all of them or in none.

use super::Site;
use super::names::{self, Name, Occurrence};
use super::references::references;
use crate::File;
use crate::diagnostic::Edit;
use crate::language::{keys, print};
use crate::model::Service;
use crate::parse::Atom;
use crate::resolve::{LONGEST_SERVICE, is_variant};
use crate::source::Source;

/// Why nothing can be renamed where no name stands.
pub const NO_NAME: &str = "there is no name of a queue, a service or a task here";

/// The edits that rename what is named at an offset, in a site that shares no file with another. A queue is given a new
/// variant, with or without its service before it.
///
/// # Errors
/// Why it cannot be renamed, or cannot be called that.
pub fn rename(site: &Site<'_>, offset: u32, to: &str) -> Result<Vec<Edit>, String> {
    let found = names::at(site, offset).ok_or(NO_NAME)?;
    let new = renamed(std::slice::from_ref(site), &found.name, to)?;
    Ok(site.files.iter().flat_map(|file| edits(file, &found.name, &new)).collect())
}

/// Whether a name can be changed, in all sites in which it means the same.
///
/// # Errors
/// Why it cannot.
pub fn prepare(sites: &[Site<'_>], name: &Name) -> Result<(), String> {
    let declares = |occurrence: &Occurrence| occurrence.declares && occurrence.name == *name;
    let is_declared = |site: &Site<'_>| names::occurrences(site).iter().any(declares);
    if let Some(why) = sites.iter().find_map(|site| of_release(site, name)) {
        return Err(why);
    }
    if !sites.iter().any(is_declared) {
        return Err(format!("no file declares {}", told(name)));
    }
    sites.iter().find_map(|site| by_default(site, name)).map_or(Ok(()), Err)
}

/// The name that something has after it was renamed.
///
/// # Errors
/// Why it cannot be renamed, or cannot be called that.
pub fn renamed(sites: &[Site<'_>], name: &Name, to: &str) -> Result<Name, String> {
    prepare(sites, name)?;
    let new = read(name, to)?;
    let has = |site: &&Site<'_>| is_there(site, &new) || names::occurrences(site).iter().any(|other| other.name == new);
    match sites.iter().find(has).filter(|_| new != *name) {
        Some(site) if sites.len() > 1 => {
            Err(format!("{} is there already, in the site `{}`", told(&new), site.sources.main().name()))
        }
        Some(_) => Err(format!("{} is there already", told(&new))),
        None => Ok(new),
    }
}

/// The edits of a file that give a name another; none when it is the same.
pub fn edits(file: &File<'_>, name: &Name, new: &Name) -> Vec<Edit> {
    if name == new {
        return Vec::new();
    }
    references(file, name).iter().map(|occurrence| edit(file.source, occurrence, new)).collect()
}

/// Why a name cannot be changed that the release has.
fn of_release(site: &Site<'_>, name: &Name) -> Option<String> {
    match name {
        Name::Service(name) if is_of_release(site, name) => {
            Some(format!("`{name}` is a service of the release; behind the dot the queue can be renamed"))
        }
        Name::Task(name) if site.plan.model.release.task(name).is_some() => {
            Some(format!("`{name}` is a task of the release; its name stands in its code"))
        }
        _ => None,
    }
}

/// Why a name cannot be changed that makes a queue the default one.
fn by_default(site: &Site<'_>, name: &Name) -> Option<String> {
    let Name::Queue(service, variant) = name else { return None };
    let of = default_of(site, service, variant).filter(|of| of.default.is_none())?;
    let key = keys::default::KEY.name;
    Some(format!(
        "`{service}.{variant}` is the default queue of {} by its name alone; write `{key}={variant}` at the service first",
        of.title()
    ))
}

/// The service whose default queue a queue is.
fn default_of<'a>(site: &Site<'a>, service: &str, variant: &str) -> Option<&'a Service<'a>> {
    let model = site.plan.model;
    let service = model.service(model.service_named(service)?);
    (service.default_variant() == variant).then_some(service)
}

/// The name that is typed for another one.
fn read(name: &Name, to: &str) -> Result<Name, String> {
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

/// Whether there is something of that name without a file that names it.
fn is_there(site: &Site<'_>, name: &Name) -> bool {
    match name {
        Name::Service(name) => is_of_release(site, name),
        Name::Task(name) => site.plan.model.release.task(name).is_some(),
        Name::Queue(service, variant) => default_of(site, service, variant).is_some(),
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
fn edit(source: &Source, occurrence: &Occurrence, new: &Name) -> Edit {
    let Occurrence { span, word, plain, .. } = *occurrence;
    let old = Atom { span: word, quoted: true }.text(source);
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
