//! The command line as it is used. Every block of `tests/cli/*.md` and of the README is typed, and what comes back is
//! what stands there; `TRYCMD=overwrite` writes what comes back. What a transcript cannot hold (pipes, full disks,
//! changes while qc watches, documents for other programs) is asserted below.
#![allow(clippy::disallowed_methods, reason = "starts processes and reads what they wrote")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use serde_sarif::sarif::Sarif;
use tempfile::{TempDir, tempdir};
use tests::root;
use trycmd::TestCases;
use trycmd::schema::Bin;

const QC: &str = env!("CARGO_BIN_EXE_qc-under-test");

/// One warning.
const WARNED: &str = "site demo release=verawood\nqueue lms.high concurrency=2 keda min=1 max=30\n";
/// One error that has a fix, behind characters of two and four bytes.
const BROKEN: &str = "# é 🦀\nqueue lms.x name=\"é\" concurency=2\n";

#[test]
fn transcripts() {
    let cases = cases();
    cases.case(root().join("tests/cli/*.md"));
    cases.run();
}

/// The README's blocks of commands, in a folder that holds its blocks of files: a block whose fence says `celq NAME` is
/// the file NAME. It is a copy, for trycmd wants the folder beside the document.
#[test]
fn readme() {
    let (readme, folder) = (root().join("README.md"), tempdir().expect("a temporary folder"));
    let copy = folder.path().join("README.md");
    let text = tests::read(&readme);
    fs::create_dir_all(folder.path().join("README.in")).expect("a folder");
    fs::create_dir_all(folder.path().join("README.out")).expect("a folder");
    for block in text.split("```celq ").skip(1) {
        let (name, rest) = block.split_once('\n').expect("a block");
        let (file, _) = rest.split_once("```").expect("a block that ends");
        fs::write(folder.path().join("README.in").join(name), file).expect("a file");
    }
    fs::write(&copy, &text).expect("a copy");
    let cases = cases();
    cases.case(&copy);
    cases.run();
    let after = tests::read(&copy);
    if after != text {
        fs::write(readme, after).expect("the README");
    }
}

fn cases() -> TestCases {
    let cases = TestCases::new();
    cases.register_bin("qc", Bin::Path(QC.into()));
    for tool in ["cat", "cp", "ls"] {
        cases.register_bin(tool, Bin::Path(format!("/bin/{tool}").into()));
    }
    cases
}

/// A folder with `site.celq` in it.
fn folder(text: impl AsRef<[u8]>) -> TempDir {
    let folder = tempdir().expect("a temporary folder");
    fs::write(folder.path().join("site.celq"), text).expect("a file in it");
    folder
}

fn qc(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(QC);
    command.args(arguments).current_dir(folder);
    for variable in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "QC_OUTPUT_FORMAT"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(text: impl AsRef<[u8]>, arguments: &[&str]) -> Output {
    qc(folder(text).path(), arguments).output().expect("qc starts")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("stdout is UTF-8")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("stderr is UTF-8")
}

fn document(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("stdout is one JSON document")
}

/// What comes back when a text is piped in.
fn piped(text: &str, arguments: &[&str]) -> Output {
    let mut child = qc(root().as_path(), arguments).stdin(Stdio::piped()).spawn().expect("qc starts");
    child.stdin.take().expect("stdin is a pipe").write_all(text.as_bytes()).expect("qc reads");
    child.wait_with_output().expect("qc ends")
}

#[test]
fn stdout_of_build_carries_manifests_and_nothing_else() {
    for format in ["full", "concise", "json", "github", "sarif"] {
        let output = run(WARNED, &["build", "--output-format", format, "site.celq"]);
        assert_eq!(output.status.code(), Some(0), "{format}");
        let objects = serde_yaml::Deserializer::from_str(stdout(&output));
        let kinds: Vec<String> = objects
            .map(|object| {
                let object = <Value as serde::Deserialize>::deserialize(object).expect("YAML");
                format!("{} {}", object["kind"], object["metadata"]["name"])
            })
            .collect();
        let expected = [
            r#""Deployment" "lms-worker""#,
            r#""Deployment" "cms-worker""#,
            r#""Deployment" "lms-worker-high""#,
            r#""ScaledObject" "lms-worker-high""#,
        ];
        assert_eq!(kinds, expected, "{format}");
        assert!(stderr(&output).contains("many-replicas"), "{format}: {}", stderr(&output));
    }
}

#[test]
fn with_an_error_stdout_is_empty() {
    let output = run(BROKEN, &["build", "site.celq"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), ""));
    let output = run(WARNED, &["build", "--deny-warnings", "site.celq"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), ""));
}

