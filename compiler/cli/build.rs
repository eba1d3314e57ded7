//! The playground's page, where it has been built, → `$OUT_DIR/page.rs`: its files, packed, as a table for `qc play`.

#![allow(clippy::disallowed_methods, reason = "a build script reads files and its environment")]

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;

fn main() -> Result<(), Box<dyn Error>> {
    let page = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../playground/web/dist");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    // Cargo takes a folder that is not there for one that has changed, and would link qc anew on every build.
    fs::create_dir_all(&page)?;
    println!("cargo:rerun-if-changed={}", page.display());
    let mut files = Vec::new();
    list(&page, &page, &mut files)?;
    files.sort();
    let mut table = format!(
        "/// The page's files, each packed by gzip.\npub(crate) static PAGE: [(&str, &[u8]); {}] = [\n",
        files.len()
    );
    for (index, name) in files.iter().enumerate() {
        let packed = out.join(format!("page-{index}.gz"));
        let mut encoder = GzEncoder::new(fs::File::create(&packed)?, Compression::best());
        encoder.write_all(&fs::read(page.join(name))?)?;
        encoder.finish()?;
        writeln!(table, "    ({name:?}, include_bytes!({:?})),", packed.display().to_string())?;
    }
    table.push_str("];\n");
    fs::write(out.join("page.rs"), table)?;
    Ok(())
}

/// The files below a folder, by their names in a URL.
fn list(root: &Path, folder: &Path, files: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(root, &path, files)?;
        } else {
            let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            files.push(name);
        }
    }
    Ok(())
}
