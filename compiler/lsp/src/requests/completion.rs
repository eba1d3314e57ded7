//! What could be written at a place, the most likely first. Pages are asked for one by one.

use celq::ide::complete::{Item, Kind, complete};
use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionOptions, CompletionParams, CompletionRequest,
    InsertTextFormat, Range, ServerCapabilities, TextEdit,
};
use serde_json::json;

use super::{Answer, Asked};
use crate::client::Ability;
use crate::session::{Offered, Session};

pub(super) struct Completion;

/// Behind these something else can be written than before.
const TRIGGERS: [&str; 6] = ["=", ".", ",", ">", "(", "\""];

impl Asked for Completion {
    type Request = CompletionRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.completion_provider = Some(CompletionOptions {
            trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        });
    }

    fn answer(session: &mut Session, params: CompletionParams) -> Answer<CompletionRequest> {
        let at = params.text_document_position_params;
        let list = session.offered.list + 1;
        let files = session.includable(&at.text_document);
        let Some((look, offset)) = session.at(&at) else { return Ok(None) };
        let completions = complete(&look.site, offset, &files);
        let range = look.range(completions.span);
        // Clients hold what is written against the filter, an opening quote included.
        let quote = if look.site.slice(completions.span).starts_with('"') { "\"" } else { "" };
        let snippets = look.places.client.can(Ability::Snippets);
        let items = completions.items.iter().enumerate();
        let items = items.map(|(index, item)| CompletionItem {
            sort_text: Some(format!("{index:04}")),
            filter_text: Some(format!("{quote}{}", item.label)),
            data: Some(json!({ "list": list, "index": index })),
            ..translate(item, range, snippets)
        });
        // There may be more that fit: which they are depends on every letter.
        let answer = CompletionList { is_incomplete: true, items: items.collect(), ..CompletionList::default() };
        session.offered = Offered { list, document: at.text_document, completions };
        Ok(Some(answer.into()))
    }
}

fn translate(item: &Item, range: Range, snippets: bool) -> CompletionItem {
    let is_snippet = item.insert.contains("${");
    let text = if is_snippet && !snippets { plain(&item.insert) } else { item.insert.clone() };
    CompletionItem {
        label: item.label.clone(),
        kind: Some(kind(item.kind)),
        detail: Some(item.detail.clone()),
        insert_text_format: (is_snippet && snippets).then_some(InsertTextFormat::Snippet),
        text_edit: Some(TextEdit::new(range, text).into()),
        ..CompletionItem::default()
    }
}

fn kind(kind: Kind) -> CompletionItemKind {
    match kind {
        Kind::Statement => CompletionItemKind::Keyword,
        Kind::Clause => CompletionItemKind::Module,
        Kind::Key => CompletionItemKind::Property,
        Kind::Value => CompletionItemKind::EnumMember,
        Kind::Service => CompletionItemKind::Class,
        Kind::Queue => CompletionItemKind::Struct,
        Kind::Task => CompletionItemKind::Function,
        Kind::File => CompletionItemKind::File,
        Kind::Release => CompletionItemKind::Constant,
        Kind::Snippet => CompletionItemKind::Snippet,
    }
}

/// A snippet with what stands in its places, and nothing in those that are empty.
fn plain(snippet: &str) -> String {
    let mut parts = snippet.split("${");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (place, rest) in parts.filter_map(|part| part.split_once('}')) {
        text += place.split_once(':').map_or("", |(_, word)| word);
        text += rest;
    }
    text
}
