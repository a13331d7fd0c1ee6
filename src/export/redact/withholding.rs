//! What is withheld of confidential sources, and how.

use crate::export::scrub::Scrubber;
use crate::model::article::Comment;
use crate::model::edit::SourceField;
use crate::model::source::SourceText;
use crate::model::table::Table;
use crate::model::{
    Claim, Draft, Edit, Evidence, EvidenceId, Extra, History, KeptCopy, Project, Role, SignOff, SignOffs, Source,
    SourceDetails, SourceId, StatusRecord, SuggestedChange,
};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What is withheld, and how. Claims, evidence and sources are rebuilt field by field, so that a field that is added
/// to them must be decided on here.
#[derive(Debug)]
pub(super) struct Withholding {
    labels: HashMap<SourceId, String>,
    /// Evidence that somebody took from such a source, while people differ on where it comes from.
    contested: HashSet<EvidenceId>,
    scrubber: Scrubber,
}

impl Withholding {
    pub(super) fn of(project: &Project) -> Self {
        let ids = project.confidential_sources();
        let mut confidential: Vec<&Source> = project.sources.iter().filter(|source| ids.contains(&source.id)).collect();
        confidential.sort_by_key(|source| source.deleted);
        let label =
            |(place, source): (usize, &&Source)| (source.id.clone(), format!("Confidential source {}", place + 1));
        let labels = confidential.iter().enumerate().map(label).collect();
        let contested = project.contested_evidence().filter(|(_, source)| ids.contains(source));
        let contested = contested.map(|(evidence, _)| evidence.clone()).collect();
        Self { labels, contested, scrubber: scrubber(project, &confidential) }
    }

    pub(super) fn text(&self, text: &str) -> String {
        self.scrubber.scrub(text)
    }

    pub(super) fn project(&self, project: &Project) -> Project {
        let mut sources = Table::default();
        project.sources.iter().map(|source| self.source(source)).for_each(|source| {
            sources.push(source);
        });
        let mut claims = Table::default();
        project.claims.iter().map(|claim| self.claim(claim)).for_each(|claim| {
            claims.push(claim);
        });
        Project {
            title: self.text(&project.title),
            sign_offs: sign_offs(&project.sign_offs),
            drafts: project.drafts.iter().map(|draft| self.draft(draft)).collect(),
            sources,
            claims,
            history: History::default(),
            extra: Extra::new(),
        }
    }

    /// The text and what the article says of itself stay; what the desk wrote, and what stood on the margins, does not.
    pub(super) fn draft(&self, draft: &Draft) -> Draft {
        let mut shown = Draft { label: self.text(&draft.label), extra: Extra::new(), ..draft.clone() };
        shown.comments.iter_mut().for_each(|comment| self.comment(comment));
        shown.changes.iter_mut().for_each(|change| {
            (change.author, change.text) = (self.text(&change.author), self.text(&change.text));
            change.extra = Extra::new();
        });
        shown.notes.iter_mut().for_each(|note| note.extra = Extra::new());
        shown.carried.iter_mut().for_each(|carried| carried.extra = Extra::new());
        if let Some(file) = &mut shown.file {
            file.name = self.text(&file.name);
            file.extra = Extra::new();
        }
        shown
    }

    /// A comment and the answers to it, however deep they are.
    pub(super) fn comment(&self, comment: &mut Comment) {
        let mut waiting = vec![comment];
        while let Some(comment) = waiting.pop() {
            (comment.author, comment.text) = (self.text(&comment.author), self.text(&comment.text));
            comment.date = self.text(&comment.date);
            comment.extra = Extra::new();
            waiting.extend(&mut comment.replies);
        }
    }

    pub(super) fn source(&self, source: &Source) -> Source {
        let label = self.labels.get(&source.id);
        let details = &source.details;
        let text = |name: SourceText| if label.is_some() { String::new() } else { self.text(details.text(name)) };
        let details = SourceDetails {
            kind: details.kind,
            title: label.cloned().unwrap_or_else(|| text(SourceText::Title)),
            who: text(SourceText::Who),
            place: text(SourceText::Place),
            when: text(SourceText::When),
            url: text(SourceText::Url),
            contact: text(SourceText::Contact),
            terms: text(SourceText::Terms),
            gathering: details.gathering,
            rank: details.rank,
            confidential: label.is_some(),
        };
        let kept = if label.is_some() { Vec::new() } else { source.kept.iter().map(|copy| self.kept(copy)).collect() };
        Source { id: source.id.clone(), details, kept, deleted: source.deleted, extra: Extra::new() }
    }

