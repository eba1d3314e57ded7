//! `# qc: allow(rule-name) because …`: finds the comments, says what each silences, and remembers what it silenced.
//! Knows rule names as text only.

use std::cell::Cell;

use super::token::Kind;
use super::tree::Tree;
use crate::File;
use crate::diagnostic::Severity;
use crate::rules::{self, Rule};
use crate::source::{Source, Span};

/// What editors write for a reason that is to be typed. It is none.
pub const NO_REASON: &str = "<why this is right here>";

/// One name in one `allow`.
#[derive(Debug, Clone)]
pub struct Allow {
    /// The whole comment.
    pub comment: Span,
    /// The rule's name in it.
    pub name: Span,
    /// What the name says.
    pub rule: String,
    /// Whether a reason follows.
    pub reason: bool,
    /// The statement that it speaks of.
    pub statement: Option<Span>,
    /// What to remove so that the name is gone: the comment, where it is the only one.
    pub removal: Span,
    used: Cell<bool>,
}

impl Allow {
    /// Whether it silenced anything.
    pub fn is_used(&self) -> bool {
        self.used.get()
    }

    /// Whether it names a rule that can be allowed, at a statement.
    pub fn may_silence(&self) -> bool {
        let known = rules::find(&self.rule).filter(|rule| rule.severity != Severity::Error);
        known.is_some() && self.statement.is_some()
    }
}

/// A comment that begins with `qc:` and is no `allow`.
#[derive(Debug, Clone, Copy)]
pub struct Unreadable(pub Span);

/// All `allow`s of the files that were read.
#[derive(Debug, Default)]
pub struct Allows {
    /// Those that were understood, in the order of the statements that they speak of.
    pub list: Vec<Allow>,
    /// Those that were not.
    pub unreadable: Vec<Unreadable>,
}

/// The `allow`s of all files.
pub fn read(files: &[File<'_>]) -> Allows {
    let mut allows = Allows::default();
    for File { source, tree } in files {
        read_file(source, tree, &mut allows);
    }
    allows.list.sort_unstable_by_key(|allow| allow.statement.map(|statement| statement.start));
    allows
}

fn read_file(source: &Source, tree: &Tree, allows: &mut Allows) {
    // Nearly no file has one, so look for the mark before looking at tokens.
    if memchr::memmem::find(source.text().as_bytes(), b"qc:").is_none() {
        return;
    }
    for (index, comment) in tree.comments() {
        let text = source.slice(comment);
        let Some(directive) = text.trim_start_matches('#').trim_start().strip_prefix("qc:") else { continue };
        let statement = statement_of(tree, index);
        let Some((list, reason)) = names(directive) else {
            allows.unreadable.push(Unreadable(comment));
            continue;
        };
        let start = |offset: usize| comment.end - length(&directive[offset..]);
        let span = |(offset, rule): (usize, &str)| Span::new(start(offset), start(offset) + length(rule));
        for (index, named) in list.iter().enumerate() {
            let (name, rule) = (span(*named), named.1.to_owned());
            let removal = match (index.checked_sub(1), list.get(index + 1)) {
                (None, None) => comment,
                (None, Some(next)) => Span::new(name.start, span(*next).start),
                (Some(before), _) => Span::new(span(list[before]).end, name.end),
            };
            allows.list.push(Allow { comment, name, rule, reason, statement, removal, used: Cell::new(false) });
        }
    }
}

impl Allows {
    /// Whether an `allow` silences this rule at this place; that `allow` is used from then on.
    pub fn silence(&self, rule: &Rule, span: Span) -> bool {
        let after = self.list.partition_point(|allow| allow.statement.is_none_or(|of| of.start <= span.start));
        let around = self.list[..after].iter().rev();
        let mut silenced = false;
        for allow in around.take_while(|allow| allow.statement.is_some_and(|of| of.touches(span.start))) {
            if allow.rule == rule.name {
                allow.used.set(true);
                silenced = true;
            }
        }
        silenced
    }
}

/// The names in ` allow(a, b) because …`, each with its offset, and whether a reason follows.
fn names(directive: &str) -> Option<(Vec<(usize, &str)>, bool)> {
    let (list, reason) = directive.trim_start().strip_prefix("allow(")?.split_once(')')?;
    let start = directive.len() - directive.trim_start().len() + "allow(".len();
    let mut offset = start;
    let names = list.split(',').map(|name| {
        let at = offset + name.len() - name.trim_start().len();
        offset += name.len() + 1;
        (at, name.trim())
    });
    Some((names.collect(), is_reason(reason.trim().trim_start_matches("because").trim())))
}

fn is_reason(text: &str) -> bool {
    text != NO_REASON && text.contains(char::is_alphanumeric)
}

/// The statement whose line the comment stands on or among, or that begins right below it.
fn statement_of(tree: &Tree, comment: usize) -> Option<Span> {
    let offset = tree.tokens[comment].start;
    let after = tree.statements.partition_point(|statement| statement.span.start <= offset);
    let around = after.checked_sub(1).map(|index| &tree.statements[index]);
    if let Some(statement) = around.filter(|statement| statement.tokens().contains(&comment)) {
        return Some(statement.span);
    }
    let below = tree.statements.get(after)?;
    let between = &tree.tokens[comment + 1..below.tokens().start];
    // A blank line parts them: two line breaks with nothing but space between.
    let mut breaks = 0;
    for token in between {
        match token.kind {
            Kind::Newline => breaks += 1,
            Kind::Comment => breaks = 0,
            _ => {}
        }
        if breaks > 1 {
            return None;
        }
    }
    Some(below.span)
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
