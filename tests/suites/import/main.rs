//! What `qc import` makes of what people have.

mod bytes;
mod carried;
mod cases;
mod kept;
mod layouts;
mod migration;
mod round_trip;

use libtest_mimic::Trial;
use tests::{entries, root, stem};

/// How an input is made.
type Made = fn() -> kept::Input;

fn main() {
    let cases = entries(&root().join("tests/pipeline")).into_iter();
    let trips =
        cases.map(|folder| Trial::test(format!("round-trip/{}", stem(&folder)), move || round_trip::case(&folder)));
    let anything = Trial::test("anything", bytes::anything);
    let own = Trial::test("the-plugin-that-qc-writes", bytes::own_plugin);
    let migration = Trial::test("every-option-has-a-case", migration::every_option_has_a_case);
    let words = Trial::test("exceptions-are-words", carried::exceptions_are_words);
    let cases = cases::folders().into_iter();
    let cases = cases.map(|folder| Trial::test(format!("cases/{}", stem(&folder)), move || cases::case(&folder)));
    let layouts = layouts::folders().into_iter();
    let layouts =
        layouts.map(|folder| Trial::test(format!("layouts/{}", stem(&folder)), move || layouts::case(&folder)));
    let inputs: [(&str, Made); 20] = [
        ("objects-that-tutor-rendered", || kept::of_case("objects-that-tutor-rendered", "deployments.yml")),
        ("objects-from-a-cluster", || kept::of_case("objects-from-a-cluster", "cluster.yaml")),
        ("a-django-site-by-hand", || kept::of_case("a-django-site-by-hand", "workers.yaml")),
        ("rabbitmq-by-hand", || kept::of_case("rabbitmq-by-hand", "billing.yaml")),
        ("hours-by-cron", || kept::of_case("hours-by-cron", "workers.yaml")),
        ("what-no-word-says", || kept::of_case("what-no-word-says", "worker.yaml")),
        ("autoscaling-with-behaviour", || kept::of_case("autoscaling-with-behaviour", "config.yml")),
        ("autoscaling-before-18", || kept::of_case("autoscaling-before-18", "config.yml")),
        ("routes-of-both-services", || kept::of_case("routes-of-both-services", "config.yml")),
        ("redis-of-the-site", || kept::of_case("redis-of-the-site", "config.yml")),
        ("flower-for-the-world", || kept::of_case("flower-for-the-world", "config.yml")),
        ("release-image-and-namespace", || kept::of_case("release-image-and-namespace", "config.yml")),
        ("filters", || kept::of_plugin(kept::filters())),
        ("settings-of-open-edx", || kept::of_settings(kept::open_edx())),
        ("settings-of-a-django-site", || kept::of_settings(kept::shop())),
        ("qc/every-word", || kept::of_qc("every-word")),
        ("qc/watched", || kept::of_qc("watched")),
        ("qc/windows", || kept::of_qc("windows")),
        ("qc/rabbitmq", || kept::of_qc("rabbitmq")),
        ("qc/services-of-ones-own", || kept::of_qc("services-of-ones-own")),
    ];
    let added = inputs.iter().map(|(name, input)| {
        let input = *input;
        Trial::test(format!("added/{name}"), move || kept::what_is_added(&input()))
    });
    let changed = inputs.iter().map(|(name, input)| {
        let (name, input) = ((*name).to_owned(), *input);
        Trial::test(format!("changed/{name}"), move || kept::what_is_changed(&name, &input()))
    });
    let kept: Vec<Trial> = added.chain(changed).collect();
    tests::run(trips.chain([words, anything, own, migration]).chain(kept).chain(cases).chain(layouts).collect()).exit();
}
