//! A story with every kind of object and edit in it, as the code of one version writes it down.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tickmark::model::article::{Comment, NoteMark, TrackedChange, TrackedKind};
use tickmark::model::draft::OriginalFile;
use tickmark::model::request::EvidenceDetails;
use tickmark::model::source::{Gathering, Rank};
use tickmark::model::{
    Article, BlockKind, CarriedClaim, ClaimId, Decision, Draft, Edit, EvidenceId, Flag, KeptCopy, Kind, Minter,
    Outcome, Person, Place, Project, Request, Risk, Role, SourceChoice, SourceDetails, SourceId, SourceKind, Stamp,
    Stance, Status,
};
use tickmark::store::format;

/// The field that no version knows, in every object.
pub const UNKNOWN: &str = "from-a-later-version";

/// Every kind of edit.
pub const EDITS: &str = "add-claim add-draft add-source claim/add-evidence claim/anchor claim/answer claim/change \
    claim/deleted claim/evidence claim/flags claim/kind claim/note claim/question claim/risk claim/same-as \
    claim/sign-off claim/source-note claim/status \
    draft/aside draft/label draft/read draft/seen draft/withdrawn set-mood sign-off source/confidential source/deleted source/gathering source/kept source/rank \
    source/text source/type title";

const BLOCKS: [(BlockKind, &str); 6] = [
    (BlockKind::Hed, "Talks end early"),
    (BlockKind::Dek, "US walks out"),
    (
        BlockKind::Paragraph,
        "Mara Ilves — the deputy minister — said 28,500 troops stay, fivefold since 31 December 2011.",
    ),
    (BlockKind::Quotation, "“It was the worst day,” she told the Ministry of Defence in Seoul, because nobody moved."),
    (BlockKind::Paragraph, "서울은 10억 달러를 낸다. That is 1,000 million, more than Tokyo pays; a grey, cold room."),
    (BlockKind::Paragraph, "Advertisement: subscribe now."),
];

/// The story while it is made.
pub struct Frozen {
    project: Project,
    by: Person,
    at: DateTime<Utc>,
    minter: Minter,
}

impl Frozen {
    /// The bytes of its file, with a field in every object that no version knows.
    pub fn story() -> Vec<u8> {
        let mut story = Self::begin();
        let claims = story.claims();
        let sources = story.sources();
        story.check(&claims, &sources);
        story.change_sources(&sources);
        story.other_person(&claims);
        story.notes(&claims);
        story.sign_offs(&claims);
        let mut file: Value = serde_json::from_slice(&format::write(&story.project).unwrap()).unwrap();
        add_unknown(&mut file, &mut 0);
        let mut mood = file["history"][0].clone();
        (mood["id"], mood["step"]) = (json!("later-1"), json!("later-1"));
        mood["edit"] = json!({"set-mood": {"from": null, "to": "grim", "numbers": [0.1, 18446744073709551615u64]}});
        file["history"].as_array_mut().unwrap().push(mood);
        let loaded = format::parse(&serde_json::to_vec(&file).unwrap()).unwrap();
        format::write(&loaded.project).unwrap()
    }

    fn begin() -> Self {
        let mut article = Article {
            title: Some("Talks end early".into()),
            byline: Some("By E. Reporter".into()),
            published: Some("19 November 2019".into()),
            section: Some("World".into()),
            language: Some("en".into()),
            warnings: vec!["A picture was left out.".into()],
            ..Article::default()
        };
        BLOCKS.iter().for_each(|(kind, text)| _ = article.push(*kind, text));
        article.blocks[2].page = Some(1);
        annotate(&mut article);
        article.blocks[0].level = Some(1);
        let at = "2019-11-19T07:24:00Z".parse().unwrap();
        let file = OriginalFile {
            name: "talks.html".into(),
            sha256: "ab".repeat(32),
            format: "html".into(),
            encoding: Some("UTF-8".into()),
            ..OriginalFile::default()
        };
        let draft = Draft { label: "after legal".into(), ..Draft::from_article(article, 1, at, Some(file)) };
        let project = Project { title: "Talks end early".into(), drafts: vec![draft], ..Project::default() };
        let mut story = Self { project, by: Person::new("AK", "Anneli Kask"), at, minter: Minter::new("frozen01") };
        story.commit(vec![Edit::AddDraft { number: 1 }]);
        story.ask([Request::SetTitle("Talks end an hour early".into())]);
        story.ask([Request::SetAside { blocks: vec![5], aside: true }]);
        story.undo();
        story.redo();
        story
    }

