//! What there is to say about what was read: what the site does not say, and what is worth knowing. Knows no reader.

use std::fmt;

use rustc_hash::FxHashMap;

use crate::node::{At, Node, Value};

/// Something that was found in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, by the name under which it was given.
    pub file: String,
    /// The line in it, where it is known.
    pub line: Option<u32>,
    /// What it is about: an object and the path in it, or the name of a setting. May be empty.
    pub path: String,
    /// What became of it.
    pub kind: Kind,
    /// What there is to say, on one line.
    pub message: String,
}

/// What became of something that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The site does not say it.
    LeftOut,
    /// The site says it, in another way or with something to do; or it is no part of what a site says.
    Note,
}

impl Kind {
    /// Its word in messages and documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::LeftOut => "left out",
            Self::Note => "note",
        }
    }
}

impl Finding {
    /// The object that it is about, without the path in it.
    fn object(&self) -> &str {
        self.path.split(" .").next().unwrap_or_default()
    }

    /// `FILE:LINE`
    fn place(&self) -> String {
        self.line.map_or_else(|| self.file.clone(), |line| format!("{}:{line}", self.file))
    }

    fn about(&self) -> String {
        if self.path.is_empty() { self.message.clone() } else { format!("{}: {}", self.path, self.message) }
    }

    /// What is said, where all that is said is of one kind.
    pub(crate) fn without_kind(&self) -> String {
        format!("{}: {}", self.place(), self.about())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.place(), self.kind.word(), self.about())
    }
}

/// Where something stands: a file, and in it an object or a setting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file and the line.
    pub(crate) at: At,
    /// `Deployment lms-worker`, or the name of a setting.
    pub(crate) object: String,
}

impl Place {
    /// A place that is not in an object.
    pub(crate) fn new(at: At) -> Self {
        Self { at, ..Self::default() }
    }

    /// An object or a setting at the same place.
    pub(crate) fn of(&self, object: impl Into<String>) -> Self {
        Self { object: object.into(), ..self.clone() }
    }

    /// The same where a value begins, if somebody knows that.
    pub(crate) fn at(&self, at: At) -> Self {
        Self { at: at.or(self.at), ..self.clone() }
    }

    /// A part of the object.
    pub(crate) fn part(&self, path: &str) -> Self {
        let first = self.object.contains(' ') && !self.object.contains(" .");
        let gap = if first && !path.is_empty() { " " } else { "" };
        self.of(format!("{}{gap}{path}", self.object))
    }
}

/// All findings, in the order in which they were made.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// The names of the files.
    pub(crate) files: Vec<String>,
    /// The findings.
    pub(crate) all: Vec<Finding>,
    /// The number of the file to which belongs what nobody wrote.
    pub(crate) first: usize,
}

/// How it is said that no word says a value.
const UNSAID: &str = "no word says `";

impl Findings {
    /// Says that the site does not say something.
    pub(crate) fn left_out(&mut self, place: &Place, why: impl Into<String>) {
        self.push(place, Kind::LeftOut, why.into());
    }

    /// Says something that is worth knowing.
    pub(crate) fn note(&mut self, place: &Place, what: impl Into<String>) {
        self.push(place, Kind::Note, what.into());
    }

    /// Says something that is worth knowing, unless it was said already.
    pub(crate) fn note_once(&mut self, place: &Place, what: impl Into<String>) {
        let what = what.into();
        if !self.all.iter().any(|finding| finding.message == what) {
            self.note(place, what);
        }
    }

    /// Says of each part of a value that nobody took that the site does not say it.
    pub(crate) fn leftovers(&mut self, place: &Place, node: &Node) {
        let mut all = Vec::new();
        node.left("", &mut |path, node| all.push((path.to_owned(), node.clone())));
        for (path, node) in all {
            match path.as_str() {
                "" if place.object.contains(' ') => self.left_out(place, "all of it: no word says it"),
                path => self.left_over(&place.part(path).at(node.at), &node),
            }
        }
    }

    /// Says of a value that the site does not say it.
    pub(crate) fn left_over(&mut self, place: &Place, node: &Node) {
        let why = match &node.value {
            Value::Computed(source) if is_template(source) => {
                format!("`{node}` is a template, and nothing is rendered here")
            }
            Value::Computed(_) => format!("`{node}` is computed, and nothing is executed here"),
            _ if is_secret(&place.object) => "no word says it".to_owned(),
            _ => format!("{UNSAID}{node}`"),
        };
        self.left_out(place, why);
    }

    /// Takes back what was said of an option of the transport that the settings of the site have too.
    pub(crate) fn written(&mut self, settings: &str) {
        self.all.retain(|finding| {
            let name = finding.path.split_once("TRANSPORT_OPTIONS.").map(|(_, name)| name);
            let value = finding.message.strip_prefix(UNSAID).and_then(|rest| rest.strip_suffix('`'));
            !name.zip(value).is_some_and(|(name, value)| settings.contains(&format!("\"{name}\": {value},")))
        });
    }

    /// All findings, file by file and line by line, those without a line last, and object by object.
    pub(crate) fn in_order(self) -> Vec<Finding> {
        let Self { files, mut all, .. } = self;
        let mut objects: FxHashMap<String, usize> = FxHashMap::default();
        for (index, finding) in all.iter().enumerate() {
            objects.entry(finding.object().to_owned()).or_insert(index);
        }
        all.sort_by_cached_key(|finding| {
            let file = files.iter().position(|file| *file == finding.file);
            (file, finding.line.unwrap_or(u32::MAX), objects.get(finding.object()).copied())
        });
        all
    }

    /// The name of a file by its number.
    pub(crate) fn name(&self, number: usize) -> &str {
        self.files.get(number.saturating_sub(1)).map_or("", String::as_str)
    }

    fn push(&mut self, place: &Place, kind: Kind, message: String) {
        let Place { at, object } = place;
        // What nobody wrote, such as a default of a plugin, belongs to what was read first.
        let number = if at.file > 0 { at.file } else { self.first };
        let file = self.name(number).to_owned();
        let line = Some(at.line).filter(|line| *line > 0);
        let finding = Finding { file, line, path: object.clone(), kind, message };
        if self.all.last() != Some(&finding) {
            self.all.push(finding);
        }
    }
}

/// Whether a text has marks of Jinja in it, by which Tutor renders its configuration.
pub(crate) fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

/// Whether what a path leads to may be a secret, which is never shown.
pub(crate) fn is_secret(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    ["pass", "secret", "token", "auth", "credential", "broker_url", "api_key", "private"]
        .iter()
        .any(|word| path.contains(word))
}
