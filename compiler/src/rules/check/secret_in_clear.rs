//! `secret-in-clear`: a password or token that stands in the file itself.

use crate::model::EnvValue;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "secret-in-clear",
    "a password or token in the file itself",
    include_str!("../../../../spec/rules/secret-in-clear.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    for variable in plan.model.service(worker.service).env.iter().chain(&worker.settings.env) {
        let EnvValue::Text(text) = &variable.value.value else { continue };
        if let Some(why) = secret(&variable.name, text) {
            let name = &variable.name;
            let message = format!("the secret in `{name}` would stand in clear in this file and in every manifest");
            sink.push(
                Diagnostic::new(&RULE, message, variable.value.value_span(), why)
                    .help(format!("put it into a Secret and write `{name}=secret:NAME/KEY`")),
            );
        }
    }
}

/// A value that has to be a reference.
pub fn secret_in_clear(key: &str, span: Span) -> Diagnostic {
    let message = format!("`{key}` would stand in clear in this file and in every manifest");
    Diagnostic::new(&RULE, message, span, "a reference belongs here")
        .help(format!("put it into a Secret and write `{key}=secret:NAME/KEY`"))
}

/// What makes a variable's text a secret: what its name promises, or a password in a URL.
pub fn secret(name: &str, text: &str) -> Option<&'static str> {
    const SECRETS: [&str; 9] =
        ["PASSWORD", "PASSWD", "PASSPHRASE", "PASS", "PWD", "SECRET", "TOKEN", "CREDENTIALS", "APIKEY"];
    const KEYS: [&str; 6] = ["API", "SECRET", "PRIVATE", "ACCESS", "ENCRYPTION", "SIGNING"];
    const ABOUT: [&str; 9] = ["FILE", "PATH", "DIR", "NAME", "URL", "TTL", "TIMEOUT", "LENGTH", "ENABLED"];
    if text.is_empty() || name == "PWD" {
        return None;
    }
    let name = name.to_ascii_uppercase();
    let words: Vec<&str> = name.split('_').collect();
    let about = words.last().is_some_and(|last| ABOUT.contains(last));
    let key = words.windows(2).any(|pair| pair[1] == "KEY" && KEYS.contains(&pair[0]));
    if !about && (key || words.iter().any(|word| SECRETS.contains(word))) {
        return Some("by its name a secret");
    }
    let authority = text.split_once("://")?.1.split('/').next()?;
    let (credentials, _) = authority.rsplit_once('@')?;
    credentials.contains(':').then_some("a URL with a password in it")
}
