//! What to colour how, in a part of a file.

use gen_lsp_types::{SemanticTokensRangeParams, SemanticTokensRangeRequest, ServerCapabilities};

use super::{Answer, Asked, semantic_tokens};
use crate::session::Session;

pub(super) struct SemanticTokensRange;

impl Asked for SemanticTokensRange {
    type Request = SemanticTokensRangeRequest;

    /// Offered with the whole file's.
    fn offer(_: &mut ServerCapabilities) {}

    fn answer(session: &mut Session, params: SemanticTokensRangeParams) -> Answer<SemanticTokensRangeRequest> {
        let look = session.look(&params.text_document);
        Ok(look.map(|look| semantic_tokens::of(&look, look.span(params.range))))
    }
}
