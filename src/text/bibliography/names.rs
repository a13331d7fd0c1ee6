//! The names of those who made a source. What somebody wrote as one text is taken apart only where the marks leave no
//! doubt: `Smith, A. B.; Jones, C.` is two people, `Ministry of Defence, Seoul` is whatever it is.

/// Somebody's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// Of a person, in its parts.
    Parted {
        /// The family name, with particles.
        family: String,
        /// The given names or their initials.
        given: String,
    },
    /// Of a person, a body, or several of them, as it was written.
    Whole(String),
}

impl Name {
    /// The family name first, behind it a comma and the given names.
    pub fn text(&self) -> String {
        match self {
            Self::Parted { family, given } => format!("{family}, {given}"),
            Self::Whole(text) => text.clone(),
        }
    }
}

/// A text as one name; none when it is empty.
pub fn whole(text: &str) -> Vec<Name> {
    if text.trim().is_empty() { Vec::new() } else { vec![Name::Whole(text.to_owned())] }
}

/// The names in a text, when all of them can be told apart for certain; otherwise the text as one name.
///
/// That is so where several stand between semicolons, each with one comma, or where one ends in initials.
pub fn split(text: &str) -> Vec<Name> {
    let parts: Vec<&str> = text.split("; ").collect();
    let parted: Option<Vec<Name>> = parts.iter().map(|part| parted(part)).collect();
    let sure = parts.len() > 1 || has_initials(text);
    // It must read as it was written.
    parted.filter(|names| sure && joined(names) == text).unwrap_or_else(|| whole(text))
}

/// Several names as one text.
pub fn joined(names: &[Name]) -> String {
    names.iter().map(Name::text).collect::<Vec<_>>().join("; ")
}

fn parted(text: &str) -> Option<Name> {
    let (family, given) = text.split_once(", ")?;
    let words = |part: &str| !part.is_empty() && part.split(' ').count() <= 4;
    let is_name = |part: &str| {
        words(part)
            && part.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'))
            && part.chars().any(char::is_uppercase)
            && !part.split(' ').any(|word| matches!(word, "of" | "for" | "and" | "the" | "in"))
    };
    let fits = is_name(family) && is_name(given);
    fits.then(|| Name::Parted { family: family.to_owned(), given: given.to_owned() })
}

/// True when what stands behind the comma is nothing but initials.
fn has_initials(text: &str) -> bool {
    let Some((_, given)) = text.split_once(", ") else { return false };
    let mut initials = given.split([' ', '-']);
    initials.all(|initial| {
        let mut signs = initial.chars();
        signs.next().is_some_and(char::is_uppercase) && signs.next() == Some('.') && signs.next().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_apart_only_what_is_certain() {
        let table = [
            ("", ""),
            ("Ministry of Defence", "Ministry of Defence"),
            ("Ministry of Defence, Seoul", "Ministry of Defence, Seoul"),
            ("Smith, Jane", "Smith, Jane"),
            ("Smith, J. B.", "Smith|J. B."),
            ("van der Berg, J.-P.", "van der Berg|J.-P."),
            ("Smith, Jane; O’Brien, Ann", "Smith|Jane O’Brien|Ann"),
            ("Smith, Jane; Ministry of Defence", "Smith, Jane; Ministry of Defence"),
            ("Smith, Jane; Bank of Korea, Seoul", "Smith, Jane; Bank of Korea, Seoul"),
            ("Smith, Jane;Jones, Ann", "Smith, Jane;Jones, Ann"),
            ("Jane Smith and Ann Jones", "Jane Smith and Ann Jones"),
            ("Room 3, B.", "Room 3, B."),
            ("김철수, 이영희", "김철수, 이영희"),
        ];
        for (text, expected) in table {
            let shown = |name: &Name| match name {
                Name::Parted { family, given } => format!("{family}|{given}"),
                Name::Whole(text) => text.clone(),
            };
            let names = split(text);
            assert_eq!(names.iter().map(shown).collect::<Vec<_>>().join(" "), expected);
            assert_eq!(joined(&names), text);
        }
    }
}
