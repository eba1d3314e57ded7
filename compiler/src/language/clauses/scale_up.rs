//! `scale_up`: how fast a scaler may add pods.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "scale_up",
    summary: "how fast a scaler may add pods",
    doc: page!("../../../../spec/clauses/scale_up.md"),
    example: "queue lms.high keda max=20 scale_up pods=2 percent=50% period=60s",
    scope: Scope::ScaleUp,
    alone: false,
    repeats: false,
    presence: presence!(Queue: scale_up?),
    one_of: &["pods", "percent", "stabilization"],
};
