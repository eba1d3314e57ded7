//! Where lines of the output come from. A golden file for each example says it line by line; and whatever number of any
//! case is changed, a line that is said to come from it changes too.

use std::collections::BTreeSet;

use celq::emit::{TARGETS, What, kustomize, origin, tutor};
use celq::language::clause;
use celq::source::{Sources, Span};
use celq::{Proved, compile};
use libtest_mimic::{Failed, Trial};
use tests::{ensure, entries, files, golden, read_bytes, root, several_sources, stem, thorough};

fn main() {
    let examples = files(&root().join("spec/examples"), "celq");
    let cases = entries(&root().join("tests/pipeline")).into_iter().map(|folder| folder.join("input.celq"));
    let cases: Vec<_> = examples.iter().cloned().chain(cases.filter(|input| input.exists())).collect();
    let goldens = examples.into_iter().map(|example| {
        Trial::test(format!("lines-of-{}", stem(&example)), move || lines_of(&stem(&example), &read_bytes(&example)))
    });
    let changes = Trial::test("a-number-that-is-changed-changes-a-line-of-its-own", move || {
        let changed = cases.iter().map(|case| change_each(&case.display().to_string(), &read_bytes(case)));
        let changed = changed.sum::<Result<usize, Failed>>()?;
        ensure(changed > 100, || format!("{changed} numbers were changed"))
    });
    tests::run(goldens.chain([changes]).collect()).exit();
}

/// Each line of what the targets write for a site, with its source, where that is a pair or a clause.
fn lines_of(name: &str, bytes: &[u8]) -> Result<(), Failed> {
    let sources = several_sources("input.celq", bytes);
    compile(&sources, thorough(), |compiled| {
        let proved = compiled.proved().ok_or("an example has an error")?;
        let mut text = String::new();
        for (line, span) in caused(proved, &sources)? {
            let source = sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
            if source.contains('=') || clause(&source).is_some() {
                text += &format!("{source:<50}  {}\n", line.trim());
            }
        }
        golden(&root().join(format!("tests/pipeline/example-{name}/origins.txt")), &text)
    })
}

/// All lines of all targets with their source.
fn caused(proved: Proved<'_>, sources: &Sources) -> Result<Vec<(String, Span)>, Failed> {
    let mut all = Vec::new();
    let mut sound = true;
    for target in TARGETS {
        (target.write)(proved, &mut |document| {
            // The objects of a Component are those of the manifests, and so is most of the plugin.
            let is_component = target.name == kustomize::TARGET.name && matches!(document.what, What::Object { .. });
            if is_component || target.name == tutor::TARGET.name {
                return;
            }
            let spans = origin::lines(proved.plan(), document);
            sound &= spans.len() == document.text.lines().count();
            sound &= spans.iter().flatten().all(|span| sources.at(span.start).span().touches(span.end));
            all.extend(
                document.text.lines().map(str::to_owned).zip(spans).filter_map(|(line, span)| Some((line, span?))),
            );
        });
    }
    ensure(sound, || "a line has no source, or one outside of all files".to_owned())?;
    Ok(all)
}

/// Changes each whole number that a line comes from, one at a time; gives how many were.
fn change_each(name: &str, bytes: &[u8]) -> Result<usize, Failed> {
    let sources = several_sources("input.celq", bytes);
    let before = lines(&sources)?;
    let spans: BTreeSet<Span> = before.iter().map(|(_, span)| *span).collect();
    let mut changed = 0;
    for span in spans.into_iter().filter(|span| sources.main().span().touches(span.end)) {
        let Some((_, number)) = sources.slice(span).rsplit_once('=') else { continue };
        let Ok(number) = number.parse::<u64>() else { continue };
        let mut text = bytes[..span.start as usize].to_vec();
        let pair = sources.slice(span);
        text.extend(format!("{}={}", pair.rsplit_once('=').map_or("", |(key, _)| key), number + 1).bytes());
        text.extend(&bytes[span.end as usize..]);
        let other = several_sources("input.celq", &text);
        let after = lines(&other)?;
        if after.len() != before.len() {
            continue;
        }
        let mine = before.iter().zip(&after).filter(|((_, from), _)| *from == span);
        let differs = mine.clone().any(|((before, _), (after, _))| before != after);
        ensure(differs, || {
            format!(
                "{name}: `{pair}` and one more give the same {:?}",
                mine.map(|(line, _)| &line.0).collect::<Vec<_>>()
            )
        })?;
        changed += 1;
    }
    Ok(changed)
}

/// All lines of a site, none where an error stands.
fn lines(sources: &Sources) -> Result<Vec<(String, Span)>, Failed> {
    compile(sources, thorough(), |compiled| compiled.proved().map_or(Ok(Vec::new()), |proved| caused(proved, sources)))
}
