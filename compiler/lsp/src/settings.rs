//! What a user can choose: JSON in, a value for each setting out. What is not said, or said wrongly, has its default.

use serde_json::Value as Json;

/// The settings, as they stand below `qc` in the client's configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// `inlayHints`: whether what is derived is shown between the words.
    pub(crate) inlay_hints: bool,
    /// `codeLens`: whether what a statement becomes is shown above it.
    pub(crate) code_lens: bool,
    /// `everyNote`: whether each note is shown where it applies, or one for all of its rule.
    pub(crate) every_note: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { inlay_hints: true, code_lens: false, every_note: true }
    }
}

impl Settings {
    /// What a configuration says; its settings may stand below `qc`.
    pub(crate) fn read(json: &Json) -> Self {
        let json = json.get("qc").unwrap_or(json);
        let is = |name: &str, default: bool| json.get(name).and_then(Json::as_bool).unwrap_or(default);
        let default = Self::default();
        Self {
            inlay_hints: is("inlayHints", default.inlay_hints),
            code_lens: is("codeLens", default.code_lens),
            every_note: is("everyNote", default.every_note),
        }
    }
}
