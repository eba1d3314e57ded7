//! A statement is left with an empty line behind it: it is brought into its canonical form. On a line that is indented it
//! goes on, and stays as it is.

use celq::ide::formatting::formatting;
use celq::ide::position;
use gen_lsp_types::{
    DocumentOnTypeFormattingOptions, DocumentOnTypeFormattingParams, DocumentOnTypeFormattingRequest,
    ServerCapabilities,
};

use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct OnTypeFormatting;

impl Asked for OnTypeFormatting {
    type Request = DocumentOnTypeFormattingRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.document_on_type_formatting_provider =
            Some(DocumentOnTypeFormattingOptions::new("\n".to_owned(), None));
    }

    fn answer(
        session: &mut Session,
        params: DocumentOnTypeFormattingParams,
    ) -> Answer<DocumentOnTypeFormattingRequest> {
        let at = params.position;
        Ok(session.look(&params.text_document).filter(|_| at.character == 0).and_then(|look| {
            let offset = look.offset(at);
            let left = position::before(&look.file.tree, offset).filter(|left| left.span.end < offset)?.span;
            let mut edits = formatting(look.file.source, &look.file.tree)?;
            edits.retain(|edit| edit.span == left);
            Some(look.text_edits(&edits))
        }))
    }
}
