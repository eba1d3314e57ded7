//! Whether what stands at a place can be given another name.

use celq::ide::rename::prepare;
use gen_lsp_types::{
    PrepareRenameParams, PrepareRenamePlaceholder, PrepareRenameRequest, RenameOptions, ServerCapabilities,
};
use lsp_server::ErrorCode;

use super::{Answer, Asked};
use crate::outgoing::error;
use crate::session::Session;

pub(super) struct PrepareRename;

impl Asked for PrepareRename {
    type Request = PrepareRenameRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.rename_provider =
            Some(RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() }.into());
    }

    fn answer(session: &mut Session, params: PrepareRenameParams) -> Answer<PrepareRenameRequest> {
        let Some((look, offset)) = session.at(&params.text_document_position_params) else { return Ok(None) };
        let span = prepare(&look.site, offset).map_err(|why| error(ErrorCode::RequestFailed, why))?;
        let placeholder = look.site.slice(span).to_owned();
        Ok(Some(PrepareRenamePlaceholder::new(look.range(span), placeholder).into()))
    }
}