#[test]
fn json_has_exactly_the_fields_that_editors_read() {
    let output = run(BROKEN, &["check", "--output-format", "json", "site.celq"]);
    assert_eq!(output.status.code(), Some(1));
    let place = json!({"line": 2, "column": 22, "end_line": 2, "end_column": 32, "offset": 32, "length": 10});
    let with = |extra: Value| {
        let mut all = place.clone();
        all.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
        all
    };
    let expected = json!({"version": 1, "diagnostics": [with(json!({
        "rule": "unknown-key",
        "severity": "error",
        "message": "`queue` has no key `concurency`",
        "help": null,
        "file": "site.celq",
        "labels": [with(json!({"file": "site.celq", "message": "did you mean `concurrency`?"}))],
        "fixes": [{
            "title": "write `concurrency`",
            "applicability": "safe",
            "edits": [{"offset": 32, "length": 10, "text": "concurrency"}],
        }],
        "url": "https://celq.example/rules/unknown-key",
    }))]});
    let mut actual = document(&output);
    // Other rules may speak about the same line: this test is about one.
    actual["diagnostics"].as_array_mut().expect("a list").retain(|one| one["rule"] == "unknown-key");
    assert_eq!(actual, expected);
}

/// A reader with the whole schema finds nothing that it does not know: what it reads and writes again is the same.
#[test]
fn sarif_is_what_its_schema_says() {
    let output = run(BROKEN, &["check", "--output-format", "sarif", "site.celq"]);
    let ours = document(&output);
    let read: Sarif = serde_json::from_value(ours.clone()).expect("SARIF 2.1.0");
    assert_eq!(serde_json::to_value(&read).expect("JSON"), ours);
    let result = &ours["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "unknown-key");
    assert_eq!(result["level"], "error");
    assert_eq!(result["fixes"][0]["properties"]["applicability"], "safe");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["startColumn"], 22, "columns are counted in code points");
    let rules = ours["runs"][0]["tool"]["driver"]["rules"].as_array().expect("a list");
    assert_eq!(rules.len(), celq::rules::RULES.len());
}

#[test]
fn several_files_are_one_document() {
    let folder = folder(BROKEN);
    fs::write(folder.path().join("other.celq"), WARNED).expect("a file");
    for format in ["json", "sarif"] {
        let output = qc(folder.path(), &["check", "--output-format", format, "."]).output().expect("qc starts");
        let document = document(&output);
        let results = if format == "json" { &document["diagnostics"] } else { &document["runs"][0]["results"] };
        assert!(results.as_array().expect("a list").len() >= 2, "{document}");
    }
}

#[test]
fn stdin_is_read_under_the_name_that_it_is_given() {
    let output = piped(BROKEN, &["check", "--output-format", "concise", "--stdin-filename", "prod/site.celq", "-"]);
    assert_eq!(output.status.code(), Some(1));
    let first = stdout(&output).lines().next().expect("a line");
    assert_eq!(first, "prod/site.celq:2:22: error[unknown-key] `queue` has no key `concurency`");
    let output = piped("", &["check", "-"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), ""));
}

#[test]
fn what_is_fixed_or_formatted_from_stdin_goes_to_stdout_alone() {
    let broken = "queue lms.high   concurency=2 keda min=4 max=2\n";
    let output = piped(broken, &["check", "--fix", "-"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "queue lms.high   concurrency=2 keda min=4 max=2\n");
    assert!(stderr(&output).contains("min-above-max"));
    let output = piped(broken, &["fmt", "-"]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
    assert_eq!(stdout(&output), "queue lms.high concurency=2 keda min=4 max=2\n");
}

#[test]
fn colour_is_for_terminals_and_for_who_asks() {
    let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        let folder = folder(WARNED);
        let arguments = [&["check", "site.celq"], arguments].concat();
        let output = qc(folder.path(), &arguments).envs(variables.iter().copied()).output().expect("qc starts");
        stdout(&output).contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&[], &[("FORCE_COLOR", "1")]));
    assert!(!coloured(&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("FORCE_COLOR", "1")]));
    assert!(!coloured(&["--color", "always", "--output-format", "json"], &[]));
}

