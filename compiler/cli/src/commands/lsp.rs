//! `qc lsp`: a language server on stdin and stdout. Gives the session what it may not have itself: files, the clock, and
//! messages as they come. Ends with its client.

use std::io::Write;
use std::path::{Component, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use celq::language::value::Date;
use celq_lsp::{Host, Inbox, Message, Notification, Session};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value as Json;

use crate::arguments::today;
use crate::frames::{self, Frame};
use crate::input::{files_in, included};
use crate::{Failure, Outcome, Result};

/// Runs the command, until the client ends it or is gone.
pub(crate) fn run() -> Result<Outcome> {
    let (sender, receiver) = channel();
    let reader = sender.clone();
    std::thread::spawn(move || read(&reader));
    let mut server =
        Server { receiver, sender, inbox: Inbox::default(), watches: false, output: std::io::stdout().lock() };
    match server.serve(&mut Session::new(Disk)) {
        // Who was to read has gone away.
        Err(Failure::NoReader) => Ok(Outcome::Faults),
        outcome => outcome,
    }
}

/// Reads stdin until it ends.
fn read(sender: &Sender<Frame>) {
    let mut input = std::io::stdin().lock();
    loop {
        let frame = frames::read(&mut input);
        let last = matches!(frame, Frame::End | Frame::Broken(_));
        if sender.send(frame).is_err() || last {
            return;
        }
    }
}

/// So many messages are taken before one is answered, also from a client that never pauses.
const AT_ONCE: usize = 1000;

/// What stands between a session and its client.
struct Server<W> {
    receiver: Receiver<Frame>,
    sender: Sender<Frame>,
    inbox: Inbox,
    /// Whether the client's process is watched.
    watches: bool,
    output: W,
}

impl<W: Write> Server<W> {
    /// Answers what comes, and when nothing waits says what has changed.
    fn serve(&mut self, session: &mut Session) -> Result<Outcome> {
        loop {
            // All that waits is taken before anything is answered, so that what is cancelled is not begun.
            let waiting: Vec<Frame> = self.receiver.try_iter().take(AT_ONCE).collect();
            waiting.into_iter().try_for_each(|frame| self.take(frame))?;
            if let Some(messages) = self.inbox.take(session) {
                frames::write(&mut self.output, &messages)?;
            } else {
                frames::write(&mut self.output, &session.idle())?;
                let Ok(frame) = self.receiver.recv() else { return Ok(Outcome::Faults) };
                self.take(frame)?;
            }
            if let Some(in_order) = session.ended() {
                return Ok(if in_order { Outcome::Clean } else { Outcome::Faults });
            }
        }
    }

    /// Takes what came in. What is no message is answered at once: nobody knows what it was meant to be.
    fn take(&mut self, frame: Frame) -> Result<()> {
        match frame {
            Frame::Message(message) => {
                self.watch(&message);
                self.inbox.push(message);
            }
            Frame::Fault(answer) => frames::write(&mut self.output, &[answer])?,
            Frame::Broken(sentence) => return Err(Failure::Because(sentence)),
            // An `exit` that nobody has sent: what came before it is still answered.
            Frame::End => self.inbox.push(Notification { method: "exit".to_owned(), params: Json::Null }.into()),
        }
        Ok(())
    }

    /// Once the client has said which process it is, watches it: where somebody else holds our stdin open too, its end is
    /// seen in no other way.
    fn watch(&mut self, message: &Message) {
        let Message::Request(request) = message else { return };
        let process = request.params.get("processId").filter(|_| request.method == "initialize" && !self.watches);
        if let Some(process) = process.and_then(Json::as_i64).and_then(|process| i32::try_from(process).ok()) {
            self.watches = true;
            let sender = self.sender.clone();
            std::thread::spawn(move || {
                while is_alive(process) {
                    std::thread::sleep(Duration::from_secs(1));
                }
                sender.send(Frame::End)
            });
        }
    }
}

/// Whether there is such a process.
#[cfg(unix)]
fn is_alive(process: i32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    // A process that is not ours is alive too.
    let gone = |pid| test_kill_process(pid) == Err(rustix::io::Errno::SRCH);
    !Pid::from_raw(process).is_some_and(gone)
}

/// Elsewhere stdin is closed when the client ends, and that is enough.
#[cfg(not(unix))]
fn is_alive(_: i32) -> bool {
    true
}

/// The machine's files and clock.
struct Disk;

impl Host for Disk {
    fn read(&self, uri: &str) -> std::result::Result<Vec<u8>, String> {
        included(&path(uri).ok_or("it is on no disk")?.to_string_lossy())
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let root = folder.trim_end_matches('/');
        let files = path(folder).map(|folder| files_in(&folder)).unwrap_or_default();
        let escaped = |part: Component<'_>| {
            utf8_percent_encode(&part.as_os_str().to_string_lossy(), NON_ALPHANUMERIC).to_string()
        };
        let relative = files.iter().map(|file| file.components().map(escaped).collect::<Vec<_>>().join("/"));
        relative.map(|file| format!("{root}/{file}")).collect()
    }

    fn today(&self) -> Option<Date> {
        Some(today())
    }
}

/// Where a file is: `file:///a/b`, and on Windows `file:///c:/a/b`.
fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let path = percent_decode_str(&rest[rest.find('/')?..]).decode_utf8().ok()?;
    let drive = path.get(2..3) == Some(":");
    Some(PathBuf::from(if drive { &path[1..] } else { &path }))
}
