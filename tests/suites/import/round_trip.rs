//! What qc has written for a site, imported, is the same site: it writes the same again, and what it says is the same but
//! for what nothing that is written carries.

use std::path::Path;

use celq::emit::{manifests, model, settings};
use celq::source::Sources;
use celq::{Compiled, compile};
use celq_import::finding::Kind;
use celq_import::{File, Imported, import};
use libtest_mimic::Failed;
use serde_json::Value as Json;
use tests::{ensure, pipeline_input, read_bytes, rules_of, several_sources, sources, thorough};

use super::carried::carried;

/// What a site is written as: file names with texts.
pub(super) type Written = Vec<(String, String)>;

pub(super) fn case(folder: &Path) -> Result<(), Failed> {
    let input = several_sources("input.celq", &read_bytes(&pipeline_input(folder)));
    let Some((before, said)) = compile(&input, thorough(), |compiled| written(&compiled)) else { return Ok(()) };
    let imported = of(&before);
    let findings: Vec<String> = imported.findings.iter().map(ToString::to_string).collect();
    let about = || format!("\n{}\n{}", imported.text, findings.join("\n"));
    let site = claimed(&imported.text)?;
    let Some((after, said_again)) = compile(&site, thorough(), |compiled| written(&compiled)) else {
        let diagnostics = compile(&site, thorough(), |compiled| qc::render(&compiled.said.diagnostics, &site));
        return Err(format!("the imported site has errors:\n{diagnostics}{}", about()).into());
    };
    for (name, text) in &before {
        let again = after.iter().find(|(there, _)| there == name).map_or("", |(_, text)| text.as_str());
        let lines = || text.lines().zip(again.lines()).find(|(a, b)| a != b);
        ensure(again == text, || format!("{name} differs: {:?}{}", lines(), about()))?;
    }
    ensure(before.len() == after.len(), || format!("{} and {} documents{}", before.len(), after.len(), about()))?;
    let lost = imported.findings.iter().any(|finding| finding.kind == Kind::LeftOut);
    ensure(!lost, || format!("something is left out{}", about()))?;
    let (said, said_again) = (format!("{:#}", carried(&said)), format!("{:#}", carried(&said_again)));
    ensure(said == said_again, || {
        let at = said.lines().zip(said_again.lines()).position(|(a, b)| a != b).unwrap_or_default();
        let around = |text: &str| text.lines().skip(at.saturating_sub(12)).take(20).collect::<Vec<_>>().join("\n");
        format!("the model was\n{}\nand is\n{}{}", around(&said), around(&said_again), about())
    })
}

/// A site whose batch pools say who has them: nothing that is written does, and the message about it says what to type.
fn claimed(text: &str) -> Result<Sources, Failed> {
    let site = sources("site.celq", text);
    let rules = compile(&site, thorough(), |compiled| {
        let errors = compiled.said.diagnostics.iter().filter(|one| one.severity() == celq::diagnostic::Severity::Error);
        rules_of(&errors.cloned().collect::<Vec<_>>())
    });
    if rules.is_empty() || rules.iter().any(|rule| *rule != "batch-scaled-without-claim") {
        return Ok(site);
    }
    let fill = |statement: &str| {
        let filled =
            if statement.contains(" replicas=") { "\n  claim by=ana until=2099-12-31\n" } else { "\n  claim\n" };
        statement.replace("\n  claim\n", filled)
    };
    let claimed = text.split("\nqueue ").map(fill).collect::<Vec<_>>().join("\nqueue ");
    ensure(claimed != text, || "there is no claim to fill in".to_owned())?;
    Ok(sources("site.celq", claimed))
}

/// All documents of a site that compiles, and its model.
fn written(compiled: &Compiled<'_>) -> Option<(Written, Json)> {
    let model = model::json(compiled.plan);
    Some((documents(compiled)?, model))
}

/// All documents of a site that compiles.
pub(super) fn documents(compiled: &Compiled<'_>) -> Option<Written> {
    let proved = compiled.proved()?;
    let mut all = Vec::new();
    manifests::write(proved, |document| all.push((document.file_name(), document.text.to_owned())));
    settings::write(proved, |document| all.push((document.file_name(), document.text.to_owned())));
    Some(all)
}

/// The manifests as one stream, and the settings.
pub(super) fn of(written: &Written) -> Imported {
    let mut stream = String::new();
    let settings = |name: &str| Path::new(name).extension().is_some_and(|extension| extension == "py");
    for (_, text) in written.iter().filter(|(name, _)| !settings(name)) {
        stream = format!("{stream}---\n{text}");
    }
    let settings = written.iter().filter(|(name, _)| settings(name));
    let mut files = vec![File { name: "manifests.yaml", bytes: stream.as_bytes() }];
    files.extend(settings.map(|(name, text)| File { name, bytes: text.as_bytes() }));
    import(&files)
}
