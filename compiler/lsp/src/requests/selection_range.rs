//! What is selected around each of some places, step by step.

use celq::ide::selection::selection;
use gen_lsp_types::{
    Position, SelectionRange as Step, SelectionRangeParams, SelectionRangeRequest, ServerCapabilities,
};

use super::{Answer, Asked};
use crate::look::Look;
use crate::session::Session;

pub(super) struct SelectionRange;

impl Asked for SelectionRange {
    type Request = SelectionRangeRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.selection_range_provider = Some(true.into());
    }

    fn answer(session: &mut Session, params: SelectionRangeParams) -> Answer<SelectionRangeRequest> {
        Ok(session
            .look(&params.text_document)
            .map(|look| params.positions.iter().filter_map(|position| around(&look, *position)).collect()))
    }
}

/// The smallest step, in the next larger one, up to the file.
fn around(look: &Look<'_>, position: Position) -> Option<Step> {
    let spans = selection(look.file.source, &look.file.tree, look.offset(position));
    let step = |parent: Option<Step>, span| Some(Step::new(look.range(span), parent.map(Box::new)));
    spans.into_iter().rev().fold(None, step)
}
