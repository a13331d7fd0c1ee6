//! The call sheet: what each person must confirm, facts that are repeated once, and nothing of anybody else.

use super::speech::Speech;
use super::{ClaimEntry, Mark};
use crate::export::redact::Redacted;
use crate::model::source::SourceText;
use crate::model::words::words;
use crate::model::{Claim, Flag, Risk, Source, SourceId, SourceKind, Stance, typography};
use crate::text::numbers::figures;
use std::collections::{BTreeMap, HashMap};

/// What a person may answer; each is a box to tick.
pub const ANSWERS: [&str; 3] = ["right", "not right", "does not know"];

/// What stands in place of what tells who a confidential person is.
const WITHHELD: &str = "Who this is, and how to reach them, is left out of this copy.";

/// A person, and what they must confirm.
#[derive(Debug)]
pub struct Call<'a> {
    /// Number of the source, counted from 1 over all sources of the story.
    pub number: usize,
    /// What the person is called.
    pub person: &'a str,
    /// What is known of them: a label and what it says.
    pub facts: Vec<(&'static str, &'a str)>,
    /// Who they are is told here although they are confidential.
    pub named: bool,
    /// What is said of what was left out; empty when nothing was.
    pub withheld: &'static str,
    /// What to ask, what is still to be confirmed in front, the riskiest first.
    pub asks: Vec<Ask>,
}

/// A fact to confirm.
#[derive(Debug)]
pub struct Ask {
    /// What to confirm, without the words of a quotation.
    pub words: String,
    /// What that is.
    pub wording: Wording,
    /// The numbers of the claims that say so.
    pub claims: Vec<usize>,
    /// Where they stand, such as `paragraph 3`, each once.
    pub places: Vec<String>,
    /// What the first of them that is open counts for, or the first.
    pub mark: Mark,
    /// The same in words.
    pub status: String,
    /// The highest risk among them.
    pub risk: Risk,
    /// Who else must look at any of them.
    pub flags: Vec<Flag>,
    /// Where this person said something of it before, such as `call of 19 November`.
    pub told: Vec<String>,
    /// They said otherwise before.
    pub contradicted: bool,
    /// People left something of it differently, and nobody has settled it.
    pub in_conflict: bool,
    /// None of them has anything left to do.
    pub settled: bool,
}

words! {
    /// What the words of an [`Ask`] are.
    "wording"
    pub enum Wording {
        /// Those of the claim.
        Claim = "claim", "words of the claim";
        /// The checker's note on a quotation.
        Note = "note", "note on a quotation";
        /// A reminder that a quotation has no note yet.
        Reminder = "reminder", "quotation without a note";
    }
}

impl Call<'_> {
    /// What is known of the person under this name; empty when nothing is.
    pub fn fact(&self, name: SourceText) -> &str {
        self.facts.iter().find(|(label, _)| *label == name.word()).map_or("", |(_, text)| text)
    }

    /// How much there is to ask, in a sentence.
    pub fn progress(&self) -> String {
        let (all, open) = (self.asks.len(), self.asks.iter().filter(|ask| !ask.settled).count());
        match (all, open) {
            (0, _) => "No claim rests on this person.".to_owned(),
            (1, 1) => "1 fact to confirm.".to_owned(),
            (1, _) => "1 fact, confirmed already.".to_owned(),
            (all, 0) => format!("{all} facts, all confirmed already."),
            (all, open) if all == open => format!("{all} facts to confirm."),
            (all, open) => format!("{all} facts, {open} to confirm."),
        }
    }
}

impl Ask {
    /// Which claims it is about and where they stand, such as `claims 3, 9 · headline, paragraph 4`.
    pub fn whereabouts(&self) -> String {
        let numbers: Vec<String> = self.claims.iter().map(usize::to_string).collect();
        let noun = if numbers.len() == 1 { "claim" } else { "claims" };
        format!("{noun} {} · {}", numbers.join(", "), self.places.join(", "))
    }

