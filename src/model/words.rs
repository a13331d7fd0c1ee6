//! Closed vocabularies: an enum, its key in files and on the command line, its word on screens and in reports.

use thiserror::Error;

/// A word that is not in the vocabulary it was looked up in.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("“{word}” is not a {what}; it is one of: {known}")]
pub struct UnknownWord {
    /// What was looked up, such as "kind".
    pub what: &'static str,
    /// The word that was given.
    pub word: String,
    /// The keys that would have been understood, comma separated.
    pub known: String,
}

/// Declares an enum with `ALL`, `key()`, `word()`, `Display` (the word), `FromStr` (key or word), serde and JSON Schema (key).
macro_rules! words {
    ($(#[$meta:meta])* $what:literal pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $key:literal, $word:literal;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $key)] $variant,)* }

        impl $name {
            /// Every member, in the order in which it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The key used in project files and on the command line.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }

            /// The word used on screens and in reports.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::model::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                let plain = |text: &str| text.to_lowercase().replace(['’', '\''], "").replace(' ', "-");
                Self::ALL.iter().copied()
                    .find(|member| member.key() == word || plain(member.word()) == plain(word))
                    .ok_or_else(|| $crate::model::UnknownWord {
                        what: $what,
                        word: word.to_owned(),
                        known: Self::ALL.iter().map(|member| member.key()).collect::<Vec<_>>().join(", "),
                    })
            }
        }
    };
}
pub(crate) use words;
