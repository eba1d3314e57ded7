//! The vocabulary: every example can be compiled and uses its word, every key is read and written by its own accessor,
//! every word has a page, every misspelt key is understood, and what documents show compiles.

use celq::diagnostic::Severity;
use celq::emit::model;
use celq::explain;
use celq::language::{CLAUSES, KEYS, Key, Place, STATEMENTS, Scope};
use celq::{Options, compile};
use libtest_mimic::{Failed, Trial};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use tests::programs::any_value;
use tests::{diagnostics, ensure, read, root, rules_of, several_sources, sources};

fn main() {
    let statements = STATEMENTS.iter().map(|of| (format!("example/{}", of.word), of.word, of.example));
    let clauses = CLAUSES.iter().map(|of| (format!("example/{}-clause", of.word), of.word, of.example));
    let keys = KEYS.iter().map(|of| (format!("example/{}=", of.name), of.name, of.example));
    let examples = statements.chain(clauses).chain(keys);
    let examples = examples.map(|(name, word, example)| Trial::test(name, move || is_sound(word, example)));
    let keys = KEYS.iter().flat_map(|key| {
        key.places.iter().flat_map(move |place| {
            let name = format!("{}-in-{}", key.name, place.scope.words().join("-"));
            [
                Trial::test(format!("model/{name}"), || reaches_the_model(key, place)),
                Trial::test(format!("misspelt/{name}"), || is_suggested(key, place)),
            ]
        })
    });
    let pages = explain::words().map(|word| Trial::test(format!("page/{word}"), move || has_a_page(word)));
    let shown = ["README.md", "spec/language.md"].into_iter().flat_map(|document| {
        let text = read(&root().join(document));
        let blocks: Vec<String> = blocks(&text).map(str::to_owned).collect();
        assert!(!blocks.is_empty(), "{document} shows nothing");
        let name = move |(index, block)| (format!("shown/{document}-{}", index + 1), block);
        blocks.into_iter().enumerate().map(name)
    });
    let shown = shown.map(|(name, block)| Trial::test(name, move || can_be_copied(&block)));
    tests::run(examples.chain(keys).chain(pages).chain(shown).collect()).exit();
}

/// The blocks of a document that are files.
fn blocks(text: &str) -> impl Iterator<Item = &str> {
    text.split("```celq\n").skip(1).filter_map(|rest| rest.split("```").next())
}

/// What a document shows compiles without an error and is canonical, so that a reader can copy it.
fn can_be_copied(block: &str) -> Result<(), Failed> {
    let sources = sources("shown.celq", block);
    let said = diagnostics(&sources);
    ensure(said.iter().all(|one| one.severity() != Severity::Error), || qc::render(&said, &sources))?;
    let canonical = celq::format(&sources.files()[0]).map_err(|_| "it cannot be read")?;
    ensure(canonical == block, || format!("`qc fmt` makes of it:\n{canonical}"))
}

/// An example compiles without an error, and uses the word that it is an example of.
fn is_sound(word: &str, example: &str) -> Result<(), Failed> {
    let uses = example.split([' ', '=']).any(|part| part == word);
    ensure(uses, || format!("`{example}` does not use `{word}`"))?;
    let mut text = example.to_owned();
    // A queue of one's own needs a route, and a plugin's task a declaration; an example is one line.
    if example.contains("lms.reports") {
        text += "\nroute lms.djangoapps.instructor_task.tasks.cohort_students -> lms.reports";
    }
    // A ceiling over what nobody has said proves nothing.
    if example.starts_with("budget") {
        text += "\ndefaults concurrency=4 resources cpu=500m memory=1Gi";
    }
    // An example that changes or reads another declaration needs that.
    if example.starts_with("amend") {
        text = format!("queue lms.high\n{text}");
    }
    let sources = several_sources("example.celq", format!("{text}\n\n# file: base.celq\nsite demo\n").as_bytes());
    let said = diagnostics(&sources);
    let errors: Vec<_> = said.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error).cloned().collect();
    ensure(errors.is_empty(), || qc::render(&errors, &sources))
}

/// What a statement needs before a key of a scope can stand in it.
fn statement(scope: Scope) -> String {
    if let Some(clause) = CLAUSES.iter().find(|clause| clause.scope == scope) {
        let of = STATEMENTS.iter().find(|statement| statement.clause(clause.word).is_some());
        let of = of.unwrap_or_else(|| panic!("no statement has `{}`", clause.word));
        return format!("{} {}", statement(of.scopes[0]), clause.word);
    }
    match scope {
        Scope::Site => "site demo",
        Scope::Broker | Scope::Redis => "broker redis",
        Scope::RabbitMq => "broker rabbitmq",
        Scope::Service => "service lms",
        Scope::Queue | Scope::OneQueue => "queue lms.high",
        Scope::Route => "route lms.djangoapps.grades.tasks.compute_all_grades_for_course -> lms.high",
        Scope::Task => "task campus.tasks.sync",
        Scope::Beat => "beat lms",
        Scope::Flower => "flower",
        Scope::Exporter => "exporter",
        Scope::Alerts => "alerts",
        Scope::Budget => "budget",
        _ => panic!("{scope:?} belongs to no statement and no clause"),
    }
    .to_owned()
}

/// A value that is written comes back from the model as it was written.
fn reaches_the_model(key: &Key, place: &Place) -> Result<(), Failed> {
    let mut runner = TestRunner::deterministic();
    for _ in 0..20 {
        let value = any_value(place.value).new_tree(&mut runner)?.current();
        let text = format!("{} {}={value}", statement(place.scope), key.name);
        let sources = sources("key.celq", text.as_str());
        let json = compile(&sources, Options::default(), |compiled| model::json(compiled.plan)).to_string();
        let start = text.find(&format!("{}=", key.name)).ok_or("the key stands in the text")?;
        let place = format!("\"span\":[{start},{}]", text.len());
        let found = json.find(&place).ok_or_else(|| format!("{text}\nis not in the model:\n{json}"))?;
        let before = &json[..found];
        let own = before.rfind(&format!("\"{}\":", key.name));
        ensure(own.is_some(), || format!("{text}\nis in the model under another name:\n{json}"))?;
    }
    Ok(())
}

/// A key of which two letters are swapped, or one is missing, is named in the message.
fn is_suggested(key: &Key, place: &Place) -> Result<(), Failed> {
    if key.name.len() < 4 {
        return Ok(());
    }
    let misspelt = format!("{}{}", &key.name[..2], &key.name[3..]);
    let text = format!("{} {misspelt}=1", statement(place.scope));
    let said = diagnostics(&sources("key.celq", text.as_str()));
    let unknown = said.iter().find(|diagnostic| diagnostic.rule.name == "unknown-key");
    let unknown = unknown.ok_or_else(|| format!("{text}: {:?}", rules_of(&said)))?;
    let label = &unknown.labels[0].message;
    let fix = unknown.fixes.first().map(|fix| fix.edits[0].text.as_str());
    ensure(fix == Some(key.name), || format!("{text}: {label}"))
}

fn has_a_page(word: &str) -> Result<(), Failed> {
    let page = explain::explain(word).map_err(|_| "there is no page")?;
    ensure(page.contains(word) && page.len() > 80, || format!("the page is empty: {page}"))
}
