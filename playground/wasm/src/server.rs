//! The language server for JavaScript: messages in, messages out, as JSON text. Files that the client has not open come
//! from an object of the caller.

use celq::language::value::Date;
use celq_lsp::{Host, Message, Session};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// `{ read(uri): string | undefined, list(folder): string[], today(): string }`
    pub type JsHost;
    #[wasm_bindgen(method)]
    fn read(this: &JsHost, uri: &str) -> Option<String>;
    #[wasm_bindgen(method)]
    fn list(this: &JsHost, folder: &str) -> Vec<String>;
    #[wasm_bindgen(method)]
    fn today(this: &JsHost) -> String;
}

impl Host for JsHost {
    fn read(&self, uri: &str) -> Result<Vec<u8>, String> {
        JsHost::read(self, uri).map(String::into_bytes).ok_or_else(|| crate::MISSING.to_owned())
    }

    fn list(&self, folder: &str) -> Vec<String> {
        JsHost::list(self, folder)
    }

    fn today(&self) -> Option<Date> {
        crate::day(&JsHost::today(self))
    }
}

/// A session with one client.
#[wasm_bindgen]
pub struct LanguageServer(Session);

#[wasm_bindgen]
impl LanguageServer {
    /// Without files; `host` reads those that are not open.
    #[wasm_bindgen(constructor)]
    pub fn new(host: JsHost) -> Self {
        Self(Session::new(host))
    }

    /// Takes a message; gives a list of those to send. What is no message is ignored.
    pub fn receive(&mut self, message: &str) -> String {
        let message = serde_json::from_str::<Message>(message);
        list(&message.map_or_else(|_| Vec::new(), |message| self.0.receive(message)))
    }

    /// Gives what is to be sent when nothing is left to receive: diagnostics.
    pub fn idle(&mut self) -> String {
        list(&self.0.idle())
    }
}

/// Messages, which are JSON each, as one list.
fn list(messages: &[String]) -> String {
    format!("[{}]", messages.join(","))
}
