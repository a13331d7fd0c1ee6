//! `tickmark claim take`: claims from the comments and footnotes of the writer.

use crate::cli::json::{Offers, TakenOffer, TakenShape};
use crate::cli::{Context, Output};
use crate::model::describe::short_quote;
use crate::session::{Problem, Session};
use crate::text::offers::Offer;
use clap::Args;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Make claims of the comments and footnotes of the writer; without numbers, list what they offer.
///
/// A comment offers the words it is on, or its sentence; a footnote what stands before its mark in the sentence. The
/// claim keeps the note as its "source_note". Each is a step of its own. A claim on the very same words gets the note.
///
/// Listed with --json: {"offers": [{"number", "span", "quote", "note", "author", "date", "from", "resolved",
/// "taken"}]}. "from" is comment, footnote or endnote; "span" counts Unicode code points of the draft's text; "taken"
/// ones are claims already. When claims are made: {"taken": [{"number", "claim"}]}, with the identifiers of the claims.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  tickmark claim take story.tickmark 1 2\n  tickmark claim take story.tickmark --all"
)]
pub(in crate::cli) struct Take {
    /// The project file.
    project: PathBuf,
    /// Which to take, by their numbers in the list.
    #[arg(value_name = "NUMBER")]
    numbers: Vec<usize>,
    /// Take all that are no claims yet.
    #[arg(long, conflicts_with = "numbers")]
    all: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Take {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        if self.numbers.is_empty() && !self.all {
            let session = context.open(&self.project)?;
            return if self.json { Output::json(&Offers::of(&session)) } else { Ok(Output::text(list(&session))) };
        }
        let taken = context.change(&self.project, |session| {
            let chosen = self.chosen(session)?;
            let offers: Vec<Offer> = chosen.iter().map(|(_, offer)| offer.clone()).collect();
            let claims = session.take_offers(&offers, context.now)?.claims;
            let numbers = chosen.into_iter().map(|(number, _)| number);
            let pair = |(number, claim): (usize, crate::model::ClaimId)| TakenOffer { number, claim: claim.0 };
            Ok(numbers.zip(claims).map(pair).collect::<Vec<_>>())
        })?;
        if self.json { Output::json(&TakenShape { taken }) } else { Ok(Output::text(in_words(taken.len()))) }
    }

    /// The offers that are to be taken and are no claims yet, with their numbers.
    fn chosen(&self, session: &Session) -> Result<Vec<(usize, Offer)>, Problem> {
        let offers = session.offers();
        let wanted: BTreeSet<usize> =
            if self.all { (1..=offers.len()).collect() } else { self.numbers.iter().copied().collect() };
        let find = |number: usize| {
            let offer = number.checked_sub(1).and_then(|index| offers.get(index));
            let what = || format!("there is no note {number} of the writer in this draft, which has {}", offers.len());
            let missing = || Problem::new(what(), "`tickmark claim take PROJECT` lists the notes with their numbers");
            offer.map(|offer| (number, offer.clone())).ok_or_else(missing)
        };
        let found: Vec<(usize, Offer)> = wanted.into_iter().map(find).collect::<Result<_, _>>()?;
        Ok(found.into_iter().filter(|(_, offer)| !offer.is_taken).collect())
    }
}

fn in_words(taken: usize) -> String {
    match taken {
        0 => "nothing to take: these notes of the writer are claims already".to_owned(),
        1 => "1 note of the writer is a claim now".to_owned(),
        taken => format!("{taken} notes of the writer are claims now"),
    }
}

/// The offers, two lines for each.
fn list(session: &Session) -> String {
    let text = session.project().draft().map_or("", |draft| &draft.text);
    if session.offers().is_empty() {
        return "the draft has no comments or footnotes that could be claims".to_owned();
    }
    let line = |(index, offer): (usize, &Offer)| {
        let sign = if offer.is_taken { "✓" } else { "○" };
        let quote = short_quote(text.get(offer.range.clone()).unwrap_or_default());
        let mut about = vec![offer.from.word()];
        about.extend([offer.author.trim(), offer.date.trim()].into_iter().filter(|text| !text.is_empty()));
        about.extend(offer.is_resolved.then_some("resolved"));
        let note = offer.note.replace('\n', "\n       ");
        format!("{:>4} {sign} {quote}  {}\n       {note}\n", index + 1, about.join(" · "))
    };
    session.offers().iter().enumerate().map(line).collect()
}
