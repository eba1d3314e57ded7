//! A file's outline.

use celq::ide::symbols::{Symbol, symbols};
use celq::language::statements;
use gen_lsp_types::{
    DocumentSymbol as Outline, DocumentSymbolParams, DocumentSymbolRequest, DocumentSymbolResponse, ServerCapabilities,
    SymbolKind,
};

use super::{Answer, Asked};
use crate::look::Look;
use crate::session::Session;

pub(super) struct DocumentSymbol;

impl Asked for DocumentSymbol {
    type Request = DocumentSymbolRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.document_symbol_provider = Some(true.into());
    }

    fn answer(session: &mut Session, params: DocumentSymbolParams) -> Answer<DocumentSymbolRequest> {
        Ok(session.look(&params.text_document).map(|look| {
            let symbols = symbols(look.file.source, &look.file.tree);
            DocumentSymbolResponse::DocumentSymbolList(translate(&look, &symbols))
        }))
    }
}

fn translate(look: &Look<'_>, symbols: &[Symbol]) -> Vec<Outline> {
    let outline = |symbol: &Symbol| {
        let detail = (!symbol.detail.is_empty()).then(|| symbol.detail.clone());
        let children = (!symbol.children.is_empty()).then(|| translate(look, &symbol.children));
        let (range, selection) = (look.range(symbol.span), look.range(symbol.selection));
        Outline::new(symbol.name.clone(), detail, kind(symbol.kind), None, None, range, selection, children)
    };
    symbols.iter().map(outline).collect()
}

/// The picture that stands for a statement; clauses have that of a property.
pub(super) fn kind(word: &str) -> SymbolKind {
    let kinds = [
        (&statements::site::STATEMENT, SymbolKind::Namespace),
        (&statements::broker::STATEMENT, SymbolKind::Interface),
        (&statements::service::STATEMENT, SymbolKind::Class),
        (&statements::queue::STATEMENT, SymbolKind::Struct),
        (&statements::route::STATEMENT, SymbolKind::Event),
        (&statements::task::STATEMENT, SymbolKind::Function),
        (&statements::include::STATEMENT, SymbolKind::File),
        (&statements::beat::STATEMENT, SymbolKind::Object),
        (&statements::flower::STATEMENT, SymbolKind::Object),
        (&statements::exporter::STATEMENT, SymbolKind::Object),
        (&statements::alerts::STATEMENT, SymbolKind::Object),
    ];
    kinds.into_iter().find(|(statement, _)| statement.word == word).map_or(SymbolKind::Property, |(_, kind)| kind)
}
