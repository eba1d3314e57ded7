//! What is said of sites → the diagnostics of the protocol, by file. A file that several sites include has what is said in
//! any of them, each thing once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use celq::diagnostic::{Diagnostic as Said, Severity};
use celq::ide::Site;
use celq::rules::Rule;
use celq::rules::check::{
    duplicate_route, option_ignored_by_pool, route_has_no_effect, unused_allow, word_without_effect,
};
use gen_lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    LspNotificationMethod, LspRequestMethod, PublishDiagnosticsParams, Uri,
};
use serde_json::Value as Json;

use crate::client::{Ability, Client};
use crate::look::Places;
use crate::session::Session;

/// What is said about a file, and of which version of it where it is open.
type State = (Option<i32>, Vec<Diagnostic>);

/// What was said last about each file.
pub(crate) type Published = BTreeMap<String, State>;

/// So many are shown of a site, errors before the others: an editor gets slow with more, and nobody reads them.
const MOST: usize = 1000;

/// The name under which editors show who says it.
const SOURCE: &str = "qc";

/// Rules that speak of words that could as well not be there.
const UNNECESSARY: [&Rule; 5] = [
    &duplicate_route::RULE,
    &option_ignored_by_pool::RULE,
    &route_has_no_effect::RULE,
    &unused_allow::RULE,
    &word_without_effect::RULE,
];

/// How a client hears what is said of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// It is sent.
    Sent,
    /// The client asks for what it has open.
    Asked,
    /// It goes with the answers about files that are open.
    Related,
}

impl Way {
    fn of(client: Client, is_open: bool) -> Self {
        match is_open {
            _ if !client.can(Ability::Pull) => Self::Sent,
            true => Self::Asked,
            false if client.can(Ability::Related) => Self::Related,
            false => Self::Sent,
        }
    }
}

/// Tells the client what has changed in the diagnostics of all sites of open files: sends those that it does not ask for, and
/// asks it to ask again where it would not by itself, once.
pub(crate) fn publish(session: &mut Session) {
    let client = session.client;
    let edited = std::mem::take(&mut session.edited);
    let open: Vec<String> = session.files.open.keys().cloned().collect();
    let mut said = of_files(session, open.iter().map(String::as_str));
    let mut names: BTreeSet<String> = said.keys().chain(&open).cloned().collect();
    names.extend(session.published.keys().cloned());
    let mut is_stale = false;
    for name in names {
        let version = session.files.open.get(&name).map(|document| document.version);
        let now = (version, said.remove(&name).unwrap_or_default());
        let before = session.published.remove(&name);
        let way = Way::of(client, version.is_some());
        is_stale |= match way {
            Way::Sent => false,
            Way::Asked => !edited.contains(&name) && before.as_ref().is_some_and(|before| before.1 != now.1),
            // Who asks for what was edited gets this with it.
            Way::Related => edited.is_empty() && changes_unopened(before.as_ref(), &now),
        };
        send(session, &name, way, before, &now);
        if version.is_some() || !now.1.is_empty() {
            session.published.insert(name, now);
        }
    }
    if is_stale && client.can(Ability::RefreshDiagnostics) {
        session.request(&LspRequestMethod::WorkspaceDiagnosticRefresh, None::<&Json>);
    }
}

/// Whether a client knows something else of a file that is not open. What it knew while it was is gone.
fn changes_unopened(before: Option<&State>, now: &State) -> bool {
    match before {
        Some((None, before)) => *before != now.1,
        _ => !now.1.is_empty(),
    }
}

/// Sends what is said of a file where it or the version that it is of is not what was sent last, and takes back what was sent
/// once the client asks itself.
fn send(session: &mut Session, name: &str, way: Way, before: Option<State>, now: &State) {
    let nothing = (None, Vec::new());
    let before = before.unwrap_or_else(|| nothing.clone());
    let was_sent = Way::of(session.client, before.0.is_some()) == Way::Sent;
    let (before, now) = match (was_sent, way == Way::Sent) {
        (true, true) => (&before, now),
        (true, false) => (&before, &nothing),
        (false, true) => (&nothing, now),
        (false, false) => return,
    };
    if before != now {
        let params = PublishDiagnosticsParams::new(session.files.uri(name), now.0, now.1.clone());
        session.notify(&LspNotificationMethod::TextDocumentPublishDiagnostics, &params);
    }
}

/// What is said in all sites that files belong to, by the names of the files of these sites.
pub(crate) fn of_files<'a>(
    session: &mut Session,
    names: impl Iterator<Item = &'a str>,
) -> BTreeMap<String, Vec<Diagnostic>> {
    let mains: BTreeSet<String> = names.flat_map(|name| session.sites.of(&session.files, name)).collect();
    let several = mains.len() > 1;
    let mut by_file: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for main in mains {
        let Some((places, site)) = session.build(&main) else { continue };
        for file in site.files {
            by_file.entry(places.name(file.source)).or_default();
        }
        for said in shown(&site) {
            let name = places.name(places.sources.at(said.span().start));
            let diagnostics = by_file.entry(name).or_default();
            let diagnostic = translate(said, places);
            // Within one site nothing is said twice.
            if several && diagnostics.contains(&diagnostic) {
                continue;
            }
            diagnostics.push(diagnostic);
        }
    }
    by_file
}

/// What is shown of a site, in the order of its files.
fn shown<'a>(site: &Site<'a>) -> Vec<&'a Said> {
    let mut shown: Vec<&Said> = site.said.diagnostics.iter().collect();
    if shown.len() > MOST {
        shown.sort_by_key(|said| Reverse(said.severity()));
        shown.truncate(MOST);
        shown.sort_by_key(|said| said.span());
    }
    shown
}

fn translate(said: &Said, places: Places<'_>) -> Diagnostic {
    // A label without words only shows where something else stands.
    let related = said.labels.iter().skip(1).filter(|label| !label.message.is_empty());
    let related = related
        .map(|label| DiagnosticRelatedInformation::new(places.location(label.span), label.message.clone()))
        .collect::<Vec<_>>();
    Diagnostic {
        range: places.location(said.span()).range,
        severity: Some(severity(said.severity())),
        code: Some(said.rule.name.to_owned().into()),
        code_description: Some(CodeDescription::new(Uri(said.rule.url()))),
        source: Some(SOURCE.to_owned()),
        message: message(said).into(),
        tags: tags(said.rule),
        related_information: (!related.is_empty()).then_some(related),
        data: None,
    }
}

/// The message with what explains it, a line each.
fn message(said: &Said) -> String {
    let here = said.labels.first().map(|label| &label.message).filter(|label| !label.is_empty());
    let help = said.help.as_ref().map(|help| format!("help: {help}"));
    let lines = std::iter::once(&said.message).chain(here).chain(&said.facts).chain(&help);
    lines.map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Note => DiagnosticSeverity::Information,
    }
}

fn tags(rule: &Rule) -> Option<Vec<DiagnosticTag>> {
    UNNECESSARY.iter().any(|unnecessary| unnecessary.name == rule.name).then(|| vec![DiagnosticTag::Unnecessary])
}
