//! The command line: what can be asked for. Conventions are those of ruff and kubectl.

use std::path::PathBuf;

use celq::Options;
use celq::diagnostic::Applicability;
use celq::emit::{TARGETS, Target, target};
use celq::language::value::Date;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

/// Proves a site's Celery queues, routes, worker flags and scaling, and writes the manifests
#[derive(Debug, Parser)]
#[command(name = "qc", bin_name = "qc", version, about, long_about = None, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colour; `NO_COLOR` and `FORCE_COLOR` are honoured too
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(crate) color: Color,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  no error
  1  an error in a file, or a difference that was asked for
  2  wrong usage, or a file that cannot be read or written";

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a commented starter file for a release
    Init(Init),
    /// Read what is there already as one site: Tutor's config.yml and plugins, Kubernetes objects, Django settings
    Import(Import),
    /// Prove files and write what they compile to: manifests on stdout, or a folder with -o
    Build(Build),
    /// Prove files and say what is wrong with them
    Check(Check),
    /// Bring files into their canonical form
    Fmt(Fmt),
    /// Print the page of a rule, key, statement, clause or release
    Explain(Explain),
    /// Print which way each task takes: queue, worker, scaler, and because of what
    Routes(Routes),
    /// Print the site at rest and at full scale: pods, requests, tasks, connections
    Plan(PlanOf),
    /// Draw the site: senders, tasks, queues, workers, and what scales them
    Graph(Graph),
    /// Serve editors: a language server on stdin and stdout
    #[command(visible_alias = "server")]
    Lsp {
        /// What editors say who know several ways to talk; there is only this one
        #[arg(long)]
        stdio: bool,
    },
    /// Serve the playground on this machine, from the program itself, and open a file in it
    Play(Play),
    /// Say what changes from one file to another, and what there is to do; exits with 1 when anything does
    Diff(Diff),
    /// Say where a cluster, or what waits in the broker, differs from a file; exits with 1 when anything does
    Drift(Drift),
    /// List the batch pools, and who has claimed them until when
    Claims(Claims),
    /// List all rules
    Rules,
    /// Print shell completions
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the man page of qc, or of one of its commands
    Man {
        /// The command
        command: Option<String>,
    },
    /// Print the version, and the releases that qc knows
    Version,
}

/// The files that a command reads.
#[derive(Args, Clone, Debug)]
pub(crate) struct Inputs {
    /// Files, folders that hold .celq files, or `-` for stdin
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// The name under which messages show what comes from stdin
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    pub(crate) stdin_filename: String,
}

/// How diagnostics are written.
#[derive(Args, Clone, Debug)]
pub(crate) struct Reporting {
    /// How to write diagnostics
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", env = "QC_OUTPUT_FORMAT")]
    pub(crate) output_format: Format,
    /// Show every note, not one for all of its rule
    #[arg(long)]
    pub(crate) notes: bool,
    /// Treat warnings as errors
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// The day on which claims of batch pools are judged, as 2027-01-31; today by default (UTC)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<Date>,
    /// Say nothing but diagnostics: no summary, no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

impl Reporting {
    /// What the compiler has to know of it.
    pub(crate) fn options(&self) -> Options {
        Options { every_note: self.notes, today: Some(self.today.unwrap_or_else(today)) }
    }
}

/// The day of a command that asks about files.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Day {
    /// The day on which claims are judged, as 2027-01-31; today by default (UTC)
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<Date>,
}

impl Day {
    /// The day that was given, or today.
    pub(crate) fn get(self) -> Date {
        self.today.unwrap_or_else(today)
    }
}

/// A day, as it is written in a file.
fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day is written as 2027-01-31".to_owned())
}

/// The day that the machine's clock shows, in UTC: the same wherever the file is built.
pub(crate) fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Import {
    /// Files, folders that hold .yml, .yaml, .json and .py files, or `-` for stdin; together they are one site
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reporting: Reporting,
    /// Write the site into this file instead of stdout
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Replace that file where it is there already
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
    /// Print one JSON document: the site, what was left out of it, and what is wrong with it
    #[arg(long, conflicts_with = "output")]
    pub(crate) json: bool,
}

/// A way to write diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the source, labels, help and fixes
    #[default]
    Full,
    /// One line each
    Concise,
    /// One JSON document
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
}

