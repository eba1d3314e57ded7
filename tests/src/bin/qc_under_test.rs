//! `qc` for the suites that start it as a process.

fn main() -> std::process::ExitCode {
    qc::main()
}
