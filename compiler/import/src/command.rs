//! The command of a container, in whichever way it was written: options with `=` or without, long, short or glued, behind a
//! shell or a wrapper. Out: which of Celery's programs it starts, and its options by their long names. No shell is run: a
//! line that needs one is not understood.

use celq::catalog::{GLOBAL_OPTIONS, worker_option};

/// A command that starts one of Celery's programs.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Command {
    /// The program: `worker`, `beat`, `flower`.
    pub(crate) program: String,
    /// What stands before Celery: a wrapper, a path, the shell's `cd`.
    pub(crate) before: Option<String>,
    /// The options of `celery` and of the program, by their long names where they are known.
    pub(crate) options: Vec<Given>,
    /// Words that are no option.
    pub(crate) words: Vec<String>,
}

/// An option that was given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Given {
    /// Its long name.
    pub(crate) name: String,
    /// Its value, where it has one.
    pub(crate) value: Option<String>,
}

impl Given {
    /// As one argument.
    pub(crate) fn argument(&self) -> String {
        self.value.as_ref().map_or_else(|| self.name.clone(), |value| format!("{}={value}", self.name))
    }
}

/// The command of a container, where it starts one of Celery's programs.
///
/// # Errors
/// When it may start one, and cannot be read without a shell; with the line.
pub(crate) fn read(words: &[String]) -> Result<Option<Command>, String> {
    let line = match shell_line(words) {
        Some(line) if !line.contains("celery") => return Ok(None),
        Some(line) => Some(split(line).filter(|_| words.len() == 3).ok_or_else(|| words[2..].join(" "))?),
        None => None,
    };
    let words = line.as_deref().unwrap_or(words);
    let Some((start, before)) = celery(words) else { return Ok(None) };
    let mut command = Command { before, ..Command::default() };
    let rest = command.take_global(&words[start..]);
    let Some((program, rest)) = rest.split_first() else { return Ok(None) };
    command.program.clone_from(program);
    command.take_options(rest);
    Ok(Some(command))
}

/// The options of a list that has no program in it.
pub(crate) fn options(words: &[String]) -> Command {
    let mut command = Command { program: "worker".to_owned(), ..Command::default() };
    command.take_options(words);
    command
}

/// The line that a shell would read.
fn shell_line(words: &[String]) -> Option<&str> {
    let [shell, flag, line, ..] = words else { return None };
    let is_shell = matches!(base(shell), "sh" | "bash" | "ash" | "dash" | "zsh");
    (is_shell && flag.starts_with('-') && flag.ends_with('c')).then_some(line)
}

/// A line as words, where a shell would do nothing but part it.
fn split(line: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut characters = line.chars().peekable();
    while let Some(&next) = characters.peek() {
        if next.is_whitespace() {
            characters.next();
            continue;
        }
        let mut word = String::new();
        while let Some(character) = characters.next_if(|c| !c.is_whitespace()) {
            match character {
                '\'' | '"' => {
                    let mut closed = false;
                    for inner in characters.by_ref() {
                        if inner == character {
                            closed = true;
                            break;
                        }
                        plain(inner).then_some(())?;
                        word.push(inner);
                    }
                    closed.then_some(())?;
                }
                _ if plain(character) && !"*?[]~#{}".contains(character) => word.push(character),
                _ => return None,
            }
        }
        words.push(word);
    }
    if words.first().is_some_and(|first| first == "exec") {
        words.remove(0);
    }
    Some(words)
}

/// Whether a shell takes a character for itself, in quotes too.
fn plain(character: char) -> bool {
    !"$`\\;&|<>()!\n".contains(character)
}

/// Where the words behind `celery` begin, and what stands before it.
fn celery(words: &[String]) -> Option<(usize, Option<String>)> {
    let index = words.iter().position(|word| base(word) == "celery")?;
    let python = index >= 2 && words[index - 1] == "-m" && base(&words[index - 2]).starts_with("python");
    let own = if python { index - 2 } else { index };
    let mut before: Vec<&str> = words[..own].iter().map(String::as_str).collect();
    let path = words[own].strip_suffix(base(&words[own])).filter(|path| !path.is_empty());
    before.extend(path);
    // Celery as a module is what the program is.
    Some((index + 1, Some(before.join(" ")).filter(|before| !before.is_empty())))
}

