//! Fixes applied to a text: diagnostics in, the changed text out. Of fixes that overlap the first in the text holds;
//! what the others would do is found again when the text is checked again.

use crate::diagnostic::{Diagnostic, Edit};
use crate::source::Source;

/// The text of a file with the first fix of each diagnostic applied, and how many were; `None` when there was none.
pub fn apply(source: &Source, diagnostics: &[Diagnostic]) -> Option<(String, usize)> {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut applied = 0;
    for fix in diagnostics.iter().filter_map(|diagnostic| diagnostic.fixes.first()) {
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

/// Whether two edits touch the same bytes, or insert at the same place.
fn overlap(a: &Edit, b: &Edit) -> bool {
    a.span == b.span || (a.span.start < b.span.end && b.span.start < a.span.end)
}
