//! A `serde::Serializer` that writes block-style YAML, two spaces deep, sequences at the depth of their key: the layout
//! of `kubectl get -o yaml`. Any serializable value in, text out; which strings are quoted is decided by `scalar`.

use std::fmt::{self, Write as _};

use serde::ser::{self, Serialize};

use super::scalar;

/// Appends a document to a text, without `---` before it.
///
/// # Errors
/// When the value has a map whose keys are no scalars, or a key of more than 1000 bytes.
pub fn write<T: Serialize + ?Sized>(out: &mut String, value: &T) -> Result<(), Error> {
    value.serialize(Writer { out, column: 0, after: After::Nothing })
}

/// Why a value cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(&'static str);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    /// The message is left out: with it, everything that any type can say of itself would be part of the playground.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self("a value that its type cannot write")
    }
}

/// What stands before a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    /// Nothing: the document begins.
    Nothing,
    /// `key:`
    Key,
    /// `- `
    Dash,
}

/// Writes one value behind what stands there.
struct Writer<'a> {
    out: &'a mut String,
    /// Where the block that the value belongs to is indented.
    column: usize,
    after: After,
}

impl<'a> Writer<'a> {
    #[expect(clippy::unnecessary_wraps, reason = "it ends every method of the serializer, and those can fail")]
    fn scalar(self, write: impl FnOnce(&mut String)) -> Result<(), Error> {
        if self.after == After::Key {
            self.out.push(' ');
        }
        write(self.out);
        self.out.push('\n');
        Ok(())
    }

    fn number(self, number: impl fmt::Display) -> Result<(), Error> {
        // Writing to a String cannot fail.
        self.scalar(|out| _ = write!(out, "{number}"))
    }

    fn map(self) -> Block<'a> {
        let column = if self.after == After::Nothing { 0 } else { self.column + 2 };
        Block { out: self.out, column, after: self.after, empty: "{}", entries: 0 }
    }

    /// Items stand below their key, not further in.
    fn sequence(self) -> Block<'a> {
        let column = if self.after == After::Dash { self.column + 2 } else { self.column };
        Block { out: self.out, column, after: self.after, empty: "[]", entries: 0 }
    }

    /// `variant:`, behind which its content stands.
    fn variant(self, variant: &'static str) -> Writer<'a> {
        let mut map = self.map();
        map.key(variant);
        Writer { out: map.out, column: map.column, after: After::Key }
    }
}

/// Writes a number as YAML 1.1 wants it, which takes no `1e300` for one: `1.0e+300`.
fn finite(out: &mut String, value: f64) {
    let text = format!("{value:?}");
    let Some((mantissa, exponent)) = text.split_once('e') else { return out.push_str(&text) };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    let _ = write!(out, "{mantissa}{point}e{sign}{exponent}");
}

/// Writes lines below a `|`, up to the break of the last, which the scalar's end is.
fn literal(out: &mut String, text: &str, column: usize) {
    out.push('|');
    for line in text.lines() {
        out.push('\n');
        if !line.is_empty() {
            indent(out, column);
            out.push_str(line);
        }
    }
}

/// A map or sequence that is being written.
struct Block<'a> {
    out: &'a mut String,
    column: usize,
    after: After,
    /// How it is written when it has no entries.
    empty: &'static str,
    entries: usize,
}

impl Block<'_> {
    /// Goes to where the next entry begins.
    fn entry(&mut self) {
        if self.entries == 0 && self.after == After::Key {
            self.out.push('\n');
        }
        if self.entries > 0 || self.after != After::Dash {
            indent(self.out, self.column);
        }
        self.entries += 1;
    }

    fn key(&mut self, key: &str) {
        self.entry();
        scalar::string(self.out, key);
        self.out.push(':');
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(Writer { out: self.out, column: self.column, after: After::Key })
    }

    fn item<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        self.entry();
        self.out.push_str("- ");
        item.serialize(Writer { out: self.out, column: self.column, after: After::Dash })
    }

    fn close(self) -> Result<(), Error> {
        if self.entries > 0 {
            return Ok(());
        }
        let empty = self.empty;
        Writer { out: self.out, column: self.column, after: self.after }.scalar(|out| out.push_str(empty))
    }
}

