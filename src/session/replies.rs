//! What the marked-up Word file says that came back from the writer.

use super::file::Received;
use super::{Problem, Session};
use crate::model::{ClaimId, Draft};
use crate::text::replies::Replies;
use chrono::{DateTime, Utc};

impl Session {
    /// What a file says that was read; none when it is not the marked-up file of this story.
    pub fn replies_in(&self, received: Received, now: DateTime<Utc>) -> Option<Replies> {
        Replies::find(&self.project, &Draft::from_article(received.article, 0, now, None))
    }

    /// Takes answers and decisions in, as one step, and returns the claims with an answer or a decision, in order of
    /// the article.
    ///
    /// # Errors
    /// When the story may not be changed.
    pub fn take_replies(&mut self, replies: &Replies, now: DateTime<Utc>) -> Result<Vec<ClaimId>, Problem> {
        let requests = replies.requests(&self.project);
        if !requests.is_empty() {
            self.ask_all(requests, now)?;
        }
        let claims = replies.answers.iter().map(|(claim, _)| claim);
        let mut claims: Vec<ClaimId> =
            claims.chain(replies.decisions.iter().map(|(claim, _)| claim)).cloned().collect();
        claims.sort_by_key(|claim| self.row(claim));
        claims.dedup();
        Ok(claims)
    }
}
