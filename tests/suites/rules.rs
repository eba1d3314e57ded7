//! Every rule's page and every rule's cases.
//!
//! `spec/rules/<rule>.md` has two fenced blocks: `celq fails` gives this rule and no other, `celq fixed` gives nothing.
//! With `bytes` behind it a block may hold `\xNN` for a byte. `tests/rules/<rule>/` holds cases: `<case>.celq`, and in
//! `<case>.txt` what is said about it, to the letter; this rule must be among it. Where a case has fixes,
//! `<case>.fixed` holds what the safe ones make of it, and `<case>.unsafe-fixed` what all make of it, where that is another
//! text. In cases a line `# file: NAME` begins another file.

use std::path::Path;

use celq::diagnostic::Applicability;
use celq::fix;
use celq::rules::{RULES, Rule};
use libtest_mimic::{Failed, Trial};
use tests::{diagnostics, ensure, entries, golden, read, root, rules_of, several_sources, stem};

fn main() {
    let pages = RULES.iter().map(|rule| Trial::test(format!("page/{}", rule.name), || page(rule)));
    let cases = RULES.iter().flat_map(|rule| {
        let folder = root().join("tests/rules").join(rule.name);
        let cases = entries(&folder).into_iter().filter(|path| path.extension().is_some_and(|of| of == "celq"));
        cases.map(move |path| Trial::test(format!("case/{}/{}", rule.name, stem(&path)), move || case(rule, &path)))
    });
    tests::run(pages.chain(cases).collect()).exit();
}

fn page(rule: &Rule) -> Result<(), Failed> {
    let failing = block(rule.doc, "fails")?;
    let said = diagnostics(&several_sources("site.celq", &failing));
    let rules = rules_of(&said);
    ensure(!rules.is_empty() && rules.iter().all(|name| *name == rule.name), || {
        format!("the failing block gives {rules:?} and not {} alone", rule.name)
    })?;
    let fixed = several_sources("site.celq", &block(rule.doc, "fixed")?);
    let said = diagnostics(&fixed);
    ensure(said.is_empty(), || format!("the fixed block gives:\n{}", qc::render(&said, &fixed)))
}

/// The content of the fenced block of that kind.
fn block(page: &str, kind: &str) -> Result<Vec<u8>, Failed> {
    let missing = || Failed::from(format!("the page has no block `celq {kind}`"));
    let fence = format!("```celq {kind}");
    let (_, rest) = page.split_once(&fence).ok_or_else(missing)?;
    let (info, rest) = rest.split_once('\n').ok_or_else(missing)?;
    let (text, _) = rest.split_once("```").ok_or_else(missing)?;
    Ok(if info.trim() == "bytes" { bytes(text) } else { text.as_bytes().to_vec() })
}

/// A text in which `\xNN` is a byte.
fn bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits stand behind \\x"));
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}

/// Holds a text against its file, which is there only when there is a text.
fn changed(path: &Path, text: Option<&str>) -> Result<(), Failed> {
    match text {
        Some(text) => golden(path, text),
        None => ensure(!path.exists(), || format!("{} can go: nothing can be fixed any more", path.display())),
    }
}

fn case(rule: &Rule, path: &Path) -> Result<(), Failed> {
    let source = several_sources("site.celq", &bytes(&read(path)));
    let said = diagnostics(&source);
    ensure(rules_of(&said).contains(&rule.name), || format!("{} does not speak: {:?}", rule.name, rules_of(&said)))?;
    golden(&path.with_extension("txt"), &qc::render(&said, &source))?;
    let fixed = |least| fix::apply(&source.files()[0], &said, least).map(|(text, _)| text);
    let (safe, all) = (fixed(Applicability::Safe), fixed(Applicability::Unsafe));
    let more = if all == safe { None } else { all.as_deref() };
    changed(&path.with_extension("unsafe-fixed"), more)?;
    changed(&path.with_extension("fixed"), safe.as_deref())
}