    /// What else whoever asks should know, a few words each.
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks: Vec<String> = Vec::new();
        remarks.extend((self.wording == Wording::Note).then(|| "a quotation, in the words of the note".to_owned()));
        remarks.extend((self.risk == Risk::High).then(|| "high risk".to_owned()));
        remarks.extend(self.flags.iter().map(|flag| format!("flag: {flag}")));
        remarks.extend(self.in_conflict.then(|| "in conflict".to_owned()));
        remarks.extend(self.contradicted.then(|| "said otherwise before".to_owned()));
        remarks.extend((!self.told.is_empty()).then(|| format!("told before: {}", self.told.join("; "))));
        remarks
    }
}

/// The calls to make: to each person that a claim rests on, or to this one.
pub(super) fn calls<'a>(
    redacted: &'a Redacted<'a>,
    in_order: &[&'a Claim],
    entries: &[ClaimEntry],
    person: Option<&SourceId>,
) -> Vec<Call<'a>> {
    let project = redacted.project();
    let speech = Speech::of(project.draft(), in_order);
    let resting = resting(in_order, entries);
    let persons = project.sources().enumerate().filter(|(_, source)| match person {
        Some(person) => source.id == *person && source.details.kind == SourceKind::Person,
        None => source.details.kind == SourceKind::Person && resting.contains_key(&source.id),
    });
    let call = |(at, source): (usize, &'a Source)| {
        let claims = resting.get(&source.id).map_or(&[][..], Vec::as_slice);
        let sheet = Sheet { source: &source.id, redacted, speech: &speech, in_order, entries };
        Call { asks: sheet.asks(claims), ..head(at + 1, source, redacted.withholds()) }
    };
    persons.map(call).collect()
}

/// True for a text that says none of the quotations that are claims.
pub(super) fn says_none_of(text: &str, in_order: &[&Claim]) -> bool {
    Speech::of(None, in_order).may_say(text)
}

/// The sentence of a call sheet that has no calls.
pub(super) const NOBODY: &str = "No claim rests on a person.";

fn head(number: usize, source: &Source, withholds: bool) -> Call<'_> {
    let details = &source.details;
    let names =
        [SourceText::Who, SourceText::Contact, SourceText::Terms, SourceText::Place, SourceText::When, SourceText::Url];
    let mut facts: Vec<(&str, &str)> = names.iter().map(|name| (name.word(), details.text(*name))).collect();
    facts.retain(|(_, text)| !text.trim().is_empty());
    let named = details.confidential && !withholds;
    let withheld = if details.confidential && withholds { WITHHELD } else { "" };
    Call { number, person: &details.title, facts, named, withheld, asks: Vec::new() }
}

/// The claims that rest on each source, by their index: on its evidence, or on that of the claim they are the same as.
fn resting<'a>(in_order: &[&'a Claim], entries: &[ClaimEntry]) -> HashMap<&'a SourceId, Vec<usize>> {
    let mut resting: HashMap<&SourceId, Vec<usize>> = HashMap::new();
    for (index, claim) in in_order.iter().enumerate() {
        let root = entries[index].through.and_then(|root| in_order.get(root));
        for piece in claim.evidence().chain(root.into_iter().flat_map(|root| root.evidence())) {
            let claims = resting.entry(&piece.source).or_default();
            if claims.last() != Some(&index) {
                claims.push(index);
            }
        }
    }
    resting
}

/// What the sheet of one person is made from.
struct Sheet<'s, 'a> {
    source: &'s SourceId,
    redacted: &'a Redacted<'a>,
    speech: &'s Speech<'a>,
    in_order: &'s [&'a Claim],
    entries: &'s [ClaimEntry<'a>],
}

impl Sheet<'_, '_> {
    fn asks(&self, claims: &[usize]) -> Vec<Ask> {
        let others = self.redacted.others(self.source);
        let mut asks: Vec<Ask> =
            self.same(claims).iter().map(|claims| self.ask(claims, &|text| others.scrub(text))).collect();
        asks.sort_by_key(|ask| (ask.settled, ask.risk, ask.claims.first().copied()));
        asks
    }

