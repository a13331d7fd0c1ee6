//! Word and Excel files as other programs find them. Each of these is used where it is there, and its test says so where
//! it is not: the validator of the Open XML SDK (`ooxml-validator`, or what `TICKMARK_OOXML_VALIDATOR` names), LibreOffice
//! with pdftotext, and Python with openpyxl.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use chrono::{DateTime, FixedOffset};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;
use tickmark::export::{Edition, Format, Options, docx_of_article, export};
use tickmark::model::Project;
use tickmark::store::format;

fn story() -> Project {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.tickmark");
    format::parse(&fs::read(path).unwrap()).unwrap().project
}

/// The report in both editions and in these formats, and the article alone as a Word document.
fn files(folder: &Path, formats: &[Format]) -> Vec<PathBuf> {
    let project = story();
    let mut paths = Vec::new();
    for (edition, format) in EDITIONS.iter().flat_map(|edition| formats.iter().map(move |format| (*edition, *format))) {
        let options =
            Options { edition, ..Options::new(DateTime::UNIX_EPOCH, FixedOffset::east_opt(9 * 3_600).unwrap()) };
        let path = folder.join(format!("{}.{}", edition.key(), format.ending()));
        fs::write(&path, export(&project, &options, format, &mut |_| true).unwrap().bytes).unwrap();
        paths.push(path);
    }
    if formats.contains(&Format::Docx) {
        let path = folder.join("article.docx");
        fs::write(&path, docx_of_article(project.draft().unwrap(), &project.title).unwrap()).unwrap();
        paths.push(path);
    }
    paths
}

/// The editions that hold the article with its claims.
const EDITIONS: [Edition; 2] = [Edition::CheckingCopy, Edition::CheckedCopy];

/// What a program printed; nothing, and a word about it, where the program is not there.
fn run(command: &mut Command) -> Option<Output> {
    let output = command.output();
    if output.is_err() {
        eprintln!("skipped: {} is not here", command.get_program().to_string_lossy());
    }
    output.ok()
}

#[test]
fn the_validator_finds_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let program = std::env::var_os("TICKMARK_OOXML_VALIDATOR").unwrap_or_else(|| "ooxml-validator".into());
    for file in files(folder.path(), &[Format::Docx, Format::Xlsx]) {
        let Some(output) = run(Command::new(&program).arg(&file)) else { return };
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("\"ok\": true"), "{}: {said}", file.display());
    }
}

/// The text of the pages that LibreOffice makes of a file.
fn printed(folder: &TempDir, file: &Path) -> Option<String> {
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let mut office = Command::new("soffice");
    office.args([&*profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(folder.path()).arg(file);
    run(&mut office)?;
    let output = run(Command::new("pdftotext").arg(file.with_extension("pdf")).arg("-"))?;
    Some(String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn libreoffice_shows_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let project = story();
    let quotes: Vec<&str> = project.claims_in_order().iter().map(|claim| claim.anchor.quote.as_str()).collect();
    for file in files(folder.path(), &[Format::Docx]) {
        let Some(text) = printed(&folder, &file) else { return };
        // Numbers of claims stand between the words of the report.
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        let text = letters(&text);
        for quote in &quotes {
            assert!(text.contains(&letters(quote)), "{}: {quote:?} is not in\n{text}", file.display());
        }
    }
}

#[test]
fn openpyxl_reads_the_claims_with_their_types() {
    let folder = tempfile::tempdir().unwrap();
    let script = "import sys, openpyxl\n\
        for path in sys.argv[1:]:\n    \
            sheet = openpyxl.load_workbook(path).worksheets[0]\n    \
            types = {c: {type(v).__name__ for v in col if v is not None} for c, *col in sheet.iter_cols(values_only=True)}\n    \
            print(sheet.title, sheet.max_row, sheet.freeze_panes, *types['No.'], *types['Set at'], *types['Claim'], sep='|')\n";
    let files = files(folder.path(), &[Format::Xlsx]);
    if run(Command::new("python3").args(["-c", "import openpyxl"])).is_none_or(|output| !output.status.success()) {
        eprintln!("skipped: openpyxl is not here");
        return;
    }
    let output = run(Command::new("python3").args(["-c", script]).args(&files)).unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let claims = story().claims_in_order().len();
    assert!(said.contains(&format!("Claims|{}|D2|int|datetime|str", claims + 1)), "{said}");
    assert_eq!(said.lines().count(), 2, "{said}{}", String::from_utf8_lossy(&output.stderr));
}
