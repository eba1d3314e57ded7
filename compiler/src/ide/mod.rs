//! What editors ask: (file, byte offset) → plain structs with spans. Knows neither LSP nor JSON, does no I/O, and never
//! panics, whatever the text and the offset; offsets are global ones, as [`Sources`](crate::source::Sources) counts.
//!
//! Of one file, from its tokens and the vocabulary alone:
//!
//! - [`tokens::tokens`]: what to colour how
//! - [`symbols::symbols`]: its statements and their clauses
//!
//! Of a site that was compiled, as [`Site`]:
//!
//! - [`complete::complete`], [`complete::documentation`]: what could be written at a place, and the page of an item
//! - [`definition::definition`]: where it is declared
//! - [`hover::hover`]: what there is to say of a word
//! - [`references::references`]: where else it is named
//! - [`rename::prepare`], [`rename::rename`]: whether it can be given another name, and the edits that do
//!
//! `anatomy` says what each word of a statement is, `position` what stands under a cursor: everything else reads the two.

pub mod anatomy;
pub mod complete;
pub mod definition;
pub mod hover;
pub mod names;
pub mod position;
pub mod references;
pub mod rename;
mod resolved;
mod site;
pub mod symbols;
pub mod tokens;
mod told;

pub use site::Site;
