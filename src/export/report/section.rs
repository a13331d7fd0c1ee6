//! The parts of a report, and which of them an edition has.

use super::Report;
use crate::export::Edition;
use crate::export::house::Term;
use crate::model::words::words;

words! {
    /// A part of a report, by its heading.
    "section"
    pub enum Section {
        /// How far the check has come, and how many claims count for each mark.
        Summary = "summary", "Where the check stands";
        /// Who signed the story off.
        SignOffs = "sign-offs", "Sign-offs";
        /// What must be fixed before the story can run.
        MustFix = "must-fix", "Must fix first";
        /// The article with its claims marked.
        Article = "article", "The article";
        /// An entry for each claim.
        Claims = "claims", "Claims";
        /// The same in the checked copy.
        Changes = "changes", "Changes and open questions";
        /// The same in the legal copy.
        Flagged = "flagged", "Flagged claims";
        /// The sources.
        Sources = "sources", "Sources";
        /// What is still open.
        Open = "open", "Still open";
        /// The drafts.
        Drafts = "drafts", "Drafts";
        /// Everything that was done.
        History = "history", "History";
        /// Whom to ask what.
        Calls = "calls", "To confirm";
    }
}

impl Section {
    /// True for the entries of the claims, whatever the edition calls them.
    pub fn is_claims(self) -> bool {
        matches!(self, Self::Claims | Self::Changes | Self::Flagged)
    }
}

/// The parts of an edition in their order, those left out that would be empty in themselves.
pub(super) fn sections(edition: Edition, must_fix: bool, history: bool) -> Vec<Section> {
    use Section::{Article, Calls, Drafts, History, MustFix, Open, SignOffs, Sources, Summary};
    let claims = of_claims(edition);
    let mut sections = match edition {
        Edition::CallSheet => vec![Calls],
        // Who reads the flagged claims only has them before the article.
        Edition::Legal => vec![Summary, SignOffs, MustFix, claims, Sources, Article, Open, Drafts],
        Edition::CheckingCopy | Edition::CheckedCopy => {
            vec![Summary, SignOffs, MustFix, Article, claims, Sources, Open, Drafts, History]
        }
    };
    sections.retain(|section| (*section != MustFix || must_fix) && (*section != History || history));
    sections
}

fn of_claims(edition: Edition) -> Section {
    match edition {
        Edition::CheckingCopy => Section::Claims,
        Edition::CheckedCopy => Section::Changes,
        Edition::Legal => Section::Flagged,
        Edition::CallSheet => Section::Calls,
    }
}

impl Report<'_> {
    /// The heading of a part, in the words of the house.
    pub fn heading(&self, section: Section) -> &str {
        self.house.word(Term::Section(section))
    }

    /// The heading of the entries of the claims.
    pub fn claims_heading(&self) -> &str {
        self.heading(of_claims(self.edition))
    }

    /// What stands in place of the entries of the claims when this edition has none.
    pub fn no_claims(&self) -> &'static str {
        match (self.claims.is_empty(), self.edition) {
            (true, _) | (_, Edition::CheckingCopy | Edition::CallSheet) => "No claims have been marked yet.",
            (false, Edition::CheckedCopy) => "No change is suggested, and no question is open.",
            (false, Edition::Legal) => "No claim is flagged.",
        }
    }
}
