//! Pages: what `qc explain`, a hover and the reference say of a rule, a key, a statement or a clause. Prose comes from
//! `spec/`, facts from the vocabulary.

use std::fmt::Write as _;

use crate::catalog::{RELEASES, Release};
use crate::language::suggest::nearest;
use crate::language::value::Type;
use crate::language::{self, CLAUSES, Clause, KEYS, Key, STATEMENTS, Scope, Statement, entries};
use crate::rules::{self, RULES, Rule};

/// The page of a word: a rule, a statement, a clause, a key or a release. One word may be several of these; all are shown.
///
/// # Errors
/// When nothing has that name: the nearest that there is.
pub fn explain(word: &str) -> Result<String, Option<&'static str>> {
    let pages = [
        rules::find(word).map(rule),
        language::statement(word).map(statement),
        language::clause(word).map(clause),
        language::key(word).map(key),
        crate::catalog::release(word).map(release),
    ];
    let pages: Vec<String> = pages.into_iter().flatten().collect();
    if pages.is_empty() { Err(nearest(word, words())) } else { Ok(pages.join("\n")) }
}

/// Everything that has a page.
pub fn words() -> impl Iterator<Item = &'static str> + Clone {
    let rules = RULES.iter().map(|rule| rule.name);
    let statements = STATEMENTS.iter().map(|statement| statement.word);
    let clauses = CLAUSES.iter().map(|clause| clause.word);
    let keys = KEYS.iter().map(|key| key.name);
    rules.chain(statements).chain(clauses).chain(keys).chain(RELEASES.iter().map(|release| release.name))
}

/// A rule's page.
pub fn rule(rule: &Rule) -> String {
    format!("# {} ({})\n\n{}\n", rule.name, rule.severity, rule.doc.trim())
}

/// A statement's page.
pub fn statement(statement: &Statement) -> String {
    let mut page = format!("# {} {}\n\n{}\n", statement.word, statement.subject, statement.doc.trim());
    example(&mut page, statement.example);
    keys_of(&mut page, statement.scopes);
    if !statement.clauses.is_empty() {
        page.push_str("\nClauses:\n\n");
        for clause in statement.clauses {
            let _ = writeln!(page, "- `{}`: {}", clause.word, clause.summary);
        }
    }
    page
}

/// A clause's page.
pub fn clause(clause: &Clause) -> String {
    let mut page = format!("# {} (clause)\n\n{}\n", clause.word, clause.doc.trim());
    example(&mut page, clause.example);
    keys_of(&mut page, &[clause.scope]);
    page
}

/// A key's page.
pub fn key(key: &Key) -> String {
    let mut page = format!("# {}= (key)\n\n{}\n", key.name, key.doc.trim());
    example(&mut page, key.example);
    for place in key.places {
        let words: Vec<String> = place.scope.words().iter().map(|word| format!("`{word}`")).collect();
        let _ = write!(
            page,
            "\nIn {}:\n\n- takes {}\n- default: {}\n",
            words.join(" and "),
            place.value.describe(),
            place.default
        );
        if let Type::Choice(choices) = place.value {
            for choice in choices {
                let _ = writeln!(page, "- `{}`: {}", choice.word, choice.help);
            }
        }
    }
    page
}

/// A release's page.
pub fn release(release: &Release) -> String {
    let mut page = format!("# {} (release)\n\nTutor {}, Celery {}", release.name, release.tutor, release.celery.from);
    if release.celery.to != release.celery.from {
        let _ = write!(page, " to {}", release.celery.to);
    }
    let _ = write!(page, ", image {}, {} tasks.\n\n", release.image, release.tasks.len());
    for service in release.services {
        let queues = service.queues.iter().map(|variant| format!("`{}.{variant}`", service.name));
        let _ = write!(page, "- {}: {}", service.title(), queues.collect::<Vec<_>>().join(", "));
        for variant in service.routed_only {
            let _ = write!(
                page,
                "; its routing also names `{}.{variant}`, which no worker of Tutor consumes",
                service.name
            );
        }
        page.push('\n');
    }
    page
}

fn example(page: &mut String, text: &str) {
    let _ = write!(page, "\n```celq\n{text}\n```\n");
}

fn keys_of(page: &mut String, scopes: &[Scope]) {
    let entries = || scopes.iter().flat_map(|scope| entries(*scope));
    if entries().next().is_none() {
        return;
    }
    page.push_str("\nKeys:\n\n");
    for entry in entries() {
        let (key, place) = (entry.key, entry.place);
        let _ =
            writeln!(page, "- `{}`: {}; {}; default {}", key.name, key.summary, place.value.describe(), place.default);
    }
}
