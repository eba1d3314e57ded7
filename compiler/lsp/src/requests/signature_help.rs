//! The keys of the clause or statement at a place.

use celq::ide::signature::{Parameter, signature};
use gen_lsp_types::{
    ParameterInformation, ServerCapabilities, SignatureHelp as Help, SignatureHelpOptions, SignatureHelpParams,
    SignatureHelpRequest, SignatureInformation,
};

use super::{Answer, Asked};
use crate::encoding::Encoding;
use crate::session::Session;

pub(super) struct SignatureHelp;

impl Asked for SignatureHelp {
    type Request = SignatureHelpRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        let triggers = Some(vec![" ".to_owned(), "=".to_owned()]);
        capabilities.signature_help_provider =
            Some(SignatureHelpOptions { trigger_characters: triggers, ..SignatureHelpOptions::default() });
    }

    fn answer(session: &mut Session, params: SignatureHelpParams) -> Answer<SignatureHelpRequest> {
        Ok(session.at(&params.text_document_position_params).and_then(|(look, offset)| {
            let found = signature(look.file.source, &look.file.tree, offset)?;
            let parameters = found.parameters.iter().map(|parameter| translate(&found.label, parameter));
            let parameters = Some(parameters.collect());
            let active = found.active.and_then(|active| u32::try_from(active).ok()).map(Into::into);
            let documentation = Some(found.summary.to_owned().into());
            let signature =
                SignatureInformation { label: found.label, documentation, parameters, active_parameter: active };
            Some(Help::new(vec![signature], Some(0), active))
        }))
    }
}

/// A key with its place in the label, which is counted in UTF-16 whatever was negotiated.
fn translate(label: &str, parameter: &Parameter) -> ParameterInformation {
    let at = |byte: u32| Encoding::Utf16.length(label.get(..byte as usize).unwrap_or(label));
    let place = (at(parameter.span.start), at(parameter.span.end));
    ParameterInformation { label: place.into(), documentation: Some(parameter.text.clone().into()) }
}
