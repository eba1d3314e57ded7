//! Python → what it says in literals: names and what they are bound to, what is added to Tutor's filters, and the functions
//! that change what filters pass on. Nothing is executed: loops over literals are written out, and everything else that
//! would have to run is a finding with its line.

mod run;
mod value;

use ruff_python_ast::{Expr, Stmt, StmtFunctionDef};
use ruff_python_parser::parse_module;
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::{Findings, Place};
use crate::node::{At, Node, Value};

/// Larger files are refused: no plugin and no settings have so many bytes.
const LARGEST: usize = 1 << 20;
/// What a tree needs that is as deep as such a file can make it.
const STACK: usize = 256 << 20;
/// So many steps are gone: a statement, those of loops each time, is one, and so is each part of a value that is made or copied.
const MOST: usize = 1_000_000;

/// What a file says.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// What names are bound to at the end; of a service alone, where a branch says so.
    pub(crate) names: Names,
    /// What was added to filters that are lists, in order.
    pub(crate) items: Vec<Item>,
    /// The filters that functions change, in order.
    pub(crate) changes: Vec<Change>,
    /// Statements that speak of Celery and were not understood.
    pub(crate) left: Vec<Left>,
    /// What is worth knowing.
    pub(crate) notes: Vec<(At, String)>,
    /// Whether it has nothing but comments, texts, imports, assignments and functions.
    pub(crate) is_plain: bool,
}

/// Names with what they are bound to.
pub(crate) type Names = FxHashMap<(Option<String>, String), Node>;

/// `FILTER.add_item(…)`
#[derive(Debug)]
pub(crate) struct Item {
    /// The filter.
    pub(crate) filter: String,
    /// What was added.
    pub(crate) node: Node,
}

/// What functions make of the value of a filter: it is given, and gives the new one.
#[derive(Debug)]
pub(crate) struct Change {
    /// The filter.
    pub(crate) filter: String,
    /// When it is asked, among others; the lowest first.
    pub(crate) priority: i64,
    /// The text of the file, of which the function is a part.
    function: usize,
}

/// A statement that was not understood.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Left {
    /// Where it begins.
    pub(crate) at: At,
    /// Its text.
    pub(crate) text: String,
    /// Why.
    pub(crate) why: &'static str,
}

/// A file whose functions can be asked.
pub(crate) struct Python<'p> {
    text: &'p str,
    lines: Vec<usize>,
    functions: Vec<&'p StmtFunctionDef>,
    /// Names under which something was imported, each with its own name.
    aliases: Vec<(String, String)>,
    /// The number of the file.
    file: usize,
    /// The statement that is gone through.
    now: At,
    /// What the file says.
    pub(crate) module: Module,
    /// How many steps may still be gone.
    budget: usize,
    /// What was said already, with the offset of what it is about: loops say nothing twice.
    said: FxHashSet<(usize, String)>,
}

/// Reads a file and has `then` ask it.
///
/// # Errors
/// When it is no Python, with the line and why.
pub(crate) fn with<R: Send>(
    text: &str,
    file: usize,
    then: impl FnOnce(&mut Python<'_>) -> R + Send,
) -> Result<R, (u32, String)> {
    if text.len() > LARGEST {
        return Err((0, format!("it is larger than {} KiB, which no plugin and no settings are", LARGEST >> 10)));
    }
    // A tree as deep as its file is long is taken apart by as many calls.
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let thread = thread.spawn_scoped(scope, || read(text, file, then));
        let thread = thread.map_err(|error| (0, format!("there is no memory to read it: {error}")))?;
        thread.join().unwrap_or_else(|_| Err((0, "it cannot be read".to_owned())))
    })
}

fn read<R>(text: &str, file: usize, then: impl FnOnce(&mut Python<'_>) -> R) -> Result<R, (u32, String)> {
    let lines: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let parsed = parse_module(text).map_err(|error| {
        (line_of(&lines, error.location.start().to_usize()), crate::node::on_one_line(&error.error.to_string()))
    })?;
    let mut python = Python {
        text,
        lines,
        functions: Vec::new(),
        aliases: Vec::new(),
        file,
        now: At::file(file),
        module: Module::default(),
        budget: MOST,
        said: FxHashSet::default(),
    };
    python.module.is_plain = parsed.suite().iter().all(is_plain);
    python.module(parsed.suite());
    Ok(then(&mut python))
}

/// Whether nobody would write a statement by mistake: any word is an expression, and many a line of YAML an annotation.
fn is_plain(statement: &Stmt) -> bool {
    match statement {
        Stmt::AnnAssign(assign) => assign.value.is_some(),
        Stmt::Expr(expression) => matches!(*expression.value, Expr::StringLiteral(_) | Expr::Call(_)),
        _ => true,
    }
}

/// The line of an offset, from 1.
fn line_of(lines: &[usize], offset: usize) -> u32 {
    u32::try_from(lines.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX)
}

impl<'p> Python<'p> {
    /// Where the function of a change begins.
    pub(crate) fn place_of(&self, change: &Change) -> At {
        self.at(self.functions[change.function])
    }

    fn at(&self, of: &impl Ranged) -> At {
        At { file: self.file, line: line_of(&self.lines, of.start().to_usize()) }
    }

    fn slice(&self, range: TextRange) -> &'p str {
        self.text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default()
    }

    /// Says something that is worth knowing about the statement that is gone through.
    fn note(&mut self, note: String) {
        if self.said.insert((self.now.line as usize, note.clone())) {
            self.module.notes.push((self.now, note));
        }
    }

    /// Says that a statement was not understood.
    fn leave(&mut self, statement: &Stmt, why: &'static str) {
        if self.said.insert((statement.start().to_usize(), why.to_owned())) {
            let (at, text) = (self.at(statement), self.slice(statement.range()).to_owned());
            self.module.left.push(Left { at, text, why });
        }
    }

    /// Goes so many steps; whether there were as many.
    fn goes(&mut self, steps: usize) -> bool {
        self.budget = self.budget.saturating_sub(steps);
        self.budget > 0
    }
}

