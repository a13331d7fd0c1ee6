//! What reader mode leaves between the paragraphs of a page and that speaks of the site, not of the story: invitations
//! to subscribe, buttons of other networks, lists of other articles, pictures of a gallery once more. It is *proposed* as
//! not part of the article, line by line; a sentence is proposed only where it speaks to the reader of the site.

use super::furniture::{holds, is_link_elsewhere, plain, says};
use super::piece::{Piece, ends_sentence};
use crate::model::BlockKind;
use std::collections::HashSet;

/// Words of the longest invitation.
const LONGEST: usize = 60;

/// Bytes from which on a text that is there twice was not written twice.
const TWICE: usize = 30;

/// How many of [`SHARED`] are names of networks.
const NETWORKS: usize = 10;

/// Networks and other places that a page can be shared to, and what the buttons say.
const SHARED: &[&str] = &[
    "facebook",
    "twitter",
    "whatsapp",
    "telegram",
    "linkedin",
    "pinterest",
    "reddit",
    "tumblr",
    "instagram",
    "youtube",
    "flipboard",
    "pocket",
    "messenger",
    "email",
    "e-mail",
    "mail",
    "print",
    "share",
    "tweet",
    "pin",
    "pint",
    "like",
    "copy",
    "link",
    "url",
    "save",
    "x",
    "vk",
    "line",
    "rss",
    "google",
    "google+",
    "baixar",
    "drucken",
    "teilen",
    "imprimir",
    "imprimer",
    "partager",
    "compartir",
];

/// Marks as aside what speaks of the site.
pub fn propose(pieces: &mut [Piece]) {
    let mut pictures: HashSet<String> = HashSet::new();
    for piece in pieces.iter_mut() {
        let again = pictures.contains(&piece.text);
        if may_be_under_a_picture(piece) {
            pictures.insert(piece.text.clone());
        }
        piece.aside |= again || is_invitation(piece) || is_sharing(piece) || is_link_elsewhere(piece);
    }
    propose_lists(pieces);
}

/// True for what a gallery says twice. Paragraphs may say the same twice.
fn may_be_under_a_picture(piece: &Piece) -> bool {
    piece.text.len() > TWICE && matches!(piece.kind, BlockKind::Caption | BlockKind::ListItem)
}

/// True for a text that asks the reader of the site for something.
fn is_invitation(piece: &Piece) -> bool {
    let text = matches!(
        piece.kind,
        BlockKind::Paragraph | BlockKind::Heading | BlockKind::ListItem | BlockKind::Caption | BlockKind::Quotation
    );
    if !text || piece.text.split_whitespace().count() > LONGEST {
        return false;
    }
    let plain = plain(&piece.text);
    let follows = plain.starts_with("follow ") && SHARED.iter().take(NETWORKS).any(|name| plain.contains(name));
    follows || says("invitations…", &plain) || says("invitations", &plain) || holds("…invitations…", &plain)
}

/// True for a line that is nothing but the names of two networks or more.
fn is_sharing(piece: &Piece) -> bool {
    let plain = plain(&piece.text);
    let mut words = plain.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '+'));
    piece.text.len() <= 120 && words.clone().count() >= 2 && words.all(|word| word.is_empty() || SHARED.contains(&word))
}

/// Marks as aside links to other articles: all of a list, and what stands below a heading that announces them.
fn propose_lists(pieces: &mut [Piece]) {
    let listed = |piece: &Piece| piece.link && piece.kind == BlockKind::ListItem;
    for run in pieces.chunk_by_mut(|a, b| listed(a) == listed(b)) {
        let links = run.len() > 2 && run.iter().all(listed);
        run.iter_mut().for_each(|piece| piece.aside |= links);
    }
    let mut announced = false;
    for piece in pieces.iter_mut() {
        if is_announcement(piece) {
            (announced, piece.aside) = (true, true);
            continue;
        }
        announced &= piece.aside || is_teaser(piece);
        piece.aside |= announced;
    }
}

/// True for the heading of a list of other articles, such as "More great stories".
fn is_announcement(piece: &Piece) -> bool {
    let plain = plain(&piece.text);
    let words: Vec<&str> = plain.split_whitespace().collect();
    if words.len() > 6 || ends_sentence(&piece.text) || piece.kind == BlockKind::ListItem {
        return false;
    }
    let stories = ["stories", "articles", "headlines", "videos", "posts", "news", "reads"];
    let first = |word: &&str| matches!(*word, "more" | "top" | "related" | "popular" | "most" | "trending" | "latest");
    let about_stories =
        words.len() > 1 && words.first().is_some_and(first) && words.iter().any(|word| stories.contains(word));
    says("teasers", plain.trim_end_matches(':')) || about_stories
}

/// True for what may stand in a list of other articles: a link, an item, a line that is no sentence.
fn is_teaser(piece: &Piece) -> bool {
    match piece.kind {
        BlockKind::ListItem => true,
        BlockKind::Heading | BlockKind::Paragraph | BlockKind::Caption => piece.link,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asides(lines: &[(BlockKind, &str, bool)]) -> Vec<String> {
        let piece = |(kind, text, link): &(BlockKind, &str, bool)| Piece { link: *link, ..Piece::new(*kind, *text) };
        let mut pieces: Vec<Piece> = lines.iter().map(piece).collect();
        propose(&mut pieces);
        pieces.into_iter().filter(|piece| piece.aside).map(|piece| piece.text).collect()
    }

    #[test]
    fn a_line_is_aside_when_it_speaks_to_the_reader_of_the_site() {
        for (text, expected) in [
            ("Subscribe to our newsletter for the best of the week.", true),
            ("Let our news meet your inbox. The stories that matter, on weekday mornings.", true),
            ("Follow the desk on Instagram and YouTube.", true),
            ("WhatsApp Facebook Pin", true),
            ("Tags rail, ports, budget", true),
            ("This document is subject to copyright and stays here.", true),
            ("She follows the ministry on Instagram.", false),
            ("He asked readers to subscribe to the bond.", false),
            ("Follow the money, she said.", false),
            ("Facebook bought WhatsApp.", false),
            ("Sales of its newsletter rose by a third.", false),
            ("Facebook", false),
        ] {
            assert_eq!(!asides(&[(BlockKind::Paragraph, text, false)]).is_empty(), expected, "{text}");
        }
    }

    #[test]
    fn lists_of_other_articles_are_aside_and_what_follows_them_is_not() {
        use BlockKind::{Heading, ListItem, Paragraph};
        let lines = [
            (Paragraph, "The talks ended.", false),
            (Heading, "More great stories", false),
            (ListItem, "Why the harbour is closed", true),
            (ListItem, "The bridge, in pictures", false),
            (Paragraph, "They go on in December.", false),
            (ListItem, "A list of its own.", false),
        ];
        assert_eq!(asides(&lines), ["More great stories", "Why the harbour is closed", "The bridge, in pictures"]);
        let links = ["one", "two", "three"].map(|text| (ListItem, text, true));
        assert_eq!(asides(&links).len(), 3);
        assert_eq!(asides(&links[..2]), [""; 0]);
    }

    #[test]
    fn a_gallery_says_it_once() {
        let text = "The delegation leaves the hotel on Tuesday.";
        let lines = [BlockKind::Caption, BlockKind::Paragraph, BlockKind::ListItem].map(|kind| (kind, text, false));
        assert_eq!(asides(&lines), [text, text]);
        assert_eq!(asides(&[(BlockKind::Paragraph, text, false); 2]), [""; 0]);
    }
}
