//! What can be done about what is said in a part of a file.

use celq::ide::actions::{Action, Kind, actions, fix_all};
use gen_lsp_types::{
    CodeAction as Offer, CodeActionContext, CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionRequest,
    CodeActionResponse, Diagnostic, ServerCapabilities,
};

use super::{Answer, Asked};
use crate::client::Ability;
use crate::look::{Look, with_blank};
use crate::session::Session;

pub(super) struct CodeAction;

impl Asked for CodeAction {
    type Request = CodeActionRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        let kinds = Some(vec![CodeActionKind::QuickFix, CodeActionKind::SourceFixAll]);
        capabilities.code_action_provider =
            Some(CodeActionOptions { code_action_kinds: kinds, ..CodeActionOptions::default() }.into());
    }

    fn answer(session: &mut Session, params: CodeActionParams) -> Answer<CodeActionRequest> {
        Ok(session.look(&params.text_document).map(|look| {
            let mut actions = actions(&look.site, look.file, look.span(params.range));
            if params.context.only.is_some() && actions.iter().all(|action| action.kind != Kind::FixAll) {
                // Who asks for it by its kind means one fix as well as many.
                actions.extend(fix_all(&look.site, look.file, 1));
            }
            let wanted = actions.iter().filter(|action| is_wanted(action, params.context.only.as_deref()));
            wanted.map(|action| CodeActionResponse::CodeAction(translate(&look, action, &params.context))).collect()
        }))
    }
}

fn kind(action: &Action) -> CodeActionKind {
    match action.kind {
        Kind::Fix | Kind::Allow => CodeActionKind::QuickFix,
        Kind::FixAll => CodeActionKind::SourceFixAll,
    }
}

/// Whether a client asks for actions of this kind; a kind names those below it too.
fn is_wanted(action: &Action, only: Option<&[CodeActionKind]>) -> bool {
    let kind = kind(action);
    let is = |wanted: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(wanted.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || *wanted == CodeActionKind::Empty)
    };
    only.is_none_or(|only| only.iter().any(is))
}

fn translate(look: &Look<'_>, action: &Action, context: &CodeActionContext) -> Offer {
    let answers =
        |diagnostic: &&Diagnostic| action.rule.is_some_and(|rule| diagnostic.code == Some(rule.to_owned().into()));
    let answered: Vec<Diagnostic> = context.diagnostics.iter().filter(answers).cloned().collect();
    Offer {
        title: action.title.clone(),
        kind: Some(kind(action)),
        diagnostics: (!answered.is_empty()).then_some(answered),
        is_preferred: (action.kind == Kind::Fix && action.safe).then_some(true),
        edit: Some(match action.blank.filter(|_| look.places.client.can(Ability::SnippetEdits)) {
            Some(blank) => with_blank(look.places.edit(&action.edits), blank),
            None => look.places.edit(&action.edits),
        }),
        ..Offer::default()
    }
}
