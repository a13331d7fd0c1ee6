//! Which words of a story are somebody's own, so that a call sheet never reads them out.
//!
//! A person who hears a quotation agrees to it, or takes it back. So what stands in quotation marks, in a quotation set
//! off from the text, or in a claim of kind quotation is said in other words.

use crate::model::{BlockKind, Claim, Draft, Kind, typography};
use crate::text::quotations::quoted;
use std::collections::HashMap;
use std::ops::Range;

/// What stands in place of words that are left out.
const LEFT_OUT: char = '…';

/// The marks that open a quotation and close none of the same language.
const OPENING: [char; 5] = ['“', '„', '«', '「', '『'];

/// The quotations of a story.
pub(super) struct Speech<'a> {
    draft: Option<&'a Draft>,
    /// Where they are in the draft, in order, none touching another.
    places: Vec<Range<usize>>,
    /// The words of claims of kind quotation as they are compared, by their first token.
    claimed: HashMap<String, Vec<String>>,
}

impl<'a> Speech<'a> {
    pub(super) fn of(draft: Option<&'a Draft>, claims: &[&Claim]) -> Self {
        let quotations = claims.iter().filter(|claim| claim.kind == Kind::Quotation);
        let mut places: Vec<Range<usize>> = draft.map(spoken).unwrap_or_default();
        let mut claimed: HashMap<String, Vec<String>> = HashMap::new();
        for claim in quotations {
            places.extend(draft.filter(|draft| claim.anchor.holds(draft)).map(|_| claim.anchor.range()));
            let form = compared(&claim.anchor.quote);
            if let Some((first, _)) = form.split_once(' ') {
                claimed.entry(first.to_owned()).or_default().push(form);
            }
        }
        places.retain(|place| !place.is_empty());
        Self { draft, places: joined(places), claimed }
    }

    /// The words of a claim without quotations; none where hardly anything is left.
    pub(super) fn words_of(&self, claim: &Claim) -> Option<String> {
        if claim.kind == Kind::Quotation {
            return None;
        }
        match self.draft.filter(|draft| claim.anchor.holds(draft)) {
            Some(_) => {
                let (words, here) = (claim.anchor.quote.as_str(), claim.anchor.range());
                let first = self.places.partition_point(|place| place.end <= here.start);
                let places = self.places[first..].iter().take_while(|place| place.start < here.end);
                let places =
                    places.map(|place| place.start.max(here.start) - here.start..place.end.min(here.end) - here.start);
                self.told(words, places)
            }
            None => self.text(&claim.anchor.quote),
        }
    }

    /// A text without what it quotes; none where hardly anything is left, or where it says what a quotation says.
    pub(super) fn text(&self, text: &str) -> Option<String> {
        self.told(text, quoted_in(text).into_iter())
    }

    /// True for a text that says none of the quotations.
    pub(super) fn may_say(&self, text: &str) -> bool {
        let form = compared(text);
        let mut starts = std::iter::once(0).chain(form.match_indices(' ').map(|(at, _)| at + 1));
        !starts.any(|at| {
            let rest = &form[at..];
            let first = rest.split(' ').next().unwrap_or_default();
            self.claimed.get(first).is_some_and(|forms| forms.iter().any(|form| rest.starts_with(form.as_str())))
        })
    }

