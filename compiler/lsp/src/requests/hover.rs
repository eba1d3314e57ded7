//! What there is to say of a word, as all sites of its file have it.

use celq::ide::hover::{Seen, hover};
use gen_lsp_types::{
    self as lsp, HoverParams, HoverRequest, MarkupContent, MarkupKind, ServerCapabilities, TextDocumentPositionParams,
};

use super::{Answer, Asked};
use crate::session::Session;
use crate::uri;

pub(super) struct Hover;

impl Asked for Hover {
    type Request = HoverRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.hover_provider = Some(true.into());
    }

    fn answer(session: &mut Session, params: HoverParams) -> Answer<HoverRequest> {
        let TextDocumentPositionParams { text_document, position } = &params.text_document_position_params;
        let document = uri::key(text_document.uri.as_ref());
        let looks = session.looks(text_document);
        let seen = looks.iter().map(|look| Seen {
            site: look.site,
            name: uri::relative(&document, look.places.main),
            offset: look.offset(*position),
        });
        let found = hover(&seen.collect::<Vec<_>>());
        Ok(found.zip(looks.first()).map(|(hover, look)| {
            let contents = MarkupContent::new(MarkupKind::Markdown, hover.markdown).into();
            lsp::Hover { contents, range: Some(look.range(hover.span)) }
        }))
    }
}
