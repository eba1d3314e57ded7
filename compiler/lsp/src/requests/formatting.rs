//! The edits that bring a file into its canonical form; none where some of it cannot be read.

use celq::ide::formatting::formatting;
use gen_lsp_types::{DocumentFormattingParams, DocumentFormattingRequest, ServerCapabilities};

use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct Formatting;

impl Asked for Formatting {
    type Request = DocumentFormattingRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.document_formatting_provider = Some(true.into());
    }

    fn answer(session: &mut Session, params: DocumentFormattingParams) -> Answer<DocumentFormattingRequest> {
        Ok(session.look(&params.text_document).and_then(|look| {
            let edits = formatting(look.file.source, &look.file.tree)?;
            Some(look.text_edits(&edits))
        }))
    }
}
