//! All clauses, one file each, in the order in which the formatter writes them.

use super::Clause;

macro_rules! clauses {
    ($($clause:ident,)*) => {
        $(pub mod $clause;)*

        /// All clauses, in the order of the formatter.
        pub const CLAUSES: &[&Clause] = &[$(&$clause::CLAUSE,)*];
    };
}

clauses! {
    keda,
    resources,
    env,
    place,
    disruption,
}
