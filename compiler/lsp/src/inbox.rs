//! Messages that wait for their turn, so that a request that is cancelled before it has one is never begun.

use std::collections::VecDeque;

use gen_lsp_types::LspNotificationMethod;
use lsp_server::{ErrorCode, Message, Notification, RequestId};

use crate::Session;
use crate::outgoing::{error, refusal};

/// Messages in the order in which they came.
#[derive(Debug, Default)]
pub struct Inbox {
    /// Each a message, or the answer to one that was cancelled.
    waiting: VecDeque<Result<Message, String>>,
}

impl Inbox {
    /// Adds a message; one that cancels another ends that one's turn.
    pub fn push(&mut self, message: Message) {
        match cancelled(&message) {
            Some(id) => self.cancel(&id),
            None => self.waiting.push_back(Ok(message)),
        }
    }

    /// Hands the next message to the session, and gives what there is to send; `None` when nothing waits.
    pub fn take(&mut self, session: &mut Session) -> Option<Vec<String>> {
        Some(match self.waiting.pop_front()? {
            Ok(message) => session.receive(message),
            Err(answer) => vec![answer],
        })
    }

    fn cancel(&mut self, id: &RequestId) {
        let is_meant =
            |waiting: &Result<Message, String>| matches!(waiting, Ok(Message::Request(request)) if request.id == *id);
        if let Some(index) = self.waiting.iter().position(is_meant) {
            let why = error(ErrorCode::RequestCanceled, "the client has cancelled it");
            self.waiting[index] = Err(refusal(Some(id), &why));
        }
    }
}

/// The request that a message cancels.
fn cancelled(message: &Message) -> Option<RequestId> {
    let Message::Notification(Notification { method, params }) = message else { return None };
    let id = params.get("id").filter(|_| method == LspNotificationMethod::CancelRequest.as_str())?;
    serde_json::from_value(id.clone()).ok()
}
