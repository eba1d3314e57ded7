//! celq: a small declarative language for Celery workers on Kubernetes, and its compiler, as a library without I/O.
//!
//! The pipeline is `parse → resolve → plan → check → emit`, fed by two tables: [`language`], what may be written, and
//! [`rules`], what may be said about it. Each stage takes what the one before gives, cannot fail, and reports to a
//! [`Sink`](diagnostic::Sink). ARCHITECTURE.md beside this crate shows the rooms and the invariants.

pub mod catalog;
pub mod check;
pub mod diagnostic;
pub mod emit;
pub mod explain;
pub mod fix;
pub mod format;
pub mod graph;
pub mod ide;
pub mod include;
pub mod kept;
pub mod language;
pub mod model;
pub mod parse;
pub mod plan;
pub mod report;
pub mod resolve;
pub mod rules;
pub mod source;

use diagnostic::{Said, Sink};
use plan::Plan;
use plan::platform::Platform;
use source::{Source, Sources};

/// What can be chosen about a compilation.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Show each note apart instead of one for all of its rule.
    pub every_note: bool,
    /// The day on which claims are judged; without it they never end.
    pub today: Option<language::value::Date>,
}

/// A file with its tree.
#[derive(Debug)]
pub struct File<'s> {
    /// Its text.
    pub source: &'s Source,
    /// What the text says.
    pub tree: parse::Tree,
}

/// A file with everything that there is to say about it.
#[derive(Debug)]
pub struct Compiled<'p> {
    /// All files that were read, what is included before what includes it.
    pub files: &'p [File<'p>],
    /// The site as it was understood, errors left out.
    pub plan: &'p Plan<'p>,
    /// What was said.
    pub said: Said,
}

/// A plan without errors. Targets take nothing else, so nothing is emitted while an error stands.
#[derive(Clone, Copy, Debug)]
pub struct Proved<'p>(&'p Plan<'p>);

/// Runs all stages over a file and what it includes, and gives the result to `then`.
pub fn compile<R>(sources: &Sources, options: Options, then: impl FnOnce(Compiled<'_>) -> R) -> R {
    let mut sink = Sink::new(options.every_note);
    let files = read(sources, &mut sink);
    let model = resolve::resolve(sources, &files, &mut sink);
    let plan = plan::plan(&model, options.today);
    check::check(&plan, &mut sink);
    let mut said = sink.finish();
    fix::take_lines(&mut said.diagnostics, sources);
    then(Compiled { files: &files, plan: &plan, said })
}

/// All files with their trees; from here on the sink obeys the comments in them.
fn read<'s>(sources: &'s Sources, sink: &mut Sink) -> Vec<File<'s>> {
    let in_order = sources.in_order().into_iter();
    let files: Vec<File<'_>> = in_order.map(|source| File { source, tree: parse::parse(source, sink) }).collect();
    sink.obey(parse::allow::read(&files));
    files
}

/// The canonical text of a file, or what cannot be read in it.
///
/// # Errors
/// When some of the file cannot be read: moving the rest would not be safe.
pub fn format(source: &Source) -> Result<String, Said> {
    let mut sink = Sink::default();
    let tree = parse::parse(source, &mut sink);
    if sink.errors() > 0 {
        return Err(sink.finish());
    }
    Ok(format::format(source, &tree))
}

impl<'p> Compiled<'p> {
    /// The plan, when no error stands.
    pub fn proved(&self) -> Option<Proved<'p>> {
        Proved::of(self.plan, &self.said)
    }
}

impl<'p> Proved<'p> {
    fn of(plan: &'p Plan<'p>, said: &Said) -> Option<Self> {
        (said.errors == 0).then_some(Self(plan))
    }

    /// The plan.
    pub fn plan(self) -> &'p Plan<'p> {
        self.0
    }

    /// The same site on a platform that says what the file leaves open.
    pub(crate) fn on(self, platform: &'static Platform, then: impl FnOnce(Proved<'_>)) {
        then(Proved(&self.0.on(platform)));
    }
}
