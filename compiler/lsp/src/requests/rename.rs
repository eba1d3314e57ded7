//! The edits that give what stands at a place another name, in all sites in which it means the same; a file is renamed, too.

use celq::ide::rename::{NO_NAME, edits, renamed};
use gen_lsp_types::{RenameParams, RenameRequest, ServerCapabilities};
use lsp_server::ErrorCode;

use super::{Answer, Asked};
use crate::look::workspace_edit;
use crate::outgoing::error;
use crate::session::Session;
use crate::uri;

pub(super) struct Rename;

impl Asked for Rename {
    type Request = RenameRequest;

    fn offer(_: &mut ServerCapabilities) {}

    fn answer(session: &mut Session, params: RenameParams) -> Answer<RenameRequest> {
        let refuse = |why| error(ErrorCode::RequestFailed, why);
        let client = session.client;
        let at = &params.text_document_position_params;
        if let Some(included) = session.included(at) {
            let from = uri::key(at.text_document.uri.as_ref());
            return session.moved(&included, &from, &params.new_name).map(Some).map_err(refuse);
        }
        let named = session.named(at).ok_or_else(|| refuse(NO_NAME.to_owned()))?;
        let new = renamed(&named.sites, &named.name, &params.new_name).map_err(refuse)?;
        let of_file = named.files.iter().map(|(places, file)| (places, file, edits(file, &named.name, &new)));
        let of_file = of_file.filter(|(.., edits)| !edits.is_empty());
        Ok(Some(workspace_edit(client, of_file.map(|(places, file, edits)| places.edits(file.source, &edits)))))
    }
}
