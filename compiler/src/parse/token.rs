//! Text → tokens, with nom. Total and lossless: the tokens of a text, one after the other, are the text.
//! Knows no vocabulary.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_while1};
use nom::character::complete::{char, none_of};
use nom::combinator::{opt, recognize, value};
use nom::error::{Error, ErrorKind};
use nom::multi::many0_count;
use nom::sequence::preceded;
use nom::{IResult, Parser};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The byte order mark that some editors write first.
    Bom,
    /// Spaces and tabs.
    Space,
    /// One line break: LF, CRLF, or the lone CR that is an error.
    Newline,
    /// `# …` up to the end of the line.
    Comment,
    /// A run of word characters: `lms.high_mem`, `30s`, `secret:redis/password`.
    Word,
    /// `"…"`, closed on its line.
    Text,
    /// `"…` without its closing quote.
    OpenText,
    /// `=`
    Equals,
    /// `,`
    Comma,
    /// `..`
    Range,
    /// `->`
    Arrow,
    /// A run of characters that mean nothing.
    Unknown,
}

impl Kind {
    /// Whether it is layout: space, line break, comment or byte order mark.
    pub fn is_trivia(self) -> bool {
        matches!(self, Self::Bom | Self::Space | Self::Newline | Self::Comment)
    }
}

/// A token; it ends where the next one starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Global offset of its first byte.
    pub start: u32,
}

/// All tokens of a text whose first byte has the global offset `base`.
pub fn tokens(text: &str, base: u32) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 3);
    let mut rest = text;
    let mut start = base;
    let mut after_space = true;
    // Every parser below takes at least one character, and `unknown` takes any, so the loop reads all of the text.
    while let Ok((next, kind)) = token(rest, after_space, start == base) {
        tokens.push(Token { kind, start });
        start += u32::try_from(rest.len() - next.len()).unwrap_or(u32::MAX);
        after_space = kind.is_trivia();
        rest = next;
    }
    tokens
}

fn token(input: &str, after_space: bool, first: bool) -> IResult<&str, Kind> {
    match input.as_bytes().first() {
        Some(b' ' | b'\t') => value(Kind::Space, take_while1(|c| c == ' ' || c == '\t')).parse(input),
        Some(b'\n' | b'\r') => value(Kind::Newline, alt((tag("\r\n"), tag("\n"), tag("\r")))).parse(input),
        Some(b'#') if after_space => value(Kind::Comment, take_till(is_line_break)).parse(input),
        // A word cannot begin with it: written behind a space it would be a comment.
        Some(b'#') => value(Kind::Unknown, char('#')).parse(input),
        Some(b'"') => text(input),
        Some(b'=') => value(Kind::Equals, char('=')).parse(input),
        Some(b',') => value(Kind::Comma, char(',')).parse(input),
        Some(b'.') => alt((value(Kind::Range, tag("..")), word)).parse(input),
        Some(b'-') => alt((value(Kind::Arrow, tag("->")), word)).parse(input),
        Some(0xEF) if first => alt((value(Kind::Bom, char('\u{feff}')), word, unknown)).parse(input),
        Some(_) => alt((word, unknown)).parse(input),
        None => Err(nothing(input)),
    }
}

/// `"a \"quoted\" text"`, or what there is of it on the line.
fn text(input: &str) -> IResult<&str, Kind> {
    let escape = recognize((char('\\'), none_of("\r\n")));
    let plain = take_while1(|c| !matches!(c, '"' | '\\' | '\r' | '\n'));
    let (rest, _) = preceded(char('"'), many0_count(alt((escape, plain)))).parse(input)?;
    let (rest, close) = opt(char('"')).parse(rest)?;
    if close.is_some() {
        return Ok((rest, Kind::Text));
    }
    // A backslash can stand last on the line; it belongs to the open text.
    let (rest, _) = opt(char('\\')).parse(rest)?;
    Ok((rest, Kind::OpenText))
}

/// A run of word characters that stops before `..` and `->`.
fn word(input: &str) -> IResult<&str, Kind> {
    let bytes = input.as_bytes();
    let mut end = 0;
    while let Some(&byte) = bytes.get(end) {
        match (byte, bytes.get(end + 1)) {
            (b'.', Some(b'.')) | (b'-', Some(b'>')) => break,
            _ if byte.is_ascii() && is_word_byte(byte) => end += 1,
            _ => match input[end..].chars().next().filter(|c| !c.is_ascii() && c.is_alphanumeric()) {
                Some(letter) => end += letter.len_utf8(),
                None => break,
            },
        }
    }
    if end == 0 { Err(nothing(input)) } else { Ok((&input[end..], Kind::Word)) }
}

/// A run of characters that begin no other token.
fn unknown(input: &str) -> IResult<&str, Kind> {
    let known = |c: char| " \t\r\n\"=,".contains(c) || c.is_alphanumeric() || c.is_ascii() && is_word_byte(c as u8);
    value(Kind::Unknown, take_while1(|c| !known(c))).parse(input)
}

/// Letters, digits and what names of images, tasks, secrets and hours are made of.
const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'_' | b'-' | b'.' | b'/' | b':' | b'*' | b'@' | b'%' | b'+' | b'#' | b'{' | b'}')
}

fn is_line_break(c: char) -> bool {
    c == '\n' || c == '\r'
}

fn nothing(input: &str) -> nom::Err<Error<&str>> {
    nom::Err::Error(Error::new(input, ErrorKind::Eof))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, &str)> {
        let tokens = tokens(text, 0);
        let ends = tokens.iter().skip(1).map(|token| token.start as usize).chain([text.len()]);
        tokens.iter().zip(ends).map(|(token, end)| (token.kind, &text[token.start as usize..end])).collect()
    }

    #[test]
    fn a_line_of_the_language() {
        use Kind::*;
        assert_eq!(
            kinds("\u{feff}route a.b*->lms.high x=1..30,\"q\\\"\"# no\r\n\t# yes"),
            [
                (Bom, "\u{feff}"),
                (Word, "route"),
                (Space, " "),
                (Word, "a.b*"),
                (Arrow, "->"),
                (Word, "lms.high"),
                (Space, " "),
                (Word, "x"),
                (Equals, "="),
                (Word, "1"),
                (Range, ".."),
                (Word, "30"),
                (Comma, ","),
                (Text, "\"q\\\"\""),
                (Unknown, "#"),
                (Space, " "),
                (Word, "no"),
                (Newline, "\r\n"),
                (Space, "\t"),
                (Comment, "# yes"),
            ]
        );
    }

    #[test]
    fn what_is_not_the_language_is_a_token_too() {
        use Kind::*;
        assert_eq!(kinds("a\r\u{0}→\u{1a}b"), [(Word, "a"), (Newline, "\r"), (Unknown, "\u{0}→\u{1a}"), (Word, "b")]);
        assert_eq!(kinds("\"open\\"), [(OpenText, "\"open\\")]);
        assert_eq!(kinds("\"open\nx"), [(OpenText, "\"open"), (Newline, "\n"), (Word, "x")]);
        assert_eq!(kinds("a \u{feff}"), [(Word, "a"), (Space, " "), (Unknown, "\u{feff}")]);
        assert_eq!(kinds("é->ü"), [(Word, "é"), (Arrow, "->"), (Word, "ü")]);
    }
}
