//! Files or folders are to be renamed: the edits after which every `include` still names the file that it named.

use std::collections::HashMap;

use celq::diagnostic::Edit;
use celq::include;
use celq::language::print;
use celq::source::{Source, Sources};
use gen_lsp_types::{
    FileOperationFilter, FileOperationPattern, FileOperationRegistrationOptions, FileRename, RenameFilesParams,
    ServerCapabilities, TextEdit, WillRenameFilesRequest, WorkspaceEdit,
};

use super::{Answer, Asked};
use crate::session::Session;
use crate::uri;

pub(super) struct WillRenameFiles;

impl Asked for WillRenameFiles {
    type Request = WillRenameFilesRequest;

    fn offer(capabilities: &mut ServerCapabilities) {
        let filter =
            |glob: &str| FileOperationFilter::new(None, FileOperationPattern::new(glob.to_owned(), None, None));
        let filters = vec![filter("**/*.celq"), filter("**/")];
        let operations = &mut capabilities.workspace.get_or_insert_default().file_operations;
        operations.get_or_insert_default().will_rename = Some(FileOperationRegistrationOptions::new(filters));
    }

    fn answer(session: &mut Session, params: RenameFilesParams) -> Answer<WillRenameFilesRequest> {
        let renames: Vec<(String, String)> = params.files.iter().map(keys).collect();
        let encoding = session.client.encoding;
        let mut changes = HashMap::new();
        for name in session.files.names() {
            let Ok(sources) = Sources::single(uri::last(name), session.files.read(name).unwrap_or_default()) else {
                continue;
            };
            let source = sources.main();
            let edits = edits(source, name, &renames).into_iter();
            let edits = edits.map(|edit| TextEdit::new(encoding.range(source, edit.span), edit.text));
            let edits: Vec<TextEdit> = edits.collect();
            if !edits.is_empty() {
                changes.insert(session.files.uri(name), edits);
            }
        }
        Ok((!changes.is_empty()).then(|| WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }))
    }
}

fn keys(rename: &FileRename) -> (String, String) {
    let key = |uri: &gen_lsp_types::Uri| uri::key(uri.as_ref()).trim_end_matches('/').to_owned();
    (key(&rename.old_uri), key(&rename.new_uri))
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
