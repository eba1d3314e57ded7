//! One folder per case shows every stage for one input.
//!
//! `tests/pipeline/<case>/` holds `input.celq` and what each stage makes of it: `tree.txt`, `model.json`,
//! `formatted.celq`, `diagnostics.txt`, and where no error stands `manifests.yaml`, `settings.py`, for services of one's own
//! `settings-<service>.py`, `compose.yaml`, and in `kustomize.yaml` what the target `kustomize` has besides. A case called
//! `example-<name>` has `spec/examples/<name>.celq` for its input, and shows also the plugin for Tutor, `celq.py`, which holds
//! the objects once more. In an input, a line `# file: NAME` begins another file, which the first may include.

use std::path::{Path, PathBuf};

use celq::diagnostic::Sink;
use celq::emit::{Target, What, compose, kustomize, manifests, model, settings, tutor};
use celq::parse::{dump, parse};
use celq::{Proved, compile};
use libtest_mimic::{Failed, Trial};
use tests::{ensure, entries, files, golden, pipeline_input, read_bytes, root, several_sources, stem, thorough};

fn main() {
    let cases = entries(&root().join("tests/pipeline"));
    let examples = files(&root().join("spec/examples"), "celq");
    let missing = move || {
        let missing = examples.iter().find(|example| !case_of(example).is_dir());
        ensure(missing.is_none(), || format!("{missing:?} has no folder in tests/pipeline"))
    };
    let cases = cases.into_iter().map(|folder| Trial::test(stem(&folder), move || case(&folder)));
    tests::run(cases.chain([Trial::test("every-example-has-a-case", missing)]).collect()).exit();
}

fn case_of(example: &Path) -> PathBuf {
    root().join("tests/pipeline").join(format!("example-{}", stem(example)))
}

fn case(folder: &Path) -> Result<(), Failed> {
    let sources = several_sources("input.celq", &read_bytes(&pipeline_input(folder)));
    let file = &sources.files()[0];
    let tree = parse(file, &mut Sink::default());
    golden(&folder.join("tree.txt"), &dump::dump(file, &tree))?;
    if let Ok(text) = celq::format(file) {
        golden(&folder.join("formatted.celq"), &text)?;
    }
    compile(&sources, thorough(), |compiled| {
        golden(&folder.join("diagnostics.txt"), &qc::render(&compiled.said.diagnostics, &sources))?;
        golden(&folder.join("model.json"), &format!("{:#}\n", model::json(compiled.plan)))?;
        let Some(proved) = compiled.proved() else {
            return ensure(!folder.join("manifests.yaml").exists(), || "it has errors, and was emitted".to_owned());
        };
        let mut yaml = String::new();
        manifests::write(proved, |document| yaml = format!("{yaml}---\n{}", document.text));
        golden(&folder.join("manifests.yaml"), &yaml)?;
        golden(&folder.join("kustomize.yaml"), &over_tutor(proved))?;
        golden(&folder.join("compose.yaml"), &written(proved, &compose::TARGET)[0].1)?;
        let mut files = written(proved, &settings::TARGET);
        if stem(folder).starts_with("example-") {
            files.extend(written(proved, &tutor::TARGET));
        }
        files.iter().try_for_each(|(name, python)| golden(&folder.join(name), python))?;
        let is_written = |path: &PathBuf| files.iter().any(|(name, _)| path.ends_with(name));
        let left = tests::files(folder, "py").into_iter().find(|path| !is_written(path));
        ensure(left.is_none(), || format!("{left:?} is not written any more"))
    })
}

/// The files of a target.
fn written(proved: Proved<'_>, target: &Target) -> Vec<(String, String)> {
    let mut files = Vec::new();
    (target.write)(proved, &mut |document| files.push((document.file_name(), document.text.to_owned())));
    files
}

/// What a Component has besides the objects: patches, and the file that names all of them.
fn over_tutor(proved: Proved<'_>) -> String {
    let mut text = String::new();
    kustomize::write(proved, |document| {
        if !matches!(document.what, What::Object { .. }) {
            text += &format!("--- # {}\n{}", document.file_name(), document.text);
        }
    });
    text
}
