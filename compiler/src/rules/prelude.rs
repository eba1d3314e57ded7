//! What nearly every rule's file uses.

pub(crate) use super::Rule;
pub(crate) use super::words::{Sentence, several, short, title};
pub(crate) use crate::diagnostic::{Diagnostic, Edit, Sink};
pub(crate) use crate::language::keys;
pub(crate) use crate::plan::{Plan, Worker};
pub(crate) use crate::source::{Source, Span};
