//! URIs as clients write them, and the names by which a session knows files: a URI without escapes, so that however a
//! client escapes it, it is one file. Knows no file system.

use celq::include;
use gen_lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What a path in a URI may have as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b':')
    .remove(b'@')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'+')
    .remove(b',')
    .remove(b'=');

/// The name of a file or folder, from its URI.
pub(crate) fn key(uri: &str) -> String {
    percent_decode_str(uri).decode_utf8_lossy().into_owned()
}

/// The URI of a file, from its name.
pub(crate) fn uri(key: &str) -> Uri {
    Uri(utf8_percent_encode(key, ESCAPED).to_string())
}

/// The last part of a name.
pub(crate) fn last(key: &str) -> &str {
    key.rsplit('/').next().unwrap_or(key)
}

/// The name of a file that is called `name` as it is seen from another one's folder.
pub(crate) fn beside(from: &str, name: &str) -> String {
    let (root, path) = from.split_at(root(from));
    let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
    let whole = if name.starts_with('/') { name.to_owned() } else { format!("{folder}{name}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "." => {}
            ".." => _ = parts.pop_if(|last| !last.is_empty()),
            _ => parts.push(part),
        }
    }
    format!("{root}{}", parts.join("/"))
}

/// How a file is called as it is seen from another one's folder.
pub(crate) fn relative(from: &str, to: &str) -> String {
    include::relative(&from[root(from)..], &to[root(to)..])
}

/// How much of a name is its scheme and authority.
fn root(key: &str) -> usize {
    let Some(colon) = key.find(':') else { return 0 };
    match key[colon + 1..].strip_prefix("//") {
        Some(rest) => key.len() - rest.len() + rest.find('/').unwrap_or(rest.len()),
        None => colon + 1,
    }
}
