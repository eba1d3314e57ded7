//! The client works in other folders: files in them may include those that are open.

use gen_lsp_types::{DidChangeWorkspaceFoldersNotification, DidChangeWorkspaceFoldersParams};

use super::Told;
use crate::session::Session;
use crate::uri;

pub(super) struct DidChangeWorkspaceFolders;

impl Told for DidChangeWorkspaceFolders {
    type Notification = DidChangeWorkspaceFoldersNotification;

    fn take(session: &mut Session, params: DidChangeWorkspaceFoldersParams) {
        for folder in params.event.removed {
            session.files.folders.remove(&uri::key(folder.uri.as_ref()));
        }
        session.files.folders.extend(params.event.added.into_iter().map(|folder| uri::key(folder.uri.as_ref())));
        session.files.list();
        session.changed = true;
    }
}