fn indent(out: &mut String, column: usize) {
    const SPACES: &str = "                                                                ";
    let mut left = column;
    while left > 0 {
        let run = left.min(SPACES.len());
        out.push_str(&SPACES[..run]);
        left -= run;
    }
}

impl<'a> ser::Serializer for Writer<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Block<'a>;
    type SerializeTuple = Block<'a>;
    type SerializeTupleStruct = Block<'a>;
    type SerializeTupleVariant = Block<'a>;
    type SerializeMap = Block<'a>;
    type SerializeStruct = Block<'a>;
    type SerializeStructVariant = Block<'a>;

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.scalar(|out| out.push_str(if value { "true" } else { "false" }))
    }

    fn serialize_i8(self, value: i8) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_i16(self, value: i16) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_i32(self, value: i32) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_i64(self, value: i64) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_u16(self, value: u16) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_u64(self, value: u64) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.serialize_f64(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        match value {
            _ if value.is_nan() => self.scalar(|out| out.push_str(".nan")),
            _ if value.is_infinite() => self.scalar(|out| out.push_str(if value > 0.0 { ".inf" } else { "-.inf" })),
            _ => self.scalar(|out| finite(out, value)),
        }
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        let column = self.column + 2;
        if self.after == After::Key && scalar::is_literal(value) {
            return self.scalar(|out| literal(out, value, column));
        }
        self.scalar(|out| scalar::string(out, value))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.scalar(|out| out.push_str("null"))
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _name: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self.variant(variant))
    }

    fn serialize_seq(self, _length: Option<usize>) -> Result<Block<'a>, Error> {
        Ok(self.sequence())
    }

    fn serialize_tuple(self, _length: usize) -> Result<Block<'a>, Error> {
        Ok(self.sequence())
    }

    fn serialize_tuple_struct(self, _name: &'static str, _length: usize) -> Result<Block<'a>, Error> {
        Ok(self.sequence())
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Block<'a>, Error> {
        Ok(self.variant(variant).sequence())
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Block<'a>, Error> {
        Ok(self.map())
    }

    fn serialize_struct(self, _name: &'static str, _length: usize) -> Result<Block<'a>, Error> {
        Ok(self.map())
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Block<'a>, Error> {
        Ok(self.variant(variant).map())
    }
}

/// Implements a trait for sequences, whose traits differ in the name of a method only.
macro_rules! sequence {
    ($($of:ident::$method:ident,)*) => {
        $(impl ser::$of for Block<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.item(value)
            }

            fn end(self) -> Result<(), Error> {
                self.close()
            }
        })*
    };
}

sequence! {
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field,
}

/// Implements a trait for structs, of which there are two.
macro_rules! fields {
    ($($of:ident,)*) => {
        $(impl ser::$of for Block<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
                self.key(key);
                self.value(value)
            }

            fn end(self) -> Result<(), Error> {
                self.close()
            }
        })*
    };
}

fields! { SerializeStruct, SerializeStructVariant, }

impl ser::SerializeMap for Block<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.entry();
        let start = self.out.len();
        key.serialize(Writer { out: self.out, column: 0, after: After::Dash })?;
        // What a scalar leaves is its text and a line break; anything else has more lines, or is a map of its own.
        let one_line = self.out.pop() == Some('\n') && !self.out[start..].contains('\n');
        let key = &self.out[start..];
        if !one_line || key.ends_with(':') || key.starts_with("- ") || key.len() > LONGEST_KEY {
            return Err(Error("a key of a map has to be a scalar of at most 1000 bytes"));
        }
        self.out.push(':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.value(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

/// YAML reads a key of up to 1024 characters without a `?` before it.
const LONGEST_KEY: usize = 1000;
