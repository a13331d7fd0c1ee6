//! `tickmark history`: who did what, and when.

use super::{Context, Output, find_claim};
use crate::model::{ClaimId, EntryId, Person};
use crate::session::chronicle::{Chronicle, Filter, Hand, Told};
use crate::session::{Problem, Session};
use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone, Utc};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;

/// Say who did what, and when, one line for each step, the newest first.
///
/// Times and days are those of this machine's time zone. With --json: {"steps": [{"at", "by", "what", "claims": […],
/// "entries": […]}]}: the time in UTC, the initials, and the identifiers of the claims that were touched and of the
/// entries in the project file.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  tickmark history story.tickmark --by AK --since '2019-11-19 09:00'")]
pub(super) struct History {
    /// The project file.
    project: PathBuf,
    /// Only what was done to this claim: its identifier, or its number in `tickmark claim list`.
    #[arg(long, value_name = "ID")]
    claim: Option<String>,
    /// Only what this person did.
    #[arg(long, value_name = "INITIALS")]
    by: Option<String>,
    /// Only what was done on this day.
    #[arg(long, value_name = "YYYY-MM-DD")]
    day: Option<NaiveDate>,
    /// Only what was done since: YYYY-MM-DD, 'YYYY-MM-DD HH:MM', or a time with its zone as in RFC 3339.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    since: Option<DateTime<Utc>>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Steps<'a> {
    steps: Vec<StepShape<'a>>,
}

#[derive(Serialize)]
struct StepShape<'a> {
    at: String,
    by: &'a str,
    what: &'a str,
    claims: &'a [ClaimId],
    entries: &'a [EntryId],
}

impl History {
    pub(super) fn run(self, context: &Context) -> Result<Output, Problem> {
        let session = context.open(&self.project)?;
        let claim = self.claim.as_ref().map(|called| claim_or_deleted(&session, called)).transpose()?;
        let told = Chronicle::of(session.project(), session.seen(), &Local);
        let by = self.by.map(|by| Hand::key_of(&Person::new(by, "")));
        let filter = Filter { by, day: self.day, claim, since: self.since, ..Filter::default() };
        let listed = told.listed(&filter);
        let rows = listed.iter().filter_map(|place| told.rows.get(*place));
        if self.json {
            return Output::json(&Steps { steps: rows.map(|row| shape(&told, row)).collect() });
        }
        let line = |row: &Told| {
            let at = row.at.with_timezone(&Local).format("%Y-%m-%d %H:%M");
            format!("{at}  {}  {}\n", told.by(row).short, row.what)
        };
        Ok(Output::text(rows.map(line).collect::<String>()))
    }
}

fn shape<'a>(told: &'a Chronicle, row: &'a Told) -> StepShape<'a> {
    let at = row.at.to_rfc3339_opts(SecondsFormat::Secs, true);
    StepShape { at, by: &told.by(row).short, what: &row.what, claims: &row.claims, entries: &row.entries }
}

/// A claim, which may have been deleted when it is called by its identifier.
fn claim_or_deleted(session: &Session, called: &str) -> Result<ClaimId, Problem> {
    let known = session.project().claims.get(called).map(|claim| claim.id.clone());
    known.map_or_else(|| find_claim(session, called), Ok)
}

/// Reads a moment; where it names no zone, the one of this machine is meant.
fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    let text = text.trim();
    if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
        return Ok(exact.to_utc());
    }
    let formats = ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
    let time = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let midnight = || text.parse::<NaiveDate>().ok().map(|day| day.and_time(NaiveTime::MIN));
    let local = time.or_else(midnight).ok_or("it is neither YYYY-MM-DD nor YYYY-MM-DD HH:MM nor RFC 3339")?;
    // An hour that the clocks left out begins when they went on.
    let found = Local.from_local_datetime(&local).earliest();
    Ok(found.map_or_else(|| local.and_utc(), |local| local.to_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_every_usual_form() {
        let local = |day: u32, hour, minute| {
            let naive = NaiveDate::from_ymd_opt(2019, 11, day).unwrap().and_hms_opt(hour, minute, 0).unwrap();
            Local.from_local_datetime(&naive).unwrap().to_utc()
        };
        let table = [
            ("2019-11-19", Some(local(19, 0, 0))),
            (" 2019-11-19 14:02", Some(local(19, 14, 2))),
            ("2019-11-19T14:02:00", Some(local(19, 14, 2))),
            ("2019-11-19T14:02:00+09:00", "2019-11-19T05:02:00Z".parse().ok()),
            ("yesterday", None),
            ("2019-13-01", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(moment(text).ok(), expected, "{text:?}");
        }
    }
}
