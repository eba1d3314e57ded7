//! Where a name stands, in all sites in which it means the same.

use celq::ide::references::references;
use gen_lsp_types::{ReferenceParams, ReferencesRequest, ServerCapabilities};

use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct References;

impl Asked for References {
    type Request = ReferencesRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.references_provider = Some(true.into());
    }

    fn answer(session: &mut Session, params: ReferenceParams) -> Answer<ReferencesRequest> {
        Ok(session.named(&params.text_document_position_params).map(|named| {
            let places = named.files.iter().flat_map(|(places, file)| {
                let all = references(file, &named.name).into_iter();
                let wanted = all.filter(|place| params.context.include_declaration || !place.declares);
                wanted.map(|place| places.location(place.span))
            });
            places.collect()
        }))
    }
}
