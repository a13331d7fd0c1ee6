//! `tickmark claim add`: mark a claim by its words.

use crate::cli::json::Made;
use crate::cli::vocabulary::words;
use crate::cli::{Context, Output};
use crate::model::{Kind, Request, Risk};
use crate::session::{Problem, Session};
use crate::text;
use clap::Args;
use std::ops::Range;
use std::path::PathBuf;

/// How many characters around a place tell it from the others.
const AROUND: usize = 30;

/// Mark a claim by its words.
///
/// The words must stand in the current draft; straight and curly quotation marks, dashes and white space may differ.
/// Prints {"id": "…"}, the identifier of the new claim.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  tickmark claim add story.tickmark --quote 'about 28,500 American troops' --risk high"
)]
pub(in crate::cli) struct Add {
    /// The project file.
    project: PathBuf,
    /// The words of the claim.
    #[arg(long, value_name = "WORDS")]
    quote: String,
    /// Which of several places with these words is meant, counted from 1.
    #[arg(long, value_name = "N")]
    occurrence: Option<usize>,
    /// What it states; otherwise guessed from the words.
    #[arg(long, value_parser = words(Kind::ALL, Kind::key))]
    kind: Option<Kind>,
    /// How bad if it is wrong, times how unsure.
    #[arg(long, default_value = "normal", value_parser = words(Risk::ALL, Risk::key))]
    risk: Risk,
    /// Print JSON, as always.
    #[arg(long, hide = true)]
    json: bool,
}

impl Add {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let id = context.change(&self.project, |session| {
            let range = self.place(session)?;
            let kind = self.kind.unwrap_or_else(|| text::kind::guess(&self.quote));
            session.ask(Request::AddClaim { range, kind, risk: self.risk }, context.now)
        })?;
        Output::json(&Made { id: id.unwrap_or_default() })
    }

    /// The one place that is meant.
    fn place(&self, session: &Session) -> Result<Range<usize>, Problem> {
        let draft = session.project().draft().map_or("", |draft| draft.text.as_str());
        let places = text::find::quote(draft, &self.quote);
        let at = match (self.occurrence, places.len()) {
            (_, 0) => return Err(nowhere(draft, &self.quote)),
            (None, 1) => 0,
            (None, _) => return Err(several(draft, &places)),
            (Some(number), _) => number.checked_sub(1).unwrap_or(usize::MAX),
        };
        places.get(at).cloned().ok_or_else(|| match places.len() {
            1 => Problem::new("these words stand in one place only", "leave --occurrence out"),
            count => Problem::new(
                format!("these words stand in {count} places"),
                format!("--occurrence counts them from 1 to {count}"),
            ),
        })
    }
}

fn nowhere(draft: &str, quote: &str) -> Problem {
    let hint = match text::find::search(draft, quote).first().and_then(|place| draft.get(place.clone())) {
        Some(near) => format!("capitals count; it does say “{near}”"),
        None => "copy them from `tickmark text ARTICLE`".to_owned(),
    };
    Problem::new("these words are not in the current draft", hint)
}

fn several(draft: &str, places: &[Range<usize>]) -> Problem {
    /// More places than this are counted, not shown.
    const SHOWN: usize = 20;
    let line = |(index, place): (usize, &Range<usize>)| format!("\n  {}: {}", index + 1, around(draft, place));
    let shown: String = places.iter().enumerate().take(SHOWN).map(line).collect();
    let more = if places.len() > SHOWN { "\n  …" } else { "" };
    Problem::new(
        format!("these words stand in {} places:{shown}{more}", places.len()),
        "say which with --occurrence N, or give more of the words around them",
    )
}

/// A place in the text with a few words around it, on one line.
fn around(text: &str, place: &Range<usize>) -> String {
    let (before, after) = (&text[..place.start], &text[place.end..]);
    let start = before.char_indices().rev().take(AROUND).last().map_or(place.start, |(at, _)| at);
    let end = after.char_indices().nth(AROUND).map_or(text.len(), |(at, _)| place.end + at);
    let line = format!("{}[{}]{}", &text[start..place.start], &text[place.clone()], &text[place.end..end]);
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let dots = |is: bool| if is { "…" } else { "" };
    format!("{}{line}{}", dots(start > 0), dots(end < text.len()))
}
