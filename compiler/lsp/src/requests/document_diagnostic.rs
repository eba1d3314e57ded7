//! What is said of a file, for clients that ask. With it goes what is said of files of the same sites that are not open,
//! for which nobody asks, and that nothing is said of them.

use gen_lsp_types::{
    Diagnostic, DiagnosticOptions, DocumentDiagnosticParams, DocumentDiagnosticRequest, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, ServerCapabilities,
};

use super::{Answer, Asked};
use crate::client::Ability;
use crate::diagnostics::of_files;
use crate::session::Session;
use crate::uri;

pub(super) struct DocumentDiagnostic;

impl Asked for DocumentDiagnostic {
    type Request = DocumentDiagnosticRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        let options = DiagnosticOptions { inter_file_dependencies: true, ..DiagnosticOptions::default() };
        capabilities.diagnostic_provider = Some(options.into());
    }

    fn answer(session: &mut Session, params: DocumentDiagnosticParams) -> Answer<DocumentDiagnosticRequest> {
        let name = uri::key(params.text_document.uri.as_ref());
        let mut said = of_files(session, std::iter::once(name.as_str()));
        let own = full(said.remove(&name).unwrap_or_default());
        said.retain(|name, _| !session.files.open.contains_key(name));
        let others = said.into_iter().map(|(name, said)| (session.files.uri(&name), full(said).into())).collect();
        let related = session.client.can(Ability::Related).then_some(others);
        Ok(RelatedFullDocumentDiagnosticReport::new(related, own).into())
    }
}

fn full(items: Vec<Diagnostic>) -> FullDocumentDiagnosticReport {
    FullDocumentDiagnosticReport::new(None, items)
}
