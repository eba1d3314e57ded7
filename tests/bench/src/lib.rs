//! What the whole-process benchmark shares: the same queues in celq and in Jsonnet, how a program is run and measured,
//! how outputs are held against each other, and how the figures become a table.
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock, and writes what its programs read")]
#![allow(clippy::missing_panics_doc, reason = "a benchmark that cannot run its programs has nothing else to do")]

pub mod jsonnet;
pub mod measure;
pub mod outputs;
pub mod queues;
pub mod record;
