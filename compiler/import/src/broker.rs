//! What is known of the broker, wherever it stands: a URL, an address, transport options → `broker`. A password is never
//! copied: it becomes a reference, to where it is kept already or to a Secret that is to be made.

use celq::language::value::{Seconds, Value};
use celq::language::{Key, Scope, keys};
use celq::model::BrokerKind;

use crate::draft::{Draft, say, secret, text};
use crate::finding::{Findings, Place};
use crate::node::Node;

/// The Secret in which a password is to be put that stands in clear.
const SECRET: (&str, &str) = ("celery-broker", "password");

/// A URL, taken apart.
#[derive(Debug, Default, PartialEq)]
struct Url {
    tls: bool,
    username: String,
    password: String,
    host: String,
    port: Option<i64>,
    path: String,
    query: String,
}

/// The schemes of URLs, with what they mean.
const SCHEMES: [(&str, BrokerKind, bool); 6] = [
    ("redis", BrokerKind::Redis, false),
    ("rediss", BrokerKind::Redis, true),
    ("amqp", BrokerKind::RabbitMq, false),
    ("amqps", BrokerKind::RabbitMq, true),
    ("pyamqp", BrokerKind::RabbitMq, false),
    ("pyamqps", BrokerKind::RabbitMq, true),
];

/// What a URL's query may say that the site's settings say themselves.
const CHECKS: [&str; 3] = ["", "ssl_cert_reqs=required", "ssl_cert_reqs=CERT_REQUIRED"];

/// Reads a URL; `$(NAME)` in it is a variable of the environment. Gives whether it is one.
pub(crate) fn url(url: &str, draft: &mut Draft, place: &Place, findings: &mut Findings) -> bool {
    let Some((kind, url)) = parts(url) else { return false };
    if !draft.broker.is(kind) {
        findings.left_out(
            place,
            format!("another broker than {}, which is said elsewhere", draft.broker.kind.map_or("", BrokerKind::title)),
        );
        return true;
    }
    draft.broker.stated = true;
    let mut pairs: Vec<(Scope, &'static Key, Value<'static>)> = vec![(Scope::Broker, &keys::host::KEY, text(url.host))];
    let usual = match (kind, url.tls) {
        (BrokerKind::Redis, _) => keys::port::REDIS,
        (BrokerKind::RabbitMq, true) => keys::port::RABBITMQ_TLS,
        (BrokerKind::RabbitMq, false) => keys::port::RABBITMQ,
    };
    if url.port.is_some_and(|port| port != usual) {
        pairs.push((Scope::Broker, &keys::port::KEY, Value::Integer(url.port.unwrap_or(usual))));
    }
    if !url.username.is_empty() {
        pairs.push((Scope::Broker, &keys::username::KEY, text(url.username)));
    }
    if url.tls {
        pairs.push((Scope::Broker, &keys::tls::KEY, Value::Switch(true)));
    }
    match kind {
        _ if url.path.is_empty() => {}
        BrokerKind::Redis => match url.path.parse() {
            Ok(db) => pairs.push((Scope::Redis, &keys::db::KEY, Value::Integer(db))),
            Err(_) => findings.left_out(place, format!("the database `{}`", url.path)),
        },
        BrokerKind::RabbitMq => pairs.push((Scope::RabbitMq, &keys::vhost::KEY, text(url.path))),
    }
    for (scope, key, value) in pairs {
        fact(draft, (scope, key), &value, place, findings);
    }
    if !url.password.is_empty() {
        password(&url.password, draft, place, findings);
    }
    if !CHECKS.contains(&url.query.as_str()) {
        findings.left_out(place, format!("`?{}` of the broker's URL", url.query));
    }
    true
}

