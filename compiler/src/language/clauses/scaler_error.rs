//! `scaler_error`: an alert for scalers that fail.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "scaler_error",
    summary: "an alert for scalers that fail",
    doc: page!("../../../../spec/clauses/scaler_error.md"),
    example: "alerts scaler_error",
    scope: Scope::ScalerError,
    alone: true,
    repeats: false,
    presence: presence!(Alerts: scaler_error?),
    one_of: &[],
};
