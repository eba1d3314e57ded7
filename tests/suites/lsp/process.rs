//! The process `qc lsp` with a client: how it ends, and what it makes of what is no message.
#![allow(clippy::disallowed_methods, reason = "a client reads the clock, and writes what its server reads")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

/// A running server.
struct Server {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Server {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_qc-under-test"));
        command.args(["lsp", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("qc starts");
        let input = process.stdin.take();
        let output = BufReader::new(process.stdout.take().expect("a pipe"));
        Self { process, input, output }
    }

    /// A server that was opened by a client.
    fn opened(params: &Json) -> Self {
        let mut server = Self::start();
        server.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }));
        assert_eq!(server.receive()["result"]["serverInfo"]["name"], "qc");
        server
    }

    fn send(&mut self, message: &Json) {
        let text = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("its input is open");
        input.write_all(bytes).and_then(|()| input.flush()).expect("it reads");
    }

    fn receive(&mut self) -> Json {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).expect("text"), 0, "it has said nothing");
            match line.trim().split_once(": ") {
                Some((_, value)) => length = value.parse().expect("a number"),
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("as many bytes as it says");
        serde_json::from_slice(&body).expect("JSON")
    }

    /// Its exit code and what it wrote to stderr, or nothing when it is still there after ten seconds.
    fn end(mut self) -> Option<(Option<i32>, String)> {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) {
            if let Some(status) = self.process.try_wait().expect("a child") {
                let mut said = String::new();
                self.process.stderr.take().expect("a pipe").read_to_string(&mut said).expect("text");
                return Some((status.code(), said));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.process.kill();
        None
    }
}

fn plain() -> Json {
    json!({ "capabilities": {} })
}

pub(crate) fn ends_in_order() {
    let mut server = Server::opened(&plain());
    server.send(&json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" }));
    assert_eq!(server.receive(), json!({ "jsonrpc": "2.0", "id": 2, "result": null }));
    server.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(server.end(), Some((Some(0), String::new())));
}

pub(crate) fn ends_without_order() {
    let mut server = Server::opened(&plain());
    server.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(server.end(), Some((Some(1), String::new())));
}

pub(crate) fn ends_with_its_input() {
    let mut server = Server::opened(&plain());
    server.input = None;
    assert_eq!(server.end(), Some((Some(1), String::new())));
    // Within a message too.
    let mut server = Server::opened(&plain());
    server.write(b"Content-Length: 100\r\n\r\n{");
    server.input = None;
    assert_eq!(server.end(), Some((Some(1), String::new())));
}

pub(crate) fn ends_with_its_client() {
    let mut client = Command::new("sleep").arg("60").spawn().expect("a process that stands for a client");
    let server = Server::opened(&json!({ "processId": client.id(), "capabilities": {} }));
    client.kill().and_then(|()| client.wait()).expect("it can be killed");
    // Its input is still open, as it would be if the client had left it to a child.
    assert_eq!(server.end(), Some((Some(1), String::new())));
}

pub(crate) fn refuses_garbage() {
    for garbage in [&b"hello\n"[..], b"\xff\xfe\0\n\n", b"Content-Length: many\r\n\r\n", b"\r\n\r\n"] {
        let mut server = Server::start();
        server.write(garbage);
        let (code, said) = server.end().expect("it does not hang");
        assert_eq!(code, Some(2), "{said}");
        assert!(said.starts_with("error: stdin: ") && said.lines().count() == 1, "{said}");
    }
}

pub(crate) fn survives_bad_json() {
    let mut server = Server::opened(&plain());
    for (body, code) in
        [(&b"{bad"[..], -32700), (b"\xff", -32700), (b"", -32700), (b"[]", -32600), (b"{\"a\":1}", -32600)]
    {
        server.write(format!("Content-Type: x\r\ncontent-length: {}\r\n\r\n", body.len()).as_bytes());
        server.write(body);
        let answer = server.receive();
        assert_eq!((&answer["id"], &answer["error"]["code"]), (&Json::Null, &json!(code)), "{answer}");
    }
    server.send(&json!({ "jsonrpc": "2.0", "id": "x", "method": "qc/explain", "params": { "word": "min" } }));
    assert_eq!(server.receive()["id"], "x");
}

pub(crate) fn reads_the_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("a b.celq", "queue lms.high keda min=5 max=3\n");
    write("site.celq", "include \"a b.celq\"\nsite campus release=verawood\nbroker redis host=redis\n");
    let uri = |name: &str| format!("file://{}/{name}", folder.path().display());
    let folders = json!([{ "uri": format!("file://{}", folder.path().display()), "name": "x" }]);
    let mut server = Server::opened(&json!({ "capabilities": {}, "workspaceFolders": folders }));
    let text = "queue lms.high keda min=5 max=4\n";
    let document = json!({ "uri": uri("a%20b.celq"), "languageId": "celq", "version": 7, "text": text });
    server.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } }));
    let params = server.receive()["params"].take();
    assert_eq!((&params["uri"], &params["version"]), (&json!(uri("a%20b.celq")), &json!(7)));
    let said = params["diagnostics"].as_array().expect("a list").iter();
    let errors: Vec<&Json> = said.filter(|said| said["severity"] == 1).map(|said| &said["code"]).collect();
    assert_eq!(errors, ["min-above-max"], "it is judged as a part of the site that includes it");
}
