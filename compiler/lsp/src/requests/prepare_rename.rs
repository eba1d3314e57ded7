//! Whether what stands at a place can be given another name.

use celq::ide::rename::{NO_NAME, prepare};
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
        let refuse = |why| error(ErrorCode::RequestFailed, why);
        let at = &params.text_document_position_params;
        let (range, written) = match session.included(at) {
            Some(included) => session.can_move().map(|()| included.place).map_err(refuse)?,
            None => {
                let named = session.named(at).ok_or_else(|| refuse(NO_NAME.to_owned()))?;
                prepare(&named.sites, &named.name).map_err(refuse)?;
                named.place
            }
        };
        Ok(Some(PrepareRenamePlaceholder::new(range, written).into()))
    }
}
