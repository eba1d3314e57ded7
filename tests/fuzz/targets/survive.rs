//! Any bytes → everything that is done with a file, with every promise about it asserted.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::survival::survive(bytes.to_vec()));
