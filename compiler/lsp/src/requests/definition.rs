//! Where a name is declared: in one place, or in several where each of the sites that share a file declares it for itself.

use celq::ide::definition::definition;
use gen_lsp_types::{
    Definition as Place, DefinitionParams, DefinitionRequest, Location, ServerCapabilities, TextDocumentPositionParams,
};

use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct Definition;

impl Asked for Definition {
    type Request = DefinitionRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.definition_provider = Some(true.into());
    }

    fn answer(session: &mut Session, params: DefinitionParams) -> Answer<DefinitionRequest> {
        let TextDocumentPositionParams { text_document, position } = &params.text_document_position_params;
        let mut places: Vec<Location> = Vec::new();
        for look in session.looks(text_document) {
            let place = definition(&look.site, look.offset(*position)).map(|place| look.places.location(place));
            places.extend(place.filter(|place| !places.contains(place)));
        }
        Ok(match places.as_slice() {
            [] => None,
            [_] => places.pop().map(|place| Place::Location(place).into()),
            _ => Some(Place::LocationList(places).into()),
        })
    }
}
