//! What the language server answers, message by message.
//!
//! `tests/lsp/<case>/script.yaml` says what a client does, the files beside it are what its folder has on the disk, and
//! `answers.json` is all that the server sends, to the letter. Below: what holds for any edits, and the process itself.

mod client;
mod process;
mod properties;
mod script;
mod show;

use std::path::Path;

use libtest_mimic::{Failed, Trial};
use tests::{entries, golden, read, root, stem};

fn main() {
    let cases = entries(&root().join("tests/lsp")).into_iter();
    let mut trials: Vec<Trial> = cases.map(|path| Trial::test(stem(&path), move || case(&path))).collect();
    trials.extend(OTHERS.map(|(name, holds)| {
        Trial::test(name, move || {
            holds();
            Ok(())
        })
    }));
    tests::run(trials).exit();
}

const OTHERS: [(&str, fn()); 9] = [
    ("any-edits-leave-what-a-fresh-text-has", properties::edits_leave_a_fresh_text),
    ("every-request-about-any-place-is-answered", properties::everything_is_answered),
    ("the-process-ends-in-order", process::ends_in_order),
    ("an-exit-without-a-shutdown-is-a-fault", process::ends_without_order),
    ("the-process-ends-when-its-input-does", process::ends_with_its_input),
    ("the-process-ends-when-its-client-is-killed", process::ends_with_its_client),
    ("what-is-no-header-ends-it-with-a-word", process::refuses_garbage),
    ("what-is-no-message-is-told", process::survives_bad_json),
    ("the-disk-is-read-and-searched", process::reads_the_disk),
];

fn case(folder: &Path) -> Result<(), Failed> {
    let answers = script::play(folder, &read(&folder.join("script.yaml")))?;
    golden(&folder.join("answers.json"), &answers)
}
