//! `volume`: a directory mounted into the workers.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "volume",
    summary: "a directory mounted into the workers",
    doc: page!("../../../../spec/clauses/volume.md"),
    example: "service lms volume path=/openedx/media claim=openedx-media",
    scope: Scope::Volume,
    alone: false,
    repeats: true,
    presence: presence!(Service: volumes[]),
    one_of: &["claim", "configmap", "secret", "size"],
};
