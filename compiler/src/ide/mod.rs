//! What editors ask: (file, byte offset) → plain structs with spans. Knows neither LSP nor JSON, does no I/O, and never
//! panics, whatever the text and the offset; offsets are global ones, as [`Sources`](crate::source::Sources) counts.
//!
//! Of one file, from its tokens and the vocabulary alone:
//!
//! - [`tokens::tokens`]: what to colour how
//! - [`symbols::symbols`]: its statements and their clauses
//! - [`folding::folding`]: what can be folded
//! - [`formatting::formatting`]: the edits that `qc fmt` would make
//! - [`selection::selection`]: what is selected around a place, step by step
//! - [`signature::signature`]: the keys of the clause at a place
//!
//! Of a site that was compiled, as [`Site`]:
//!
//! - [`actions::actions`]: what can be done about what is said
//! - [`complete::complete`], [`complete::documentation`]: what could be written at a place, and the page of an item
//! - [`definition::definition`]: where it is declared
//! - [`hover::hover`]: what there is to say of a word
//! - [`hints::hints`]: what holds without being written
//! - [`lenses::lenses`], [`lenses::lens`]: the statements that become objects, and what one of them becomes
//! - [`links::links`]: the files that a file includes
//! - [`references::references`]: where else it is named
//! - [`rename::prepare`], [`rename::rename`]: whether it can be given another name, and the edits that do
//!
//! `anatomy` says what each word of a statement is, `position` what stands under a cursor: everything else reads the two.

pub mod actions;
pub mod anatomy;
pub mod complete;
pub mod definition;
pub mod folding;
pub mod formatting;
pub mod hints;
pub mod hover;
pub mod lenses;
pub mod links;
pub mod names;
pub mod position;
pub mod references;
pub mod rename;
mod resolved;
pub mod selection;
pub mod signature;
mod site;
pub mod symbols;
pub mod tokens;
mod told;

pub use site::Site;
