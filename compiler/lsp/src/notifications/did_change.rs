//! An open file has changed: its changes are made one after the other.

use gen_lsp_types::{DidChangeTextDocumentNotification, DidChangeTextDocumentParams};

use super::Told;
use crate::session::Session;
use crate::uri;

pub(super) struct DidChange;

impl Told for DidChange {
    type Notification = DidChangeTextDocumentNotification;

    fn take(session: &mut Session, params: DidChangeTextDocumentParams) {
        let name = uri::key(params.text_document.text_document_identifier.uri.as_ref());
        let encoding = session.client.encoding;
        if let Some(document) = session.files.open.get_mut(&name) {
            document.version = params.text_document.version;
            params.content_changes.into_iter().for_each(|change| document.change(change, encoding));
            session.edit(&name);
        }
    }
}
