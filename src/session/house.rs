//! The style of the house for a report, from its file.

use super::Problem;
use crate::export::report::{Mark, Section};
use crate::export::{Edition, House, Logo, PageSize, Rgb, Term, is_readable};
use crate::store::house::{self, HouseError, HouseFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How long a name, and a line at the foot, may be, in characters: more does not fit on a page.
const MOST_OF_A_LINE: usize = 100;
/// How long a word of the house may be, in characters.
const MOST_OF_A_WORD: usize = 40;

/// Where the style of a house is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HousePlace {
    /// In the folder for this user's settings, where there may be none.
    InFolder(PathBuf),
    /// In this file.
    File(PathBuf),
}

impl HousePlace {
    /// The style. Ours where the folder has none.
    ///
    /// # Errors
    /// When there is a file that cannot be read, or says something that no report can do. A report is then not made:
    /// what a house forbade to go out otherwise must not go out otherwise.
    pub fn read(&self) -> Result<House, Problem> {
        let path = match self {
            Self::File(path) => path.clone(),
            Self::InFolder(folder) => folder.join(house::FILE),
        };
        match house::read(&path) {
            Ok(file) => understood(&file).map_err(|what| refused(&path, &what)),
            Err(HouseError::Unreadable(_, error))
                if matches!(self, Self::InFolder(_)) && error.kind() == std::io::ErrorKind::NotFound =>
            {
                Ok(House::default())
            }
            Err(error) => Err(Problem::new(format!("nothing was exported: {error}"), HINT)),
        }
    }
}

const HINT: &str = "mend the file, or put it aside to export in the style of Tickmark";

fn refused(path: &Path, what: &str) -> Problem {
    Problem::new(
        format!("nothing was exported: the style of the house in “{}” cannot be used: {what}", path.display()),
        HINT,
    )
}

/// The style that a file asks for, or what of it cannot be done, in words.
fn understood(file: &HouseFile) -> Result<House, String> {
    let mut house = House {
        name: line("name", &file.name, MOST_OF_A_LINE)?,
        footer: line("footer", &file.footer, MOST_OF_A_LINE)?,
        accent: Some(file.accent.trim()).filter(|accent| !accent.is_empty()).map(accent).transpose()?,
        page: page(file.page.trim())?,
        logo: None,
        words: Default::default(),
    };
    if let Some(picture) = &file.picture {
        let logo = Logo::new(picture.clone()).map_err(|error| format!("“logo” cannot be its logo: {error}"))?;
        house.logo = Some(logo.into());
    }
    let words = &file.words;
    call(&mut house, "editions", &words.editions, Edition::ALL, |edition| (edition.key(), Term::Edition(edition)))?;
    call(&mut house, "sections", &words.sections, Section::ALL, |section| (section.key(), Term::Section(section)))?;
    call(&mut house, "statuses", &words.statuses, &Mark::ALL, |mark| (mark.key(), Term::Mark(mark)))?;
    Ok(house)
}

fn line(field: &str, text: &str, most: usize) -> Result<String, String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.chars().count() {
        length if length > most => Err(format!("“{field}” has {length} characters, and {most} fit")),
        _ => Ok(text),
    }
}

/// A colour as six hexadecimal digits.
fn accent(text: &str) -> Result<Rgb, String> {
    let digits =
        text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
    let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let [_, red, green, blue] =
        value.ok_or_else(|| format!("“accent” is “{text}”; a colour is written as #7A1F2B"))?.to_be_bytes();
    match is_readable([red, green, blue]) {
        true => Ok([red, green, blue]),
        false => Err(format!("“accent” is “{text}”, which is too light to be read on paper")),
    }
}

fn page(text: &str) -> Result<PageSize, String> {
    match text {
        "" => Ok(PageSize::A4),
        text => text.parse().map_err(|error| format!("“page”: {error}")),
    }
}

/// Lets the house call things by its words; each must be something that reports have.
fn call<T: Copy>(
    house: &mut House,
    field: &str,
    words: &BTreeMap<String, String>,
    all: &[T],
    term: impl Fn(T) -> (&'static str, Term),
) -> Result<(), String> {
    for (key, word) in words {
        let known = all.iter().map(|one| term(*one)).find(|(known, _)| known == key);
        let Some((_, term)) = known else {
            let known: Vec<&str> = all.iter().map(|one| term(*one).0).collect();
            return Err(format!("“words”, “{field}” has “{key}”, which is none of: {}", known.join(", ")));
        };
        house.call(term, &line(key, word, MOST_OF_A_WORD)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;

    #[test]
    fn a_house_is_understood_or_refused_in_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let (usual, path) = (HousePlace::InFolder(folder.path().to_owned()), folder.path().join(house::FILE));
        assert_eq!(usual.read(), Ok(House::default()), "most have none");
        let named = HousePlace::File(path.clone());
        assert!(named.read().unwrap_err().what.contains("it is not there"));
        let json = r##"{"name": " The  Wire ", "accent": "#7a1f2b", "page": "letter", "footer": "Not for distribution",
            "words": {"editions": {"legal": "lawyers’ copy"}, "sections": {"calls": "Ask"}, "statuses": {"wrong": "error"}}}"##;
        std::fs::write(&path, json).unwrap();
        let house = usual.read().unwrap();
        assert_eq!(
            (house.name.as_str(), house.accent, house.page),
            ("The Wire", Some([0x7a, 0x1f, 0x2b]), PageSize::Letter)
        );
        let words =
            [Term::Edition(Edition::Legal), Term::Section(Section::Calls), Term::Mark(Mark::Status(Status::Wrong))];
        assert_eq!(words.map(|term| house.word(term)), ["lawyers’ copy", "Ask", "error"]);
        assert_eq!(named.read().as_ref(), Ok(&house));
        let long = format!(r#"{{"footer": "{}"}}"#, "x".repeat(101));
        std::fs::write(folder.path().join("no.png"), "<svg/>").unwrap();
        for (json, expected) in [
            (r##"{"accent": "#FFDD00"}"##, "“accent” is “#FFDD00”, which is too light"),
            (r#"{"accent": "red"}"#, "“accent” is “red”; a colour is written as #7A1F2B"),
            (r#"{"page": "folio"}"#, "“page”: “folio” is not a page size; it is one of: a4, letter"),
            (
                r#"{"words": {"statuses": {"verifed": "x"}}}"#,
                "“words”, “statuses” has “verifed”, which is none of: verified, ",
            ),
            (r#"{"logo": "no.png"}"#, "“logo” cannot be its logo: it is neither a PNG nor a JPEG picture"),
            (long.as_str(), "“footer” has 101 characters, and 100 fit"),
            (r#"{"nam": ""}"#, "unknown field nam"),
        ] {
            std::fs::write(&path, json).unwrap();
            let problem = usual.read().unwrap_err();
            assert!(problem.what.starts_with("nothing was exported: ") && problem.what.contains(expected), "{problem}");
        }
    }
}
