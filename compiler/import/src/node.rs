//! Literal values with their lines, whatever language they were written in. A reader takes out of them what it knows, and
//! what is left is what was not understood: nothing can be dropped without a word. Knows no language and no reader.

use std::fmt::{self, Write as _};

/// Where a value begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct At {
    /// The number of the file, from 1; 0 where nobody knows.
    pub(crate) file: usize,
    /// The line, from 1; 0 where nobody knows.
    pub(crate) line: u32,
}

impl At {
    /// A file as a whole.
    pub(crate) fn file(file: usize) -> Self {
        Self { file, line: 0 }
    }

    /// This place, or another where nobody knows it.
    pub(crate) fn or(self, other: Self) -> Self {
        if self.file == 0 { other } else { self }
    }
}

/// A value, and where it begins.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Where it begins.
    pub(crate) at: At,
    /// The value.
    pub(crate) value: Value,
    /// Whether something was looked up in it: what is left then is its parts, and not all of it.
    opened: bool,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Nothing.
    Null,
    /// True or false.
    Switch(bool),
    /// A number, as it was written.
    Number(String),
    /// A text.
    Text(String),
    /// Values, one after the other.
    List(Vec<Node>),
    /// Values by name.
    Map(Vec<(String, Node)>),
    /// What stands there gives a value only when it runs, and nothing is run here.
    Computed(String),
}

