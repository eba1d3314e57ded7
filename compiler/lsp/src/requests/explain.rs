//! `qc/explain`: the page of a rule, a statement, a clause, a key or a release.

use gen_lsp_types::{LspRequestMethod, MessageDirection, Request, ServerCapabilities};
use lsp_server::ErrorCode;
use serde::{Deserialize, Serialize};

use super::{Answer, Asked};
use crate::outgoing::error;
use crate::session::Session;

pub(super) struct Explain;

/// What is asked.
#[derive(Deserialize, Serialize)]
pub(super) struct Params {
    word: String,
}

/// The page.
#[derive(Deserialize, Serialize)]
pub(super) struct Page {
    markdown: String,
}

impl Request for Explain {
    type Params = Params;
    type Result = Page;
    const METHOD: LspRequestMethod<'static> = LspRequestMethod::Custom("qc/explain");
    const MESSAGE_DIRECTION: MessageDirection = MessageDirection::ClientToServer;
}

impl Asked for Explain {
    type Request = Self;

    fn offer(_: &mut ServerCapabilities) {}

    fn answer(_: &mut Session, params: Params) -> Answer<Self> {
        let word = &params.word;
        let page = celq::explain::explain(word).map_err(|near| {
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            error(ErrorCode::RequestFailed, format!("nothing is called `{word}`{hint}"))
        });
        page.map(|markdown| Page { markdown })
    }
}
