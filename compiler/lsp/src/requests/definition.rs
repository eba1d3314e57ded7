//! Where a name is declared.

use celq::ide::definition::definition;
use gen_lsp_types::{Definition as Place, DefinitionParams, DefinitionRequest, ServerCapabilities};

use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct Definition;

impl Asked for Definition {
    type Request = DefinitionRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.definition_provider = Some(true.into());
    }

    fn answer(session: &mut Session, params: DefinitionParams) -> Answer<DefinitionRequest> {
        Ok(session.at(&params.text_document_position_params).and_then(|(look, offset)| {
            let place = look.places.location(definition(&look.site, offset)?);
            Some(Place::Location(place).into())
        }))
    }
}
