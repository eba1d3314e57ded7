//! Typed letters and names → the names that have these letters in this order, the best first.

/// So many names are shown; who wants another types on.
const MOST: usize = 100;

/// The names that fit, at most a hundred. Without a letter the first ones.
pub(super) fn best<T>(typed: &str, all: impl Iterator<Item = T>, name: impl Fn(&T) -> &str) -> Vec<T> {
    let typed: String = typed.chars().filter(|letter| *letter != '*').flat_map(char::to_lowercase).collect();
    let mut fitting: Vec<(u32, T)> = all.filter_map(|one| Some((distance(&typed, name(&one))?, one))).collect();
    fitting.sort_by(|(a, left), (b, right)| a.cmp(b).then_with(|| name(left).cmp(name(right))));
    fitting.truncate(MOST);
    fitting.into_iter().map(|(_, one)| one).collect()
}

/// The same of what has an order of its own, which holds while there are not too many.
pub(super) fn few<T>(typed: &str, all: Vec<T>, name: impl Fn(&T) -> &str) -> Vec<T> {
    if all.len() > MOST { best(typed, all.into_iter(), name) } else { all }
}

/// How far a name is from what was typed, `None` when it has not these letters in this order. A name that has them
/// together is nearer than one that has them apart, and of those the one in which they begin a part, the last best.
fn distance(typed: &str, name: &str) -> Option<u32> {
    if typed.is_empty() {
        return Some(0);
    }
    let name = name.to_lowercase();
    if name.starts_with(typed) {
        return Some(0);
    }
    let together = name.match_indices(typed).map(|(at, _)| {
        let of_last = !name[at..].contains('.');
        if is_start(&name, at) { 1 + u32::from(!of_last) } else { 3 + u32::from(!of_last) }
    });
    together.min().or_else(|| apart(typed, &name).map(|cost| 4 + cost))
}

/// Whether a part of a name begins there.
fn is_start(name: &str, at: usize) -> bool {
    at == 0 || name[..at].ends_with(['.', '_', '-', '/'])
}

/// What the best way costs to find the letters in a name: 2 for each run of neighbours that begins a part, 5 for
/// each other run.
fn apart(typed: &str, name: &str) -> Option<u32> {
    let places: Vec<(char, u32)> =
        name.char_indices().map(|(at, letter)| (letter, if is_start(name, at) { 2 } else { 5 })).collect();
    // The cost of a way whose last letter stands at a place; before the first letter, of none.
    let mut ending: Vec<Option<u32>> = vec![None; places.len()];
    for (count, wanted) in typed.chars().enumerate() {
        let mut cheapest = (count == 0).then_some(0);
        let mut neighbour = None;
        for (cost, (letter, start)) in ending.iter_mut().zip(&places) {
            let begun: Option<u32> = cheapest.map(|before: u32| before + start);
            let best = [neighbour, begun].into_iter().flatten().min().filter(|_| *letter == wanted);
            neighbour = std::mem::replace(cost, best);
            cheapest = [cheapest, neighbour].into_iter().flatten().min();
        }
    }
    ending.into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_comes_first() {
        let names =
            ["lms.x.regrade", "lms.grades.tasks.mail", "lms.tasks.grade_all", "cms.glue.radar.d.e", "lms.mails"];
        let found = best("Grade", names.into_iter(), |name| name);
        assert_eq!(found, ["lms.tasks.grade_all", "lms.grades.tasks.mail", "lms.x.regrade", "cms.glue.radar.d.e"]);
    }

    #[test]
    fn runs_that_begin_parts_are_near() {
        let names = ["lms.ingrain.decoursed", "lms.tasks.compute_all_grades_for_course"];
        assert_eq!(best("gradecourse", names.into_iter(), |name| name)[0], names[1]);
        assert_eq!(apart("gradecourse", names[1]), Some(4));
        assert_eq!(apart("xyz", names[1]), None);
    }

    #[test]
    fn letters_in_another_order_do_not_fit() {
        assert_eq!(distance("ab", "b.a"), None);
        assert_eq!(distance("é", "xÉ"), Some(3));
    }

    #[test]
    fn at_most_a_hundred_are_shown() {
        let names: Vec<String> = (0..300).map(|number| format!("task{number:03}")).collect();
        let found = best("", names.iter(), |name| name);
        assert_eq!((found.len(), found[99].as_str()), (MOST, "task099"));
    }
}
