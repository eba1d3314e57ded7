//! Formats for people: the source with labels, drawn by miette, or one line each.

use celq::diagnostic::{Applicability, Diagnostic, Fix, Report, Severity};
use celq::report::Entry;
use celq::source::Sources;
use miette::{GraphicalReportHandler, GraphicalTheme};

use super::is_colored;
use crate::arguments::Color;

/// Lines are kept to so many columns, unless the terminal is wider.
const WIDTH: u16 = 100;

/// How text looks on a stream.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    colored: bool,
    /// Whether a rule's name may be a link.
    linked: bool,
    width: usize,
}

impl Style {
    /// The style of a stream.
    pub(crate) fn new(terminal: bool, color: Color) -> Self {
        let colored = is_colored(terminal, color);
        Self { colored, linked: terminal && colored, width: width(terminal) }
    }

    /// The source with labels, help and fixes.
    pub(crate) fn full(self, diagnostic: &Diagnostic, sources: &Sources) -> String {
        let theme = if self.colored { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let mut footer: Vec<String> = diagnostic.fixes.iter().map(fix).collect();
        footer.push(format!("qc explain {}", diagnostic.rule.name));
        let one_line = footer.iter().map(|part| part.chars().count() + 3).sum::<usize>() < self.width;
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_links(self.linked)
            .with_width(self.width)
            // Names of tasks are not broken, and neither are times.
            .with_word_separator(textwrap::WordSeparator::AsciiSpace)
            .with_word_splitter(textwrap::WordSplitter::NoHyphenation)
            .with_footer(footer.join(if one_line { " · " } else { "\n" }));
        let mut text = String::new();
        // Writing to a String cannot fail, and the excerpt of the source always covers the labels.
        if handler.render_report(&mut text, &Report::new(diagnostic, sources, self.linked)).is_err() {
            text = self.concise(&celq::report::entry(diagnostic, sources));
        }
        text + "\n"
    }

    /// `file:line:column: severity[rule] message`
    pub(crate) fn concise(self, entry: &Entry) -> String {
        let (severity, rule, message) = (entry.severity, entry.rule, &entry.message);
        let place = format!("{}:{}:{}", entry.place.file, entry.place.line, entry.place.column);
        let (on, off) = if self.colored { (ansi(severity), "\u{1b}[0m") } else { ("", "") };
        format!("{place}: {on}{severity}[{rule}]{off} {message}\n")
    }
}

/// What a fix does, and whether `--fix` makes it.
fn fix(fix: &Fix) -> String {
    match fix.applicability {
        Applicability::Safe => format!("fix: {}", fix.title),
        Applicability::Unsafe => format!("unsafe fix: {}", fix.title),
    }
}

/// How wide text on a stream may be.
pub(crate) fn width(terminal: bool) -> usize {
    let size = terminal_size::terminal_size().filter(|_| terminal).map(|(width, _)| width.0);
    size.unwrap_or(WIDTH).max(60).into()
}

fn ansi(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\u{1b}[31m",
        Severity::Warning => "\u{1b}[33m",
        Severity::Note => "\u{1b}[36m",
    }
}
