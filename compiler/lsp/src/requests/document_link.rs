//! The names in a file that open another one.

use celq::ide::links::links;
use gen_lsp_types::{
    DocumentLink as Link, DocumentLinkOptions, DocumentLinkParams, DocumentLinkRequest, ServerCapabilities,
};

use super::{Answer, Asked};
use crate::session::Session;
use crate::uri;

pub(super) struct DocumentLink;

impl Asked for DocumentLink {
    type Request = DocumentLinkRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.document_link_provider = Some(DocumentLinkOptions::default());
    }

    fn answer(session: &mut Session, params: DocumentLinkParams) -> Answer<DocumentLinkRequest> {
        Ok(session.look(&params.text_document).map(|look| {
            let target = |file: &str| look.places.files.uri(&uri::beside(look.places.main, file));
            let links = links(&look.site, look.file).into_iter();
            links.map(|link| Link::new(look.range(link.span), Some(target(&link.file)), None, None)).collect()
        }))
    }
}
