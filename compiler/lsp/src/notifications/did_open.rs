//! A file is open: from here on what the client has counts, not what the disk has.

use gen_lsp_types::{DidOpenTextDocumentNotification, DidOpenTextDocumentParams};

use super::Told;
use crate::document::Document;
use crate::session::Session;
use crate::uri;

pub(super) struct DidOpen;

impl Told for DidOpen {
    type Notification = DidOpenTextDocumentNotification;

    fn take(session: &mut Session, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let name = uri::key(item.uri.as_ref());
        if let Some(document) = Document::new(item.uri, item.version, item.text) {
            session.files.open.insert(name.clone(), document);
            session.edit(&name);
        }
    }
}