/// Says a fact of the broker. Of RabbitMQ the defaults of Redis do not hold.
pub(crate) fn fact(
    draft: &mut Draft,
    (scope, key): (Scope, &'static Key),
    value: &Value<'_>,
    place: &Place,
    findings: &mut Findings,
) {
    let rabbit = draft.broker.kind == Some(BrokerKind::RabbitMq);
    let usual = key.name == keys::host::KEY.name && value.to_string() == BrokerKind::RabbitMq.word();
    let said = &mut draft.broker.said;
    let result = if rabbit && !usual { said.insist(scope, key, value) } else { said.set(scope, key, value) };
    if let Err(why) = result {
        findings.left_out(place, format!("`{}`: {why}", crate::node::on_one_line(&value.to_string())));
    }
}

/// Where the password is kept: in a variable whose own place is known, or nowhere yet.
fn password(written: &str, draft: &mut Draft, place: &Place, findings: &mut Findings) {
    let variable = written.strip_prefix("$(").and_then(|rest| rest.strip_suffix(')'));
    let known = variable.and_then(|name| draft.broker.variables.iter().find(|(there, _)| there == name));
    if let Some((_, reference)) = known {
        let reference = Value::Reference(reference.clone());
        say(&mut draft.broker.said, (Scope::Broker, &keys::password::KEY), &reference, place, findings);
        return;
    }
    if draft.broker.said.get(Scope::Broker, &keys::password::KEY).is_some() {
        return;
    }
    let (name, key) = SECRET;
    say(&mut draft.broker.said, (Scope::Broker, &keys::password::KEY), &secret(name, key), place, findings);
    let why = match variable {
        Some(variable) => format!("nothing here says where `{variable}` is kept"),
        None => "a password is not copied".to_owned(),
    };
    findings.note(place, format!("{why}: put it into the key `{key}` of a Secret `{name}`"));
}

/// A URL taken apart, its parts decoded.
fn parts(url: &str) -> Option<(BrokerKind, Url)> {
    let (scheme, rest) = url.split_once("://")?;
    let (_, kind, tls) = SCHEMES.into_iter().find(|(name, ..)| *name == scheme)?;
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    // A user or password that is not encoded may have any sign in it.
    let (credentials, place) = rest.rsplit_once('@').unwrap_or(("", rest));
    let (authority, path) = place.split_once('/').unwrap_or((place, ""));
    let (host, port) = match authority.strip_prefix('[') {
        Some(bracketed) => {
            let (host, rest) = bracketed.split_once(']')?;
            (host, rest.strip_prefix(':'))
        }
        None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
    };
    let (username, password) = credentials.split_once(':').unwrap_or((credentials, ""));
    if host.is_empty() || [host, path].iter().any(|part| part.contains(['$', ';', ','])) {
        return None;
    }
    let port = port.filter(|port| !port.is_empty()).map(|port| port.parse().map_err(|_| ())).transpose().ok()?;
    let url = Url {
        tls,
        username: decoded(username)?,
        password: decoded(password)?,
        host: host.to_owned(),
        port,
        path: decoded(path)?,
        query: query.to_owned(),
    };
    Some((kind, url))
}

/// A part of a URL without its percent signs.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, others)) = rest.split_first() {
        let digits = others.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &others[2..];
            }
            None => {
                bytes.push(first);
                rest = others;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// The options of the transport that the language has words for, by the names that kombu gives them.
const OPTIONS: [(&str, &Key); 4] = [
    (".visibility_timeout", &keys::visibility_timeout::KEY),
    (".global_keyprefix", &keys::key_prefix::KEY),
    (".sep", &keys::separator::KEY),
    (".priority_steps", &keys::priority_steps::KEY),
];

/// Takes the options of the transport.
pub(crate) fn transport_options(node: &mut Node, draft: &mut Draft, place: &Place, findings: &mut Findings) {
    node.open();
    for (path, key) in OPTIONS {
        let place = place.part(path);
        let Some(value) = node.look(path).and_then(|node| option(path, node)) else { continue };
        draft.broker.is(BrokerKind::Redis);
        fact(draft, (Scope::Redis, key), &value, &place, findings);
        node.take(path);
    }
}

fn option(path: &str, node: &Node) -> Option<Value<'static>> {
    match path {
        ".visibility_timeout" => Some(Value::Duration(Seconds(u32::try_from(node.number()?).ok()?))),
        ".priority_steps" => {
            let steps = node.texts()?.iter().map(|step| step.parse().ok()).collect::<Option<Vec<i64>>>()?;
            Some(Value::Steps(steps))
        }
        _ => node.text().map(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Option<(&'static str, String)> {
        let (kind, url) = parts(url)?;
        let Url { tls, username, password, host, port, path, query } = url;
        Some((kind.word(), format!("{tls} {username}:{password} {host} {port:?} {path} {query}")))
    }

    #[test]
    fn urls_are_taken_apart() {
        assert_eq!(of("redis://redis:6379/3"), Some(("redis", "false : redis Some(6379) 3 ".into())));
        assert_eq!(
            of("rediss://u%40x:$(P)@[fd00::1]/0?a=b"),
            Some(("redis", "true u@x:$(P) fd00::1 None 0 a=b".into()))
        );
        // What tutor-contrib-celery writes, where a password is not encoded.
        assert_eq!(
            of("redis://:p@ss/word@redis:6379/3"),
            Some(("redis", "false :p@ss/word redis Some(6379) 3 ".into()))
        );
        assert_eq!(of("amqps://u@h/%2Fcampus"), Some(("rabbitmq", "true u: h None /campus ".into())));
        for none in
            ["redis", "http://a", "redis://", "sentinel://a:1;sentinel://b:2", "redis://$(HOST)/0", "redis://h:x/0"]
        {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
