//! The celq language for the `tree-sitter` crate.

use tree_sitter_language::LanguageFn;

unsafe extern "C" {
    fn tree_sitter_celq() -> *const ();
}

/// The grammar.
// SAFETY: the function is the one that tree-sitter generated, with the ABI that `LanguageFn` is for.
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_celq) };
