//! What changes, as text. Knows nothing of sites.

use std::fmt::Write as _;

use super::Section;

/// Lines for a terminal: what changes, what it consists of, and behind an arrow what there is to do.
pub fn text(sections: &[Section]) -> String {
    let mut text = String::new();
    for section in sections {
        let _ = writeln!(text, "{}", section.about);
        for change in &section.changes {
            let _ = writeln!(text, "  {}", change.what);
            change.details.iter().for_each(|detail| text += &format!("    {detail}\n"));
            change.todo.iter().for_each(|todo| text += &format!("    → {todo}\n"));
        }
    }
    text
}

/// The same for a pull request, with a box to tick for all that there is to do.
pub fn markdown(sections: &[Section]) -> String {
    let mut text = String::new();
    for section in sections {
        let _ = writeln!(text, "### {}\n", capital(&section.about));
        for change in &section.changes {
            let _ = writeln!(text, "- {}", escaped(&change.what));
            change.details.iter().for_each(|detail| text += &format!("  - {}\n", escaped(detail)));
            change.todo.iter().for_each(|todo| text += &format!("  - [ ] {}\n", escaped(todo)));
        }
        text.push('\n');
    }
    text
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What would be markup, outside of code.
pub(in crate::report) fn escaped(line: &str) -> String {
    let parts = line.split('`').enumerate().map(|(index, part)| {
        if index % 2 == 1 {
            return format!("`{part}`");
        }
        let mark = |letter: char| "\\*_<>[]#|~&".contains(letter);
        part.chars().flat_map(|letter| mark(letter).then_some('\\').into_iter().chain([letter])).collect()
    });
    parts.collect()
}
