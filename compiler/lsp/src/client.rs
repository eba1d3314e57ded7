//! What a client can do: its `initialize` in, a flag for each thing that we do differently out. Reads the JSON itself: what
//! it says beside that may be of any version of the protocol.

use serde_json::Value as Json;

use crate::encoding::Encoding;

/// What a client can do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client {
    /// How it counts columns.
    pub(crate) encoding: Encoding,
    can: [bool; ABILITIES.len()],
}

/// Something that not every client can do.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ability {
    /// It asks for diagnostics, so they are not sent.
    Pull,
    /// It takes diagnostics of other files with those of the one that it asked for.
    Related,
    /// It takes snippets.
    Snippets,
    /// It takes edits with the version of what they edit.
    Versions,
    /// It takes snippets in edits.
    SnippetEdits,
    /// It renames files that an edit names.
    RenameFiles,
    /// It can be asked for its configuration.
    Configuration,
    /// It tells of changed files when it is asked to.
    Watch,
    /// It asks for diagnostics again when it is asked to.
    RefreshDiagnostics,
    /// The same for inlay hints.
    RefreshHints,
    /// The same for code lenses.
    RefreshLenses,
}

const ABILITIES: [(Ability, &str); 11] = [
    (Ability::Pull, "/textDocument/diagnostic"),
    (Ability::Related, "/textDocument/diagnostic/relatedDocumentSupport"),
    (Ability::Snippets, "/textDocument/completion/completionItem/snippetSupport"),
    (Ability::Versions, "/workspace/workspaceEdit/documentChanges"),
    (Ability::SnippetEdits, "/workspace/workspaceEdit/snippetEditSupport"),
    (Ability::RenameFiles, "/workspace/workspaceEdit/resourceOperations"),
    (Ability::Configuration, "/workspace/configuration"),
    (Ability::Watch, "/workspace/didChangeWatchedFiles/dynamicRegistration"),
    (Ability::RefreshDiagnostics, "/workspace/diagnostics/refreshSupport"),
    (Ability::RefreshHints, "/workspace/inlayHint/refreshSupport"),
    (Ability::RefreshLenses, "/workspace/codeLens/refreshSupport"),
];

/// What a client calls the operation of a file that gets another name.
const RENAME: &str = "rename";

impl Client {
    /// From the parameters of `initialize`.
    pub(crate) fn read(params: &Json) -> Self {
        let said = |path: &str| params.get("capabilities").and_then(|capabilities| capabilities.pointer(path));
        let encodings = said("/general/positionEncodings").and_then(Json::as_array);
        let names = encodings.into_iter().flatten().filter_map(Json::as_str);
        // An object says by being there what others say by `true`, and the operations are a list.
        let is_yes = |said: &Json| {
            *said == true || said.is_object() || said.as_array().is_some_and(|list| list.contains(&RENAME.into()))
        };
        let can = |(_, path): (Ability, &str)| said(path).is_some_and(is_yes);
        Self { encoding: Encoding::negotiate(names), can: ABILITIES.map(can) }
    }

    pub(crate) fn can(self, ability: Ability) -> bool {
        self.can[ability as usize]
    }
}
