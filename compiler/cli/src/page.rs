//! The playground's page, as it is part of the program, and links that open files in it. Serves on loopback alone; files
//! travel in the link's fragment, which a browser keeps to itself.

use std::io::{Cursor, Write as _};
use std::net::{Ipv4Addr, SocketAddr};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use celq::source::{Source, Sources};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use tiny_http::{Header, Request, Response, Server};

use crate::{Failure, Result};

include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// Where the file that was asked for is: it leads to the page with the newest text of it.
const OPEN: &str = "open";

/// The page, served.
pub(crate) struct Page {
    server: Server,
    address: SocketAddr,
}

impl Page {
    /// Begins to listen.
    pub(crate) fn listen(port: u16) -> Result<Self> {
        if PAGE.is_empty() {
            let why = "this qc was built without the playground; `make playground` builds one with it";
            return Err(Failure::Because(why.to_owned()));
        }
        let taken =
            |why| Failure::Because(format!("port {port}: {why}; choose another with --port, or 0 for a free one"));
        let server = Server::http((Ipv4Addr::LOCALHOST, port)).map_err(taken)?;
        let address = server.server_addr().to_ip().unwrap_or_else(|| (Ipv4Addr::LOCALHOST, port).into());
        Ok(Self { server, address })
    }

    /// The link to the page, or to a file in it.
    pub(crate) fn link(&self, file: bool) -> String {
        format!("http://{}/{}", self.address, if file { OPEN } else { "" })
    }

    /// Answers until the program is stopped. `fragment` gives what opens the file, read anew each time.
    pub(crate) fn serve(&self, fragment: impl Fn() -> Result<String>) {
        for request in self.server.incoming_requests() {
            let answer = self.answer(&request, &fragment);
            // A browser that has gone needs no answer.
            let _ = request.respond(answer);
        }
    }

    fn answer(&self, request: &Request, fragment: &impl Fn() -> Result<String>) -> Answer {
        // Another site's name that leads here would make its scripts' questions this page's own.
        let host = request.headers().iter().find(|header| header.field.equiv("Host"));
        let own = [self.address.to_string(), format!("localhost:{}", self.address.port())];
        if !host.is_some_and(|host| own.iter().any(|own| own == host.value.as_str())) {
            return answer(403, &[], b"asked for by another name\n");
        }
        let path = request.url().split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
        if path == OPEN {
            return match fragment() {
                Ok(fragment) => answer(302, &[("Location", &format!("/{fragment}"))], b""),
                Err(failure) => answer(500, &[], failure.sentence().unwrap_or_default().as_bytes()),
            };
        }
        let name = if path.is_empty() { "index.html" } else { path };
        let Some((_, packed)) = PAGE.iter().find(|(known, _)| *known == name) else {
            return answer(404, &[], b"the playground has no such file\n");
        };
        let headers =
            [("Content-Type", kind(name)), ("Content-Encoding", "gzip"), ("X-Content-Type-Options", "nosniff")];
        answer(200, &headers, packed)
    }
}

type Answer = Response<Cursor<Vec<u8>>>;

fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let headers = [("Cache-Control", "no-cache")].iter().chain(headers);
    // Everything that stands in a header here is ASCII.
    let headers = headers.filter_map(|(name, value)| Header::from_bytes(*name, *value).ok()).collect();
    Response::new(status.into(), headers, Cursor::new(body.to_vec()), Some(body.len()), None)
}

/// What a file is, by its name.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// The fragment that opens a site in the page: its files as JSON, the asked one first, deflated, in base64 for URLs.
pub(crate) fn fragment(sources: &Sources) -> Result<String> {
    let names: Vec<&str> = sources.files().iter().map(Source::name).collect();
    let above = folder_of_all(&names);
    let files: Vec<(String, &str)> =
        sources.files().iter().map(|file| (plain(&file.name()[above..]), file.text())).collect();
    let json = serde_json::to_vec(&files).map_err(std::io::Error::from)?;
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&json)?;
    Ok(format!("#c1={}", URL_SAFE_NO_PAD.encode(encoder.finish()?)))
}

/// The length of the folder that all files lie in.
fn folder_of_all(names: &[&str]) -> usize {
    let Some((first, others)) = names.split_first() else { return 0 };
    let mut folder = first.rfind('/').map_or(0, |slash| slash + 1);
    while !others.iter().all(|name| name.starts_with(&first[..folder])) {
        folder = first[..folder].trim_end_matches('/').rfind('/').map_or(0, |slash| slash + 1);
    }
    folder
}

/// A name that the page takes.
fn plain(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-/".contains(c) { c } else { '-' };
    name.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_as_seen_from_the_folder_that_holds_all() {
        assert_eq!(folder_of_all(&["/home/a/envs/prod.celq", "/home/a/base.celq"]), "/home/a/".len());
        assert_eq!(folder_of_all(&["envs/prod.celq", "base.celq"]), 0);
        assert_eq!(folder_of_all(&["/a/site.celq"]), "/a/".len());
        assert_eq!(plain("my site.celq"), "my-site.celq");
    }
}
