//! What is told above a statement: the objects that it becomes, and how many tasks reach it.

use celq::ide::lenses::lens;
use gen_lsp_types::{
    CodeLens, CodeLensResolveRequest, Command, ServerCapabilities, TextDocumentIdentifier, TextDocumentPositionParams,
};
use serde_json::json;

use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct ResolveCodeLens;

impl Asked for ResolveCodeLens {
    type Request = CodeLensResolveRequest;

    fn offer(_: &mut ServerCapabilities) {}

    fn answer(session: &mut Session, mut asked: CodeLens) -> Answer<CodeLensResolveRequest> {
        let document = asked.data.clone().and_then(|data| serde_json::from_value::<TextDocumentIdentifier>(data).ok());
        asked.command = document.and_then(|document| {
            let at = TextDocumentPositionParams::new(document, asked.range.start);
            let (look, offset) = session.at(&at)?;
            let arguments = Some(vec![json!(at.text_document.uri), json!(at.position)]);
            Some(Command {
                title: lens(&look.site, offset)?,
                command: "qc.preview".to_owned(),
                tooltip: None,
                arguments,
            })
        });
        Ok(asked)
    }
}
