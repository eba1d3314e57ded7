//! `claim`: the queue is a batch pool, and perhaps reserved.

use crate::language::typed::presence;
use crate::language::{Clause, Presence, Scope, Target};
use crate::model::Claim;

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "claim",
    summary: "the queue is a batch pool, and perhaps reserved",
    doc: page!("../../../../spec/clauses/claim.md"),
    example: "queue lms.high claim by=ana until=2027-01-31 for=regrading max=5",
    scope: Scope::Claim,
    alone: true,
    repeats: false,
    presence: Presence {
        // A claim is said as a whole, or a pool that an included file reserves could not be freed.
        open: |target, opened, _| {
            if let Target::Queue(settings) = target {
                settings.claim = Some(Box::new(Claim { opened, ..Claim::default() }));
            }
        },
        ..presence!(Queue: claim?)
    },
    one_of: &[],
};
