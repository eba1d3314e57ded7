//! What can be folded.

use celq::ide::folding::folding;
use gen_lsp_types::{
    FoldingRange as Range, FoldingRangeKind, FoldingRangeParams, FoldingRangeRequest, ServerCapabilities,
};

use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct FoldingRange;

impl Asked for FoldingRange {
    type Request = FoldingRangeRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.folding_range_provider = Some(true.into());
    }

    fn answer(session: &mut Session, params: FoldingRangeParams) -> Answer<FoldingRangeRequest> {
        Ok(session.look(&params.text_document).map(|look| {
            let source = look.file.source;
            let folds = folding(source, &look.file.tree).into_iter();
            let range = |fold: celq::ide::folding::Fold| Range {
                start_line: source.line_at(fold.span.start).0,
                end_line: source.line_at(fold.span.end).0,
                kind: fold.comment.then_some(FoldingRangeKind::Comment),
                ..Range::default()
            };
            folds.map(range).collect()
        }))
    }
}
