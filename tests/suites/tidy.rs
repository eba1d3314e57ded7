//! The house rules, as tests: what DESIGN says once and everyone would forget. Reads the project's files as text, and
//! its Rust with `syn`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use celq::diagnostic::Severity;
use celq::language::{CLAUSES, KEYS, STATEMENTS};
use celq::rules::RULES;
use libtest_mimic::{Failed, Trial};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use tests::{ensure, entries, files, read, root, stem};

type Check = fn() -> Result<(), Failed>;

fn main() {
    let trials: [(&str, Check); 15] = [
        ("a-rule-is-one-name-in-four-places", rules_in_four_places),
        ("a-word-is-a-file-and-a-page", words_have_files_and_pages),
        ("names-of-rules-are-kebab-case-and-unique", rule_names),
        ("no-key-name-is-a-literal-outside-of-the-language", no_key_literals),
        ("every-file-says-what-it-is", head_comments),
        ("files-are-short", short_files),
        ("functions-are-short", short_functions),
        ("the-compiler-does-no-io", no_io),
        ("the-language-server-does-no-io", no_io_in_the_server),
        ("types-of-the-protocol-are-in-the-server-only", protocol_in_the_server),
        ("nom-is-in-the-parser-only", nom_in_the_parser),
        ("fancy-is-in-the-command-line-only", fancy_in_the_cli),
        ("nothing-is-published", nothing_published),
        ("no-host-and-no-path-of-a-machine", no_hosts),
        ("the-newest-entry-of-the-changelog-is-this-version", newest_in_changelog),
    ];
    tests::run(trials.into_iter().map(|(name, test)| Trial::test(name, test)).collect()).exit();
}

fn names(folder: &str, extension: &str) -> BTreeSet<String> {
    let all = entries(&root().join(folder)).into_iter();
    all.filter(|path| path.extension().is_some_and(|of| of == extension)).map(|path| stem(&path)).collect()
}

fn same(what: &str, expected: &BTreeSet<String>, actual: &BTreeSet<String>) -> Result<(), Failed> {
    let missing: Vec<_> = expected.difference(actual).collect();
    let extra: Vec<_> = actual.difference(expected).collect();
    ensure(missing.is_empty() && extra.is_empty(), || format!("{what}: missing {missing:?}, too many {extra:?}"))
}

fn rules_in_four_places() -> Result<(), Failed> {
    let listed: BTreeSet<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    same("spec/rules", &listed, &names("spec/rules", "md"))?;
    let stages =
        ["parse", "resolve", "check"].iter().flat_map(|stage| names(&format!("compiler/src/rules/{stage}"), "rs"));
    same("compiler/src/rules", &listed, &stages.map(|name| name.replace('_', "-")).collect())?;
    let folders = entries(&root().join("tests/rules"));
    same("tests/rules", &listed, &folders.iter().map(|folder| stem(folder)).collect())?;
    let bare = folders.iter().find(|folder| files(folder, "celq").is_empty());
    ensure(bare.is_none(), || format!("{bare:?} has no case"))
}

fn words_have_files_and_pages() -> Result<(), Failed> {
    let words = |words: &mut dyn Iterator<Item = &str>| words.map(str::to_owned).collect::<BTreeSet<_>>();
    let keys = words(&mut KEYS.iter().map(|key| key.name));
    let statements = words(&mut STATEMENTS.iter().map(|statement| statement.word));
    let clauses = words(&mut CLAUSES.iter().map(|clause| clause.word));
    for (kind, listed) in [("keys", keys), ("statements", statements), ("clauses", clauses)] {
        same(kind, &listed, &names(&format!("spec/{kind}"), "md"))?;
        let mut code = names(&format!("compiler/src/language/{kind}"), "rs");
        code.retain(|name| name != "mod" && name != "prelude");
        same(kind, &listed, &code)?;
    }
    Ok(())
}

fn rule_names() -> Result<(), Failed> {
    let mut seen = BTreeSet::new();
    for rule in RULES {
        let kebab = rule.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit());
        ensure(kebab && seen.insert(rule.name), || format!("{} is not kebab-case, or there twice", rule.name))?;
        let plain = !rule.summary.ends_with('.') && rule.summary.len() <= 90;
        ensure(plain, || format!("the summary of {} ends in a full stop or is longer than a line", rule.name))?;
    }
    let of = |severity| RULES.iter().any(|rule| rule.severity == severity);
    ensure(of(Severity::Error) && of(Severity::Warning) && of(Severity::Note), || "a severity is unused".to_owned())
}

