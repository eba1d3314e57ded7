//! The formulas that qc writes for KEDA, read backwards. A formula of another form is one's own.

use celq::language::{Key, keys};

use crate::node::Node;

/// What a formula says.
pub(super) struct Formula {
    /// Waiting tasks per pod.
    length: i64,
}

/// KEDA keeps thousandths of what a formula gives, and activation is counted in millionths.
const MILLION: f64 = 1e6;

/// Reads a formula.
pub(super) fn read(text: &str) -> Option<Formula> {
    let wanted = match text.strip_prefix("max(").and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => {
            let mut parts = inner.split(", ");
            let wanted = parts.next()?;
            let windows = |(index, part): (usize, &str)| part == format!("w{index} - 1");
            parts.enumerate().all(windows).then_some(wanted)?
        }
        None => text,
    };
    let waiting = match wanted.split_once(" + in_flight / ") {
        Some((waiting, places)) => places.parse::<u32>().is_ok().then_some(waiting)?,
        None => wanted,
    };
    let (sum, length) = match waiting.strip_prefix("ceil(").and_then(|rest| rest.strip_suffix(") / 1000")) {
        Some(inner) => inner.split_once(" * 1000 / ")?,
        None => waiting.rsplit_once(" / ")?,
    };
    let names = sum.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(sum);
    let plain =
        |name: &str| name.starts_with('q') && name[1..].bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    names.split(" + ").all(plain).then_some(())?;
    Some(Formula { length: length.parse().ok()? })
}

impl Formula {
    /// What the scaler aims at, and what starts it.
    pub(super) fn numbers(&self, tree: &Node) -> Vec<(&'static Key, i64)> {
        let mut numbers: Vec<(&'static Key, i64)> = vec![(&keys::list_length::KEY, self.length)];
        let target = tree.look(".spec.advanced.scalingModifiers.activationTarget").and_then(Node::scalar);
        if let Some(pods) = target.and_then(|target| target.parse::<f64>().ok()) {
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                reason = "numbers of pods and tasks are small"
            )]
            let tasks = ((pods * MILLION).round() * self.length as f64 / MILLION).ceil() as i64;
            numbers.push((&keys::activation::KEY, tasks));
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn formulas_of_qc_say_how_many_tasks_a_pod_gets() {
        let length = |text| read(text).map(|formula| formula.length);
        assert_eq!(length("q0 / 40"), Some(40));
        assert_eq!(length("(q0 + q0_3 + q1) / 20 + in_flight / 8"), Some(20));
        assert_eq!(length("ceil(q0 * 1000 / 5000) / 1000"), Some(5000));
        assert_eq!(length("max((q0 + q1) / 40, w0 - 1, w1 - 1)"), Some(40));
        for other in ["q0", "x / 40", "max(q0 / 40, w1 - 1)", "q0 / 40 + 1", "float(a) / 3"] {
            assert_eq!(length(other), None, "{other}");
        }
    }
}