#[test]
fn a_reader_that_goes_away_ends_it_in_silence() {
    let queues: String = (0..2000).map(|n| format!("queue lms.q{n} name=q{n} concurrency=2\n")).collect();
    let folder = folder(queues.replace("name=", "name=x-"));
    let mut child = qc(folder.path(), &["build", "site.celq"]).spawn().expect("qc starts");
    let mut first = [0; 4];
    child.stdout.take().expect("a pipe").read_exact(&mut first).expect("four bytes");
    let output = child.wait_with_output().expect("qc ends");
    assert_eq!(&first, b"---\n");
    assert!(!stderr(&output).contains("pipe") && !stderr(&output).contains("panicked"), "{}", stderr(&output));
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    for command in [&["build", "site.celq"][..], &["check", "site.celq"], &["rules"], &["explain", "keda"]] {
        let folder = folder(WARNED);
        let full = fs::File::options().write(true).open("/dev/full").expect("Linux has it");
        let output = qc(folder.path(), command).stdout(full).output().expect("qc starts");
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        assert!(stderr(&output).contains("error: No space left on device"), "{}", stderr(&output));
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_said_and_nothing_is_half_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder(WARNED);
    let out = folder.path().join("out");
    fs::create_dir(&out).expect("a folder");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).expect("permissions");
    // Who is allowed everything cannot be kept out of a folder of their own; the kernel's they cannot write either.
    let root = fs::write(out.join("probe"), "").is_ok();
    let _ = fs::remove_file(out.join("probe"));
    let (target, reason) = if root { ("/proc/out", "No such file") } else { ("out", "Permission denied") };
    let output = qc(folder.path(), &["build", "site.celq", "-o", target]).output().expect("qc starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains(&format!("error: {target}: {reason}")), "{}", stderr(&output));
    assert_eq!(fs::read_dir(&out).expect("the folder").count(), 0);
}

/// A run that fails in the middle leaves the folder as it was.
#[test]
fn a_folder_is_written_whole_or_not_at_all() {
    let folder = folder(WARNED);
    let build = |expected| {
        let output = qc(folder.path(), &["build", "site.celq", "-o", "out"]).output().expect("qc starts");
        assert_eq!(output.status.code(), Some(expected), "{}", stderr(&output));
    };
    build(0);
    let texts = || -> Vec<(String, String)> {
        let read = |path: std::path::PathBuf| (tests::stem(&path), tests::read(&path));
        tests::entries(&folder.path().join("out")).into_iter().map(read).collect()
    };
    let before = texts();
    // The new site has another object, whose place is taken by a file that qc did not write.
    fs::write(folder.path().join("out/lms-worker-low.deployment.yaml"), "mine").expect("a file");
    fs::write(folder.path().join("site.celq"), format!("{WARNED}queue lms.low name=low concurrency=9\n"))
        .expect("a file");
    build(2);
    fs::remove_file(folder.path().join("out/lms-worker-low.deployment.yaml")).expect("it is there");
    assert_eq!(texts(), before);
    build(0);
    assert_ne!(texts(), before);
}

#[test]
fn it_runs_again_when_a_file_changes() {
    let folder = folder(BROKEN);
    let mut child =
        qc(folder.path(), &["check", "--watch", "--output-format", "concise", "site.celq"]).spawn().expect("qc starts");
    let mut said = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    let mut until_it_waits = || -> Vec<String> {
        let lines = said.by_ref().map(|line| line.expect("UTF-8"));
        lines.take_while(|line| !line.starts_with("watching")).collect()
    };
    let before = until_it_waits();
    fs::write(folder.path().join("site.celq"), WARNED).expect("the file");
    let after = until_it_waits();
    child.kill().expect("it still runs");
    let output = child.wait_with_output().expect("it has ended");
    assert!(before.last().is_some_and(|line| line.contains("error")), "{before:?}");
    assert_eq!(after, ["3 workers · 175 tasks, all reach a worker · 1 warning"]);
    let rules: Vec<&str> = stdout(&output).lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert_eq!(rules, ["unknown-key", "many-replicas"]);
}

#[test]
fn packagers_get_completions_and_a_man_page() {
    for (shell, mark) in
        [("bash", "complete -F _qc"), ("zsh", "#compdef qc"), ("fish", "complete -c qc"), ("powershell", "'qc'")]
    {
        let output = run("", &["completions", shell]);
        assert!(output.status.success() && stdout(&output).contains(mark), "{shell}");
    }
    for (page, title) in [(&["man"][..], ".TH qc 1 20"), (&["man", "build"], ".TH qc-build 1 20")] {
        let output = run("", page);
        assert!(output.status.success() && stdout(&output).contains(title), "{}", stdout(&output));
    }
}

#[test]
fn every_rule_is_listed_and_explained() {
    let output = run("", &["rules"]);
    let listed: Vec<&str> = stdout(&output).lines().filter_map(|line| line.split(' ').next()).collect();
    let rules: Vec<&str> = celq::rules::RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(listed, rules);
    for rule in celq::rules::RULES {
        let output = run("", &["explain", rule.name]);
        assert!(stdout(&output).starts_with(&format!("# {}", rule.name)), "{}", rule.name);
    }
}

/// Git keeps the file as it was, and what it includes.
#[test]
fn what_changed_since_a_revision_is_said() {
    let folder = folder("include \"base.celq\"\nqueue lms.high concurrency=2\n");
    fs::write(folder.path().join("base.celq"), "site campus\nqueue cms.default concurrency=2\n").expect("a file");
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let ran = Command::new("git").args(identity).args(arguments).current_dir(folder.path()).output();
        assert!(ran.expect("git is here").status.success(), "{arguments:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message=before"]);
    let diff = |old: &str| {
        let output = qc(folder.path(), &["diff", "--format=json", old, "site.celq"]).output().expect("qc starts");
        (output.status.code(), output)
    };
    let (code, output) = diff("HEAD:site.celq");
    assert_eq!((code, document(&output), stderr(&output)), (Some(0), json!([]), "nothing changes\n"));
    fs::write(folder.path().join("base.celq"), "site campus\nqueue cms.default concurrency=4\n").expect("a file");
    let (code, output) = diff("HEAD:site.celq");
    assert_eq!(code, Some(1), "{}", stderr(&output));
    let setting = json!({"what": "`cms-worker`", "details": ["`concurrency`: 2 → 4"], "todo": []});
    assert_eq!(document(&output)[0], json!({"about": "configuration", "changes": [setting]}));
    for unknown in ["HEAD:nothing.celq", "no-such-revision:site.celq", "--upload-pack=x:site.celq", "nothing.celq"] {
        let output = qc(folder.path(), &["diff", "--", unknown, "site.celq"]).output().expect("qc starts");
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""), "{unknown}");
        assert!(stderr(&output).starts_with(&format!("error: {unknown}: ")), "{}", stderr(&output));
    }
}

