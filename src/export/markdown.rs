//! The report as Markdown: CommonMark, with the tables of GitHub Flavored Markdown.
//!
//! In the article the words of a claim stand between ⟦ and ⟧, and its number and sign follow: ⟦fivefold⟧⁴?.

mod calls;
mod escape;

use super::clean::clean;
use super::link::link;
use super::report::{
    ArticleBlock, ChangeEntry, CitationRun, ClaimEntry, DraftEntry, EvidenceEntry, Mark, Report, Section, SourceEntry,
};
use crate::model::BlockKind;
use escape::{guard, hard_breaks, inline, line, lines, superscript};
use std::collections::HashSet;

/// Renders the report.
pub(super) fn render(report: &Report) -> String {
    let mut out = format!("# {}\n\n", line(report.title));
    header(&mut out, report);
    report.sections.iter().for_each(|section| self::section(&mut out, report, *section));
    if !report.house.footer.is_empty() {
        put!(&mut out, "{}\n", line(&report.house.footer));
    }
    out
}

fn section(out: &mut String, report: &Report, section: Section) {
    put!(out, "## {}\n\n", line(report.heading(section)));
    match section {
        Section::Summary => summary(out, report),
        Section::SignOffs => sign_offs(out, report),
        Section::MustFix => must_fix(out, report),
        Section::Article => report.article.iter().for_each(|block| self::block(out, report, block)),
        Section::Claims | Section::Changes | Section::Flagged => claims(out, report),
        Section::Sources => sources(out, report),
        Section::Open => open(out, report),
        Section::Drafts => drafts(out, report),
        Section::History => history(out, report),
        Section::Calls => calls::calls(out, report),
    }
}

fn header(out: &mut String, report: &Report) {
    if !report.house.name.is_empty() {
        put!(out, "{} · ", line(&report.house.name));
    }
    put!(out, "**{}**", line(&report.edition_title()));
    report.byline.iter().chain(&report.published).for_each(|text| put!(out, " · {}", line(text)));
    out.push_str("\n\n");
    if let Some(draft) = report.current_draft() {
        let file = if draft.file.is_empty() { "pasted text".to_owned() } else { line(draft.file) };
        put!(out, "- Draft {}", draft.number);
        if !draft.label.is_empty() {
            put!(out, ", {}", line(draft.label));
        }
        put!(out, " · {file} · {} words\n", draft.words);
    }
    let checkers = if report.checkers.is_empty() { "nobody yet".to_owned() } else { line(&report.checkers.join(", ")) };
    put!(out, "- Checked by {checkers}\n");
    if !report.confidential.is_empty() {
        put!(out, "- {}\n", report.confidential);
    }
    put!(out, "- Made {} (all times {})\n", report.made.local, report.zone);
    let (label, what) = report.made_from();
    put!(out, "- {label}: {}\n\n", line(what));
}

fn summary(out: &mut String, report: &Report) {
    put!(out, "{}\n\n", report.progress());
    if report.total() > 0 {
        out.push_str("| | Status | Claims |\n|---|---|---:|\n");
        let row = |(mark, count): &(Mark, usize)| {
            put!(out, "| {} | {} | {count} |\n", mark.glyph(), line(report.mark_word(*mark)));
        };
        report.counts.iter().for_each(row);
        out.push('\n');
    }
}

fn sign_offs(out: &mut String, report: &Report) {
    report.sign_offs.iter().for_each(|entry| put!(out, "- {}: {}\n", entry.role, line(&entry.words)));
    out.push('\n');
}

fn must_fix(out: &mut String, report: &Report) {
    for group in &report.must_fix {
        put!(out, "### {} ({})\n\n", group.label, group.claims.len());
        for claim in &group.claims {
            let entry = &report.claims[*claim];
            put!(out, "- **{}** {} ", claim + 1, entry.mark.glyph());
            match &entry.change {
                Some(change) => put!(out, "{} ({})", wording(entry.quote, change), decided(change)),
                None => put!(out, "{} ({})", line(entry.quote), line(&status(entry))),
            }
            entry.through.iter().for_each(|root| put!(out, ", the same as claim {}", root + 1));
            let text = if entry.question.is_empty() { entry.note } else { entry.question };
            if entry.change.is_none() && !text.trim().is_empty() {
                put!(out, "  \n  {}", lines(text, "  "));
            }
            out.push('\n');
        }
        out.push('\n');
    }
}

