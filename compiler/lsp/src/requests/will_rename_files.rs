//! Files or folders are to be renamed: the edits after which every `include` still names the file that it named.

use gen_lsp_types::{
    FileOperationFilter, FileOperationPattern, FileOperationRegistrationOptions, FileRename, RenameFilesParams,
    ServerCapabilities, WillRenameFilesRequest,
};

use super::{Answer, Asked};
use crate::look::workspace_edit;
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
        let edits = session.includes_after(&renames);
        Ok((!edits.is_empty()).then(|| workspace_edit(session.client, edits.into_iter())))
    }
}

fn keys(rename: &FileRename) -> (String, String) {
    let key = |uri: &gen_lsp_types::Uri| uri::key(uri.as_ref()).trim_end_matches('/').to_owned();
    (key(&rename.old_uri), key(&rename.new_uri))
}
