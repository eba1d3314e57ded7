//! What a client tells: one row for each, and one file with what it does. What is not in the table is not for us.

mod did_change;
mod did_change_configuration;
mod did_change_watched_files;
mod did_change_workspace_folders;
mod did_close;
mod did_open;
mod did_save;
mod exit;
mod initialized;

use gen_lsp_types::{self as lsp, LspRequestMethod};
use lsp_server::Notification;
use serde_json::{Value as Json, json};

use crate::client::Ability;
use crate::session::{Session, Stage};

/// Something that a client tells.
trait Told {
    /// What it tells.
    type Notification: lsp::Notification;

    /// Takes it.
    fn take(session: &mut Session, params: <Self::Notification as lsp::Notification>::Params);
}

/// A row of the table.
struct Row {
    method: lsp::LspNotificationMethod<'static>,
    take: fn(&mut Session, Json),
}

const fn row<T: Told>() -> Row {
    Row { method: <T::Notification as lsp::Notification>::METHOD, take: read::<T> }
}

const TABLE: &[Row] = &[
    row::<initialized::Initialized>(),
    row::<did_open::DidOpen>(),
    row::<did_change::DidChange>(),
    row::<did_save::DidSave>(),
    row::<did_close::DidClose>(),
    row::<did_change_watched_files::DidChangeWatchedFiles>(),
    row::<did_change_workspace_folders::DidChangeWorkspaceFolders>(),
    row::<did_change_configuration::DidChangeConfiguration>(),
    row::<exit::Exit>(),
];

/// Takes a notification. Before `initialize` and after `shutdown` nothing counts but the end.
pub(crate) fn take(session: &mut Session, notification: Notification) {
    let ends = notification.method == lsp::LspNotificationMethod::Exit.as_str();
    let row = TABLE.iter().find(|row| row.method.as_str() == notification.method);
    if let Some(row) = row.filter(|_| ends || session.stage == Stage::Open) {
        (row.take)(session, notification.params);
    }
}

/// What cannot be read is not answered: a notification has no answer.
fn read<T: Told>(session: &mut Session, params: Json) {
    if let Ok(params) = serde_json::from_value(params) {
        T::take(session, params);
    }
}

/// Asks the client to ask again for what settings and files that it has not open decide. Diagnostics are another matter: of
/// these it is known what has changed.
pub(crate) fn refresh(session: &mut Session) {
    let refreshed = [
        (Ability::RefreshHints, LspRequestMethod::WorkspaceInlayHintRefresh),
        (Ability::RefreshLenses, LspRequestMethod::WorkspaceCodeLensRefresh),
    ];
    for (_, method) in refreshed.iter().filter(|(ability, _)| session.client.can(*ability)).collect::<Vec<_>>() {
        session.request(method, None::<&Json>);
    }
}

/// Asks for the configuration, where the client has one to ask for.
fn ask_for_configuration(session: &mut Session) {
    if session.client.can(Ability::Configuration) {
        let params = json!({ "items": [{ "section": "qc" }] });
        session.awaited = Some(session.request(&LspRequestMethod::WorkspaceConfiguration, Some(&params)));
    }
}
