//! The client says what it can do, and where it works; we say what we can.

use gen_lsp_types::{
    InitializeResult, LspRequestMethod, MessageDirection, Request, ServerCapabilities, ServerInfo,
    TextDocumentSyncKind, TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};
use serde_json::Value as Json;

use super::{Answer, Asked, capabilities};
use crate::client::Client;
use crate::session::{Session, Stage};
use crate::settings::Settings;
use crate::uri;

pub(super) struct Initialize;

/// A client may say what no version of the protocol knows that we do; only what we read has to be well formed.
pub(super) struct Any;

impl Request for Any {
    type Params = Json;
    type Result = InitializeResult;
    const METHOD: LspRequestMethod<'static> = LspRequestMethod::Initialize;
    const MESSAGE_DIRECTION: MessageDirection = MessageDirection::ClientToServer;
}

impl Asked for Initialize {
    type Request = Any;

    fn offer(capabilities: &mut ServerCapabilities) {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Incremental),
            save: Some(true.into()),
            ..TextDocumentSyncOptions::default()
        };
        capabilities.text_document_sync = Some(sync.into());
        let folders = WorkspaceFoldersServerCapabilities::new(Some(true), Some(true.into()));
        capabilities.workspace =
            Some(WorkspaceOptions { workspace_folders: Some(folders), ..WorkspaceOptions::default() });
    }

    fn answer(session: &mut Session, params: Json) -> Answer<Any> {
        session.client = Client::read(&params);
        session.settings = Settings::read(params.get("initializationOptions").unwrap_or(&Json::Null));
        session.files.folders = folders(&params).map(|folder| uri::key(&folder)).collect();
        session.files.list();
        session.stage = Stage::Open;
        let mut capabilities = capabilities();
        capabilities.position_encoding = Some(session.client.encoding.kind());
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        Ok(InitializeResult::new(capabilities, Some(ServerInfo::new("qc".to_owned(), version))))
    }
}

/// The folders that a client works in: a list, or with older clients one.
fn folders(params: &Json) -> impl Iterator<Item = String> {
    let list = params.get("workspaceFolders").and_then(Json::as_array);
    let mut folders: Vec<&Json> = list.into_iter().flatten().filter_map(|folder| folder.get("uri")).collect();
    if folders.is_empty() {
        folders.extend(params.get("rootUri"));
    }
    folders.into_iter().filter_map(Json::as_str).map(str::to_owned).collect::<Vec<_>>().into_iter()
}