    pub(super) fn kept(&self, copy: &KeptCopy) -> KeptCopy {
        KeptCopy {
            sha256: copy.sha256.clone(),
            name: self.text(&copy.name),
            bytes: copy.bytes,
            at: copy.at,
            from: self.text(&copy.from),
            extra: Extra::new(),
        }
    }

    pub(super) fn claim(&self, claim: &Claim) -> Claim {
        let standing = |record: &StatusRecord| StatusRecord {
            status: record.status,
            by: record.by.clone(),
            at: record.at,
            basis: record.basis.clone(),
            extra: Extra::new(),
        };
        Claim {
            id: claim.id.clone(),
            anchor: claim.anchor.clone(),
            kind: claim.kind,
            risk: claim.risk,
            status: claim.status.as_ref().map(standing),
            evidence: claim.evidence.iter().map(|piece| self.evidence(piece)).collect(),
            change: claim.change.as_ref().map(|change| self.change(change)),
            question: self.text(&claim.question),
            answer: self.text(&claim.answer),
            note: self.text(&claim.note),
            source_note: self.text(&claim.source_note),
            flags: claim.flags.clone(),
            same_as: claim.same_as.clone(),
            sign_offs: sign_offs(&claim.sign_offs),
            deleted: claim.deleted,
            extra: Extra::new(),
        }
    }

    fn change(&self, change: &SuggestedChange) -> SuggestedChange {
        SuggestedChange {
            wording: self.text(&change.wording),
            decision: change.decision,
            reason: self.text(&change.reason),
            by: change.by.clone(),
            at: change.at,
            made: change.made,
            extra: Extra::new(),
        }
    }

    /// True when locator and passage of the evidence are left out.
    pub(super) fn is_withheld(&self, piece: &Evidence) -> bool {
        self.labels.contains_key(&piece.source) || self.contested.contains(&piece.id)
    }

    fn evidence(&self, piece: &Evidence) -> Evidence {
        let withheld = self.is_withheld(piece);
        let text = |text: &str| if withheld { String::new() } else { self.text(text) };
        Evidence {
            id: piece.id.clone(),
            source: piece.source.clone(),
            locator: text(&piece.locator),
            passage: text(&piece.passage),
            stance: piece.stance,
            deleted: piece.deleted,
            extra: Extra::new(),
        }
    }
}

/// Who signed, when and what: as with statuses, that tells of no source.
fn sign_offs(all: &SignOffs) -> SignOffs {
    let sign_off = |(role, SignOff { by, at, covers, .. }): (Role, &SignOff)| {
        (role, SignOff { by: by.clone(), at: *at, covers: Arc::clone(covers), extra: Extra::new() })
    };
    all.iter().map(sign_off).collect()
}

/// All that could tell who the confidential sources are: what is known of them, and what was before it was changed.
pub(super) fn scrubber(project: &Project, confidential: &[&Source]) -> Scrubber {
    let mut scrubber = Scrubber::default();
    let ids: HashSet<&SourceId> = confidential.iter().map(|source| &source.id).collect();
    confidential.iter().for_each(|source| add_source(&mut scrubber, source));
    for entry in project.history.entries() {
        match &*entry.edit {
            Edit::AddSource(source) if ids.contains(&source.id) => add_source(&mut scrubber, source),
            Edit::Source { id, field } if ids.contains(id) => match field {
                SourceField::Text { name, from, to } => {
                    add_text(&mut scrubber, *name, from);
                    add_text(&mut scrubber, *name, to);
                }
                SourceField::Kept(change) => {
                    change.from.iter().chain(&change.to).for_each(|copy| add_kept(&mut scrubber, copy));
                }
                _ => {}
            },
            _ => {}
        }
    }
    scrubber
}

fn add_source(scrubber: &mut Scrubber, source: &Source) {
    SourceText::ALL.iter().for_each(|name| add_text(scrubber, *name, source.details.text(*name)));
    source.kept.iter().for_each(|copy| add_kept(scrubber, copy));
}

/// Places, times and terms are not looked for: they are left out of the source itself, and elsewhere tell nobody's
/// name. Other sources were met "by telephone" as well.
fn add_text(scrubber: &mut Scrubber, name: SourceText, text: &str) {
    match name {
        SourceText::Title | SourceText::Who => scrubber.add_name(text),
        SourceText::Url | SourceText::Contact => scrubber.add_address(text),
        SourceText::Place | SourceText::When | SourceText::Terms => {}
    }
}

fn add_kept(scrubber: &mut Scrubber, copy: &KeptCopy) {
    scrubber.add(&copy.name);
    if copy.from.contains(['/', '@', '\\']) {
        scrubber.add_address(&copy.from);
    }
}