    fn commit(&mut self, edits: Vec<Edit>) {
        self.at += TimeDelta::minutes(4);
        assert!(self.project.commit(edits, &self.by, self.at, &mut self.minter).unwrap());
    }

    fn ask<const N: usize>(&mut self, requests: [Request; N]) -> String {
        self.at += TimeDelta::minutes(4);
        let stamp = &mut Stamp { by: &self.by, at: self.at, minter: &mut self.minter };
        self.project.carry_out(&requests, stamp).unwrap().unwrap_or_default()
    }

    fn undo(&mut self) {
        assert!(self.project.undo(&self.by, self.at, &mut self.minter).unwrap());
    }

    fn redo(&mut self) {
        assert!(self.project.redo(&self.by, self.at, &mut self.minter).unwrap());
    }

    /// One claim of each kind.
    fn claims(&mut self) -> Vec<ClaimId> {
        let quotes = [
            "28,500 troops",
            "31 December 2011",
            "Mara Ilves",
            "deputy minister",
            "Seoul",
            "Ministry of Defence",
            "“It was the worst day,”",
            "nobody moved",
            "the worst day",
            "more than Tokyo pays",
            "Talks end early",
            "because nobody moved",
            "a grey, cold room",
            "US walks out",
            "1,000 million",
            "서울은 10억 달러를 낸다",
        ];
        let marks = quotes.iter().zip(Kind::ALL).enumerate();
        marks.map(|(at, (quote, kind))| self.mark(quote, *kind, Risk::ALL[at % 3])).collect()
    }

    fn mark(&mut self, quote: &str, kind: Kind, risk: Risk) -> ClaimId {
        let start = self.project.drafts[0].text.find(quote).unwrap();
        ClaimId(self.ask([Request::AddClaim { range: start..start + quote.len(), kind, risk }]))
    }

    /// One source of each kind, one that is confidential, and one that is deleted.
    fn sources(&mut self) -> Vec<SourceId> {
        let titles = SourceKind::ALL.iter().map(|kind| (*kind, format!("The {kind}")));
        let titles: Vec<_> = titles.chain([(SourceKind::Person, "A deputy minister".into())]).collect();
        let mut sources: Vec<SourceId> = Vec::new();
        for (kind, title) in titles {
            let details = SourceDetails {
                who: format!("Who {title}"),
                place: "Seoul".into(),
                when: "2019".into(),
                url: "https://example.org/a?b=c".into(),
                contact: "desk@example.org".into(),
                terms: "on the record".into(),
                gathering: Some(Gathering::ALL[sources.len() % 2]),
                rank: Some(Rank::ALL[sources.len() % 2]),
                confidential: title == "A deputy minister",
                ..SourceDetails::new(kind, title)
            };
            sources
                .push(SourceId(self.ask([Request::AddSource(Box::new(details), vec![self.copy("notes.txt", "cd")])])));
        }
        let gone = self.ask([Request::AddSource(Box::new(SourceDetails::new(SourceKind::Book, "Gone")), vec![])]);
        self.ask([Request::DeleteSource(SourceId(gone))]);
        sources
    }

    fn copy(&self, name: &str, pair: &str) -> KeptCopy {
        KeptCopy {
            sha256: pair.repeat(32),
            name: name.into(),
            bytes: 5,
            at: self.at,
            from: "https://example.org/file".into(),
            extra: Default::default(),
        }
    }

    fn evidence(&mut self, claim: &ClaimId, source: &SourceId, stance: Stance) -> EvidenceId {
        EvidenceId(self.ask([Request::AddEvidence(claim.clone(), said(source, "p. 4", "so it is", stance))]))
    }