    /// The claims by the fact they state: those marked the same, and those that say the same.
    fn same(&self, claims: &[usize]) -> Vec<Vec<usize>> {
        let (mut by_root, mut by_words): (HashMap<usize, usize>, HashMap<String, usize>) =
            (HashMap::new(), HashMap::new());
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for &claim in claims {
            let root = self.entries[claim].through.unwrap_or(claim);
            let words = meaning(&self.in_order[claim].anchor.quote);
            let known = by_root.get(&root).or_else(|| by_words.get(&words)).copied();
            let group = known.unwrap_or_else(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[group].push(claim);
            by_root.entry(root).or_insert(group);
            by_words.entry(words).or_insert(group);
        }
        groups
    }

    fn ask(&self, claims: &[usize], clean: &dyn Fn(&str) -> String) -> Ask {
        let entries = || claims.iter().map(|claim| &self.entries[*claim]);
        let mut places: Vec<String> = Vec::new();
        for entry in entries().filter(|entry| !entry.place.is_empty()) {
            if !places.contains(&entry.place) {
                places.push(entry.place.clone());
            }
        }
        let (words, wording) = self.words(claims, &places, clean);
        let (told, contradicted) = self.told(claims, clean);
        let shown = entries().find(|entry| !entry.standing.settled).or_else(|| entries().next());
        let mut flags: Vec<Flag> = entries().flat_map(|entry| entry.flags.iter().copied()).collect();
        flags.sort_unstable();
        flags.dedup();
        Ask {
            words,
            wording,
            claims: claims.iter().map(|claim| claim + 1).collect(),
            places,
            mark: shown.map_or(Mark::Recheck, |entry| entry.mark),
            status: shown.map(ClaimEntry::status_words).unwrap_or_default(),
            risk: entries().map(|entry| entry.risk).min().unwrap_or(Risk::Normal),
            flags,
            told,
            contradicted,
            in_conflict: entries().any(|entry| entry.standing.in_conflict),
            settled: entries().all(|entry| entry.standing.settled),
        }
    }

    /// What to read out, of the first claim that has it: its words, else its note.
    fn words(&self, claims: &[usize], places: &[String], clean: &dyn Fn(&str) -> String) -> (String, Wording) {
        let all = || claims.iter().map(|claim| self.in_order[*claim]);
        let note = |claim: &Claim| {
            Some(&claim.note).filter(|note| !note.trim().is_empty()).and_then(|note| self.speech.text(&clean(note)))
        };
        if let Some(words) = all().find_map(|claim| self.speech.words_of(claim)) {
            return (words, Wording::Claim);
        }
        match all().find_map(note) {
            Some(note) => (note.trim().to_owned(), Wording::Note),
            None => (reminder(places), Wording::Reminder),
        }
    }

    /// Where this person said something of it before, and whether any of that was otherwise.
    fn told(&self, claims: &[usize], clean: &dyn Fn(&str) -> String) -> (Vec<String>, bool) {
        let (mut told, mut contradicted) = (Vec::new(), false);
        let roots = claims.iter().map(|claim| self.entries[*claim].through.unwrap_or(*claim));
        let seen: BTreeMap<usize, ()> = roots.chain(claims.iter().copied()).map(|claim| (claim, ())).collect();
        for piece in seen.keys().filter_map(|claim| self.in_order.get(*claim)).flat_map(|claim| claim.evidence()) {
            if piece.source != *self.source {
                continue;
            }
            contradicted |= piece.stance == Stance::Contradicts;
            let locator = self.speech.text(&clean(&piece.locator)).map(|locator| locator.trim().to_owned());
            told.extend(locator.filter(|locator| !told.contains(locator)));
        }
        (told, contradicted)
    }
}

fn reminder(places: &[String]) -> String {
    let places = if places.is_empty() { "an earlier draft".to_owned() } else { places.join(" and ") };
    format!("A quotation in {places}: put it in your own words before you call.")
}

/// What the words of a claim say: its figures by value, the rest whatever its typography and case.
fn meaning(quote: &str) -> String {
    let figures = figures(quote);
    let mut meaning = String::with_capacity(quote.len());
    let mut last = None;
    typography::tokens(quote, &mut |range, form| {
        match figures.iter().position(|figure| figure.range.start < range.end && range.start < figure.range.end) {
            Some(figure) if last == Some(figure) => return,
            Some(figure) => {
                last = Some(figure);
                meaning.push_str(&format!("{} {:?}", figures[figure].value, figures[figure].unit));
            }
            None if form.contains(char::is_alphanumeric) => meaning.push_str(&form.to_lowercase()),
            None => return,
        }
        meaning.push(' ');
    });
    if meaning.is_empty() { quote.to_owned() } else { meaning }
}

#[cfg(test)]
mod tests;