/// Words that are a key's name by chance, and what they are where they stand.
const NOT_KEYS: &[(&str, &str, &str)] = &[
    ("catalog/mod.rs", "celery", "the name of Celery's own default queue"),
    ("commands/import.rs", "path", "a member of the document"),
    ("cli/src/broker.rs", "db", "a parameter of an address"),
    ("emit/manifests/arguments.rs", "celery", "the program"),
    ("emit/manifests/around/alerts.rs", "celery", "the name of an object"),
    ("emit/manifests/around/alerts.rs", "critical", "a severity"),
    ("emit/manifests/around/alerts.rs", "namespace", "a label of Prometheus"),
    ("emit/manifests/around/beat.rs", "celery", "the program"),
    ("emit/manifests/around/dashboard.rs", "celery", "a tag of Grafana"),
    ("emit/manifests/around/dashboard/panels.rs", "pods", "a legend of Grafana"),
    ("emit/manifests/around/flower.rs", "celery", "the program"),
    ("emit/manifests/around/monitoring.rs", "release", "the label by which Prometheus selects"),
    ("emit/manifests/around/promql.rs", "namespace", "a label of Prometheus"),
    ("emit/settings/mod.rs", "settings", "the target"),
    ("emit/manifests/trigger_authentication.rs", "password", "a parameter of KEDA's Redis scaler"),
    ("emit/model/mod.rs", "image", "a member of the model's JSON"),
    ("emit/model/mod.rs", "name", "a member of the model's JSON"),
    ("emit/model/mod.rs", "queue", "a member of the model's JSON"),
    ("emit/model/mod.rs", "release", "a member of the model's JSON"),
    ("emit/model/mod.rs", "replicas", "a member of the model's JSON"),
    ("emit/model/mod.rs", "settings", "a member of the model's JSON"),
    ("emit/model/mod.rs", "workload", "a member of the model's JSON"),
    ("emit/scalar.rs", "on", "a word that YAML 1.1 reads as a boolean"),
    ("emit/settings/broker.rs", "priority_steps", "an option of kombu's transport"),
    ("emit/settings/broker.rs", "visibility_timeout", "an option of kombu's transport"),
    ("emit/settings/routes.rs", "celery", "the name of Celery's own default queue"),
    ("ide/complete/mod.rs", "queue", "a kind of item"),
    ("ide/complete/mod.rs", "release", "a kind of item"),
    ("ide/tokens.rs", "name", "a kind of token"),
    ("ide/tokens.rs", "queue", "a kind of token"),
    ("graph/svg.rs", "path", "an element of SVG"),
    ("report/drift/commands.rs", "args", "a field of Kubernetes"),
    ("report/drift/commands.rs", "celery", "the program"),
    ("report/drift/commands.rs", "events", "a program of Celery's"),
    ("report/drift/compare.rs", "args", "a field of Kubernetes"),
    ("report/drift/compare.rs", "name", "a field of Kubernetes"),
    ("report/drift/compare.rs", "secret", "a field of Kubernetes"),
    ("report/drift/defaults.rs", "image", "a field of Kubernetes"),
    ("report/drift/defaults.rs", "path", "a field of Kubernetes"),
    ("report/drift/fields.rs", "args", "a field of Kubernetes"),
    ("report/drift/fields.rs", "name", "a field of Kubernetes"),
    ("report/drift/objects.rs", "name", "a field of Kubernetes"),
    ("report/drift/objects.rs", "namespace", "a field of Kubernetes"),
    ("report/drift/objects.rs", "replicas", "a field of Kubernetes"),
    ("report/drift/workers.rs", "args", "a field of Kubernetes"),
    ("report/drift/workers.rs", "image", "a field of Kubernetes"),
    ("report/drift/workers.rs", "replicas", "a field of Kubernetes"),
    ("report/drift/written.rs", "pods", "a head of the table"),
    ("report/drift/written.rs", "queue", "a head of the table"),
    ("requests/preview.rs", "name", "a member of the answer"),
    ("requests/semantic_tokens.rs", "namespace", "a type of the protocol"),
    ("rules/check/dangerous_environment.rs", "on", "a boolean of click"),
];

