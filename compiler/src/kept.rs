//! Sources → what was compiled from them, kept together with them, so that it can be asked again and again. [`compile`] gives
//! its result to a function and ends; an editor asks many questions between two strokes.
//!
//! [`compile`]: crate::compile

use self_cell::self_cell;

use crate::diagnostic::{Said, Sink};
use crate::ide::Site;
use crate::model::Model;
use crate::plan::{self, Plan};
use crate::source::Sources;
use crate::{File, Options, Proved, check, read, resolve};

type Files<'a> = Vec<File<'a>>;

self_cell! {
    /// Sources with their trees.
    struct Parsed { owner: Sources, #[covariant] dependent: Files, }
    impl { Debug }
}

self_cell! {
    /// Trees with what they declare.
    struct Resolved { owner: Parsed, #[covariant] dependent: Model, }
    impl { Debug }
}

self_cell! {
    /// A model with its plan.
    struct Planned { owner: Resolved, #[covariant] dependent: Plan, }
    impl { Debug }
}

/// A compiled site with its sources.
#[derive(Debug)]
pub struct Kept {
    planned: Planned,
    said: Said,
}

impl Kept {
    /// Runs all stages over sources: those of [`compile`](crate::compile), each into a cell of its own.
    pub fn new(sources: Sources, options: Options) -> Self {
        let mut sink = Sink::new(options.every_note);
        let parsed = Parsed::new(sources, |sources| read(sources, &mut sink));
        let resolved = Resolved::new(parsed, |parsed| {
            resolve::resolve(parsed.borrow_owner(), parsed.borrow_dependent(), &mut sink)
        });
        let planned = Planned::new(resolved, |resolved| plan::plan(resolved.borrow_dependent(), options.today));
        check::check(planned.borrow_dependent(), &mut sink);
        Self { planned, said: sink.finish() }
    }

    /// The texts.
    pub fn sources(&self) -> &Sources {
        self.parsed().borrow_owner()
    }

    /// What was compiled, to be asked about.
    pub fn site(&self) -> Site<'_> {
        let plan = self.planned.borrow_dependent();
        let parsed = self.parsed();
        Site {
            sources: parsed.borrow_owner(),
            files: parsed.borrow_dependent(),
            plan,
            said: &self.said,
            proved: Proved::of(plan, &self.said),
        }
    }

    fn parsed(&self) -> &Parsed {
        self.planned.borrow_owner().borrow_owner()
    }
}
