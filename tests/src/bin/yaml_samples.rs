//! Values and what the YAML writer makes of them, one JSON object a line: `{"value": …, "yaml": "…"}`. The same values
//! in every run. Readers in other languages are asked with it.

use std::io::{BufWriter, Write as _};

use celq::emit::yaml;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::json;
use tests::values::value;

const SAMPLES: usize = 5000;

fn main() -> std::io::Result<()> {
    let mut runner = TestRunner::new(Config { rng_seed: RngSeed::Fixed(1), ..Config::default() });
    let mut out = BufWriter::new(std::io::stdout().lock());
    for _ in 0..SAMPLES {
        let value = value().new_tree(&mut runner).expect("a value").current();
        let mut text = String::new();
        yaml::write(&mut text, &value).expect("keys are short strings");
        writeln!(out, "{}", json!({ "value": value, "yaml": text }))?;
    }
    out.flush()
}
