//! `qc/graph`: the picture of the site of a file. Its places are offsets in UTF-16 code units, as scripts count.

use celq::graph::{graph, svg};
use celq::source::Span;
use gen_lsp_types::{LspRequestMethod, MessageDirection, Request, ServerCapabilities, TextDocumentIdentifier};
use lsp_server::ErrorCode;
use serde::{Deserialize, Serialize};

use super::{Answer, Asked};
use crate::outgoing::error;
use crate::session::Session;

pub(super) struct Graph;

/// What is asked: a file.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    text_document: TextDocumentIdentifier,
}

/// The picture.
#[derive(Deserialize, Serialize)]
pub(super) struct Drawn {
    svg: String,
}

impl Request for Graph {
    type Params = Params;
    type Result = Drawn;
    const METHOD: LspRequestMethod<'static> = LspRequestMethod::Custom("qc/graph");
    const MESSAGE_DIRECTION: MessageDirection = MessageDirection::ClientToServer;
}

impl Asked for Graph {
    type Request = Self;

    fn offer(_: &mut ServerCapabilities) {}

    fn answer(session: &mut Session, params: Params) -> Answer<Self> {
        let look = session.look(&params.text_document);
        let look = look.ok_or_else(|| error(ErrorCode::RequestFailed, "there is no such file"))?;
        let place = |span: Span| {
            let file = look.site.sources.at(span.start);
            svg::Place { file: file.name(), from: file.utf16(span.start), to: file.utf16(span.end) }
        };
        Ok(Drawn { svg: svg::draw(&graph(look.site.plan), place).svg })
    }
}
