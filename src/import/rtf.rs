//! Rich text.

use super::ImportError;
use crate::model::Article;

/// Reads it.
///
/// # Errors
/// When it cannot be read.
pub fn read(_: &[u8]) -> Result<Article, ImportError> {
    Err(ImportError::NoText)
}
