//! Where a name stands in one file: declared there, or used.

use celq::ide::names;
use celq::ide::references::references;
use gen_lsp_types::{
    DocumentHighlight as Highlight, DocumentHighlightKind, DocumentHighlightParams, DocumentHighlightRequest,
    ServerCapabilities,
};

use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct DocumentHighlight;

impl Asked for DocumentHighlight {
    type Request = DocumentHighlightRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.document_highlight_provider = Some(true.into());
    }

    fn answer(session: &mut Session, params: DocumentHighlightParams) -> Answer<DocumentHighlightRequest> {
        Ok(session.at(&params.text_document_position_params).and_then(|(look, offset)| {
            let name = names::at(&look.site, offset)?.name;
            let same = references(look.file, &name).into_iter();
            let kind = |declares| if declares { DocumentHighlightKind::Write } else { DocumentHighlightKind::Read };
            Some(same.map(|other| Highlight::new(look.range(other.span), Some(kind(other.declares)))).collect())
        }))
    }
}
