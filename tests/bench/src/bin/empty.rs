//! Nothing in, nothing out: what a process costs that does nothing.

fn main() {}
