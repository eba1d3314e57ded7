//! What a client asks: one row for each, and one file with its answer and with how we say that we can answer it.

mod hover;
mod initialize;
mod shutdown;

use gen_lsp_types::{self as lsp, LspRequestMethod, ServerCapabilities};
use lsp_server::{ErrorCode, ResponseError};
use serde_json::Value as Json;

use crate::session::{Session, error};

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
    answer: fn(&mut Session, Json) -> Result<Json, ResponseError>,
}

const fn row<A: Asked>() -> Row {
    Row { method: <A::Request as lsp::Request>::METHOD, offer: A::offer, answer: read::<A> }
}

const TABLE: &[Row] = &[row::<initialize::Initialize>(), row::<shutdown::Shutdown>(), row::<hover::Hover>()];

/// Answers a request.
pub(crate) fn answer(session: &mut Session, method: &str, params: Json) -> Result<Json, ResponseError> {
    let row = TABLE.iter().find(|row| row.method.as_str() == method);
    let row = row.ok_or_else(|| error(ErrorCode::MethodNotFound, format!("qc does not know `{method}`")))?;
    (row.answer)(session, params)
}

fn read<A: Asked>(session: &mut Session, params: Json) -> Result<Json, ResponseError> {
    let params = serde_json::from_value(params).map_err(|why| error(ErrorCode::InvalidParams, why.to_string()))?;
    let answer = A::answer(session, params)?;
    serde_json::to_value(answer).map_err(|why| error(ErrorCode::InternalError, why.to_string()))
}

/// All that we can answer.
fn capabilities() -> ServerCapabilities {
    let mut capabilities = ServerCapabilities::default();
    TABLE.iter().for_each(|row| (row.offer)(&mut capabilities));
    capabilities
}
