//! `qc/preview`: what a target writes for the site of a file, with the place that each line comes from.

use celq::emit::{Document, TARGETS, Target, What, origin, target};
use gen_lsp_types::{
    Location, LspRequestMethod, MessageDirection, Request, ServerCapabilities, TextDocumentIdentifier,
};
use lsp_server::ErrorCode;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Answer, Asked};
use crate::look::Look;
use crate::outgoing::error;
use crate::session::Session;

pub(super) struct Preview;

/// What is asked: a file, and the name of a target, without which it is manifests.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    text_document: TextDocumentIdentifier,
    target: Option<String>,
}

/// All documents of the site.
#[derive(Deserialize, Serialize)]
pub(super) struct Written {
    target: String,
    /// What stands between the documents when they are one text.
    separator: String,
    documents: Vec<Page>,
}

/// A document, with the place that each of its lines comes from.
#[derive(Deserialize, Serialize)]
struct Page {
    kind: Option<String>,
    name: String,
    file: String,
    text: String,
    lines: Vec<Option<Location>>,
}

impl Request for Preview {
    type Params = Params;
    type Result = Written;
    const METHOD: LspRequestMethod<'static> = LspRequestMethod::Custom("qc/preview");
    const MESSAGE_DIRECTION: MessageDirection = MessageDirection::ClientToServer;
}

impl Asked for Preview {
    type Request = Self;

    fn offer(capabilities: &mut ServerCapabilities) {
        let targets = TARGETS.iter().map(|target| json!({ "name": target.name, "summary": target.summary }));
        capabilities.experimental = Some(json!({ "targets": targets.collect::<Vec<_>>() }));
    }

    fn answer(session: &mut Session, params: Params) -> Answer<Self> {
        let failed = |why: &str| error(ErrorCode::RequestFailed, why);
        let name = params.target.as_deref().unwrap_or(TARGETS[0].name);
        let target = target(name).ok_or_else(|| failed(&format!("there is no target `{name}`")))?;
        let look = session.look(&params.text_document).ok_or_else(|| failed("there is no such file"))?;
        written(&look, target).ok_or_else(|| failed("nothing is written while an error stands"))
    }
}

fn written(look: &Look<'_>, target: &Target) -> Option<Written> {
    let proved = look.site.proved?;
    let mut documents = Vec::new();
    (target.write)(proved, &mut |document| documents.push(page(look, document)));
    Some(Written { target: target.name.to_owned(), separator: target.separator.to_owned(), documents })
}

fn page(look: &Look<'_>, document: &Document<'_>) -> Page {
    let (kind, name) = match document.what {
        What::Object { kind, name } => (Some(kind.to_owned()), name),
        What::File(name) => (None, name),
    };
    let lines = origin::lines(look.site.plan, document).into_iter();
    Page {
        kind,
        name: name.to_owned(),
        file: document.file_name(),
        text: document.text.to_owned(),
        lines: lines.map(|line| line.map(|span| look.places.location(span))).collect(),
    }
}
