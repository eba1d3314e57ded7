//! Values that Tutor has: while objects are written, words between two signs that nobody types; at the end what Tutor's
//! templates put in their place. Everything else that its templates would read as theirs is kept from them.

use crate::plan::platform::Platform;

/// A word between the signs.
macro_rules! word {
    ($name:literal) => {
        concat!("\u{e000}", $name, "\u{e001}")
    };
}

/// Tutor, in words.
pub(super) static TUTOR: Platform = Platform {
    image: word!("openedx-image"),
    namespace: word!("site-namespace"),
    host: word!("redis-host"),
    address: word!("redis-address"),
    port: word!("redis-port"),
    db: word!("redis-db"),
};
/// The password of Tutor's Redis.
pub(super) const PASSWORD: &str = word!("redis-password");
/// User and password of Flower.
pub(super) const FLOWER_AUTH: &str = word!("flower-auth");

/// Begins lines that are there where the setting is not empty.
pub(super) const IF_FLOWER_AUTH: &str = concat!(word!("if-flower-auth"), "\n");
/// Ends them.
pub(super) const END: &str = concat!(word!("end"), "\n");

/// What stands in the place of each word, the values between double quotes.
const VALUES: [(&str, &str); 10] = [
    (TUTOR.image, "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"),
    (TUTOR.namespace, "{{ K8S_NAMESPACE|celq_text }}"),
    (TUTOR.host, "{{ REDIS_HOST|celq_text }}"),
    (TUTOR.address, "{{ celq_address(REDIS_HOST, K8S_NAMESPACE)|celq_text }}"),
    (TUTOR.port, "{{ REDIS_PORT }}"),
    (TUTOR.db, "{{ OPENEDX_CELERY_REDIS_DB }}"),
    (PASSWORD, "{{ REDIS_PASSWORD|celq_text }}"),
    (FLOWER_AUTH, "{{ CELQ_FLOWER_AUTH|celq_text }}"),
    (IF_FLOWER_AUTH, "{%- if CELQ_FLOWER_AUTH %}\n"),
    (END, "{%- endif %}\n"),
];

/// What begins an item that stands for the folders which a site mounts into the workers of a service.
const MOUNTS: &str = "\u{e000}mounts ";

/// The item of a list of volumes that stands for the folders which the site mounts into Tutor's worker of that name.
pub(super) fn mounts(worker: &str, selinux: bool) -> String {
    format!("{MOUNTS}{worker}{}\u{e001}", if selinux { ":z" } else { "" })
}

/// A text as a template of Tutor's, which gives that text.
pub(super) fn template(text: &str) -> String {
    let mut template = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive('\n') {
        match line.split_once(MOUNTS) {
            Some((before, after)) => template.push_str(&each_mount(before, after)),
            None => template.push_str(&filled(&kept(line))),
        }
    }
    template
}

/// What Tutor's templates would take for the beginning of something stands in one of its own expressions.
fn kept(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).chain(rest.find("{#")).min() {
        let (before, from) = rest.split_at(at);
        let (sign, after) = from.split_at(2);
        kept.push_str(before);
        kept.extend(["{{ \"", sign, "\" }}"]);
        rest = after;
    }
    kept + rest
}

/// Python's literals have the signs as escapes.
fn filled(line: &str) -> String {
    if !line.contains(['\u{e000}', '\\']) {
        return line.to_owned();
    }
    let line = line.replace("\\U0000e000", "\u{e000}").replace("\\U0000e001", "\u{e001}");
    VALUES.iter().fold(line, |line, (word, value)| line.replace(word, value))
}

/// An item for each folder; `before` ends in `- "`.
fn each_mount(before: &str, after: &str) -> String {
    let indent = before.split('-').next().unwrap_or_default();
    let (worker, mode) = match after.split(['\u{e001}']).next().unwrap_or_default() {
        worker if worker.ends_with(":z") => (worker.trim_end_matches(":z"), ":z"),
        worker => (worker, ""),
    };
    format!(
        "{indent}{{%- for mount in iter_mounts(MOUNTS, \"openedx\", \"{worker}\") %}}\n\
         {indent}- \"{{{{ mount|celq_text }}}}{mode}\"\n{indent}{{%- endfor %}}\n"
    )
}
