//! What a reader of rich text can rely on.
