//! Statements by name, in all files that are open or lie in the client's folders.

use celq::diagnostic::Sink;
use celq::ide::symbols::{Symbol, symbols};
use celq::parse::parse;
use celq::source::Sources;
use gen_lsp_types::{
    BaseSymbolInformation, Location, ServerCapabilities, WorkspaceSymbol as Found, WorkspaceSymbolParams,
    WorkspaceSymbolRequest, WorkspaceSymbolResponse,
};

use super::document_symbol::kind;
use super::{Answer, Asked};
use crate::session::Session;

pub(super) struct WorkspaceSymbol;

impl Asked for WorkspaceSymbol {
    type Request = WorkspaceSymbolRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        capabilities.workspace_symbol_provider = Some(true.into());
    }

    fn answer(session: &mut Session, params: WorkspaceSymbolParams) -> Answer<WorkspaceSymbolRequest> {
        let names = session.files.names().into_iter();
        let found = names.flat_map(|name| of_file(session, name, &params.query)).collect();
        Ok(Some(WorkspaceSymbolResponse::WorkspaceSymbolList(found)))
    }
}

fn of_file(session: &Session, name: &str, query: &str) -> Vec<Found> {
    let bytes = session.files.read(name).unwrap_or_default();
    let Ok(sources) = Sources::single(name, bytes) else { return Vec::new() };
    let source = sources.main();
    let tree = parse(source, &mut Sink::default());
    let found = |symbol: Symbol| Found {
        location: Location::new(session.files.uri(name), session.client.encoding.range(source, symbol.selection))
            .into(),
        base_symbol_information: BaseSymbolInformation::new(
            symbol.name,
            kind(symbol.kind),
            None,
            Some(symbol.kind.to_owned()),
        ),
        data: None,
    };
    symbols(source, &tree).into_iter().filter(|symbol| fits(query, &symbol.name)).map(found).collect()
}

/// Whether a name has the letters that were typed in their order.
fn fits(query: &str, name: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    query.chars().flat_map(char::to_lowercase).all(|wanted| letters.any(|letter| letter == wanted))
}
