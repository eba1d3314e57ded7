//! The client will ask nothing more.

use gen_lsp_types::{LspRequestMethod, MessageDirection, Request, ServerCapabilities};
use serde_json::Value as Json;

use super::{Answer, Asked};
use crate::session::{Session, Stage};

pub(super) struct Shutdown;

/// What clients write as its parameters does not matter.
pub(super) struct Any;

impl Request for Any {
    type Params = Json;
    type Result = ();
    const METHOD: LspRequestMethod<'static> = LspRequestMethod::Shutdown;
    const MESSAGE_DIRECTION: MessageDirection = MessageDirection::ClientToServer;
}

impl Asked for Shutdown {
    type Request = Any;

    fn offer(_: &mut ServerCapabilities) {}

    fn answer(session: &mut Session, _: Json) -> Answer<Any> {
        session.stage = Stage::ShutDown;
        Ok(())
    }
}