/// Says of all that was not understood that the site does not say it.
pub(crate) fn report(left: &[Left], notes: &[(At, String)], findings: &mut Findings) {
    for Left { at, text, why } in left {
        let shown = Node::new(*at, Value::Text(text.clone()));
        findings.left_out(&Place::new(*at), format!("`{shown}` {why}"));
    }
    for (at, note) in notes {
        findings.note(&Place::new(*at), note.clone());
    }
}

/// The words by which a statement speaks of Celery.
const WORDS: [&str; 12] = [
    "CELERY",
    "EXPLICIT_QUEUES",
    "BROKER_",
    "AUTOSCALING",
    "WORKER_COMMAND",
    "broker_url",
    "broker_transport_options",
    "broker_use_ssl",
    "task_routes",
    "task_annotations",
    "task_default_queue",
    "celery -",
];

/// Whether a text speaks of Celery.
pub(crate) fn speaks_of_celery(text: &str) -> bool {
    WORDS.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        with(text, 1, |python| {
            let mut all: Vec<String> = python
                .module
                .names
                .iter()
                .map(|((service, name), node)| {
                    format!(
                        "{}{name}={node}",
                        service.as_ref().map_or_else(String::new, |service| format!("{service}:"))
                    )
                })
                .collect();
            all.sort();
            all.extend(python.module.left.iter().map(|left| format!("{}: {} {}", left.at.line, left.text, left.why)));
            all
        })
        .expect("Python")
    }

    #[test]
    fn literals_are_followed_and_nothing_is_run() {
        assert_eq!(
            names("A = 4 * 60\nB = [A, -1, f'{A}s']\nCELERY_X = {'a': B, **{'b': None}}\n")[2],
            "CELERY_X={a: [240, -1, 240s], b: null}"
        );
        assert_eq!(names("CELERY_X = len([1])\n"), ["CELERY_X=len([1])"]);
        assert_eq!(
            names("CELERY_X = {}\nfor n in ('a', 'b'):\n    CELERY_X[n] = {'q': n}\n")[0],
            "CELERY_X={a: {q: a}, b: {q: b}}"
        );
    }

    #[test]
    fn branches_of_services_are_kept_apart() {
        let text = "if SERVICE_VARIANT == 'lms':\n    EXPLICIT_QUEUES.update({'t': 1})\nelif SERVICE_VARIANT == 'cms':\n    EXPLICIT_QUEUES['u'] = 2\n";
        assert_eq!(names(text), ["cms:EXPLICIT_QUEUES={u: 2}", "lms:EXPLICIT_QUEUES={t: 1}"]);
    }

    #[test]
    fn what_would_have_to_run_is_left_with_its_line() {
        let text = "import os\nif os.environ.get('X'):\n    CELERY_ACKS_LATE = True\nwhile True:\n    pass\n";
        assert_eq!(names(text), ["2: if os.environ.get('X'):\n    CELERY_ACKS_LATE = True is decided when it runs"]);
    }

    #[test]
    fn depth_is_no_harm() {
        for (open, close) in [("(", ")"), ("-", ""), ("not ", ""), ("[", "]"), ("f(", ")"), ("lambda:", "")] {
            let text = format!("CELERY_X = {}1{}", open.repeat(100_000), close.repeat(100_000));
            let _ = with(&text, 1, |python| python.module.left.len());
        }
        assert!(with(&"a=1\n".repeat(LARGEST), 1, |_| ()).is_err());
    }

    #[test]
    fn what_grows_without_an_end_is_left_where_it_is_too_much() {
        let doubled = |begin: &str| format!("{begin}\n{}", "CELERY_A = CELERY_A + CELERY_A\n".repeat(100));
        let loops: String =
            (0..12).map(|n| format!("{}for a{n} in [1, 2, 3, 4, 5, 6, 7, 8, 9]:\n", "  ".repeat(n))).collect();
        let appended = format!("CELERY_A = []\n{loops}{}CELERY_A.append(a1)\n", "  ".repeat(12));
        for text in [doubled("CELERY_A = [1]"), doubled("CELERY_A = 'a'"), appended] {
            let (size, left) = with(&text, 1, |python| {
                let names = python.module.names.values();
                (
                    names.map(Node::weight).sum::<usize>(),
                    python.module.left.iter().map(|left| left.why).collect::<Vec<_>>(),
                )
            })
            .expect("Python");
            assert!(size <= 2 * MOST, "{size}");
            assert!(left.contains(&run::TOO_MUCH), "{left:?}");
        }
        assert_eq!(with("a = (", 1, |_| ()), Err((1, "unexpected EOF while parsing".to_owned())));
    }
}
