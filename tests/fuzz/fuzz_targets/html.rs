#![no_main]

use tickmark::import::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tickmark_fuzz::read(bytes, Format::Html));
