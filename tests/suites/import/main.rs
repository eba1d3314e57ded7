//! What `qc import` makes of what people have.

mod carried;
mod round_trip;

use libtest_mimic::Trial;
use tests::{entries, root, stem};

fn main() {
    let cases = entries(&root().join("tests/pipeline")).into_iter();
    let trips = cases.map(|folder| Trial::test(format!("round-trip/{}", stem(&folder)), move || round_trip::case(&folder)));
    let words = Trial::test("exceptions-are-words", carried::exceptions_are_words);
    tests::run(trips.chain([words]).collect()).exit();
}
