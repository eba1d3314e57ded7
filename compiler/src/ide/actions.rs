//! A selection → what can be done there: the fixes of what is said, all fixes of the file, an `allow`.

use super::Site;
use super::position;
use crate::File;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Severity};
use crate::fix;
use crate::language::typed::words;
use crate::parse::allow::NO_REASON;
use crate::source::Span;

words! {
    /// What an action does.
    Kind {
        Fix = "fix": "ends one diagnostic",
        FixAll = "fix-all": "ends all that can be ended by a fix",
        Allow = "allow": "silences a warning or a note",
    }
}

/// Something that can be done.
#[derive(Clone, Debug)]
pub struct Action {
    /// What it does, in the imperative.
    pub title: String,
    /// What kind it is.
    pub kind: Kind,
    /// The rule that it answers; `None` where it answers several.
    pub rule: Option<&'static str>,
    /// Whether it can be done without being looked at.
    pub safe: bool,
    /// The edits, which do not overlap.
    pub edits: Vec<Edit>,
    /// What of their text is to be typed over.
    pub blank: Option<&'static str>,
}

/// What can be done about what is said in a span of a file.
pub fn actions(site: &Site<'_>, file: &File<'_>, span: Span) -> Vec<Action> {
    let said = &site.said.diagnostics;
    let here = |diagnostic: &&Diagnostic| {
        let place = diagnostic.span();
        place.start <= span.end && span.start <= place.end && file.source.span().touches(place.start)
    };
    let mut actions: Vec<Action> = said.iter().filter(here).flat_map(fixes).collect();
    actions.extend(said.iter().filter(here).filter_map(|diagnostic| allow(file, diagnostic)));
    // Of a single one the fix itself is offered.
    actions.extend(fix_all(site, file, 2));
    actions
}

fn fixes(diagnostic: &Diagnostic) -> impl Iterator<Item = Action> {
    let rule = diagnostic.rule.name;
    diagnostic.fixes.iter().map(move |fix| Action {
        title: fix.title.clone(),
        kind: Kind::Fix,
        rule: Some(rule),
        safe: fix.applicability == Applicability::Safe,
        edits: fix.edits.clone(),
        blank: None,
    })
}

/// All safe fixes of a file, as one edit, where there are at least so many.
pub fn fix_all(site: &Site<'_>, file: &File<'_>, least: usize) -> Option<Action> {
    let fixed = fix::apply(file.source, &site.said.diagnostics, Applicability::Safe);
    let (text, applied) = fixed.filter(|(_, applied)| *applied >= least)?;
    let title = if applied == 1 { "apply 1 fix".to_owned() } else { format!("apply {applied} fixes") };
    let edits = vec![Edit { span: file.source.span(), text }];
    Some(Action { title, kind: Kind::FixAll, rule: None, safe: true, edits, blank: None })
}

/// A comment above the statement that silences a warning or note; the reason is to be typed.
fn allow(file: &File<'_>, diagnostic: &Diagnostic) -> Option<Action> {
    let rule = diagnostic.rule;
    let statement = position::around(&file.tree, diagnostic.span().start)?;
    // What speaks of an `allow` is not ended by another one.
    let about_allows = file.tree.comments().any(|(_, comment)| comment.touches(diagnostic.span().start));
    if rule.severity == Severity::Error || about_allows {
        return None;
    }
    let line = file.source.line_span(statement.keyword.start);
    let rest = file.source.text().get(file.source.local(line.end)..).unwrap_or_default();
    let end = if rest.starts_with("\r\n") { "\r\n" } else { "\n" };
    let text = format!("# qc: allow({}) because {NO_REASON}{end}", rule.name);
    Some(Action {
        title: format!("allow `{}` here", rule.name),
        kind: Kind::Allow,
        rule: Some(rule.name),
        safe: false,
        edits: vec![Edit { span: Span::at(statement.keyword.start), text }],
        blank: Some(NO_REASON),
    })
}