fn no_key_literals() -> Result<(), Failed> {
    let keys: BTreeSet<&str> = KEYS.iter().map(|key| key.name).collect();
    let mut used = BTreeSet::new();
    let mut found = Vec::new();
    for path in rust(&["compiler/src", "compiler/cli/src", "compiler/lsp/src"]) {
        let shown = shown(&path);
        if shown.contains("/language/") {
            continue;
        }
        for literal in literals(&path).into_iter().filter(|literal| keys.contains(literal.as_str())) {
            let known = NOT_KEYS.iter().position(|(file, word, _)| shown.ends_with(file) && *word == literal);
            match known {
                Some(index) => _ = used.insert(index),
                None => found.push(format!("`{literal}` in {shown}")),
            }
        }
    }
    ensure(found.is_empty(), || format!("keys as literals: {found:#?}"))?;
    let dead: Vec<_> = NOT_KEYS.iter().enumerate().filter(|(index, _)| !used.contains(index)).collect();
    ensure(dead.is_empty(), || format!("these exceptions are not needed: {dead:?}"))
}

/// The string literals of a file, those of its tests left out.
fn literals(path: &Path) -> Vec<String> {
    struct Literals(Vec<String>);
    impl<'ast> Visit<'ast> for Literals {
        fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
            self.0.push(literal.value());
        }
        fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
            if module.ident != "tests" {
                visit::visit_item_mod(self, module);
            }
        }
        fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
        fn visit_macro(&mut self, mac: &'ast syn::Macro) {
            let tokens = mac.tokens.to_string();
            self.0.extend(tokens.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    let mut literals = Literals(Vec::new());
    literals.visit_file(&parsed(path));
    literals.0
}

fn head_comments() -> Result<(), Failed> {
    let rust = rust(&["compiler", "editors", "tests"]).into_iter().map(|path| (path, "//!"));
    let script = project_files("editors", "ts").into_iter().map(|path| (path, "//"));
    for (path, mark) in rust.chain(script) {
        ensure(read(&path).starts_with(mark), || format!("{} does not begin with `{mark}`", shown(&path)))?;
    }
    Ok(())
}

fn short_files() -> Result<(), Failed> {
    for path in rust(&["compiler", "editors", "tests"]) {
        let shown = shown(&path);
        let most = match &shown {
            _ if shown.contains("/rules/parse/")
                || shown.contains("/rules/resolve/")
                || shown.contains("/rules/check/") =>
            {
                60
            }
            _ if shown.contains("/language/keys/") && !shown.ends_with("mod.rs") => 40,
            _ if (shown.contains("/lsp/src/requests/") || shown.contains("/lsp/src/notifications/"))
                && !shown.ends_with("mod.rs") =>
            {
                80
            }
            _ if shown.contains("/parse/") => 800,
            _ => 500,
        };
        // Documentation and blank lines are not what makes a file long.
        let lines =
            read(&path).lines().filter(|line| !line.trim().is_empty() && !line.trim().starts_with("//")).count();
        ensure(lines <= most, || format!("{shown} has {lines} lines of code; {most} are enough"))?;
    }
    Ok(())
}

fn short_functions() -> Result<(), Failed> {
    let mut lengths: Vec<(usize, String)> = Vec::new();
    for path in rust(&["compiler"]) {
        functions(&path, &mut lengths);
    }
    lengths.sort();
    let at = |share: usize| lengths[lengths.len() * share / 100].clone();
    let longest = lengths.last().cloned().ok_or("there are no functions")?;
    ensure(at(50).0 <= 10, || format!("half of the functions are longer than {:?}", at(50)))?;
    ensure(at(90).0 <= 30, || format!("a tenth of the functions are longer than {:?}", at(90)))?;
    ensure(longest.0 <= 60, || format!("{longest:?} is longer than 60 lines"))
}

/// The functions of a file with their lengths, from the signature to the closing brace.
fn functions(path: &Path, lengths: &mut Vec<(usize, String)>) {
    struct Functions<'a>(&'a mut Vec<(usize, String)>, String);
    impl Functions<'_> {
        fn add(&mut self, signature: &syn::Signature, block: &syn::Block) {
            let lines = block.span().end().line - signature.span().start().line + 1;
            self.0.push((lines, format!("{} in {}", signature.ident, self.1)));
        }
    }
    impl<'ast> Visit<'ast> for Functions<'_> {
        fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
            self.add(&function.sig, &function.block);
            visit::visit_item_fn(self, function);
        }
        fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
            self.add(&function.sig, &function.block);
            visit::visit_impl_item_fn(self, function);
        }
    }
    Functions(lengths, shown(path)).visit_file(&parsed(path));
}

/// Words of the standard library that read or write something outside of the program.
const IO: [&str; 8] =
    ["std::fs", "std::env", "std::net", "std::process", "SystemTime", "Instant::now", "println!", "print!"];