/// Two values are the same wherever they stand.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Node {
    /// A value at a place.
    pub(crate) fn new(at: At, value: Value) -> Self {
        Self { at, value, opened: false }
    }

    /// Nothing, at no place.
    pub(crate) fn null() -> Self {
        Self::new(At::default(), Value::Null)
    }

    /// A map without an entry, at no place.
    pub(crate) fn empty() -> Self {
        Self::new(At::default(), Value::Map(Vec::new()))
    }

    /// A text at no place.
    pub(crate) fn of_text(text: &str) -> Self {
        Self::new(At::default(), Value::Text(text.to_owned()))
    }

    /// The entry of a name.
    pub(crate) fn entry(&mut self, name: &str) -> Option<&mut Self> {
        let Value::Map(entries) = &mut self.value else { return None };
        let (_, entry) = entries.iter_mut().find(|(key, _)| key == name)?;
        self.opened = true;
        Some(entry)
    }

    /// The entry of a name, or the item of a number.
    pub(crate) fn child(&mut self, name: &str) -> Option<&mut Self> {
        self.opened = true;
        match &mut self.value {
            Value::Map(entries) => entries.iter_mut().find(|(key, _)| key == name).map(|(_, node)| node),
            Value::List(items) => items.get_mut(name.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// What a path leads to: `.spec.template`.
    pub(crate) fn go(&mut self, path: &str) -> Option<&mut Self> {
        let mut node = self;
        for name in parts(path) {
            node = node.entry(name)?;
        }
        Some(node)
    }

    /// Whether a path leads anywhere.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.look(path).is_some()
    }

    /// What a path leads to, without a word about what was looked at.
    pub(crate) fn look(&self, path: &str) -> Option<&Self> {
        let mut node = self;
        for name in parts(path) {
            let Value::Map(entries) = &node.value else { return None };
            node = &entries.iter().find(|(key, _)| key == name)?.1;
        }
        Some(node)
    }

    /// The text that a path leads to.
    pub(crate) fn look_text(&self, path: &str) -> Option<&str> {
        self.look(path)?.text()
    }

    /// Takes what a path leads to.
    pub(crate) fn take(&mut self, path: &str) -> Option<Self> {
        self.take_if(path, |_| true)
    }

    /// Takes what a path leads to where it is what was wanted.
    pub(crate) fn take_if(&mut self, path: &str, wanted: impl FnOnce(&Self) -> bool) -> Option<Self> {
        wanted(self.look(path)?).then_some(())?;
        let (above, name) = path.rsplit_once('.')?;
        self.go(above)?.take_entry(name)
    }

    /// Takes the entry of a name.
    pub(crate) fn take_entry(&mut self, name: &str) -> Option<Self> {
        let Value::Map(entries) = &mut self.value else { return None };
        let index = entries.iter().position(|(key, _)| key == name)?;
        self.opened = true;
        Some(entries.remove(index).1)
    }

    /// Takes what each of these paths leads to.
    pub(crate) fn take_each(&mut self, paths: &[&str]) {
        for path in paths {
            self.take(path);
        }
    }

    /// Takes a text that a path leads to.
    pub(crate) fn take_text(&mut self, path: &str) -> Option<String> {
        match self.take_if(path, |node| node.text().is_some())?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Takes what a path leads to where it is this text.
    pub(crate) fn drop_text(&mut self, path: &str, text: &str) -> bool {
        self.take_if(path, |node| node.text() == Some(text)).is_some()
    }

    /// Takes a number that a path leads to.
    pub(crate) fn take_number(&mut self, path: &str) -> Option<i64> {
        self.take_if(path, |node| node.number().is_some())?.number()
    }

    /// Takes a switch that a path leads to.
    pub(crate) fn take_switch(&mut self, path: &str) -> Option<bool> {
        self.take_if(path, |node| node.switch().is_some())?.switch()
    }

    /// Takes the texts of a list that a path leads to; one that has anything else stays.
    pub(crate) fn take_texts(&mut self, path: &str) -> Option<Vec<String>> {
        let texts = self.look(path)?.texts()?;
        self.take(path).map(|_| texts)
    }

    /// Its entries; none where it is no map.
    pub(crate) fn entries(&self) -> &[(String, Self)] {
        if let Value::Map(entries) = &self.value { entries } else { &[] }
    }

    /// Its entries, each to be taken apart; none where it is no map.
    pub(crate) fn entries_mut(&mut self) -> &mut [(String, Self)] {
        self.opened |= matches!(self.value, Value::Map(_));
        if let Value::Map(entries) = &mut self.value { entries } else { &mut [] }
    }

    /// The items of a list that a path leads to, each to be taken apart; none where there is no list.
    pub(crate) fn items(&mut self, path: &str) -> &mut [Self] {
        let Some(node) = self.go(path) else { return &mut [] };
        node.opened |= matches!(node.value, Value::List(_));
        if let Value::List(items) = &mut node.value { items } else { &mut [] }
    }

    /// The items of a list that a path leads to, to be looked at.
    pub(crate) fn look_items(&self, path: &str) -> &[Self] {
        match self.look(path).map(|node| &node.value) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// Puts a value under a name, in the place of what is there.
    pub(crate) fn put(&mut self, name: &str, node: Self) {
        let Value::Map(entries) = &mut self.value else { return };
        match entries.iter_mut().find(|(key, _)| key == name) {
            Some((_, there)) => *there = node,
            None => entries.push((name.to_owned(), node)),
        }
    }

    /// Its text.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// Its text, be it written as a number or a switch.
    pub(crate) fn scalar(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text.clone()),
            Value::Switch(on) => Some(on.to_string()),
            _ => None,
        }
    }

    /// Its whole number, be it written as a text or as `4.0`.
    pub(crate) fn number(&self) -> Option<i64> {
        let (Value::Number(text) | Value::Text(text)) = &self.value else { return None };
        text.strip_suffix(".0").unwrap_or(text).parse().ok()
    }

    /// Whether it is true; texts that YAML 1.1 takes for switches are such here, too.
    pub(crate) fn switch(&self) -> Option<bool> {
        match &self.value {
            Value::Switch(on) => Some(*on),
            Value::Text(text) => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" => Some(true),
                "false" | "no" | "off" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The texts of a list of texts.
    pub(crate) fn texts(&self) -> Option<Vec<String>> {
        let Value::List(items) = &self.value else { return None };
        items.iter().map(Self::scalar).collect()
    }

    /// How much there is to copy: its parts, and of long texts their parts.
    pub(crate) fn weight(&self) -> usize {
        1 + match &self.value {
            Value::Map(entries) => entries.iter().map(|(_, node)| node.weight()).sum(),
            Value::List(items) => items.iter().map(Self::weight).sum(),
            Value::Text(text) | Value::Number(text) | Value::Computed(text) => text.len() / 16,
            Value::Null | Value::Switch(_) => 0,
        }
    }

    /// Says that something was looked up in it.
    pub(crate) fn open(&mut self) {
        self.opened = true;
    }

    /// Gives each part that nobody has taken, with its path. What nobody has opened is one part.
    pub(crate) fn left(&self, path: &str, found: &mut impl FnMut(&str, &Self)) {
        match &self.value {
            Value::Null => {}
            Value::Map(entries) if self.opened => {
                for (name, node) in entries {
                    node.left(&format!("{path}{}", step(name)), found);
                }
            }
            Value::List(items) if self.opened => {
                let items = items.iter().enumerate();
                for (index, node) in items {
                    node.left(&format!("{path}[{index}]"), found);
                }
            }
            _ => found(path, self),
        }
    }

    /// Takes away what another value has too, part by part.
    pub(crate) fn subtract(&mut self, other: &Self) {
        match (&mut self.value, &other.value) {
            (Value::Map(own), Value::Map(others)) if !own.is_empty() => {
                for (name, node) in own.iter_mut() {
                    if let Some((_, other)) = others.iter().find(|(other, _)| other == name) {
                        node.subtract(other);
                    }
                }
                own.retain(|(_, node)| node.value != Value::Null);
                self.opened = true;
            }
            (Value::List(own), Value::List(others)) if own.len() == others.len() && !own.is_empty() => {
                own.iter_mut().zip(others).for_each(|(node, other)| node.subtract(other));
                self.opened = true;
            }
            (Value::List(own), Value::List(others)) if own.iter().any(|node| others.contains(node)) => {
                own.iter_mut().filter(|node| others.contains(node)).for_each(|node| node.value = Value::Null);
                self.opened = true;
            }
            (own, other) if own == other => self.value = Value::Null,
            _ => {}
        }
    }
}

/// A name as a step of a path.
fn step(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(plain) { format!(".{name}") } else { format!("[{name:?}]") }
}

/// The names that a path goes along.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('.').filter(|part| !part.is_empty())
}

/// So many characters of a value are shown.
const SHOWN: usize = 60;

impl fmt::Display for Node {
    /// The value on one line, cut where it is long.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        write_short(&self.value, &mut text);
        match text.char_indices().nth(SHOWN) {
            Some((end, _)) => write!(f, "{}…", &text[..end]),
            None => f.write_str(&text),
        }
    }
}

fn write_short(value: &Value, text: &mut String) {
    if text.len() > SHOWN * 4 {
        return;
    }
    // Writing to a String cannot fail.
    let _ = match value {
        Value::Null => write!(text, "null"),
        Value::Switch(on) => write!(text, "{on}"),
        Value::Number(number) => write!(text, "{number}"),
        Value::Computed(source) => write!(text, "{}", on_one_line(source)),
        Value::Text(content) => write!(text, "{}", on_one_line(content)),
        Value::List(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                write_short(&item.value, text);
            }
            write!(text, "]")
        }
        Value::Map(entries) => {
            text.push('{');
            for (index, (name, node)) in entries.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                text.push_str(name);
                text.push_str(": ");
                write_short(&node.value, text);
            }
            write!(text, "}}")
        }
    };
}

