//! `env_from`: variables from all keys of Secrets and ConfigMaps.

use crate::language::{Clause, Presence, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "env_from",
    summary: "variables from all keys of Secrets and ConfigMaps",
    doc: page!("../../../../spec/clauses/env_from.md"),
    example: "service lms env_from secret=lms-env configmap=lms-config",
    scope: Scope::EnvFrom,
    alone: false,
    repeats: false,
    presence: Presence::NONE,
    one_of: &[],
};