    fn check(&mut self, claims: &[ClaimId], sources: &[SourceId]) {
        let [first, second, third, fourth, fifth, ..] = claims else { panic!("five claims") };
        for (claim, source) in [(first, &sources[0]), (second, &sources[10]), (third, &sources[1])] {
            self.evidence(claim, source, Stance::Supports);
            self.ask([Request::SetStatus(claim.clone(), Status::Verified)]);
        }
        // The third lapses: what spoke for it changes, and something speaks against it.
        let piece = self.evidence(third, &sources[2], Stance::Background);
        let changed = said(&sources[3], "00:14:05", "it is not so", Stance::Contradicts);
        self.ask([Request::EditEvidence(third.clone(), piece, changed)]);
        let piece = self.evidence(fourth, &sources[4], Stance::Background);
        self.ask([Request::DeleteEvidence(fourth.clone(), piece)]);
        self.evidence(fourth, &sources[5], Stance::Background);
        let statuses = [Status::Wrong, Status::Query, Status::CantConfirm, Status::Opinion];
        for ((claim, status), decision) in claims[4..8].iter().zip(statuses).zip(Decision::ALL) {
            let id = || claim.clone();
            self.ask([
                Request::SetNote(id(), "counted twice".into()),
                Request::SetQuestion(id(), "Who says so?".into()),
                Request::SuggestChange(id(), Some("other words".into())),
                Request::SetStatus(id(), status),
            ]);
            if *decision != Decision::Proposed {
                self.ask([Request::Decide(id(), *decision, "house style".into())]);
            }
        }
        self.ask([Request::SetAnswer(fifth.clone(), "The ministry.".into())]);
        for (claim, flag) in claims[8..11].iter().zip(Flag::ALL) {
            self.ask([Request::SetFlag(claim.clone(), *flag, true), Request::SetRisk(claim.clone(), Risk::High)]);
        }
        self.ask([Request::SetKind(claims[11].clone(), Kind::Event)]);
        self.ask([Request::SetKind(claims[11].clone(), Kind::Cause)]);
    }

    fn change_sources(&mut self, sources: &[SourceId]) {
        let changed = SourceDetails {
            who: "Somebody else".into(),
            place: "Tokyo".into(),
            when: "2020".into(),
            url: "https://example.org/new".into(),
            contact: "new@example.org".into(),
            terms: "background".into(),
            gathering: None,
            rank: Some(Rank::Secondary),
            confidential: true,
            ..SourceDetails::new(SourceKind::WebPage, "Other title")
        };
        self.ask([Request::EditSource(sources[6].clone(), Box::new(changed))]);
        self.undo();
        self.ask([Request::KeepCopy(sources[7].clone(), self.copy("scan.pdf", "ef"))]);
    }

    /// Somebody else cuts, joins, deletes, shares, and brings in a draft that is taken back.
    fn other_person(&mut self, claims: &[ClaimId]) {
        (self.by, self.minter) = (Person::new("EK", ""), Minter::new("frozen02"));
        let whole = self.mark("Mara Ilves — the deputy minister", Kind::Name, Risk::Low);
        let cut = self.project.drafts[0].text.find("the deputy minister").unwrap();
        let part = ClaimId(self.ask([Request::SplitClaim(whole.clone(), cut)]));
        self.ask([Request::MergeClaims(whole.clone(), part)]);
        let start = self.project.drafts[0].text.find("1,000 million, more").unwrap();
        self.ask([Request::SetSpan(claims[14].clone(), start..start + 19)]);
        let gone = self.mark("grey", Kind::Other, Risk::Low);
        self.ask([Request::DeleteClaim(gone)]);
        self.mark("cold", Kind::Description, Risk::Normal);
        self.ask([Request::SetSameAs(whole, Some(claims[1].clone()))]);
        self.ask([Request::SetSameAs(claims[15].clone(), Some(claims[0].clone()))]);
        self.ask([Request::SetSameAs(claims[15].clone(), None)]);
        let mut second = Article::default();
        second.push(BlockKind::Paragraph, "A second draft.");
        second.blocks[0].label = Some("2.1".to_owned());
        let claim = self.project.claims.iter().next().unwrap();
        let carried = CarriedClaim {
            elsewhere: vec![Place { start: 2, end: 8 }],
            reason: "Its sentence was deleted; the same words also stand elsewhere".to_owned(),
            ..CarriedClaim::new(claim.id.clone(), Outcome::Gone, 1, claim.anchor.quote.clone())
        };
        let draft = Draft { carried: vec![carried], ..Draft::from_article(second, 2, self.at, None) };
        self.project.drafts.push(draft);
        self.commit(vec![Edit::AddDraft { number: 2 }]);
        let carried = self.project.drafts[1].carried[0].claim.clone();
        self.ask([Request::SetLabel(2, "from the wire".into())]);
        self.ask([Request::SetRead { places: vec![Place { start: 0, end: 15 }], read: true }]);
        self.ask([Request::SetSeen(carried, true)]);
        assert!(self.project.take_back_draft(&self.by, self.at, &mut self.minter).unwrap());
        self.ask([Request::SetRead { places: vec![Place { start: 0, end: 15 }], read: true }]);
        let made = self.mark("because nobody moved", Kind::Cause, Risk::Low);
        self.ask([Request::SuggestChange(made.clone(), Some("because nobody moved".into()))]);
        self.ask([Request::CloseAsChanged(made.clone())]);
        self.ask([Request::DeleteClaim(made)]);
    }

