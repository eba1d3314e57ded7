//! Where a name stands, in all files of the site.

use celq::ide::names;
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
        Ok(session.at(&params.text_document_position_params).map(|(look, offset)| {
            let mut places = references(&look.site, offset);
            if !params.context.include_declaration {
                let declared: Vec<_> =
                    names::occurrences(&look.site).into_iter().filter(|name| name.declares).collect();
                places.retain(|place| declared.iter().all(|name| name.span != *place));
            }
            places.into_iter().map(|place| look.places.location(place)).collect()
        }))
    }
}
