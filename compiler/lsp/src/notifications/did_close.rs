//! A file is no longer open: what the disk has counts again.

use gen_lsp_types::{DidCloseTextDocumentNotification, DidCloseTextDocumentParams};

use super::Told;
use crate::session::Session;
use crate::uri;

pub(super) struct DidClose;

impl Told for DidClose {
    type Notification = DidCloseTextDocumentNotification;

    fn take(session: &mut Session, params: DidCloseTextDocumentParams) {
        let name = uri::key(params.text_document.uri.as_ref());
        session.files.open.remove(&name);
        session.touch(&name);
    }
}
