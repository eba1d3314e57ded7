//! Files on the disk have changed, come or gone. What is open is told of by its own notifications.

use gen_lsp_types::{DidChangeWatchedFilesNotification, DidChangeWatchedFilesParams, FileChangeType};

use super::{Told, refresh};
use crate::session::Session;
use crate::uri;

pub(super) struct DidChangeWatchedFiles;

impl Told for DidChangeWatchedFiles {
    type Notification = DidChangeWatchedFilesNotification;

    fn take(session: &mut Session, params: DidChangeWatchedFilesParams) {
        if params.changes.iter().any(|change| change.kind != FileChangeType::Changed) {
            session.files.list();
        }
        for change in &params.changes {
            session.touch(&uri::key(change.uri.as_ref()));
        }
        refresh(session);
    }
}
