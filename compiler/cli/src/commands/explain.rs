//! `qc explain`: prints a page.

use super::print;
use crate::{Failure, Outcome, Result};

/// Runs the command.
pub(crate) fn run(word: &str) -> Result<Outcome> {
    match celq::explain::explain(word) {
        Ok(page) => print(&page).map(|()| Outcome::Clean),
        Err(near) => {
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            Err(Failure(format!("no rule, key, statement, clause or release is called `{word}`{hint}")))
        }
    }
}
