//! What every fuzz target does.

use tickmark::import::{self, Format, Options};

/// Reads bytes as this format. What is read must hold together.
pub fn read(bytes: &[u8], format: Format) {
    let options = Options { format: Some(format), ..Options::default() };
    if let Ok(article) = import::read(bytes, "", &options) {
        assert_eq!(article.check(), Ok(()));
    }
}