/// What comes back when bytes are piped in as what kubectl wrote.
fn drift(site: &str, dump: impl AsRef<[u8]>, more: &[&str]) -> Output {
    let folder = folder(site);
    fs::write(folder.path().join("other.json"), "{\"kind\": \"List\", \"items\": []}").expect("a file");
    let arguments = [&["drift", "site.celq", "--cluster", "-"], more].concat();
    let mut child = qc(folder.path(), &arguments).stdin(Stdio::piped()).spawn().expect("qc starts");
    // Who refuses a dump need not have read all of it.
    let _ = child.stdin.take().expect("stdin is a pipe").write_all(dump.as_ref());
    child.wait_with_output().expect("qc ends")
}

#[test]
fn a_dump_is_a_stream_a_list_or_json_in_one_file_or_several() {
    let stream = stdout(&run(WARNED, &["build", "-q", "site.celq"])).to_owned();
    let objects = serde_yaml::Deserializer::from_str(&stream).map(serde::Deserialize::deserialize);
    let objects: Vec<Value> = objects.collect::<Result<_, _>>().expect("YAML");
    let list = json!({"apiVersion": "v1", "kind": "List", "items": objects});
    let one_by_one = objects.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for dump in [stream, serde_yaml::to_string(&list).expect("YAML"), list.to_string(), one_by_one] {
        for more in [&[][..], &["--cluster", "other.json"]] {
            let output = drift(WARNED, &dump, more);
            assert_eq!((output.status.code(), stderr(&output)), (Some(0), "nothing differs\n"), "{dump}");
        }
    }
}

#[test]
fn a_dump_that_is_none_is_refused_in_words() {
    let aliases = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned()
        + &(0..20).map(|n| format!("b{n}: &b{n} [*a, *a, *a, *a, *a]\n")).collect::<String>();
    let bombs = [
        b"\xff\xfe\x00{".to_vec(),
        b"{".to_vec(),
        b"a: b: c".to_vec(),
        b"[".repeat(200_000),
        b"{\"a\":".repeat(200_000),
        b"? ".repeat(200_000),
        b"a: *nobody".to_vec(),
        aliases.into_bytes(),
        Vec::new(),
    ];
    for dump in bombs {
        let output = drift(WARNED, &dump, &[]);
        let start = String::from_utf8_lossy(&dump[..dump.len().min(40)]).into_owned();
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""), "{start}");
        assert!(stderr(&output).starts_with("error: <stdin>: "), "{start}: {}", stderr(&output));
        assert_eq!(stderr(&output).lines().count(), 1, "{start}: {}", stderr(&output));
    }
}
