//! The page of something that was offered. Of a list that is no longer the last nothing is known.

use celq::ide::complete::documentation;
use gen_lsp_types::{CompletionItem, CompletionResolveRequest, MarkupContent, MarkupKind, ServerCapabilities};
use serde_json::Value as Json;

use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct ResolveCompletion;

impl Asked for ResolveCompletion {
    type Request = CompletionResolveRequest;

    fn offer(_: &mut ServerCapabilities) {}

    fn answer(session: &mut Session, mut item: CompletionItem) -> Answer<CompletionResolveRequest> {
        if let Some(page) = page(session, &item).filter(|page| !page.is_empty()) {
            item.documentation = Some(MarkupContent::new(MarkupKind::Markdown, page).into());
        }
        Ok(item)
    }
}

fn page(session: &mut Session, item: &CompletionItem) -> Option<String> {
    let number = |name: &str| item.data.as_ref()?.get(name).and_then(Json::as_u64);
    let offered = number("list").filter(|list| *list == u64::from(session.offered.list))?;
    let index = usize::try_from(number("index").filter(|_| offered > 0)?).ok()?;
    let document = session.offered.document.clone();
    let offered = session.offered.completions.items.get(index)?.clone();
    Some(documentation(&session.look(&document)?.site, &offered))
}
