//! The edits that give what stands at a place another name, in all files of the site.

use gen_lsp_types::{RenameParams, RenameRequest, ServerCapabilities};
use lsp_server::ErrorCode;

use super::{Answer, Asked};
use crate::outgoing::error;
use crate::session::Session;

pub(super) struct Rename;

impl Asked for Rename {
    type Request = RenameRequest;

    fn offer(_: &mut ServerCapabilities) {}

    fn answer(session: &mut Session, params: RenameParams) -> Answer<RenameRequest> {
        let Some((look, offset)) = session.at(&params.text_document_position_params) else { return Ok(None) };
        let edits = celq::ide::rename::rename(&look.site, offset, &params.new_name);
        Ok(Some(look.places.edit(&edits.map_err(|why| error(ErrorCode::RequestFailed, why))?)))
    }
}
