//! The process `qc`: everything that it does is in the library beside it, where the tests reach it.

fn main() -> std::process::ExitCode {
    qc::main()
}