fn block(out: &mut String, report: &Report, block: &ArticleBlock) {
    let (begin, next) = match block.kind {
        BlockKind::Hed => ("### ".to_owned(), ""),
        BlockKind::Heading => ("#".repeat(usize::from(block.level.saturating_add(3).min(6))) + " ", ""),
        BlockKind::ListItem => ("- ".to_owned(), "  "),
        BlockKind::Quotation => ("> ".to_owned(), "> "),
        _ => (String::new(), ""),
    };
    let mut text = String::new();
    let mut before: &[(usize, usize)] = &[];
    for run in &block.runs {
        let known: HashSet<_> = before.iter().collect();
        let begun = run.claims.iter().filter(|claim| !known.contains(claim)).count();
        text.push_str(&"⟦".repeat(begun));
        text.push_str(&inline(&clean(run.text)));
        for claim in &run.ends {
            put!(&mut text, "⟧{}{}", superscript(claim + 1), report.claims[*claim].mark.glyph());
        }
        before = &run.claims;
    }
    let heading = matches!(block.kind, BlockKind::Hed | BlockKind::Heading);
    let text = if heading { guard(&text.replace('\n', " ")) } else { hard_breaks(&text, next) };
    put!(out, "{begin}{text}\n\n");
}

fn status(entry: &ClaimEntry) -> String {
    let mut out = entry.status_words();
    if let (Some(by), Some(at)) = (&entry.by, &entry.at) {
        put!(&mut out, " · {by}, {}", at.local);
    }
    out
}

fn wording(quote: &str, change: &ChangeEntry) -> String {
    match change.wording.trim().is_empty() {
        true => format!("~~{}~~ → take out", line(quote)),
        false => format!("~~{}~~ → **{}**", line(quote), line(change.wording)),
    }
}

fn decided(change: &ChangeEntry) -> String {
    let reason = if change.reason.is_empty() { String::new() } else { format!(": {}", line(change.reason)) };
    format!("change {} · {}, {}{reason}", change.decision, line(&change.by), change.at.local)
}

fn claims(out: &mut String, report: &Report) {
    if report.listed().next().is_none() {
        put!(out, "{}\n\n", report.no_claims());
    }
    report.listed().for_each(|(claim, entry)| self::claim(out, report, claim, entry));
}

fn claim(out: &mut String, report: &Report, claim: usize, entry: &ClaimEntry) {
    put!(out, "### {} {} {}\n\n", claim + 1, entry.mark.glyph(), line(entry.quote));
    put!(out, "- {} · {} · {} risk · {}", line(&status(entry)), entry.kind, entry.risk, entry.place);
    entry.flags.iter().for_each(|flag| put!(out, " · flag: {flag}"));
    out.push_str(if entry.standing.in_conflict { " · **in conflict**" } else { "" });
    out.push_str(if entry.standing.conflicting { " · **conflicting evidence**\n" } else { "\n" });
    if !entry.sign_offs.is_empty() {
        put!(out, "- Signed off: {}\n", line(&entry.signed_off()));
    }
    entry.differences.iter().for_each(|text| put!(out, "- In conflict: {}\n", lines(text, "  ")));
    entry.through.iter().for_each(|root| put!(out, "- Same as claim {}, whose verification it shares\n", root + 1));
    if !entry.shared_by.is_empty() {
        let numbers: Vec<String> = entry.shared_by.iter().map(|claim| (claim + 1).to_string()).collect();
        put!(out, "- Shared by claim {}\n", numbers.join(", "));
    }
    if let Some(change) = &entry.change {
        put!(out, "- Change: {}  \n  {}\n", wording(entry.quote, change), decided(change));
    }
    for (label, text) in entry.written() {
        put!(out, "- {label}: {}\n", lines(text, "  "));
    }
    entry.evidence.iter().for_each(|piece| evidence(out, report, piece));
    out.push('\n');
}

fn evidence(out: &mut String, report: &Report, piece: &EvidenceEntry) {
    put!(out, "- Evidence: {}", line(piece.title));
    if let Some(source) = piece.source.and_then(|at| report.sources.get(at)) {
        put!(out, " (S{})", source.number);
    }
    [piece.kind, piece.locator].iter().filter(|text| !text.is_empty()).for_each(|text| put!(out, " · {}", line(text)));
    put!(out, " · **{}**\n", piece.stance);
    if piece.withheld {
        out.push_str("  \n  Where in it and what it says are left out of this copy.\n");
    } else if !piece.passage.is_empty() {
        put!(out, "\n  > {}\n\n", lines(piece.passage, "  > "));
    }
}

