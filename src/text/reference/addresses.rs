//! Addresses on the web and of mail.

use super::marks::{begins_word, is_wrapping, without_ending};
use std::ops::Range;

/// How the addresses begin that are recognised.
const BEGINNINGS: [&str; 4] = ["https://", "http://", "www.", "doi:"];

/// Addresses on the web, and digital object identifiers with `doi:` before them.
pub(super) fn urls(note: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let parts = |sign: char| sign.is_whitespace() || is_wrapping(sign);
    for piece in note.split_inclusive(parts) {
        found.extend(url_in(note, at, piece.trim_end_matches(parts)));
        at += piece.len();
    }
    found.extend(spaced_dois(note));
    found
}

fn url_in(note: &str, at: usize, word: &str) -> Option<Range<usize>> {
    let lower = word.to_ascii_lowercase();
    let begins = |name: &'static str| Some((name, lower.find(name).filter(|place| begins_word(note, at + place))?));
    let (beginning, place) = BEGINNINGS.into_iter().filter_map(begins).min_by_key(|(_, place)| *place)?;
    let url = without_ending(word.get(place..)?);
    let rest = url.get(beginning.len()..).unwrap_or_default();
    let fits = if beginning == "doi:" { rest.starts_with("10.") } else { rest.contains(char::is_alphanumeric) };
    fits.then(|| at + place..at + place + url.len())
}

/// `doi: 10.1000/182`, with a blank between.
fn spaced_dois(note: &str) -> Vec<Range<usize>> {
    let lower = note.to_ascii_lowercase();
    let labels = lower.match_indices("doi:").filter(|(at, _)| begins_word(note, *at));
    let doi = |at: usize| {
        let behind = note.get(at + 4..)?;
        let blank = behind.len() - behind.trim_start_matches(' ').len();
        let word = behind.get(blank..)?.split(|sign: char| sign.is_whitespace() || is_wrapping(sign)).next()?;
        (blank > 0 && word.starts_with("10.")).then(|| at..at + 4 + blank + without_ending(word).len())
    };
    labels.filter_map(|(at, _)| doi(at)).collect()
}

/// The longest part before and behind the @ (RFC 5321, section 4.5.3.1), in bytes.
const LOCAL: usize = 64;
const DOMAIN: usize = 255;

/// E-mail addresses in ASCII.
pub(super) fn emails(note: &str) -> Vec<Range<usize>> {
    note.match_indices('@').filter_map(|(at, _)| email_at(note, at)).collect()
}

fn email_at(note: &str, at: usize) -> Option<Range<usize>> {
    let is_local = |byte: &&u8| byte.is_ascii_alphanumeric() || b"._%+-'".contains(byte);
    let is_domain = |byte: &&u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
    let (before, behind) = (note.as_bytes().get(..at)?, note.as_bytes().get(at + 1..)?);
    let local = before.iter().rev().take(LOCAL).take_while(is_local).count();
    let domain = behind.iter().take(DOMAIN).take_while(is_domain).count();
    let (local, domain) = (note.get(at - local..at)?, note.get(at + 1..at + 1 + domain)?);
    let local = local.trim_start_matches(['.', '\'', '-']);
    let domain = domain.trim_end_matches(['.', '-']);
    let top = domain.rsplit_once('.')?.1;
    let fits = !local.is_empty() && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    fits.then(|| at - local.len()..at + 1 + domain.len())
}
