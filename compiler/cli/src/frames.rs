//! Bytes ↔ the messages of the Language Server Protocol, each behind a header with its length. `lsp-server` ends at the
//! first body that is no message; here such a body is told and the next one is read.

use std::io::{BufRead, Read as _, Result, Write};

use celq_lsp::{ErrorCode, Message, no_message};
use serde_json::Value as Json;

/// What came in.
pub(crate) enum Frame {
    /// A message.
    Message(Message),
    /// A body that is no message: the answer to it.
    Fault(String),
    /// What is no header, in a sentence. Where the next one begins nobody knows.
    Broken(String),
    /// The other end is gone.
    End,
}

/// Larger bodies are no messages: no client has so much to say at once.
const LARGEST: u64 = 256 << 20;
/// The same of a line of a header.
const LONGEST_LINE: u64 = 4096;

/// Reads a message.
pub(crate) fn read(input: &mut impl BufRead) -> Frame {
    match body(input) {
        Ok(Ok(Some(body))) => message(&body),
        Ok(Ok(None)) | Err(_) => Frame::End,
        Ok(Err(sentence)) => Frame::Broken(sentence),
    }
}

fn message(body: &[u8]) -> Frame {
    match serde_json::from_slice::<Json>(body).map(serde_json::from_value) {
        Ok(Ok(message)) => Frame::Message(message),
        Ok(Err(_)) => {
            Frame::Fault(no_message(ErrorCode::InvalidRequest, "this is neither a request nor a notification"))
        }
        Err(error) => Frame::Fault(no_message(ErrorCode::ParseError, format!("this is no JSON: {error}"))),
    }
}

/// The bytes behind the next header; `None` when there is no next one, and a sentence when it is none.
fn body(input: &mut impl BufRead) -> Result<std::result::Result<Option<Vec<u8>>, String>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        input.take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        let text = String::from_utf8_lossy(&line);
        match text.trim_end().split_once(':') {
            _ if line.is_empty() && length.is_none() => return Ok(Ok(None)),
            _ if !line.ends_with(b"\n") => return Ok(Err(no_header(&text))),
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => match value.trim().parse::<u64>() {
                Ok(bytes) if bytes <= LARGEST => length = Some(bytes),
                _ => return Ok(Err(no_header(&text))),
            },
            Some(_) => {}
            None if text.trim_end().is_empty() && length.is_some() => break,
            None => return Ok(Err(no_header(&text))),
        }
    }
    let length = length.unwrap_or_default();
    let mut body = Vec::new();
    let read = input.take(length).read_to_end(&mut body)? as u64;
    Ok(Ok((read == length).then_some(body)))
}

fn no_header(line: &str) -> String {
    let start: String = line.chars().take(40).collect();
    format!("stdin: {start:?} is no header of the Language Server Protocol; an editor starts `qc lsp`, not a person")
}

/// Writes messages.
pub(crate) fn write(output: &mut impl Write, messages: &[String]) -> Result<()> {
    for message in messages {
        write!(output, "Content-Length: {}\r\n\r\n{message}", message.len())?;
    }
    output.flush()
}
