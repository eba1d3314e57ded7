//! The client is gone.

use gen_lsp_types::{LspNotificationMethod, MessageDirection, Notification};
use serde_json::Value as Json;

use super::Told;
use crate::session::{Session, Stage};

pub(super) struct Exit;

/// What clients write as its parameters does not matter.
pub(super) struct Any;

impl Notification for Any {
    type Params = Json;
    const METHOD: LspNotificationMethod<'static> = LspNotificationMethod::Exit;
    const MESSAGE_DIRECTION: MessageDirection = MessageDirection::ClientToServer;
}

impl Told for Exit {
    type Notification = Any;

    fn take(session: &mut Session, _: Json) {
        session.stage = Stage::Ended { in_order: session.stage == Stage::ShutDown };
    }
}
