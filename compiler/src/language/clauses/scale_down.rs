//! `scale_down`: how fast a scaler may take pods away.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "scale_down",
    summary: "how fast a scaler may take pods away",
    doc: page!("../../../../spec/clauses/scale_down.md"),
    example: "queue lms.high keda min=1 max=20 scale_down pods=1 percent=25% pick=min",
    scope: Scope::ScaleDown,
    alone: false,
    repeats: false,
    presence: presence!(Queue: scale_down?),
    one_of: &["pods", "percent", "stabilization"],
};
