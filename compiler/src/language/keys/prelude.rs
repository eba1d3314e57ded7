//! What every key's file uses.

pub(super) use crate::language::typed::{Words, field, words};
pub(super) use crate::language::value::{Type, Version};
pub(super) use crate::language::{Default, Key, Place, Scope};
