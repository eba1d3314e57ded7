//! What is sent, as JSON text: written once, straight from what was answered. A tree of values between the two would take
//! longer than finding the answer.

use gen_lsp_types::{LspNotificationMethod, LspRequestMethod};
use lsp_server::{ErrorCode, RequestId, ResponseError};
use serde::Serialize;

const JSONRPC: &str = "2.0";

#[derive(Serialize)]
struct Answer<'a, T> {
    jsonrpc: &'static str,
    id: &'a RequestId,
    result: &'a T,
}

#[derive(Serialize)]
struct Refusal<'a> {
    jsonrpc: &'static str,
    /// Nobody knows the id of what could not be read.
    id: Option<&'a RequestId>,
    error: &'a ResponseError,
}

#[derive(Serialize)]
struct Asking<'a, T> {
    jsonrpc: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    method: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    params: Option<&'a T>,
}

/// The answer to a request.
pub(crate) fn answer<T: Serialize>(id: &RequestId, result: &T) -> String {
    text(&Answer { jsonrpc: JSONRPC, id, result })
}

/// Why there is none.
pub(crate) fn refusal(id: Option<&RequestId>, error: &ResponseError) -> String {
    text(&Refusal { jsonrpc: JSONRPC, id, error })
}

pub(crate) fn notification<T: Serialize>(method: &LspNotificationMethod<'_>, params: &T) -> String {
    text(&Asking { jsonrpc: JSONRPC, id: None, method: method.as_str(), params: Some(params) })
}

pub(crate) fn request<T: Serialize>(id: &str, method: &LspRequestMethod<'_>, params: Option<&T>) -> String {
    text(&Asking { jsonrpc: JSONRPC, id: Some(id), method: method.as_str(), params })
}

/// The answer to bytes that are no message.
pub fn no_message(code: ErrorCode, why: impl Into<String>) -> String {
    refusal(None, &error(code, why))
}

/// Why there is no answer.
pub(crate) fn error(code: ErrorCode, message: impl Into<String>) -> ResponseError {
    ResponseError { code: code as i32, message: message.into(), data: None }
}

/// What is sent has nothing that JSON cannot write.
fn text(message: &impl Serialize) -> String {
    serde_json::to_string(message).unwrap_or_default()
}
