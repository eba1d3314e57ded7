//! Fixes applied to a text: diagnostics in, the changed text out. Of fixes that overlap the first in the text holds;
//! what the others would do is found again when the text is checked again.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::source::{Source, Sources, Span};

/// The text of a file with the first fix of each diagnostic applied that is at least so safe, and how many were; `None`
/// when there was none.
pub fn apply(source: &Source, diagnostics: &[Diagnostic], least: Applicability) -> Option<(String, usize)> {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut applied = 0;
    for fix in diagnostics.iter().filter_map(|diagnostic| first(diagnostic, least)) {
        let inside = fix.edits.iter().all(|edit| source.span().touches(edit.span.start));
        if inside && fix.edits.iter().all(|edit| edits.iter().all(|other| !overlap(edit, other))) {
            edits.extend(&fix.edits);
            applied += 1;
        }
    }
    edits.sort_by_key(|edit| edit.span);
    let mut text = String::with_capacity(source.text().len());
    let mut at = 0;
    for edit in edits {
        let (start, end) = (source.local(edit.span.start), source.local(edit.span.end));
        text.push_str(&source.text()[at..start]);
        text.push_str(&edit.text);
        at = end;
    }
    text.push_str(&source.text()[at..]);
    (applied > 0).then_some((text, applied))
}

/// The first fix of a diagnostic that is at least so safe.
pub fn first(diagnostic: &Diagnostic, least: Applicability) -> Option<&Fix> {
    diagnostic.fixes.iter().find(|fix| fix.applicability >= least)
}

/// Whether two edits touch the same bytes, or insert at the same place.
fn overlap(a: &Edit, b: &Edit) -> bool {
    a.span == b.span || (a.span.start < b.span.end && b.span.start < a.span.end)
}

/// Where a fix leaves nothing of a line, takes the line away with it.
pub(crate) fn take_lines(diagnostics: &mut [Diagnostic], sources: &Sources) {
    for fix in diagnostics.iter_mut().flat_map(|diagnostic| &mut diagnostic.fixes) {
        let emptied: Vec<Span> = fix.edits.iter().filter_map(|edit| emptied(edit, &fix.edits, sources)).collect();
        for line in emptied {
            let inside = |edit: &Edit| line.start <= edit.span.start && edit.span.end <= line.end;
            // The first edit in the line takes it; the second has no longer anything to do there.
            if let Some(first) = fix.edits.iter().position(inside) {
                fix.edits.retain(|edit| !inside(edit));
                fix.edits.insert(first, Edit { span: line, text: String::new() });
            }
        }
    }
}

/// The line of an edit, its end included, where the edits of a fix leave nothing but blanks in it.
fn emptied(edit: &Edit, edits: &[Edit], sources: &Sources) -> Option<Span> {
    let source = sources.at(edit.span.start);
    let line = source.line_span(edit.span.start);
    let here: Vec<&Edit> = edits.iter().filter(|edit| line.touches(edit.span.start)).collect();
    let removes = |edit: &&Edit| edit.text.is_empty() && !edit.span.is_empty() && line.touches(edit.span.end);
    let stays = |at: u32| !here.iter().any(|edit| edit.span.start <= at && at < edit.span.end);
    let mut left = source.slice(line).bytes().zip(line.start..).filter(|(_, at)| stays(*at));
    let blank = here.iter().all(removes) && left.all(|(byte, _)| byte.is_ascii_whitespace());
    let after = source.line(source.line_at(line.start).0 + 1).map_or(line.end, |next| next.start);
    blank.then_some(Span::new(line.start, after))
}
