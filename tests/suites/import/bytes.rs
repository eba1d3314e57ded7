//! Whatever files hold, a site comes of them that the compiler reads.

use celq::compile;
use celq::emit::tutor;
use libtest_mimic::Failed;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tests::{ensure, sources, thorough};

use super::cases::{files_of, findings, folders, of};

/// Names that say what a file holds, and one that does not.
const NAMES: [&str; 4] = ["config.yml", "plugin.py", "objects.json", "-"];

/// Any bytes, and the files of all cases with one byte that is another and a part cut off.
pub(super) fn anything() -> Result<(), Failed> {
    let mut runner = TestRunner::new(Config { cases: 600, failure_persistence: None, ..Config::default() });
    let failed = |error: &dyn std::fmt::Display| Failed::from(error.to_string());
    let any_file = (select(&NAMES[..]), vec(any::<u8>(), 0..200));
    runner.run(&any_file, |(name, bytes)| imported(name, bytes)).map_err(|error| failed(&error))?;
    let all: Vec<(String, Vec<u8>)> = folders().iter().flat_map(|folder| files_of(folder)).collect();
    let broken = (any::<Index>(), any::<Index>(), any::<u8>(), any::<Option<Index>>());
    runner
        .run(&broken, |(file, at, byte, end)| {
            let (name, mut bytes) = file.get(&all).clone();
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes.truncate(end.map_or(bytes.len(), |end| end.index(bytes.len() + 1)));
            imported(&name, bytes)
        })
        .map_err(|error| failed(&error))
}

/// The plugin that qc writes for Tutor is no source: the file that it was built from is.
pub(super) fn own_plugin() -> Result<(), Failed> {
    let site = sources("site.celq", "queue lms.high_mem concurrency=4 keda min=1 max=4\n");
    let plugin = compile(&site, thorough(), |compiled| {
        let mut plugin = String::new();
        let proved = compiled.proved().ok_or("the site has an error")?;
        tutor::write(proved, |document| plugin += document.text);
        Ok::<_, Failed>(plugin)
    })?;
    let findings = findings(&of(&[("celq.py".to_owned(), plugin.into_bytes())]));
    let wanted = "celq.py: left out: all of it: qc wrote it, and the `.celq` file that it was built from is the site\n";
    ensure(findings == wanted, || format!("it is said:\n{findings}"))
}

fn imported(name: &str, bytes: Vec<u8>) -> Result<(), TestCaseError> {
    let imported = of(&[(name.to_owned(), bytes)]);
    for finding in &imported.findings {
        prop_assert!(!finding.to_string().chars().any(char::is_control), "{finding:?}");
    }
    let site = sources("site.celq", imported.text.as_str());
    let formatted = celq::format(site.main()).ok();
    prop_assert_eq!(formatted.as_ref(), Some(&imported.text));
    compile(&site, thorough(), |_| Ok(()))
}
