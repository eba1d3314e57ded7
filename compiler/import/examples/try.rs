//! Try.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used, missing_docs)]
fn main() {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let texts: Vec<(String, Vec<u8>)> = names
        .into_iter()
        .map(|name| {
            let bytes = std::fs::read(&name).unwrap();
            (name, bytes)
        })
        .collect();
    let files: Vec<celq_import::File<'_>> =
        texts.iter().map(|(name, bytes)| celq_import::File { name: name.rsplit('/').next().unwrap(), bytes }).collect();
    let imported = celq_import::import(&files);
    println!("{}", imported.text);
    for finding in imported.findings {
        println!("{finding}");
    }
    println!("--------");
}
