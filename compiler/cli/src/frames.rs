//! Bytes ↔ the messages of the Language Server Protocol, each behind a header with its length. `lsp-server` ends at the
//! first body that is no message; here such a body is told and the next one is read.

use std::io::{BufRead, Read as _, Result, Write};

use celq_lsp::Message;
use serde_json::{Value as Json, json};

/// What came in.
pub(crate) enum Frame {
    /// A message.
    Message(Message),
    /// A body that is no message: the answer to it.
    Fault(Json),
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
    let fault = |code: i32, why: String| {
        Frame::Fault(json!({ "jsonrpc": "2.0", "id": null, "error": { "code": code, "message": why } }))
    };
    match serde_json::from_slice::<Json>(body) {
        Err(error) => fault(-32700, format!("this is no JSON: {error}")),
        Ok(json) => match serde_json::from_value(json) {
            Ok(message) => Frame::Message(message),
            Err(_) => fault(-32600, "this is neither a request nor a notification".to_owned()),
        },
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
pub(crate) fn write(output: &mut impl Write, messages: &[Message]) -> Result<()> {
    messages.iter().try_for_each(|message| message.write(output))
}

/// Writes what is not yet a message.
pub(crate) fn write_json(output: &mut impl Write, json: &Json) -> Result<()> {
    let text = json.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    output.flush()
}
