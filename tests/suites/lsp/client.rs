//! A client and its disk, without a process: messages to the session, and what comes back.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use celq::language::value::{Date, date};
use celq_lsp::{Host, Inbox, Session};
use serde_json::{Value as Json, json};

/// The files that the server may read, by URI.
#[derive(Clone, Default)]
pub(crate) struct Disk(pub(crate) Rc<RefCell<BTreeMap<String, String>>>);

impl Host for Disk {
    fn read(&self, uri: &str) -> Result<Vec<u8>, String> {
        self.0.borrow().get(uri).map(|text| text.clone().into_bytes()).ok_or_else(|| "there is no such file".to_owned())
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let folder = format!("{}/", folder.trim_end_matches('/'));
        self.0.borrow().keys().filter(|uri| uri.starts_with(&folder)).cloned().collect()
    }

    fn today(&self) -> Option<Date> {
        Some(date(2026, 1, 1))
    }
}

/// A client with its server.
pub(crate) struct Client {
    pub(crate) disk: Disk,
    inbox: Inbox,
    session: Session,
    requests: i32,
}

impl Client {
    pub(crate) fn new(disk: Disk) -> Self {
        Self { inbox: Inbox::default(), session: Session::new(disk.clone()), disk, requests: 0 }
    }

    /// Sends messages at once, then waits until nothing comes back.
    pub(crate) fn send(&mut self, messages: Vec<Json>) -> Vec<Json> {
        for message in messages {
            self.inbox.push(serde_json::from_value(message).expect("a message"));
        }
        let mut answers = Vec::new();
        while let Some(messages) = self.inbox.take(&mut self.session) {
            answers.extend(messages);
        }
        answers.extend(self.session.idle());
        let json = |text: &String| {
            let mut message: Json = serde_json::from_str(text).expect("JSON");
            let version = message.as_object_mut().expect("an object").remove("jsonrpc");
            assert_eq!(version, Some(json!("2.0")));
            message
        };
        answers.iter().map(json).collect()
    }

    /// A request with the next id.
    pub(crate) fn request(&mut self, method: &str, params: &Json) -> Json {
        self.requests += 1;
        json!({ "id": self.requests, "method": method, "params": params })
    }

    /// Asks, and gives the answer.
    pub(crate) fn ask(&mut self, method: &str, params: &Json) -> Json {
        let request = self.request(method, params);
        let answers = self.send(vec![request.clone()]);
        let answer = answers.into_iter().find(|answer| answer["id"] == request["id"]);
        answer.expect("every request is answered")["result"].clone()
    }

    /// Opens a session.
    pub(crate) fn initialize(&mut self, params: &Json) -> Vec<Json> {
        let request = self.request("initialize", params);
        let mut answers = self.send(vec![request]);
        answers.extend(self.send(vec![tell("initialized", &json!({}))]));
        answers
    }
}

/// A notification.
pub(crate) fn tell(method: &str, params: &Json) -> Json {
    json!({ "method": method, "params": params })
}

/// `textDocument/didOpen`
pub(crate) fn open(uri: &str, version: i32, text: &str) -> Json {
    let document = json!({ "uri": uri, "languageId": "celq", "version": version, "text": text });
    tell("textDocument/didOpen", &json!({ "textDocument": document }))
}

/// `textDocument/didChange`
pub(crate) fn change(uri: &str, version: i32, changes: &Json) -> Json {
    let params = json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes });
    tell("textDocument/didChange", &params)
}
