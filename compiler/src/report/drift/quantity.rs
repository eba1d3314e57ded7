//! Quantities of Kubernetes: amounts that are written differently and mean the same, such as `500m` and `0.5`.

use serde_json::Value;

/// What stands behind the number, and how many billionths one of it is.
const UNITS: [(&str, i128); 16] = [
    ("n", 1),
    ("u", 1_000),
    ("m", 1_000_000),
    ("", ONE),
    ("k", 1_000 * ONE),
    ("M", 1_000_000 * ONE),
    ("G", 1_000_000_000 * ONE),
    ("T", 1_000_000_000_000 * ONE),
    ("P", 1_000_000_000_000_000 * ONE),
    ("E", 1_000_000_000_000_000_000 * ONE),
    ("Ki", ONE << 10),
    ("Mi", ONE << 20),
    ("Gi", ONE << 30),
    ("Ti", ONE << 40),
    ("Pi", ONE << 50),
    ("Ei", ONE << 60),
];

const ONE: i128 = 1_000_000_000;
/// More digits than any amount has that means something.
const DIGITS: usize = 18;

/// An amount in billionths; `None` where it is none.
pub(super) fn billionths(value: &Value) -> Option<i128> {
    match value {
        Value::String(text) => parse(text),
        Value::Number(number) => parse(&number.to_string()),
        _ => None,
    }
}

fn parse(text: &str) -> Option<i128> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let (number, unit) = text.split_at(digits);
    let (whole, places) = number.split_once('.').unwrap_or((number, ""));
    if whole.len() + places.len() > DIGITS || (whole.is_empty() && places.is_empty()) {
        return None;
    }
    let all: i128 = format!("{whole}{places}").parse().ok()?;
    let (unit, exponent) = match unit.strip_prefix(['e', 'E']).and_then(|exponent| exponent.parse::<i32>().ok()) {
        Some(exponent) => (ONE, exponent),
        None => (UNITS.iter().find(|(name, _)| *name == unit)?.1, 0),
    };
    let power = exponent - i32::try_from(places.len()).ok()?;
    let factor = 10_i128.checked_pow(power.unsigned_abs())?;
    let amount = all.checked_mul(unit)?;
    if power < 0 { Some(amount / factor) } else { amount.checked_mul(factor) }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_same_amount_is_the_same_however_it_is_written() {
        for (one, other) in
            [("500m", "0.5"), ("1Gi", "1024Mi"), ("1", "1000m"), ("1.5Gi", "1536Mi"), ("1e3", "1k"), (".5", "0.50")]
        {
            assert_eq!(parse(one), parse(other), "{one} {other}");
            assert!(parse(one).is_some(), "{one}");
        }
        assert_ne!(parse("1G"), parse("1Gi"));
        assert_ne!(parse("0.1"), parse("0.1m"));
        for wrong in ["", "m", "1x", "1.2.3", "-1", "1 Gi", "9999999999999999999", "1e99", "é"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
