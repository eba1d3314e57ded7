//! The edits that bring the statements of a part of a file into their canonical form.

use celq::diagnostic::Edit;
use celq::ide::formatting::formatting;
use celq::source::Span;
use gen_lsp_types::{DocumentRangeFormattingParams, DocumentRangeFormattingRequest, ServerCapabilities};

use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct RangeFormatting;

impl Asked for RangeFormatting {
    type Request = DocumentRangeFormattingRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.document_range_formatting_provider = Some(true.into());
    }

    fn answer(session: &mut Session, params: DocumentRangeFormattingParams) -> Answer<DocumentRangeFormattingRequest> {
        Ok(session.look(&params.text_document).and_then(|look| {
            let part = look.span(params.range);
            let mut edits = formatting(look.file.source, &look.file.tree)?;
            edits.retain(|edit| is_in(edit, part));
            Some(look.text_edits(&edits))
        }))
    }
}

/// Whether an edit is of a part; what only borders on it is not, unless the part is a mere place.
fn is_in(edit: &Edit, part: Span) -> bool {
    if part.is_empty() {
        edit.span.touches(part.start)
    } else {
        edit.span.start < part.end && part.start < edit.span.end
    }
}