fn sources(out: &mut String, report: &Report) {
    if report.sources.is_empty() {
        out.push_str("None.\n\n");
    }
    report.sources.iter().for_each(|entry| source(out, report, entry));
    out.push('\n');
}

fn source(out: &mut String, report: &Report, entry: &SourceEntry) {
    let details = entry.details;
    put!(out, "- **S{}** {} · {}", entry.number, citation(entry), details.kind);
    entry.facts.iter().for_each(|(label, text)| put!(out, " · {label}: {}", line(text)));
    match link(&details.url) {
        Some(_) if entry.cites_address() => {}
        Some(url) => put!(out, " · <{url}>"),
        None if details.url.trim().is_empty() => {}
        None => put!(out, " · {}", line(&details.url)),
    }
    entry
        .kept
        .iter()
        .for_each(|copy| put!(out, "  \n  kept copy {} · SHA-256 {}", line(&copy.name), line(&copy.sha256)));
    let numbers: Vec<String> = entry.claims.iter().map(|claim| (claim + 1).to_string()).collect();
    let colon = if numbers.is_empty() { "" } else { ": " };
    put!(out, "  \n  {}{colon}{}\n", report.resting(entry), numbers.join(", "));
}

/// A citation in one line. A blank at the edge of what is set in italics would undo the setting.
fn citation(entry: &SourceEntry) -> String {
    let run = |run: &CitationRun| {
        let text = inline(&clean(&run.text).replace('\n', " "));
        let inner = text.trim();
        match (link(&run.text), run.italic && !inner.is_empty()) {
            (Some(url), _) if run.address => format!("<{url}>"),
            (_, true) => text.replacen(inner, &format!("*{inner}*"), 1),
            _ => text,
        }
    };
    let runs: String = entry.citation.iter().map(run).collect();
    guard(&runs.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn open(out: &mut String, report: &Report) {
    if report.open.is_empty() {
        out.push_str("Nothing is open.\n\n");
    }
    for group in &report.open {
        put!(out, "### {} ({})\n\n", group.label, group.claims.len());
        for claim in &group.claims {
            put!(out, "- **{}** {}\n", claim + 1, line(&super::brief(report.claims[*claim].quote)));
        }
        out.push('\n');
    }
}

fn drafts(out: &mut String, report: &Report) {
    out.push_str("| Draft | Received | File | Words | SHA-256 |\n|---|---|---|---:|---|\n");
    for draft in &report.drafts {
        let state = if draft.withdrawn { " (taken back)" } else { "" };
        let file = if draft.file.is_empty() { "pasted text".to_owned() } else { line(draft.file) };
        let (number, label, at) = (draft.number, line(draft.label), &draft.received.local);
        put!(out, "| {number} {label}{state} | {at} | {file} | {} | {} |\n", draft.words, line(draft.sha256));
    }
    out.push('\n');
    let told: Vec<&DraftEntry> = report.drafts.iter().filter(|draft| !draft.became.is_empty()).collect();
    for draft in &told {
        put!(out, "- Draft {}: {}\n", draft.number, line(&draft.became));
    }
    if !told.is_empty() {
        out.push('\n');
    }
}

fn history(out: &mut String, report: &Report) {
    out.push_str("| When | Who | What |\n|---|---|---|\n");
    for (at, done) in &report.history {
        put!(out, "| {} | {} | {} |\n", at.local, line(&done.by), line(&done.what));
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use crate::export::testing::Desk;
    use crate::export::{Edition, Format};

    #[test]
    fn the_article_shows_its_claims_with_numbers() {
        let mut desk = Desk::new(&["Washington wants a fivefold increase for 28,500 troops."]);
        let claim = desk.claim("28,500 troops");
        desk.claim("a fivefold increase for 28,500 troops");
        desk.verify(&claim);
        let text = desk.export(Edition::CheckingCopy, false, Format::Markdown);
        let article = "Washington wants ⟦a fivefold increase for ⟦28,500 troops⟧²✓⟧¹○.";
        assert!(text.contains(article), "{text}");
        assert!(text.contains("### 2 ✓ 28,500 troops\n\n- verified · MK, 19 Nov 2019, 16:"), "{text}");
        assert!(text.contains("  > 28,500 service members\n"), "{text}");
    }
}
