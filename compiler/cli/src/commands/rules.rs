//! `qc rules`: lists all rules.

use celq::rules::RULES;

use super::print;
use crate::{Outcome, Result};

/// Runs the command.
pub(crate) fn run() -> Result<Outcome> {
    let longest = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let line = |rule: &&celq::rules::Rule| {
        format!("{:<longest$}  {:<7}  {}\n", rule.name, rule.severity.to_string(), rule.summary)
    };
    let table: String = RULES.iter().map(line).collect();
    print(&table).map(|()| Outcome::Clean)
}
