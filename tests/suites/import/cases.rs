//! What comes of files: `tests/import/<case>/` holds them, and beside them the site (`site.celq`), what was found while it was
//! made (`findings.txt`) and what is wrong with it (`diagnostics.txt`).

use std::path::{Path, PathBuf};

use celq::compile;
use celq_import::{File, Imported, import};
use libtest_mimic::Failed;
use tests::{ensure, entries, golden, read_bytes, root, sources, thorough};

/// What comes out.
const OUT: [&str; 3] = ["site.celq", "findings.txt", "diagnostics.txt"];

/// All cases.
pub(super) fn folders() -> Vec<PathBuf> {
    entries(&root().join("tests/import"))
}

/// The files of a case, by their names.
pub(super) fn files_of(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let files = entries(folder).into_iter().map(|path| (name(&path), read_bytes(&path)));
    files.filter(|(name, _)| !OUT.contains(&name.as_str())).collect()
}

/// What comes of files.
pub(super) fn of(files: &[(String, Vec<u8>)]) -> Imported {
    let files: Vec<File<'_>> = files.iter().map(|(name, bytes)| File { name, bytes }).collect();
    import(&files)
}

/// All findings, one a line.
pub(super) fn findings(imported: &Imported) -> String {
    imported.findings.iter().map(|finding| format!("{finding}\n")).collect()
}

pub(super) fn case(folder: &Path) -> Result<(), Failed> {
    let files = files_of(folder);
    ensure(!files.is_empty(), || "a case without a file".to_owned())?;
    let imported = of(&files);
    golden(&folder.join("site.celq"), &imported.text)?;
    golden(&folder.join("findings.txt"), &findings(&imported))?;
    let site = sources("site.celq", imported.text.as_str());
    let formatted = celq::format(site.main()).map_err(|_| "the formatter cannot read it")?;
    ensure(formatted == imported.text, || format!("it is not in the form of the formatter:\n{formatted}"))?;
    let diagnostics = compile(&site, thorough(), |compiled| qc::render(&compiled.said.diagnostics, &site));
    golden(&folder.join("diagnostics.txt"), &diagnostics)?;
    ensure(of(&files).text == imported.text, || "the second time something else comes out".to_owned())
}
