//! How messages name things: tasks shortened, services as people write them, lists that stay on a line.

use crate::model::{Model, ServiceId};

/// A task's name, shortened to what tells it from others: `bulk_email…send_course_email`.
pub(crate) fn short(task: &str) -> String {
    let mut parts = task.rsplit('.');
    let last = parts.next().unwrap_or_default();
    match parts.find(|part| !matches!(*part, "tasks" | "v1")) {
        Some(module) => format!("{module}…{last}"),
        None => last.to_owned(),
    }
}

/// One task by its whole name, several shortened.
pub(crate) fn several(tasks: &[&str]) -> String {
    match tasks {
        [only] => format!("`{only}`"),
        _ => format!("{} tasks ({})", tasks.len(), tasks.iter().map(|task| short(task)).sentence()),
    }
}

/// A service as people write it: `LMS`.
pub(crate) fn title(model: &Model<'_>, service: ServiceId) -> String {
    model.service(service).title()
}

/// `1 task`, `2 tasks`
pub(crate) fn counted(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// Lists in sentences.
pub(crate) trait Sentence: Sized {
    /// `a, b and c`; of a long list the first few and how many more.
    fn sentence(self) -> String;
}

/// So many names stand in a sentence; the others are counted.
const MOST: usize = 6;

impl<I: Iterator<Item = String>> Sentence for I {
    fn sentence(mut self) -> String {
        let mut names: Vec<String> = self.by_ref().take(MOST).collect();
        match self.count() {
            0 => {}
            more => names.push(format!("{more} more")),
        }
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            Some((only, _)) => only.clone(),
            None => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_are_shortened_to_module_and_name() {
        assert_eq!(short("lms.djangoapps.bulk_email.tasks.send_course_email"), "bulk_email…send_course_email");
        assert_eq!(short("openedx.core.djangoapps.credentials.tasks.v1.tasks.send"), "credentials…send");
        assert_eq!(short("alone"), "alone");
    }

    #[test]
    fn long_lists_are_counted() {
        let names = |count: usize| (0..count).map(|index| index.to_string()).sentence();
        assert_eq!([names(0), names(1), names(2)], ["", "0", "0 and 1"]);
        assert_eq!(names(9), "0, 1, 2, 3, 4, 5 and 3 more");
    }
}
