//! Texts that have a form of their own: hosts, images, patterns of names, labels and taints. A value of the tree in,
//! the text or a fault out.

use core::net::{IpAddr, Ipv6Addr};

use super::read::{Input, Read, slice};
use super::suggest::near;
use super::value::{Fault, Label, TAINT_EFFECTS, Toleration, Value, alternatives, is_dns_name};
use crate::model::Text;

/// A host that pods reach by name or address; what belongs to a URL around it is refused.
pub(super) fn host(input: Input<'_>) -> Read<Text<'_>> {
    let text = input.text("host")?;
    if is_own_pod(&text) {
        return Err(Fault::invalid(input.span, "a host that other pods reach; this one is each pod itself"));
    }
    if text.parse::<Ipv6Addr>().is_ok() || is_host_name(&text) {
        return Ok(text);
    }
    let rest = text.split_once("://").map_or(&*text, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    let (credentials, place) = authority.rsplit_once('@').unwrap_or(("", authority));
    let name = match place.strip_prefix('[') {
        Some(bracketed) => bracketed.split(']').next().unwrap_or_default(),
        None => place.split(':').next().unwrap_or_default(),
    };
    let wanted = match credentials {
        "" => "a host alone; its port and database have keys of their own",
        _ => "a host alone; user and password have keys of their own, and a password stands in a Secret",
    };
    let good = (is_host_name(name) || name.parse::<Ipv6Addr>().is_ok()) && !is_own_pod(name);
    let fault = Fault::invalid(input.span, wanted);
    let meant = Some(name).filter(|_| good && credentials.is_empty());
    // What stands beside the name is lost.
    Err(if *text == format!("[{name}]") { fault.suggest(meant) } else { fault.guess(meant) })
}

fn is_own_pod(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback() || address.is_unspecified())
}

fn is_host_name(text: &str) -> bool {
    text.len() <= 253
        && text.split('.').all(|label| {
            is_edged(label, |byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) && label.len() <= 63
        })
}

/// `registry/name:tag@digest`, of which only the name has to be there.
pub(super) fn image(input: Input<'_>) -> Read<Value<'_>> {
    let text = input.text("image")?;
    if is_image(&text) {
        return Ok(Value::Text(text));
    }
    Err(Fault::invalid(input.span, "an image, such as `registry.example/openedx:22.0.3`"))
}

fn is_image(text: &str) -> bool {
    let (rest, digest) = text.split_once('@').map_or((text, None), |(rest, digest)| (rest, Some(digest)));
    let (path, tag) = match rest.rsplit_once(':') {
        Some((path, tag)) if !tag.contains('/') => (path, Some(tag)),
        _ => (rest, None),
    };
    let (registry, name) = match path.split_once('/') {
        // What is a registry and what the name's first part is told by the dot, the port, or `localhost`.
        Some((first, rest)) if first.contains(['.', ':']) || first == "localhost" => (Some(first), rest),
        _ => (None, path),
    };
    registry.is_none_or(is_registry)
        && name.split('/').all(|part| {
            is_edged(part, |byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte))
        })
        && tag.is_none_or(is_tag)
        && digest.is_none_or(is_digest)
}

fn is_registry(text: &str) -> bool {
    let (host, port) = text.split_once(':').map_or((text, None), |(host, port)| (host, Some(port)));
    is_host_name(host) && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

fn is_tag(text: &str) -> bool {
    let made_of = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    (1..=128).contains(&text.len()) && text.bytes().all(made_of) && !text.starts_with(['.', '-'])
}

fn is_digest(text: &str) -> bool {
    let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.split_once(':').is_some_and(|(algorithm, hash)| {
        let length = match algorithm {
            "sha256" => 64,
            "sha512" => 128,
            _ => return false,
        };
        hash.len() == length && hash.bytes().all(hexadecimal)
    })
}

/// A path of directories from the root, as a container mounts it.
pub(super) fn path(input: Input<'_>) -> Read<Value<'_>> {
    let text = input.text("path")?;
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains([':', '\0']);
    if text.strip_prefix('/').is_some_and(|rest| rest.split('/').all(plain)) {
        return Ok(Value::Text(text));
    }
    Err(Fault::invalid(input.span, "a path from the root, such as `/app/media`"))
}

/// `10/s`, `100/m`, `5/h`, as Celery reads them (`celery.utils.time.rate`).
pub(super) fn rate_limit(input: Input<'_>) -> Read<Value<'_>> {
    let text = input.text("rate")?;
    let number =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u32>().is_ok_and(|n| n > 0);
    match text.split_once('/') {
        Some((count, "s" | "m" | "h")) if number(count) => Ok(Value::Text(text)),
        _ => Err(Fault::invalid(input.span, "a number with its unit of time: `10/s`, `100/m` or `5/h`")),
    }
}

/// A pattern of names, in which `{service}` and `{variant}` are filled in.
pub(super) fn pattern(input: Input<'_>) -> Read<Value<'_>> {
    let text = input.text("pattern")?;
    if text.replace("{service}", "").replace("{variant}", "").contains(['{', '}']) {
        return Err(Fault::invalid(input.span, "a pattern of which `{service}` and `{variant}` are the only marks"));
    }
    if text.contains("{variant}") {
        return Ok(Value::Text(text));
    }
    Err(Fault::invalid(input.span, "a pattern with `{variant}` in it, or all queues would have one name"))
}

/// Labels of one node, each `KEY:VALUE`.
pub(super) fn labels(input: Input<'_>) -> Read<Vec<Label<'_>>> {
    let mut labels: Vec<Label<'_>> = Vec::new();
    for (label, span) in input.list(|one| label(one).map(|label| (label, one.span)))? {
        if labels.iter().any(|earlier| earlier.key == label.key) {
            return Err(Fault::invalid(span, "each key once: the node has to have all of them"));
        }
        labels.push(label);
    }
    Ok(labels)
}

fn label(input: Input<'_>) -> Read<Label<'_>> {
    let text = input.text("label")?;
    match text.find(':') {
        Some(colon) if is_label_key(&text[..colon]) && is_label_value(&text[colon + 1..]) => {
            Ok(Label { key: slice(&text, 0, colon), value: slice(&text, colon + 1, text.len()) })
        }
        _ => Err(Fault::invalid(input.span, "a label, `KEY:VALUE`, of letters, digits, `-`, `_` and `.`")),
    }
}

/// A taint that pods tolerate.
pub(super) fn toleration(input: Input<'_>) -> Read<Toleration<'_>> {
    let text = input.text("taint")?;
    let parts: Vec<&str> = text.split(':').collect();
    let effect = |word: &str| TAINT_EFFECTS.iter().copied().find(|effect| *effect == word);
    let (key, value, effect) = match *parts.as_slice() {
        [key] => (key, None, None),
        [key, last] => match effect(last) {
            Some(effect) => (key, None, Some(effect)),
            None => (key, Some(last), None),
        },
        [key, value, last] if effect(last).is_some() => (key, Some(value), effect(last)),
        [.., last] => {
            let wanted = format!("an effect: {}", alternatives(TAINT_EFFECTS.iter().copied()));
            let near = near(last, TAINT_EFFECTS.iter().copied());
            let meant = near.map(|near| format!("{}{}", &text[..text.len() - last.len()], near.word));
            let fault = Fault::invalid(input.span, wanted);
            let certain = near.is_some_and(|near| near.certain);
            return Err(if certain { fault.suggest(meant) } else { fault.guess(meant) });
        }
        [] => ("", None, None),
    };
    if !is_label_key(key) || !value.is_none_or(is_label_value) {
        return Err(Fault::invalid(
            input.span,
            "a taint, `KEY[:VALUE][:EFFECT]`, of letters, digits, `-`, `_` and `.`",
        ));
    }
    let at = key.len() + 1;
    let value = value.map(|value| slice(&text, at, at + value.len()));
    Ok(Toleration { key: slice(&text, 0, key.len()), value, effect })
}

/// Whether Kubernetes takes it as the key of a label or taint: `example.com/pool`, `pool`.
fn is_label_key(text: &str) -> bool {
    let (prefix, name) = text.split_once('/').map_or((None, text), |(prefix, name)| (Some(prefix), name));
    prefix.is_none_or(is_dns_name) && is_label_value(name)
}

fn is_label_value(text: &str) -> bool {
    text.len() <= 63 && is_edged(text, |byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// Whether a text is made of such bytes, with a letter or digit at both ends.
fn is_edged(text: &str, made_of: impl Fn(u8) -> bool) -> bool {
    let edge = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    edge(text.bytes().next()) && edge(text.bytes().last()) && text.bytes().all(made_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_what_a_node_can_pull() {
        let digest = format!("a@sha256:{}", "0f".repeat(32));
        for image in ["a", "a:1", "b/a", "r.example/b/a:22.0.3", "r:5000/a", "localhost/a", "a:Tag_1.x-y", &digest] {
            assert!(is_image(image), "{image}");
        }
        for image in ["", "a:", ":1", "https://r/a:1", "a//b", "/a", "a/", "A", "a@sha256:0123", "a b", "r:x/a", "a:-1"]
        {
            assert!(!is_image(image), "{image}");
        }
    }

    #[test]
    fn keys_and_values_of_labels_are_those_of_kubernetes() {
        assert!(is_label_key("pool") && is_label_key("node.kubernetes.io/instance-type") && is_label_key("A_b.c"));
        assert!(
            !is_label_key("a b")
                && !is_label_key("a=b")
                && !is_label_key("/a")
                && !is_label_key("a/")
                && !is_label_key("A/b")
        );
        assert!(is_label_value("m5.large") && !is_label_value("-a") && !is_label_value(&"a".repeat(64)));
    }
}
