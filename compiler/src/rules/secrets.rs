//! What is a secret by the look of it: passwords and tokens that stand in clear.

/// What makes a variable's text a secret: what its name promises, or a password in a URL.
pub fn looks_secret(name: &str, text: &str) -> Option<&'static str> {
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