    /// A note of the writer becomes a claim, another one comes to a claim that is there and is corrected.
    fn notes(&mut self, claims: &[ClaimId]) {
        let start = self.project.drafts[0].text.find("fivefold since").unwrap();
        let (kind, note) = (Kind::Figure, "Almanac of Defence, p. 3.".to_owned());
        self.ask([Request::TakeNote { range: start..start + 14, kind, note }]);
        self.ask([Request::SetSourceNote(claims[0].clone(), "Force report, p. 11".into())]);
        self.ask([Request::SetSourceNote(claims[0].clone(), "Force report\np. 12".into())]);
    }

    /// Two claims and the story are signed off; of one claim and of the story a sign-off lapses, and one is taken back.
    fn sign_offs(&mut self, claims: &[ClaimId]) {
        let (of_one, of_two) = (Some(claims[0].clone()), Some(claims[1].clone()));
        self.ask([Request::SignOff(of_one.clone(), Role::Checker), Request::SignOff(of_two.clone(), Role::Checker)]);
        self.ask([Request::SignOff(of_one.clone(), Role::SecondReader)]);
        self.ask([Request::SignOff(None, Role::Checker)]);
        self.ask([Request::SignOff(None, Role::SecondReader)]);
        self.ask([Request::TakeBackSignOff(None, Role::SecondReader), Request::TakeBackSignOff(of_one, Role::Checker)]);
        self.ask([Request::SetStatus(claims[1].clone(), Status::Opinion)]);
        self.ask([Request::SetNote(claims[1].clone(), "a year too early".into())]);
        self.ask([Request::SignOff(None, Role::Legal), Request::SignOff(None, Role::Editor)]);
    }
}

/// What stood on the margins of the file: a comment with answers, a note, and tracked changes.
fn annotate(article: &mut Article) {
    let place = |words: &str| {
        let start = article.text.find(words).unwrap();
        (start, start + words.len())
    };
    let ((start, end), (note, _), (change, _)) = (place("28,500 troops"), place(", fivefold"), place("the worst day"));
    let comment = |author: &str, text: &str, replies| Comment {
        author: author.into(),
        date: "2019-11-18T09:00:00Z".into(),
        start,
        end,
        text: text.into(),
        resolved: author == "E. Reporter",
        replies,
        ..Comment::default()
    };
    let replies = vec![comment("Ed", "Which page?", vec![comment("E. Reporter", "p. 12", Vec::new())])];
    let first = comment("E. Reporter", "Force report", replies);
    let point = Comment { start: end, end, text: "On the point.".into(), ..Comment::default() };
    let tracked = |kind, text: &str| TrackedChange {
        kind,
        author: "Ed".into(),
        date: "2019-11-18".into(),
        start: change,
        text: text.into(),
        extra: Default::default(),
    };
    article.comments = vec![first, point];
    article.changes = vec![tracked(TrackedKind::Insertion, "the worst day"), tracked(TrackedKind::Deletion, "bad")];
    let block = article.push(BlockKind::Footnote, "Almanac of Defence, p. 3.").unwrap();
    article.notes = vec![NoteMark { at: note, block, ..NoteMark::default() }];
}

fn said(source: &SourceId, locator: &str, passage: &str, stance: Stance) -> EvidenceDetails {
    let source = SourceChoice::Existing(source.clone());
    EvidenceDetails { source, locator: locator.into(), passage: passage.into(), stance }
}

/// Adds the unknown field to every object but the edits of the history, where it would stand for an unknown edit.
fn add_unknown(value: &mut Value, count: &mut usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| add_unknown(item, count)),
        Value::Object(fields) => {
            fields.values_mut().for_each(|field| add_unknown(field, count));
            *count += 1;
            let may_be_edit = fields.len() == 1;
            if !may_be_edit {
                fields.insert(UNKNOWN.to_owned(), json!({"n": *count, "x": [0.1, null, "é"]}));
            }
        }
        _ => {}
    }
}
