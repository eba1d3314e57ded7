//! The places above which is told what a statement becomes; what is told is asked for place by place.

use celq::ide::lenses::lenses;
use gen_lsp_types::{CodeLens as Lens, CodeLensOptions, CodeLensParams, CodeLensRequest, ServerCapabilities};
use serde_json::json;

use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct CodeLens;

impl Asked for CodeLens {
    type Request = CodeLensRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.code_lens_provider =
            Some(CodeLensOptions { resolve_provider: Some(true), ..CodeLensOptions::default() });
    }

    fn answer(session: &mut Session, params: CodeLensParams) -> Answer<CodeLensRequest> {
        if !session.settings.code_lens {
            return Ok(None);
        }
        Ok(session.look(&params.text_document).map(|look| {
            let lens = |span| Lens::new(look.range(span), None, Some(json!(params.text_document)));
            lenses(look.file).into_iter().map(lens).collect()
        }))
    }
}
