//! What to colour how, in a whole file.

use celq::ide::tokens::{Kind, Token, tokens};
use celq::source::Span;
use gen_lsp_types::{
    SemanticTokens as Tokens, SemanticTokensLegend, SemanticTokensOptions, SemanticTokensParams, SemanticTokensRequest,
    ServerCapabilities,
};

use super::{Answer, Asked};
use crate::look::Look;
use crate::session::Session;

pub(super) struct SemanticTokens;

/// The types of the protocol that every theme colours, by kind. What the language does not know has none.
const TYPES: &[(Kind, &str)] = &[
    (Kind::Statement, "keyword"),
    (Kind::Clause, "type"),
    (Kind::Key, "property"),
    (Kind::Operator, "operator"),
    (Kind::Text, "string"),
    (Kind::Number, "number"),
    (Kind::Word, "enumMember"),
    (Kind::Name, "namespace"),
    (Kind::Service, "class"),
    (Kind::Queue, "variable"),
    (Kind::Task, "function"),
    (Kind::Reference, "parameter"),
    (Kind::Comment, "comment"),
];

impl Asked for SemanticTokens {
    type Request = SemanticTokensRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        let types = TYPES.iter().map(|(_, name)| (*name).to_owned()).collect();
        let legend = SemanticTokensLegend::new(types, Vec::new());
        let (full, range) = (Some(true.into()), Some(true.into()));
        let options = SemanticTokensOptions { legend, full, range, ..SemanticTokensOptions::default() };
        capabilities.semantic_tokens_provider = Some(options.into());
    }

    fn answer(session: &mut Session, params: SemanticTokensParams) -> Answer<SemanticTokensRequest> {
        Ok(session.look(&params.text_document).map(|look| of(&look, look.file.source.span())))
    }
}

/// The tokens of a part of a file, each told by its distance from the one before.
pub(super) fn of(look: &Look<'_>, part: Span) -> Tokens {
    let all = tokens(look.file.source, &look.file.tree).into_iter();
    let wanted = all.filter(|token| token.span.start < part.end && part.start < token.span.end);
    let (mut line, mut column) = (0, 0);
    let token = |token: Token| {
        let index = TYPES.iter().position(|(kind, _)| *kind == token.kind)?;
        let start = look.encoding().position(look.file.source, token.span.start);
        let delta_line = start.line - line;
        let delta_start = if delta_line == 0 { start.character - column } else { start.character };
        (line, column) = (start.line, start.character);
        let length = look.encoding().length(look.site.slice(token.span));
        Some([delta_line, delta_start, length, u32::try_from(index).unwrap_or(0), 0].into())
    };
    Tokens::new(None, wanted.filter_map(token).collect())
}