/// A text without line breaks and control characters, as a terminal may show it.
pub(crate) fn on_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(|c: char| c.is_control(), "?")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(entries: &[(&str, Value)]) -> Value {
        let entry = |(name, value): &(&str, Value)| ((*name).to_owned(), Node::new(At::default(), value.clone()));
        Value::Map(entries.iter().map(entry).collect())
    }

    fn left(node: &Node) -> Vec<String> {
        let mut all = Vec::new();
        node.left("", &mut |path, node| all.push(format!("{path}: {node}")));
        all
    }

    #[test]
    fn what_nobody_took_is_left_whole_where_nobody_looked() {
        let inner = map(&[("a", Value::Number("1".into())), ("b.c", Value::Text("x".into()))]);
        let mut node = Node::new(At::default(), map(&[("one", inner.clone()), ("two", inner), ("none", Value::Null)]));
        assert_eq!(node.take_number(".one.a"), Some(1));
        assert_eq!(node.take_number(".one.missing"), None);
        assert_eq!(left(&node), [".one[\"b.c\"]: x", ".two: {a: 1, b.c: x}"]);
    }

    #[test]
    fn an_empty_map_is_left_unless_something_was_taken_out_of_it() {
        let mut node =
            Node::new(At::default(), map(&[("empty", map(&[])), ("taken", map(&[("a", Value::Switch(true))]))]));
        assert_eq!(node.take_switch(".taken.a"), Some(true));
        assert_eq!(left(&node), [".empty: {}"]);
    }

    #[test]
    fn what_is_of_another_kind_is_not_taken() {
        let mut node = Node::new(At::default(), map(&[("replicas", Value::Text("many".into()))]));
        assert_eq!(node.take_number(".replicas"), None);
        node.open();
        assert_eq!(left(&node), [".replicas: many"]);
    }

    #[test]
    fn what_both_have_is_subtracted() {
        let list = |last: &str| Value::List(vec![Node::of_text("a"), Node::of_text(last)]);
        let mut node =
            Node::new(At::default(), map(&[("same", list("b")), ("other", list("c")), ("own", Value::Switch(true))]));
        node.subtract(&Node::new(At::default(), map(&[("same", list("b")), ("other", list("d"))])));
        assert_eq!(left(&node), [".other[1]: c", ".own: true"]);
    }
}
