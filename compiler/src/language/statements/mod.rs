//! All statements, one file each.

use super::Statement;

macro_rules! statements {
    ($($statement:ident,)*) => {
        $(pub mod $statement;)*

        /// All statements, in the order in which a file is best read.
        pub static STATEMENTS: &[&Statement] = &[$(&$statement::STATEMENT,)*];
    };
}

statements! {
    include,
    amend,
    site,
    broker,
    service,
    defaults,
    queue,
    route,
    task,
    beat,
    flower,
    exporter,
    alerts,
    budget,
}
