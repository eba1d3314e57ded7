//! `spec/migration.md` says of every option what becomes of it: each row names cases that have the option, and every case of
//! an option is named.

use std::collections::BTreeSet;

use libtest_mimic::Failed;
use tests::{ensure, read, root};

use super::cases::{files_of, folders};

/// The options of both plugins: each has to have a row.
const OPTIONS: [&str; 26] = [
    "enable_keda",
    "min_replicas",
    "max_replicas",
    "list_length",
    "extra_params",
    "CELERY_WORKERS_CONFIG",
    "CELERY_LMS_EXPLICIT_QUEUES",
    "CELERY_CMS_EXPLICIT_QUEUES",
    "CELERY_FLOWER",
    "CELERY_FLOWER_BASIC_AUTH",
    "CELERY_FLOWER_DOCKER_IMAGE",
    "CELERY_FLOWER_EXPOSE_SERVICE",
    "CELERY_FLOWER_HOST",
    "CELERY_FLOWER_SERVICE_MONITOR",
    "AUTOSCALING_CONFIG",
    "POD_AUTOSCALING_EXTRA_SERVICES",
    "enable_hpa",
    "memory_request",
    "memory_limit",
    "cpu_request",
    "cpu_limit",
    "avg_cpu",
    "avg_memory",
    "enable_vpa",
    "behavior",
    "OPENEDX_CELERY_REDIS_DB",
];

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// All that the files of a case say.
fn text_of(case: &str) -> String {
    let files = files_of(&root().join("tests/import").join(case));
    files.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect()
}

/// Whether a case is about Tutor's plugins.
fn is_of_tutor(case: &str) -> bool {
    let speaks =
        ["CELERY_WORKER", "AUTOSCALING", "CELERY_FLOWER", "CELERY_LMS_", "CELERY_CMS_", "ENV_PATCHES", "CELERY_MULTI"];
    let files = files_of(&root().join("tests/import").join(case));
    let of_plugins = files.iter().any(|(name, _)| ["config.yml", "plugin.py"].contains(&name.as_str()));
    of_plugins && speaks.iter().any(|word| text_of(case).contains(word))
}

pub(super) fn every_option_has_a_case() -> Result<(), Failed> {
    let page = read(&root().join("spec/migration.md"));
    let cases: BTreeSet<String> = folders().iter().map(|folder| tests::stem(folder)).collect();
    let mut options = BTreeSet::new();
    for row in page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| option") && !line.starts_with("| ---"))
    {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        let [option, _, _, of_row] = cells[..] else { return Err(format!("four cells are a row: {row}").into()) };
        let named: Vec<&str> = quoted(of_row).collect();
        ensure(!named.is_empty(), || format!("no case holds this: {row}"))?;
        if let Some(none) = named.iter().find(|case| !cases.contains(**case)) {
            return Err(format!("there is no case `{none}`: {row}").into());
        }
        let given: String = named.iter().map(|case| text_of(case)).collect();
        if let Some(absent) = quoted(option).find(|option| !given.contains(option)) {
            return Err(format!("no case of the row has `{absent}`: {row}").into());
        }
        options.extend(quoted(option).map(str::to_owned));
    }
    let missing: Vec<_> = OPTIONS.iter().filter(|option| !options.contains(**option)).collect();
    ensure(missing.is_empty(), || format!("these options have no row: {missing:?}"))?;
    let unnamed: Vec<_> =
        cases.iter().filter(|case| is_of_tutor(case) && !page.contains(&format!("`{case}`"))).collect();
    ensure(unnamed.is_empty(), || format!("the page does not name these cases: {unnamed:?}"))
}
