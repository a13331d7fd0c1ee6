//! A PDF file → what its pages show.

use super::device::{Collector, Shows, Stop};
use super::strings;
use crate::import::{ImportError, limits};
use hayro_interpret::hayro_syntax::object::dict::keys::LANG;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a file shows and says of itself.
#[derive(Debug, Default)]
pub struct Contents {
    /// Each page, with its height in points.
    pub pages: Vec<(Shows, f32)>,
    /// Title, as the program that made it wrote it.
    pub title: Option<String>,
    /// Who wrote it, the same.
    pub author: Option<String>,
    /// BCP 47 tag of its language, as it says.
    pub language: Option<String>,
}

/// Reads all pages of a file.
///
/// # Errors
/// When it is damaged, needs a password, has too many pages, or shows too much.
pub fn open(bytes: &[u8]) -> Result<Contents, ImportError> {
    // The interpreter has no way to be stopped but a throw, and should it ever panic, the file is to blame, not us.
    let read = catch_unwind(AssertUnwindSafe(|| read(bytes)));
    read.unwrap_or_else(|thrown| match thrown.downcast::<Stop>() {
        Ok(stop) => Err(stop.0),
        Err(_) => Err(ImportError::Damaged),
    })
}

fn read(bytes: &[u8]) -> Result<Contents, ImportError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(why)?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(ImportError::Damaged);
    }
    if pages.len() > limits::PDF_PAGES {
        return Err(ImportError::TooManyPages(pages.len()));
    }
    let cache = InterpreterCache::new();
    let mut collector = Collector::new(&pdf);
    let mut contents = describe(&pdf);
    for page in pages.iter() {
        let (width, height) = page.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let place = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(place, bounds, &cache, pdf.xref(), InterpreterSettings::default());
        collector.begin(width, height);
        interpret_page(page, &mut context, &mut collector);
        contents.pages.push((collector.end(), height));
    }
    Ok(contents)
}

fn why(error: LoadPdfError) -> ImportError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
            ImportError::Encrypted
        }
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => ImportError::Damaged,
    }
}

fn describe(pdf: &Pdf) -> Contents {
    let said = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(strings::text).filter(|text| !text.trim().is_empty());
    let catalog: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let language = catalog.and_then(|catalog| catalog.get::<PdfString<'_>>(LANG));
    let language = language.map(|language| strings::text(language.as_bytes()).trim().to_owned());
    Contents {
        title: text(&said.title),
        author: text(&said.author),
        language: language.filter(|tag| !tag.is_empty() && tag.len() <= 35 && tag.is_ascii()),
        ..Contents::default()
    }
}