    fn told(&self, text: &str, places: impl Iterator<Item = Range<usize>>) -> Option<String> {
        let (mut told, mut from, mut left_out) = (String::with_capacity(text.len()), 0, 0);
        for place in places {
            told.push_str(text.get(from..place.start)?);
            told.push(LEFT_OUT);
            left_out += letters(text.get(place.clone())?);
            from = place.end;
        }
        told.push_str(text.get(from..)?);
        let left = letters(&told);
        (left > 0 && left >= left_out && self.may_say(&told)).then_some(told)
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The tokens of a text, each with a blank behind it, whatever its typography and case; quotation marks are none.
fn compared(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    typography::tokens(text, &mut |_, form| {
        if form.contains(char::is_alphanumeric) {
            whole.push_str(&form.to_lowercase());
            whole.push(' ');
        }
    });
    whole
}

/// What is spoken in the text of a draft.
fn spoken(draft: &Draft) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for block in draft.blocks.iter().filter(|block| !block.aside) {
        match block.kind {
            BlockKind::Quotation => places.push(block.start..block.end),
            _ => {
                let here = quoted_in(draft.text.get(block.start..block.end).unwrap_or_default());
                places.extend(here.into_iter().map(|place| block.start + place.start..block.start + place.end));
            }
        }
    }
    places
}

/// What stands between quotation marks, and what follows a mark that is closed nowhere: a quotation of several
/// paragraphs is opened in each and closed in the last.
fn quoted_in(text: &str) -> Vec<Range<usize>> {
    let mut places = quoted(text);
    let is_used = |at: usize, c: char| {
        let after = at + c.len_utf8();
        places.iter().any(|place| place.start == after || place.end == at || (place.start..place.end).contains(&at))
    };
    // Which of an odd number of straight marks stands alone cannot be told: from the first on, all may be spoken.
    let straight = text.matches('"').count() % 2 == 1;
    let opens = |at: usize, c: char| OPENING.contains(&c) && !is_used(at, c) || c == '"' && straight;
    let open = text.char_indices().find(|(at, c)| opens(*at, *c)).map(|(at, c)| at + c.len_utf8());
    places.extend(open.map(|start| start..text.len()));
    places.retain(|place| !place.is_empty());
    joined(places)
}

/// The ranges in order, those that overlap or touch as one.
fn joined(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| place.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(places.len());
    for place in places {
        match joined.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => joined.push(place),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::testing::Desk;
    use crate::model::Request;

    #[test]
    fn leaves_out_what_is_spoken() {
        let check = |text: &str, expected: Option<&str>| {
            let speech = Speech::of(None, &[]);
            assert_eq!(speech.text(text).as_deref(), expected, "{text:?}");
        };
        check("About 28,500 troops", Some("About 28,500 troops"));
        check("DeHart called the offer “unfair” on Tuesday", Some("DeHart called the offer “…” on Tuesday"));
        check("DeHart called it \"unfair\" and left", Some("DeHart called it \"…\" and left"));
        check("“We never agreed to that”", None);
        check("He said: “We never agreed to anything of that sort", None);
        check("대표는 회의장을 떠나며 「아니다」라고 말했다", Some("대표는 회의장을 떠나며 「…」라고 말했다"));
        check("the mission’s chief, who’s left", Some("the mission’s chief, who’s left"));
        check("", None);
        check("“”", None);
        check("A 5\" pipe burst in the old plant at noon, he said: \"no deal\"", None);
    }

    #[test]
    fn a_claim_inside_a_quotation_is_spoken_and_one_around_it_is_told_without_it() {
        let text = "Kim said “we spent 5 billion won, a fivefold rise” in May. Spending rose fivefold.";
        let mut desk = Desk::new(&[text, "“No end in sight.", "“None at all,” he said."]);
        let quotes = ["5 billion won", "Kim said “we spent", "in May", "rose fivefold", "No end in sight"];
        let ids = quotes.map(|quote| desk.claim(quote));
        let quotation = desk.claim("a fivefold rise");
        desk.ask(Request::SetKind(quotation, Kind::Quotation));
        let told = |desk: &Desk| {
            let claims = desk.project.claims_in_order();
            let speech = Speech::of(desk.project.draft(), &claims);
            ids.clone().map(|id| speech.words_of(desk.project.claim(&id).unwrap()))
        };
        let words = ["Kim said “…", "in May", "rose fivefold"].map(|words| Some(words.to_owned()));
        let [kim, may, rose] = words;
        assert_eq!(told(&desk), [None, kim.clone(), may.clone(), rose, None]);
        let quotation = desk.claim("fivefold.");
        desk.ask(Request::SetKind(quotation, Kind::Quotation));
        assert_eq!(told(&desk), [None, kim, may, None, None], "what a quotation says is not said elsewhere either");
    }
}
