//! Numbers with units: times, sizes and processor time, from text and back to text in the largest units.

use std::fmt;

use super::read::Read;
use super::value::{Bytes, Fault, FaultKind, MilliCpu, Seconds, Type};
use crate::source::Span;

const TIME_UNITS: [(char, u64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];
const SIZE_UNITS: [(&str, u64); 4] = [("Ti", 1 << 40), ("Gi", 1 << 30), ("Mi", 1 << 20), ("Ki", 1 << 10)];

/// A time or size in the largest units, `2h` for `7200s`; `None` for what is none, and for other types.
pub fn in_largest_units(of: &Type, text: &str) -> Option<String> {
    match of {
        Type::Duration(..) => seconds(text, Span::default()).ok().map(|seconds| seconds.to_string()),
        Type::Memory(_) | Type::MemoryAmount(_) | Type::Load => {
            memory(text, Span::default()).ok().map(|bytes| bytes.to_string())
        }
        _ => None,
    }
}

/// `30s`, `5m`, `4h`, `7d`, or several from large to small: `2h10m`.
pub(super) fn seconds(text: &str, span: Span) -> Read<Seconds> {
    const WANTED: &str = "a time with a unit, such as `30s`, `5m`, `4h` or `7d`";
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::invalid(span, WANTED).guess(Some(format!("{text}s"))));
    }
    let total = parts(text).ok_or_else(|| Fault::invalid(span, WANTED))?;
    u32::try_from(total).map(Seconds).map_err(|_| Fault::new(span, FaultKind::OutOfRange("at most 49710d".into())))
}

/// The sum of the parts of a time, each with a smaller unit than the one before.
fn parts(text: &str) -> Option<u64> {
    let mut units = TIME_UNITS.iter();
    let mut rest = text;
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u64 = rest[..digits].parse().ok()?;
        let unit = rest[digits..].chars().next()?;
        let (_, size) = units.find(|(name, _)| *name == unit)?;
        total = total.checked_add(number.checked_mul(*size)?)?;
        rest = &rest[digits + unit.len_utf8()..];
    }
    (!text.is_empty()).then_some(total)
}

/// `512Mi`, `2Gi`, `1.5Gi`
pub(super) fn memory(text: &str, span: Span) -> Read<Bytes> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let (number, unit) = text.split_at(digits);
    let Some((_, size)) = SIZE_UNITS.iter().find(|(name, _)| *name == unit) else {
        return Err(memory_fault(number, unit, span));
    };
    thousandths(number)
        .and_then(|thousandths| thousandths.checked_mul(*size))
        .map(|bytes| Bytes(bytes / 1000))
        .filter(|bytes| bytes.0 > 0 && bytes.0.is_multiple_of(1024))
        .ok_or_else(|| Fault::new(span, FaultKind::Quantity("a size of whole Ki, such as `512Mi`".into())))
}

/// Says what the unit probably was to be: `512M` and `512MB` are what people write for `512Mi`.
fn memory_fault(number: &str, unit: &str, span: Span) -> Fault {
    let letter = unit.chars().next().unwrap_or('M').to_ascii_uppercase();
    let meant = SIZE_UNITS.iter().find(|(name, _)| name.starts_with(letter)).map(|(name, _)| *name);
    let suggestion = meant.filter(|_| thousandths(number).is_some()).map(|unit| format!("{number}{unit}"));
    let fault = Fault::new(span, FaultKind::Quantity("a size with the unit Ki, Mi, Gi or Ti, such as `512Mi`".into()));
    // `512M`, `512MB` and `512mib`; any other unit may mean anything.
    let known = unit.to_ascii_lowercase().trim_end_matches('b').trim_end_matches('i').len() == 1;
    if known { fault.suggest(suggestion) } else { fault.guess(suggestion) }
}

/// `500m`, `0.5`, `2`
pub(super) fn cpu(text: &str, span: Span) -> Read<MilliCpu> {
    let milli = match text.strip_suffix('m') {
        Some(milli) => milli.parse::<u64>().ok(),
        None => thousandths(text),
    };
    let fault = |wanted: &str| Fault::new(span, FaultKind::Quantity(wanted.into()));
    match milli.and_then(|milli| u32::try_from(milli).ok()) {
        // `500` for `500m`: a pod that asks for it is never placed.
        Some(MOST_CPU..) => {
            Err(fault("fewer than 450 cores, or thousandths of one such as `500m`").guess(Some(format!("{text}m"))))
        }
        Some(milli @ 1..) => Ok(MilliCpu(milli)),
        _ => Err(fault("cores, such as `500m`, `0.5` or `2`")),
    }
}

/// More thousandths of a core than a node has.
const MOST_CPU: u32 = 450_000;

/// A decimal number with at most three places, in thousandths.
fn thousandths(text: &str) -> Option<u64> {
    let (whole, places) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(places) || places.len() > 3 {
        return None;
    }
    let places: u64 = format!("{places:0<3}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(places)
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = u64::from(self.0);
        for (unit, size) in TIME_UNITS {
            // Whole days only: `26h` reads better than `1d2h`.
            if rest >= size && (unit != 'd' || rest.is_multiple_of(size)) {
                write!(f, "{}{unit}", rest / size)?;
                rest %= size;
            }
        }
        if self.0 == 0 { f.write_str("0s") } else { Ok(()) }
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match SIZE_UNITS.iter().find(|(_, size)| self.0 >= *size && self.0.is_multiple_of(*size)) {
            Some((unit, size)) => write!(f, "{}{unit}", self.0 / size),
            None => write!(f, "{}", self.0),
        }
    }
}

impl fmt::Display for MilliCpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_multiple_of(1000) { write!(f, "{}", self.0 / 1000) } else { write!(f, "{}m", self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_written() {
        for (text, total) in [("30s", 30), ("90m", 5400), ("2h10m", 7800), ("7d", 604_800), ("1d1s", 86_401)] {
            assert_eq!(seconds(text, Span::default()), Ok(Seconds(total)), "{text}");
        }
        for (total, text) in [(0, "0s"), (90, "1m30s"), (7800, "2h10m"), (604_800, "7d"), (93_600, "26h")] {
            assert_eq!(Seconds(total).to_string(), text);
        }
        for wrong in ["", "s", "5", "5x", "1s1m", "1.5h", "-3s", "99999999d"] {
            assert!(seconds(wrong, Span::default()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_and_cores_are_read_and_written() {
        let size = |text| memory(text, Span::default()).map(|bytes| bytes.to_string());
        assert_eq!(size("1.5Gi"), Ok("1536Mi".into()));
        assert_eq!(size("1024Ki"), Ok("1Mi".into()));
        let meant = |text| size(text).map_err(|fault| fault.suggestion.map(|meant| (meant.text, meant.certain)));
        assert_eq!(meant("512MB"), Err(Some(("512Mi".into(), true))));
        assert_eq!(meant("512"), Err(Some(("512Mi".into(), false))));
        let cores = |text| cpu(text, Span::default()).map(|cores| cores.to_string());
        assert_eq!(cores("0.5"), Ok("500m".into()));
        assert_eq!(cores("2000m"), Ok("2".into()));
        for wrong in ["", "0", "1.2345", "2 cores", "m", "-1"] {
            assert!(cpu(wrong, Span::default()).is_err(), "{wrong}");
        }
    }
}
