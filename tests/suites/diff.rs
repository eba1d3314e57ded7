//! What changes between two files. A folder `tests/diff/<case>/` holds `old.celq` and `new.celq`, and what is said of them
//! in `diff.txt` and `diff.md`. And of any two sites that compile: nothing is said where nothing changes, and something
//! wherever a byte of what is written does.

use celq::emit::{manifests, settings};
use celq::report::diff::written::{markdown, text};
use celq::report::diff::{Section, changes};
use celq::source::Sources;
use celq::{Proved, compile};
use libtest_mimic::{Failed, Trial};
use tests::{ensure, entries, files, golden, read_bytes, root, several_sources, stem, thorough};

fn main() {
    let cases = entries(&root().join("tests/diff")).into_iter();
    let cases = cases.map(|folder| {
        Trial::test(stem(&folder), move || {
            let read = |name: &str| several_sources(name, &read_bytes(&folder.join(name)));
            let sections = between(&read("old.celq"), &read("new.celq"), changes);
            let sections = sections.ok_or("one of the two has an error")?;
            golden(&folder.join("diff.txt"), &text(&sections))?;
            golden(&folder.join("diff.md"), &markdown(&sections))
        })
    });
    let any_two = Trial::test("something-is-said-exactly-where-something-changes", any_two);
    tests::run(cases.chain([any_two]).collect()).exit();
}

/// The examples and the cases of the pipeline, each with itself and with the others.
fn any_two() -> Result<(), Failed> {
    let inputs = ["spec/examples", "tests/pipeline"].into_iter().flat_map(|folder| files(&root().join(folder), "celq"));
    let inputs = inputs.filter(|path| stem(path) != "formatted");
    let sites: Vec<Sources> = inputs.map(|path| several_sources("input.celq", &read_bytes(&path))).collect();
    let mut compared = 0;
    for (index, old) in sites.iter().enumerate() {
        let near = [index, index + 1, index + 2, index + 7].map(|index| &sites[index % sites.len()]);
        for new in near {
            let said = between(old, new, |old, new| (written(old) == written(new), changes(old, new)));
            let Some((same, sections)) = said else { continue };
            compared += 1;
            ensure(same == sections.is_empty(), || format!("{same} and {sections:?}"))?;
            ensure(sections.iter().all(is_sound), || format!("{sections:?}"))?;
        }
    }
    ensure(compared > 60, || format!("{compared} pairs were compared"))
}

/// No line is empty or has a line break in it.
fn is_sound(section: &Section) -> bool {
    let lines = section.changes.iter().flat_map(|change| {
        change
            .details
            .iter()
            .chain(&change.todo)
            .chain([&change.what])
            .map(|line| line.trim() == line && !line.is_empty())
    });
    !section.changes.is_empty() && lines.into_iter().all(|sound| sound)
}

fn written(site: Proved<'_>) -> String {
    let mut text = String::new();
    manifests::write(site, |document| text += document.text);
    settings::write(site, |document| text += document.text.split_once('\n').map_or("", |text| text.1));
    text
}

/// Two sites, when neither has an error.
fn between<R>(old: &Sources, new: &Sources, then: impl FnOnce(Proved<'_>, Proved<'_>) -> R) -> Option<R> {
    compile(old, thorough(), |old| compile(new, thorough(), |new| Some(then(old.proved()?, new.proved()?))))
}
