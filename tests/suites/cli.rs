//! The command line, as it is used: every block of `tests/cli/*.md` and of the README is typed, and what comes back is
//! what stands there. `TRYCMD=overwrite` writes what comes back. What a transcript cannot hold is asserted below.
#![allow(clippy::disallowed_methods, reason = "starts processes and reads what they wrote")]

use tests::root;
use trycmd::TestCases;

#[test]
fn transcripts() {
    std::env::set_current_dir(root()).expect("the project is there");
    let cases = TestCases::new();
    cases.register_bin("qc", trycmd::schema::Bin::Path(env!("CARGO_BIN_EXE_qc-under-test").into()));
    for tool in ["cat", "cp", "ls"] {
        cases.register_bin(tool, trycmd::schema::Bin::Path(format!("/bin/{tool}").into()));
    }
    cases.case("tests/cli/*.md").case("tests/cli/*.toml").case("README.md");
}
