//! Runs the rules over a plan. What there is to check stands in the list of `rules/mod.rs`, in that order.

use crate::diagnostic::Sink;
use crate::parse::allow::Allow;
use crate::plan::Plan;
use crate::rules::RULES;
use crate::rules::check::allow_without_reason::allow_without_reason;
use crate::rules::check::unused_allow::{unreadable, unused_allow};

/// Says everything that there is to say about a plan; nothing of one that is made of some files alone.
pub fn check(plan: &Plan<'_>, sink: &mut Sink) {
    if plan.model.incomplete {
        return;
    }
    let all_read = sink.errors() == 0;
    for check in RULES.iter().filter_map(|rule| rule.site) {
        check(plan, sink);
    }
    // All that there is to say about a worker while it is at hand: a site may have thousands.
    let checks: Vec<_> = RULES.iter().filter_map(|rule| rule.worker).collect();
    for worker in plan.sound_workers() {
        for check in &checks {
            check(plan, worker, sink);
        }
    }
    judge_allows(all_read, sink);
}

/// Comes last: whether an `allow` is needed is known when all rules have spoken. Where something could not be read, some
/// have not.
fn judge_allows(all_read: bool, sink: &mut Sink) {
    let silences_nothing = |allow: &&Allow| !allow.is_used() && (all_read || !allow.may_silence());
    let unused = sink.allows().list.iter().filter(silences_nothing).map(unused_allow);
    let unexplained =
        sink.allows().list.iter().filter(|allow| allow.is_used() && !allow.reason).map(allow_without_reason);
    let unread = sink.allows().unreadable.iter().copied().map(unreadable);
    let judged: Vec<_> = unused.chain(unexplained).chain(unread).collect();
    for diagnostic in judged {
        sink.push(diagnostic);
    }
}
