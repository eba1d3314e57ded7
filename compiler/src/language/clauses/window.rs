//! `window`: hours of the week in which the scaler has other limits.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "window",
    summary: "hours of the week in which the scaler has other limits",
    doc: page!("../../../../spec/clauses/window.md"),
    example: "queue lms.high keda min=1 max=6 window days=mon-fri hours=08:00-18:00 min=3 max=10",
    scope: Scope::Window,
    alone: false,
    repeats: true,
    presence: presence!(Queue: windows[]),
    one_of: &["min", "max"],
};
