//! What a client asks: one row for each, and one file with its answer and with how we say that we can answer it.

mod code_action;
mod code_lens;
mod completion;
mod definition;
mod document_diagnostic;
mod document_highlight;
mod document_link;
mod document_symbol;
mod explain;
mod folding_range;
mod formatting;
mod graph;
mod hover;
mod initialize;
mod inlay_hint;
mod on_type_formatting;
mod prepare_rename;
mod preview;
mod range_formatting;
mod references;
mod rename;
mod resolve_code_lens;
mod resolve_completion;
mod selection_range;
mod semantic_tokens;
mod semantic_tokens_range;
mod shutdown;
mod signature_help;
mod will_rename_files;
mod workspace_symbol;

use gen_lsp_types::{self as lsp, LspRequestMethod, ServerCapabilities};
use lsp_server::{ErrorCode, RequestId, ResponseError};
use serde_json::Value as Json;

use crate::outgoing::{self, error};
use crate::session::Session;

/// Something that a client asks.
trait Asked {
    /// What it asks.
    type Request: lsp::Request;

    /// Says that we can answer it.
    fn offer(capabilities: &mut ServerCapabilities);

    /// Answers it.
    ///
    /// # Errors
    /// When it cannot be answered.
    fn answer(session: &mut Session, params: <Self::Request as lsp::Request>::Params) -> Answer<Self::Request>;
}

type Answer<R> = Result<<R as lsp::Request>::Result, ResponseError>;

/// A row of the table.
struct Row {
    method: LspRequestMethod<'static>,
    offer: fn(&mut ServerCapabilities),
    answer: fn(&mut Session, &RequestId, Json) -> Result<String, ResponseError>,
}

const fn row<A: Asked>() -> Row {
    Row { method: <A::Request as lsp::Request>::METHOD, offer: A::offer, answer: read::<A> }
}

const TABLE: &[Row] = &[
    row::<initialize::Initialize>(),
    row::<shutdown::Shutdown>(),
    row::<completion::Completion>(),
    row::<resolve_completion::ResolveCompletion>(),
    row::<hover::Hover>(),
    row::<signature_help::SignatureHelp>(),
    row::<definition::Definition>(),
    row::<references::References>(),
    row::<document_highlight::DocumentHighlight>(),
    row::<document_symbol::DocumentSymbol>(),
    row::<workspace_symbol::WorkspaceSymbol>(),
    row::<code_action::CodeAction>(),
    row::<code_lens::CodeLens>(),
    row::<resolve_code_lens::ResolveCodeLens>(),
    row::<document_link::DocumentLink>(),
    row::<formatting::Formatting>(),
    row::<range_formatting::RangeFormatting>(),
    row::<on_type_formatting::OnTypeFormatting>(),
    row::<prepare_rename::PrepareRename>(),
    row::<rename::Rename>(),
    row::<will_rename_files::WillRenameFiles>(),
    row::<folding_range::FoldingRange>(),
    row::<selection_range::SelectionRange>(),
    row::<semantic_tokens::SemanticTokens>(),
    row::<semantic_tokens_range::SemanticTokensRange>(),
    row::<inlay_hint::InlayHint>(),
    row::<document_diagnostic::DocumentDiagnostic>(),
    row::<preview::Preview>(),
    row::<graph::Graph>(),
    row::<explain::Explain>(),
];

/// The message that answers a request.
pub(crate) fn answer(
    session: &mut Session,
    id: &RequestId,
    method: &str,
    params: Json,
) -> Result<String, ResponseError> {
    let row = TABLE.iter().find(|row| row.method.as_str() == method);
    let row = row.ok_or_else(|| error(ErrorCode::MethodNotFound, format!("qc does not know `{method}`")))?;
    (row.answer)(session, id, params)
}

fn read<A: Asked>(session: &mut Session, id: &RequestId, params: Json) -> Result<String, ResponseError> {
    let params = serde_json::from_value(params).map_err(|why| error(ErrorCode::InvalidParams, why.to_string()))?;
    Ok(outgoing::answer(id, &A::answer(session, params)?))
}

/// All that we can answer.
fn capabilities() -> ServerCapabilities {
    let mut capabilities = ServerCapabilities::default();
    for row in TABLE {
        (row.offer)(&mut capabilities);
    }
    capabilities
}
