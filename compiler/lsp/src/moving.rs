//! Files that get other names → the edits after which every `include` still names the file that it named. The name behind an
//! `include` is one that can be changed where it stands, with the file.

use celq::diagnostic::Edit;
use celq::ide::links::links;
use celq::include;
use celq::language::print;
use celq::source::{Source, Sources};
use gen_lsp_types::{DocumentChange, Range, RenameFile, TextDocumentPositionParams, WorkspaceEdit};

use crate::client::Ability;
use crate::look::{FileEdits, workspace_edit};
use crate::session::Session;
use crate::uri;

/// How all files of the language end.
const EXTENSION: &str = ".celq";

/// A file whose name stands behind an `include`.
pub(crate) struct Included {
    file: String,
    /// Where its name stands, without quotes, and how it is written.
    pub(crate) place: (Range, String),
}

impl Session {
    /// The file whose name stands at a place, if it is there.
    pub(crate) fn included(&mut self, at: &TextDocumentPositionParams) -> Option<Included> {
        let (look, offset) = self.at(at)?;
        let link = links(&look.site, look.file).into_iter().find(|link| link.span.touches(offset))?;
        let written = look.site.slice(link.span);
        let mut span = link.span;
        if written.len() > 1 && written.starts_with('"') && written.ends_with('"') {
            (span.start, span.end) = (span.start + 1, span.end - 1);
        }
        let place = (look.range(span), look.site.slice(span).to_owned());
        Some(Included { file: uri::beside(look.places.main, &link.file), place })
    }

    /// Whether the client renames files that it is told to.
    ///
    /// # Errors
    /// When it does not.
    pub(crate) fn can_move(&self) -> Result<(), String> {
        let can = self.client.can(Ability::RenameFiles) && self.client.can(Ability::Versions);
        let why =
            "this editor renames no files for its language server; rename the file itself, and each `include` follows";
        if can { Ok(()) } else { Err(why.to_owned()) }
    }

    /// The edits and the renaming that give a file the name that is typed for it in another one.
    ///
    /// # Errors
    /// Why it cannot be called that.
    pub(crate) fn moved(&self, included: &Included, from: &str, typed: &str) -> Result<WorkspaceEdit, String> {
        self.can_move()?;
        if !typed.ends_with(EXTENSION) || typed.contains(char::is_control) {
            return Err(format!("`{typed}` is no name of a file that can be included, such as `base{EXTENSION}`"));
        }
        let (old, new) = (&included.file, uri::beside(from, typed));
        if new == *old {
            return Ok(WorkspaceEdit::default());
        }
        if self.files.read(&new).is_ok() {
            return Err(format!("there is a file `{typed}` already"));
        }
        let edits = self.includes_after(&[(old.clone(), new.clone())]);
        let mut edit = workspace_edit(self.client, edits.into_iter());
        let rename = RenameFile::new(self.files.uri(old), uri::uri(&new), None, None);
        edit.document_changes.get_or_insert_default().push(DocumentChange::RenameFile(rename));
        Ok(edit)
    }

    /// The edits of all files that include what is renamed, or are renamed themselves.
    pub(crate) fn includes_after(&self, renames: &[(String, String)]) -> Vec<FileEdits> {
        let of_file = |name: &str| {
            let sources = Sources::single(uri::last(name), self.files.read(name).unwrap_or_default()).ok()?;
            let edits = edits(sources.main(), name, renames);
            (!edits.is_empty()).then(|| FileEdits::new(&self.files, self.client, name, sources.main(), &edits))
        };
        self.files.names().into_iter().filter_map(of_file).collect()
    }
}

/// What a file is called afterwards: it is renamed itself, or a folder that it lies in.
fn renamed(name: &str, renames: &[(String, String)]) -> String {
    let new = renames.iter().find_map(|(old, new)| {
        let rest = name.strip_prefix(old.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{rest}"))
    });
    new.unwrap_or_else(|| name.to_owned())
}

/// The names in a file that would no longer be right.
fn edits(source: &Source, name: &str, renames: &[(String, String)]) -> Vec<Edit> {
    let from = renamed(name, renames);
    let edit = |(span, path): (_, String)| {
        let to = renamed(&uri::beside(name, &path), renames);
        let text = print::text(&uri::relative(&from, &to));
        (uri::beside(&from, &path) != to).then_some(Edit { span, text })
    };
    include::paths(source).into_iter().filter_map(edit).collect()
}
