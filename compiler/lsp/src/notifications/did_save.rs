//! A file was saved. A client that cannot tell of changed files says at least this: everything is read again, for what else
//! may have changed on the disk.

use gen_lsp_types::{DidSaveTextDocumentNotification, DidSaveTextDocumentParams};

use super::Told;
use crate::client::Ability;
use crate::session::Session;
use crate::sites::Sites;

pub(super) struct DidSave;

impl Told for DidSave {
    type Notification = DidSaveTextDocumentNotification;

    fn take(session: &mut Session, _: DidSaveTextDocumentParams) {
        if !session.client.can(Ability::Watch) {
            session.files.list();
            session.sites = Sites::default();
            session.changed = true;
        }
    }
}
