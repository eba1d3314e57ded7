//! A site and one of its files, looked at to answer a request: spans in, what the protocol has for them out.

use std::collections::BTreeMap;

use celq::diagnostic::Edit;
use celq::ide::Site;
use celq::source::{Source, Span};
use celq::{File, source::Sources};
use gen_lsp_types::{
    DocumentChange, Edit as TextChange, Location, OptionalVersionedTextDocumentIdentifier, Position, Range,
    SnippetTextEdit, StringValue, TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};

use crate::client::{Ability, Client};
use crate::encoding::Encoding;
use crate::files::Files;
use crate::uri;

/// A site, and the file of it that is asked about.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a> {
    pub(crate) site: Site<'a>,
    pub(crate) file: &'a File<'a>,
    pub(crate) places: Places<'a>,
}

/// Where the files of a site are, and how the client counts in them.
#[derive(Clone, Copy)]
pub(crate) struct Places<'a> {
    pub(crate) main: &'a str,
    pub(crate) sources: &'a Sources,
    pub(crate) files: &'a Files,
    pub(crate) client: Client,
}

impl<'a> Look<'a> {
    /// `None` when the site has no such file.
    pub(crate) fn new(site: Site<'a>, name: &str, places: Places<'a>) -> Option<Self> {
        let file = site.files.iter().find(|file| places.name(file.source) == name)?;
        Some(Self { site, file, places })
    }

    pub(crate) fn encoding(&self) -> Encoding {
        self.places.client.encoding
    }

    /// The global offset of a place of the file.
    pub(crate) fn offset(&self, position: Position) -> u32 {
        self.encoding().offset(self.file.source, position)
    }

    /// The global span of a part of the file.
    pub(crate) fn span(&self, range: Range) -> Span {
        self.encoding().span(self.file.source, range)
    }

    /// A part of the file.
    pub(crate) fn range(&self, span: Span) -> Range {
        self.encoding().range(self.file.source, span)
    }

    /// Edits of the file.
    pub(crate) fn text_edits(&self, edits: &[Edit]) -> Vec<TextEdit> {
        edits.iter().map(|edit| TextEdit::new(self.range(edit.span), edit.text.clone())).collect()
    }
}

impl Places<'_> {
    /// The name of a file of the site.
    pub(crate) fn name(&self, source: &Source) -> String {
        uri::beside(self.main, source.name())
    }

    pub(crate) fn uri(&self, source: &Source) -> Uri {
        self.files.uri(&self.name(source))
    }

    /// A place in any file of the site.
    pub(crate) fn location(&self, span: Span) -> Location {
        let source = self.sources.at(span.start);
        Location::new(self.uri(source), self.client.encoding.range(source, span))
    }

    /// Edits of one of the files.
    pub(crate) fn edits(&self, source: &Source, edits: &[Edit]) -> FileEdits {
        FileEdits::new(self.files, self.client, &self.name(source), source, edits)
    }

    /// Edits of any files of the site.
    pub(crate) fn edit(&self, edits: &[Edit]) -> WorkspaceEdit {
        let mut by_file: BTreeMap<u32, (&Source, Vec<Edit>)> = BTreeMap::new();
        for edit in edits {
            let source = self.sources.at(edit.span.start);
            by_file.entry(source.base()).or_insert_with(|| (source, Vec::new())).1.push(edit.clone());
        }
        workspace_edit(self.client, by_file.into_values().map(|(source, edits)| self.edits(source, &edits)))
    }
}

/// The edits of a file, and the version that they are for.
pub(crate) struct FileEdits {
    uri: Uri,
    version: Option<i32>,
    edits: Vec<TextEdit>,
}

impl FileEdits {
    /// Edits of a file with its name.
    pub(crate) fn new(files: &Files, client: Client, name: &str, source: &Source, edits: &[Edit]) -> Self {
        let edit = |edit: &Edit| TextEdit::new(client.encoding.range(source, edit.span), edit.text.clone());
        Self {
            uri: files.uri(name),
            version: files.open.get(name).map(|document| document.version),
            edits: edits.iter().map(edit).collect(),
        }
    }
}

/// Edits of files, with their versions where the client takes these.
pub(crate) fn workspace_edit(client: Client, files: impl Iterator<Item = FileEdits>) -> WorkspaceEdit {
    if !client.can(Ability::Versions) {
        let changes = files.map(|file| (file.uri, file.edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let change = |FileEdits { uri, version, edits }: FileEdits| {
        let text_document = OptionalVersionedTextDocumentIdentifier::new(version, TextDocumentIdentifier::new(uri));
        let edits = edits.into_iter().map(Into::into).collect();
        DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document, edits })
    };
    WorkspaceEdit { document_changes: Some(files.map(change).collect()), ..WorkspaceEdit::default() }
}

/// The same edits as snippets, in which a text is to be typed over.
pub(crate) fn with_blank(mut edit: WorkspaceEdit, blank: &str) -> WorkspaceEdit {
    let escaped = |text: &str| text.replace('\\', r"\\").replace('$', r"\$").replace('}', r"\}");
    let place = format!("${{1:{}}}", escaped(blank));
    let snippet = |edit: &mut TextEdit| {
        let text = escaped(&edit.new_text).replacen(&escaped(blank), &place, 1);
        SnippetTextEdit::new(edit.range, StringValue::new(text), None)
    };
    for change in edit.document_changes.iter_mut().flatten() {
        let DocumentChange::TextDocumentEdit(change) = change else { continue };
        for edit in &mut change.edits {
            if let TextChange::TextEdit(text) = edit {
                *edit = snippet(text).into();
            }
        }
    }
    edit
}
