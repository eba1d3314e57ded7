//! `qc explain`: prints a page.

use super::{print, stdout_width};
use crate::{Failure, Outcome, Result};

/// Runs the command.
pub(crate) fn run(word: &str) -> Result<Outcome> {
    match celq::explain::explain(word) {
        Ok(page) => print(&wrapped(&page, stdout_width())).map(|()| Outcome::Clean),
        Err(near) => {
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            Err(Failure::Because(format!("no rule, key, statement, clause or release is called `{word}`{hint}")))
        }
    }
}

/// A page with its prose broken into lines of a width; examples stay as they are.
fn wrapped(page: &str, width: usize) -> String {
    let mut in_example = false;
    let mut lines = Vec::new();
    for line in page.lines() {
        let fence = line.starts_with("```");
        in_example ^= fence;
        if fence || in_example {
            lines.push(line.to_owned());
        } else {
            let indent = if line.starts_with("- ") { "  " } else { "" };
            let options = textwrap::Options::new(width)
                .subsequent_indent(indent)
                .word_separator(textwrap::WordSeparator::AsciiSpace)
                .break_words(false);
            lines.push(textwrap::fill(line, options));
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn prose_is_broken_and_examples_are_not() {
        let page = "one two three\n\n```celq\nqueue lms.high concurrency=2\n```\n- four five six";
        let lines = "one two\nthree\n\n```celq\nqueue lms.high concurrency=2\n```\n- four\n  five\n  six\n";
        assert_eq!(wrapped(page, 8), lines);
    }
}
