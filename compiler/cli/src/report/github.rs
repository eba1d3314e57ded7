//! Workflow commands of GitHub Actions, which show diagnostics beside the lines of a pull request.

use celq::diagnostic::Severity;
use celq::report::Entry;

/// `::error file=…,line=…,…::message`
pub(crate) fn annotation(entry: &Entry) -> String {
    let level = match entry.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = &entry.place;
    let message = match &entry.help {
        Some(help) => format!("{}\n{help}", entry.message),
        None => entry.message.clone(),
    };
    // GitHub marks columns only within one line.
    let columns = if place.line == place.end_line {
        format!(",col={},endColumn={}", place.column, place.end_column)
    } else {
        String::new()
    };
    format!(
        "::{level} file={},line={},endLine={}{columns},title={}::{}\n",
        property(&place.file),
        place.line,
        place.end_line,
        property(entry.rule),
        data(&message),
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(data("50%\r\nx"), "50%25%0D%0Ax");
        assert_eq!(property("a,b:c"), "a%2Cb%3Ac");
    }
}
