//! The layouts of tests/e2e/tutor say one site twice: as Tutor's configuration with a plugin, and as a celq file. What is
//! made of the one writes what the other writes, to the byte.

use std::path::{Path, PathBuf};

use celq::compile;
use celq_import::finding::Kind;
use libtest_mimic::Failed;
use tests::{ensure, entries, read, root, sources, thorough};

use super::cases::{files_of, findings, of};
use super::round_trip::{Written, documents};

/// All layouts.
pub(super) fn folders() -> Vec<PathBuf> {
    entries(&root().join("tests/e2e/tutor/layouts")).into_iter().filter(|path| path.is_dir()).collect()
}

pub(super) fn case(folder: &Path) -> Result<(), Failed> {
    let files: Vec<_> =
        files_of(folder).into_iter().filter(|(name, _)| name == "config.yml" || name == "plugin.py").collect();
    let imported = of(&files);
    let findings = findings(&imported);
    let lost = imported.findings.iter().any(|finding| finding.kind == Kind::LeftOut);
    ensure(!lost, || format!("something is left out:\n{findings}"))?;
    // Tutor's configuration has no name for a site.
    let name = imported.text.split([' ', '\n']).nth(1).unwrap_or_default();
    let named = imported.text.replacen(name, "campus", 1);
    let (ours, theirs) = (written(&named)?, written(&read(&folder.join("site.celq")))?);
    ensure(ours == theirs, || format!("they write different things:\n{named}\n{findings}"))
}

fn written(text: &str) -> Result<Written, Failed> {
    let site = sources("site.celq", text);
    let mut all =
        compile(&site, thorough(), |compiled| documents(&compiled)).ok_or_else(|| format!("it has errors:\n{text}"))?;
    // In which order queues are declared is a matter of taste.
    all.sort();
    Ok(all)
}
