//! A text that the client has open, and its changes. Knows no file and no site.

use celq::source::{Source, Sources};
use gen_lsp_types::{TextDocumentContentChangeEvent as Change, Uri};

use crate::encoding::Encoding;

/// An open text.
pub(crate) struct Document {
    /// As the client writes it.
    pub(crate) uri: Uri,
    /// What the client counts up with each change.
    pub(crate) version: i32,
    text: Sources,
}

impl Document {
    /// `None` when it is too large to be read at all.
    pub(crate) fn new(uri: Uri, version: i32, text: String) -> Option<Self> {
        Some(Self { uri, version, text: read(text)? })
    }

    pub(crate) fn text(&self) -> &str {
        self.source().text()
    }

    fn source(&self) -> &Source {
        self.text.main()
    }

    /// Makes a change; each counts in the text that the one before it has left.
    pub(crate) fn change(&mut self, change: Change, encoding: Encoding) {
        let text = match change {
            Change::TextDocumentContentChangeWholeDocument(whole) => whole.text,
            Change::TextDocumentContentChangePartial(part) => {
                let span = encoding.span(self.source(), part.range);
                let mut text = self.text().to_owned();
                text.replace_range(span.start as usize..span.end as usize, &part.text);
                text
            }
        };
        if let Some(text) = read(text) {
            self.text = text;
        }
    }
}

fn read(text: String) -> Option<Sources> {
    Sources::single("", text.into_bytes()).ok()
}
