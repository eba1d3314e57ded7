//! What there is to say of a word.

use gen_lsp_types::{self as lsp, HoverParams, HoverRequest, MarkupContent, MarkupKind, ServerCapabilities};

use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct Hover;

impl Asked for Hover {
    type Request = HoverRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.hover_provider = Some(true.into());
    }

    fn answer(session: &mut Session, params: HoverParams) -> Answer<HoverRequest> {
        Ok(session.at(&params.text_document_position_params).and_then(|(look, offset)| {
            let hover = celq::ide::hover::hover(&look.site, offset)?;
            let contents = MarkupContent::new(MarkupKind::Markdown, hover.markdown).into();
            Some(lsp::Hover { contents, range: Some(look.range(hover.span)) })
        }))
    }
}
