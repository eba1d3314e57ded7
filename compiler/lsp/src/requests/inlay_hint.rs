//! What holds without being written, between the words of a part of a file.

use celq::ide::hints::{Hint, hints};
use gen_lsp_types::{InlayHint as Shown, InlayHintParams, InlayHintRequest, ServerCapabilities};

use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct InlayHint;

impl Asked for InlayHint {
    type Request = InlayHintRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.inlay_hint_provider = Some(true.into());
    }

    fn answer(session: &mut Session, params: InlayHintParams) -> Answer<InlayHintRequest> {
        if !session.settings.inlay_hints {
            return Ok(None);
        }
        Ok(session.look(&params.text_document).map(|look| {
            let shown = |hint: Hint| Shown {
                position: look.encoding().position(look.file.source, hint.offset),
                label: hint.label.into(),
                kind: None,
                text_edits: None,
                tooltip: Some(hint.tooltip.into()),
                padding_left: Some(true),
                padding_right: None,
                data: None,
            };
            hints(&look.site, look.file, look.span(params.range)).into_iter().map(shown).collect()
        }))
    }
}