/// The last part of a path.
fn base(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

impl Command {
    /// Takes the options of `celery` itself, and gives what stands behind them.
    fn take_global<'w>(&mut self, words: &'w [String]) -> &'w [String] {
        let mut rest = words;
        while let [first, others @ ..] = rest
            && first.starts_with('-')
        {
            rest = self.take_one(first, others);
        }
        rest
    }

    fn take_options(&mut self, words: &[String]) {
        let mut rest = words;
        while let [first, others @ ..] = rest {
            rest = if first.starts_with('-') {
                self.take_one(first, others)
            } else {
                self.words.push(first.clone());
                others
            };
        }
    }

    /// Takes an option, and its value from the words behind it.
    fn take_one<'w>(&mut self, word: &str, behind: &'w [String]) -> &'w [String] {
        let (name, glued) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            // `-c4`
            None if !word.starts_with("--") && word.chars().count() > 2 && takes_value(short(word)) == Some(true) => {
                (short(word), Some(&word[short(word).len()..]))
            }
            None => (word, None),
        };
        let long = long_name(name).to_owned();
        if let Some(value) = glued {
            self.options.push(Given { name: long, value: Some(value.to_owned()) });
            return behind;
        }
        match behind.split_first() {
            Some((value, rest)) if takes_value(name).unwrap_or(false) => {
                self.options.push(Given { name: long, value: Some(value.clone()) });
                rest
            }
            _ => {
                self.options.push(Given { name: long, value: None });
                behind
            }
        }
    }

    /// The value of the last option of a name, all of which are taken.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        let (taken, rest) = std::mem::take(&mut self.options).into_iter().partition(|option| option.name == name);
        self.options = rest;
        taken.into_iter().next_back().map(|option: Given| option.value.unwrap_or_default())
    }
}

/// The two characters of a short option.
fn short(word: &str) -> &str {
    word.char_indices().nth(2).map_or(word, |(end, _)| &word[..end])
}

/// The long names of options of `celery` itself and of its other programs, which the table of the worker's has not.
const OTHERS: [(&str, &str); 5] =
    [("-A", "--app"), ("-b", "--broker"), ("-C", "--no-color"), ("-q", "--quiet"), ("-S", "--scheduler")];
/// Those of them that take no value.
const FLAGS: [&str; 4] = ["--no-color", "--quiet", "--version", "--skip-checks"];

fn long_name(name: &str) -> &str {
    let other = || OTHERS.iter().find(|(short, _)| *short == name).map(|(_, long)| *long);
    worker_option(name).map(|option| option.name).or_else(other).unwrap_or(name)
}

/// Whether a value follows an option; `None` where nobody knows the option.
fn takes_value(name: &str) -> Option<bool> {
    if let Some(option) = worker_option(name) {
        return Some(option.takes_value);
    }
    let long = long_name(name);
    GLOBAL_OPTIONS.contains(&long).then(|| !FLAGS.contains(&long))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    fn arguments(line: &str) -> Vec<String> {
        let command = read(&words(line)).expect("no shell").expect("a program of Celery's");
        command.options.iter().map(Given::argument).collect()
    }

    #[test]
    fn options_are_read_in_all_forms() {
        let long = arguments("celery --app=lms.celery worker --concurrency=4 --pool=gevent --queues=a,b");
        assert_eq!(long, ["--app=lms.celery", "--concurrency=4", "--pool=gevent", "--queues=a,b"]);
        assert_eq!(arguments("celery -A lms.celery worker -c 4 -P gevent -Q a,b"), long);
        assert_eq!(arguments("celery -A lms.celery worker -c4 -Pgevent -Qa,b"), long);
        assert_eq!(arguments("celery worker -E -B --concurrency 4"), ["--task-events", "--beat", "--concurrency=4"]);
    }

    #[test]
    fn what_stands_before_celery_is_kept() {
        let before = |line| read(&words(line)).expect("no shell").expect("Celery").before;
        assert_eq!(before("celery worker"), None);
        assert_eq!(before("python -m celery worker"), None);
        assert_eq!(before("ddtrace-run celery worker").as_deref(), Some("ddtrace-run"));
        assert_eq!(before("/venv/bin/celery worker").as_deref(), Some("/venv/bin/"));
        assert_eq!(read(&words("uwsgi app.ini")), Ok(None));
    }

    #[test]
    fn a_line_of_a_shell_is_read_where_the_shell_would_only_part_it() {
        let shell = |line: &str| read(&["sh".to_owned(), "-c".to_owned(), line.to_owned()]);
        let command = shell("exec celery -A 'shop' worker -Q \"a,b\"").expect("plain").expect("Celery");
        assert_eq!(command.options[1].argument(), "--queues=a,b");
        for line in ["celery worker -c $N", "cd /app && celery worker", "celery worker > /dev/null", "celery worker 'a"]
        {
            assert_eq!(shell(line), Err(line.to_owned()));
        }
        assert_eq!(shell("sleep 1 && true"), Ok(None));
    }
}
