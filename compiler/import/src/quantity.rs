//! Kubernetes' quantities and other texts of numbers → the numbers of the language.

use celq::language::value::{Amount, Bytes, MilliCpu, Portion, Seconds, Value};

use crate::node::Node;

/// The units of sizes: those that count in powers of two first.
const UNITS: [(&str, f64); 12] = [
    ("Ki", 1024.0),
    ("Mi", 1_048_576.0),
    ("Gi", 1_073_741_824.0),
    ("Ti", 1_099_511_627_776.0),
    ("Pi", 1_125_899_906_842_624.0),
    ("m", 0.001),
    ("k", 1e3),
    ("M", 1e6),
    ("G", 1e9),
    ("T", 1e12),
    ("P", 1e15),
    ("", 1.0),
];

/// A size in bytes, and whether it is what was written: the language knows whole Ki only, so others are rounded up.
pub(crate) fn memory(text: &str) -> Option<(Bytes, bool)> {
    let bytes = amount(text)?;
    // Sizes of machines are far below 2^53.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was looked at")]
    let whole = if (1.0..9e15).contains(&bytes) { bytes.ceil() as u64 } else { return None };
    let rounded = whole.div_ceil(1024).checked_mul(1024)?;
    #[expect(clippy::cast_precision_loss, reason = "it is below 2^53")]
    let more = rounded as f64 - bytes;
    Some((Bytes(rounded), more <= 0.0))
}

/// Processor time.
pub(crate) fn cpu(text: &str) -> Option<MilliCpu> {
    let cores = amount(text)?;
    // `0.3` is no number of binary places: a millionth more or less is none.
    let milli = ((cores * 1e6).round() / 1e3).ceil();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was looked at")]
    (1.0..4e9).contains(&milli).then_some(MilliCpu(milli as u32))
}

fn amount(text: &str) -> Option<f64> {
    let (number, factor) = UNITS.iter().find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, factor)))?;
    let plain = |c: char| c.is_ascii_digit() || ".eE+-".contains(c);
    let number: f64 = Some(number).filter(|number| !number.is_empty() && number.chars().all(plain))?.parse().ok()?;
    Some(number * factor)
}

/// Processor time as request and limit.
pub(crate) fn cpu_amount(request: &str, limit: Option<&str>) -> Option<Value<'static>> {
    let limit = limit.map(|limit| cpu(limit).ok_or(())).transpose().ok()?;
    Some(Value::CpuAmount(Amount { request: cpu(request)?, limit }))
}

/// Sizes as request and limit, and whether they are what was written.
pub(crate) fn memory_amount(request: &str, limit: Option<&str>) -> Option<(Value<'static>, bool)> {
    let (request, exact) = memory(request)?;
    let limit = limit.map(|limit| memory(limit).ok_or(())).transpose().ok()?;
    let exact = exact && limit.is_none_or(|(_, exact)| exact);
    Some((Value::MemoryAmount(Amount { request, limit: limit.map(|(limit, _)| limit) }), exact))
}

/// A whole number.
pub(crate) fn integer(node: &Node) -> Option<Value<'static>> {
    node.number().map(Value::Integer)
}

/// Whole seconds.
pub(crate) fn seconds(node: &Node) -> Option<Value<'static>> {
    Some(Value::Duration(Seconds(u32::try_from(node.number()?).ok()?)))
}

/// A number of pods, or a share of them.
pub(crate) fn portion(node: &Node) -> Option<Value<'static>> {
    let text = node.scalar()?;
    Some(Value::Portion(match text.strip_suffix('%') {
        Some(percent) => Portion::Percent(percent.parse().ok()?),
        None => Portion::Count(text.parse().ok()?),
    }))
}

/// A text.
pub(crate) fn plain(node: &Node) -> Option<Value<'static>> {
    node.text().map(crate::draft::text)
}

/// `1m30s`, as Prometheus writes times.
pub(crate) fn duration(text: &str) -> Option<Seconds> {
    let mut total: u32 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u32 = rest[..digits].parse().ok()?;
        let unit = rest[digits..].chars().next()?;
        let size = [('s', 1), ('m', 60), ('h', 3600), ('d', 86_400), ('w', 604_800)];
        let (_, size) = size.into_iter().find(|(name, _)| *name == unit)?;
        // `500ms` is no whole second.
        (!rest[digits..].starts_with("ms")).then_some(())?;
        total = total.checked_add(number.checked_mul(size)?)?;
        rest = &rest[digits + 1..];
    }
    (!text.is_empty()).then_some(Seconds(total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_kubernetes_are_whole_ki_or_rounded_up() {
        for (text, bytes, exact) in [
            ("1Gi", 1 << 30, true),
            ("1.5Gi", 3 << 29, true),
            ("134217728", 128 << 20, true),
            ("1G", 1_000_000_512, false),
            ("500k", 500_736, false),
            ("1e6", 1_000_448, false),
        ] {
            assert_eq!(memory(text), Some((Bytes(bytes), exact)), "{text}");
        }
        for text in ["", "Gi", "x", "-1", "1Xi", "0", "inf", "NaN", "1e300"] {
            assert_eq!(memory(text), None, "{text}");
        }
    }

    #[test]
    fn processor_time_is_in_thousandths() {
        for (text, milli) in [("500m", 500), ("0.5", 500), ("2", 2000), ("0.25", 250), ("1500m", 1500)] {
            assert_eq!(cpu(text), Some(MilliCpu(milli)), "{text}");
        }
        assert_eq!(cpu("0"), None);
    }

    #[test]
    fn times_of_prometheus_are_seconds() {
        assert_eq!(duration("1h30m"), Some(Seconds(5400)));
        assert_eq!(duration("10m"), Some(Seconds(600)));
        assert_eq!((duration("500ms"), duration(""), duration("5")), (None, None, None));
    }
}
