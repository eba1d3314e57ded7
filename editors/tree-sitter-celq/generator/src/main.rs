//! `grammar.js` → `src/parser.c` and what belongs to it, in the folder that is given, with the library that tree-sitter's
//! own command line calls. Needs node, which reads `grammar.js`.

use std::path::PathBuf;
use std::process::ExitCode;

use tree_sitter_generate::{OptLevel, generate_parser_in_directory};

/// Every editor in use reads this version.
const ABI: usize = 14;

fn main() -> ExitCode {
    let grammar = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let Some(out) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: generator FOLDER");
        return ExitCode::FAILURE;
    };
    let mut said = Vec::new();
    let source: Option<PathBuf> = None;
    let made = generate_parser_in_directory(
        grammar,
        Some(out),
        source,
        ABI,
        None,
        Some("node"),
        true,
        OptLevel::default(),
        &mut said,
    );
    for message in &said {
        eprintln!("grammar.js: {message}");
    }
    match made {
        Ok(()) if said.is_empty() => ExitCode::SUCCESS,
        Ok(()) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("grammar.js: {error}");
            ExitCode::FAILURE
        }
    }
}