fn no_io() -> Result<(), Failed> {
    rust(&["compiler/src"]).iter().try_for_each(|path| has_none(path, &IO))
}

fn no_io_in_the_server() -> Result<(), Failed> {
    let words = [&IO[..], &["std::io", "std::thread", "std::sync"]].concat();
    rust(&["compiler/lsp/src"]).iter().try_for_each(|path| has_none(path, &words))
}

fn has_none(path: &Path, words: &[&str]) -> Result<(), Failed> {
    let text = read(path);
    let code: String = text.lines().filter(|line| !line.trim().starts_with("//")).collect::<Vec<_>>().join("\n");
    let found = words.iter().find(|word| code.contains(**word));
    ensure(found.is_none(), || format!("{} uses {found:?}", shown(path)))
}

fn protocol_in_the_server() -> Result<(), Failed> {
    let outside = rust(&["compiler"])
        .into_iter()
        .find(|path| read(path).contains("gen_lsp_types") && !shown(path).starts_with("compiler/lsp/"));
    ensure(outside.is_none(), || format!("{outside:?} uses the types of the protocol"))
}

fn nom_in_the_parser() -> Result<(), Failed> {
    let outside =
        rust(&["compiler"]).into_iter().find(|path| read(path).contains("nom::") && !shown(path).contains("/parse/"));
    ensure(outside.is_none(), || format!("{outside:?} uses nom"))
}

fn fancy_in_the_cli() -> Result<(), Failed> {
    for manifest in manifests() {
        let fancy = read(&manifest).contains("fancy");
        let allowed = shown(&manifest).starts_with("compiler/cli/");
        ensure(!fancy || allowed, || format!("{} asks for miette's drawing", shown(&manifest)))?;
    }
    Ok(())
}

fn nothing_published() -> Result<(), Failed> {
    for manifest in manifests().into_iter().filter(|path| read(path).contains("[package]")) {
        let text = read(&manifest);
        let private = text.contains("publish.workspace = true") || text.contains("publish = false");
        ensure(private, || format!("{} could be published", shown(&manifest)))?;
    }
    ensure(read(&root().join("Cargo.toml")).contains("publish = false"), || {
        "the workspace could be published".to_owned()
    })
}

fn no_hosts() -> Result<(), Failed> {
    let forbidden =
        ["/wor\u{6b}/", "/roo\u{74}/", "registry.npmj\u{73}", "crates.i\u{6f}/api", "files.pythonhos\u{74}ed"];
    for extension in ["rs", "ts", "js", "md", "toml", "yaml", "yml", "json", "py", "mjs", "sh", "celq", "txt"] {
        for path in ["compiler", "editors", "spec", "tests"].iter().flat_map(|folder| project_files(folder, extension))
        {
            let text = String::from_utf8_lossy(&tests::read_bytes(&path)).into_owned();
            let found = forbidden.iter().find(|word| text.contains(**word));
            ensure(found.is_none(), || format!("{} names {found:?}", shown(&path)))?;
        }
    }
    Ok(())
}

fn newest_in_changelog() -> Result<(), Failed> {
    let text = read(&root().join("CHANGELOG.md"));
    let newest = text.lines().find_map(|line| line.strip_prefix("## [")?.split_once("] - "));
    let (version, day) = newest.ok_or("CHANGELOG.md has no `## [VERSION] - DAY`")?;
    ensure(version == env!("CARGO_PKG_VERSION"), || format!("the newest entry of CHANGELOG.md is {version}"))?;
    ensure(day.parse::<celq::language::value::Date>().is_ok(), || format!("`{day}` is not a day as 2027-01-31"))
}

/// The Rust files below folders of the project, without what is built there.
fn rust(folders: &[&str]) -> Vec<PathBuf> {
    folders.iter().flat_map(|folder| project_files(folder, "rs")).collect()
}

fn project_files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let built = ["/target/", "/node_modules/", "/corpus/", "/artifacts/", "/__pycache__/", "/dist/"];
    let mut all = files(&root().join(folder), extension);
    all.retain(|path| !built.iter().any(|part| shown(path).contains(part)));
    all
}

fn manifests() -> Vec<PathBuf> {
    let mut manifests: Vec<PathBuf> =
        ["compiler", "editors", "tests"].iter().flat_map(|folder| project_files(folder, "toml")).collect();
    manifests.retain(|path| stem(path) == "Cargo");
    manifests
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

fn parsed(path: &Path) -> syn::File {
    syn::parse_file(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