/// Reads the name of a target.
fn targets() -> impl TypedValueParser<Value = &'static Target> {
    let names = TARGETS.iter().map(|target| PossibleValue::new(target.name).help(target.summary));
    PossibleValuesParser::new(names).map(|name| target(&name).unwrap_or(TARGETS[0]))
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    #[command(flatten)]
    pub(crate) reporting: Reporting,
    /// What to write
    #[arg(long, short, value_parser = targets(), default_value = TARGETS[0].name)]
    pub(crate) target: &'static Target,
    /// Write one file per object into this folder, and remove there what an earlier run wrote and this one does not
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Write nothing; exit with 1 when the folder is not up to date
    #[arg(long, requires = "output")]
    pub(crate) check: bool,
    /// Write nothing; print what would change in the folder, and exit with 1 when something would
    #[arg(long, requires = "output")]
    pub(crate) diff: bool,
    /// Build again whenever a file changes
    #[arg(long, short)]
    pub(crate) watch: bool,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    #[command(flatten)]
    pub(crate) reporting: Reporting,
    #[command(flatten)]
    pub(crate) fixes: Fixes,
    /// Of warnings and notes report these rules only; errors are always reported
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Do not report these rules; errors cannot be ignored
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// Count diagnostics by rule instead of showing them
    #[arg(long)]
    pub(crate) statistics: bool,
    /// Check again whenever a file changes
    #[arg(long, short)]
    pub(crate) watch: bool,
}

/// Which fixes are applied.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Fixes {
    /// Apply the safe fixes that diagnostics offer
    #[arg(long)]
    fix: bool,
    /// Apply all fixes, those too that guess what was meant or make another site of the one that was written
    #[arg(long)]
    unsafe_fixes: bool,
}

impl Fixes {
    /// How safe a fix has to be to be applied; `None` where none is.
    pub(crate) fn least(self) -> Option<Applicability> {
        let safe = self.fix.then_some(Applicability::Safe);
        if self.unsafe_fixes { Some(Applicability::Unsafe) } else { safe }
    }
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Fmt {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Write nothing; exit with 1 when a file is not in its canonical form
    #[arg(long)]
    pub(crate) check: bool,
    /// Write nothing; print what would change, and exit with 1 when something would
    #[arg(long)]
    pub(crate) diff: bool,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Explain {
    /// A rule, key, statement, clause or release
    pub(crate) word: String,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Routes {
    /// The file, or `-` for stdin
    pub(crate) file: PathBuf,
    /// Only tasks whose name holds this; `*` stands for any characters
    pub(crate) task: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) day: Day,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct PlanOf {
    /// The file, or `-` for stdin
    pub(crate) file: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) day: Day,
}

/// What a picture is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Drawing {
    /// A picture, for browsers and print
    #[default]
    Svg,
    /// Text that Graphviz draws
    Dot,
    /// Text that Mermaid draws, in Markdown of code hosts
    Mermaid,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Play {
    /// A file to open in it; reloading the link reads it again
    pub(crate) file: Option<PathBuf>,
    /// The port to listen on; 0 for any that is free
    #[arg(long, default_value_t = 7353)]
    pub(crate) port: u16,
    /// Open it in the browser
    #[arg(long)]
    pub(crate) open: bool,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Graph {
    /// The file, or `-` for stdin
    pub(crate) file: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Drawing,
    /// Write into this file instead of stdout
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) day: Day,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Diff {
    /// The file as it was; `REVISION:PATH` reads it from Git, as in `HEAD:site.celq`
    pub(crate) old: PathBuf,
    /// The file as it is to be
    pub(crate) new: PathBuf,
    /// How to write what changes
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Changes,
    #[command(flatten)]
    pub(crate) day: Day,
}

/// A way to write what changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Changes {
    /// Lines for a terminal
    #[default]
    Text,
    /// For a pull request, with boxes to tick
    Markdown,
    /// For other tools
    Json,
}

#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("read").required(true).multiple(true).args(["cluster", "broker"])))]
pub(crate) struct Drift {
    /// The file, or `-` for stdin
    pub(crate) file: PathBuf,
    /// What `kubectl get deployments,scaledobjects,hpa -o yaml` wrote, `-` for stdin; can be given several times
    #[arg(long, value_name = "DUMP")]
    pub(crate) cluster: Vec<PathBuf>,
    /// The broker, as `redis://[user[:password]@]host[:port][/db]` or `unix:///path`; it is only read
    ///
    /// Without a database that of the file is meant. In the variable a password is out of the list of processes.
    #[arg(long, value_name = "URL", env = "QC_BROKER", hide_env_values = true)]
    pub(crate) broker: Option<String>,
    /// How to write what differs
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Changes,
    #[command(flatten)]
    pub(crate) day: Day,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Claims {
    /// The file, or `-` for stdin
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) day: Day,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Init {
    /// Where to write; `-` for stdout
    #[arg(default_value = "site.celq")]
    pub(crate) file: PathBuf,
    /// The Open edX release; without it the newest
    #[arg(long)]
    pub(crate) release: Option<String>,
}
