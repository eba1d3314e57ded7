//! Writes XML: names and values in, well-formed text out. Every value is escaped, and loses the characters that may not
//! stand in XML or would turn the text around them. Knows nothing of pictures.

use std::fmt::{self, Display, Write as _};

use super::text::is_harmless;

/// An attribute: its name and its value.
pub(super) type Attribute<'a> = (&'static str, &'a dyn Display);

/// A document that is being written.
#[derive(Default)]
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// Begins an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.start(name, attributes);
        self.text.push('>');
        self.open.push(name);
    }

    /// Ends the element that was begun last, and its line.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            let _ = writeln!(self.text, "</{name}>");
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.start(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element with text.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: &[Attribute<'_>], content: impl Display) {
        self.open(name, attributes);
        self.value(&content);
        self.close();
    }

    /// Ends a line.
    pub(super) fn newline(&mut self) {
        self.text.push('\n');
    }

    /// The document.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn start(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        let _ = write!(self.text, "<{name}");
        for (name, value) in attributes {
            let _ = write!(self.text, " {name}=\"");
            self.value(value);
            self.text.push('"');
        }
    }

    fn value(&mut self, value: &dyn Display) {
        let _ = write!(Escaped(&mut self.text), "{value}");
    }
}

/// Takes text and passes it on as XML can have it.
struct Escaped<'a>(&'a mut String);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // The one control that a title needs: it ends a line there.
                '\n' => self.0.push('\n'),
                harmless if is_harmless(harmless) => self.0.push(harmless),
                _ => {}
            }
        }
        Ok(())
    }
}
