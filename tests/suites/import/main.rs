//! What `qc import` makes of what people have.

mod carried;
mod cases;
mod layouts;
mod round_trip;

use libtest_mimic::Trial;
use tests::{entries, root, stem};

fn main() {
    let cases = entries(&root().join("tests/pipeline")).into_iter();
    let trips = cases.map(|folder| Trial::test(format!("round-trip/{}", stem(&folder)), move || round_trip::case(&folder)));
    let words = Trial::test("exceptions-are-words", carried::exceptions_are_words);
    let cases = cases::folders().into_iter();
    let cases = cases.map(|folder| Trial::test(format!("cases/{}", stem(&folder)), move || cases::case(&folder)));
    let layouts = layouts::folders().into_iter();
    let layouts = layouts.map(|folder| Trial::test(format!("layouts/{}", stem(&folder)), move || layouts::case(&folder)));
    tests::run(trips.chain([words]).chain(cases).chain(layouts).collect()).exit();
}
