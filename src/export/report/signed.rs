//! Who signed the story and its claims off, in words.

use super::ClaimEntry;
use super::build::moment;
use crate::model::{Claim, ClaimId, Project, Role, Signature, Signatures, Standing};
use chrono::FixedOffset;
use std::collections::HashMap;

/// One role in which the story or a claim is signed off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOffEntry {
    /// The role.
    pub role: Role,
    /// What the sign-off counts for.
    pub signature: Signature,
    /// The same in words: of the story as in [`Signature::words`]; of a claim `MK`, `MK, lapsed` or `not signed`.
    pub words: String,
}

/// Those of the story.
pub(super) fn of_story(
    signatures: &Signatures,
    claims: &HashMap<&ClaimId, usize>,
    offset: FixedOffset,
) -> Vec<SignOffEntry> {
    let entry = |role: &Role| {
        let signature = signatures.get(*role).clone();
        let words = signature.words(|at| moment(at, offset).local, |id| claims.get(id).map(|index| index + 1));
        SignOffEntry { role: *role, signature, words }
    };
    Role::ALL.iter().map(entry).collect()
}

/// Those of a claim; none when nobody has signed it.
pub(super) fn of_claim(claim: &Claim, standing: &Standing) -> Vec<SignOffEntry> {
    if claim.sign_offs.is_empty() {
        return Vec::new();
    }
    let entry = |role: &Role| {
        let signature = Signature::of_claim(claim, standing, *role);
        SignOffEntry { role: *role, words: initials(&signature), signature }
    };
    Role::OF_CLAIMS.iter().map(entry).collect()
}

/// The sign-offs of the story that cover a claim, such as `editor: JR` or `legal: KL, lapsed`.
pub(super) fn covering(project: &Project, signatures: &Signatures, claim: &Claim) -> Vec<String> {
    let covering = project.sign_offs.iter().filter(|(_, sign_off)| sign_off.covers.get(&claim.id).is_some());
    covering.map(|(role, _)| format!("{role}: {}", initials(signatures.get(role)))).collect()
}

fn initials(signature: &Signature) -> String {
    match signature {
        Signature::NotSigned => "not signed".to_owned(),
        Signature::Signed(signed) => signed.by.initials.clone(),
        Signature::Lapsed(signed, _) => format!("{}, lapsed", signed.by.initials),
    }
}

impl ClaimEntry<'_> {
    /// Who signed it off, such as `checker MK · second reader not signed`; empty when nobody did.
    pub fn signed_off(&self) -> String {
        let words = self.sign_offs.iter().map(|entry| format!("{} {}", entry.role, entry.words));
        words.collect::<Vec<_>>().join(" · ")
    }
}

#[cfg(test)]
mod tests {
    use crate::export::testing::Desk;
    use crate::export::{Edition, Format};
    use crate::model::{Request, Role, Status};

    #[test]
    fn every_report_says_who_signed_and_what_has_changed_since() {
        let mut desk = Desk::new(&["Some 28,500 troops stay in Seoul until December."]);
        let (troops, seoul, december) = (desk.claim("28,500 troops"), desk.claim("Seoul"), desk.claim("December"));
        desk.verify(&troops);
        desk.status(&seoul, Status::Opinion);
        for role in [Role::Checker, Role::Editor] {
            desk.ask(Request::SignOff(None, role));
        }
        for claim in [&troops, &seoul] {
            desk.ask(Request::SignOff(Some(claim.clone()), Role::Checker));
        }
        desk.status(&seoul, Status::CantConfirm);
        desk.status(&december, Status::Opinion);
        desk.ask(Request::SignOff(None, Role::Checker));
        let told = |format| desk.export(Edition::CheckingCopy, false, format).replace("<bdi>", "");
        let rows = [
            (Role::Checker, "MK, 19 Nov 2019, 17:20, covers all 3 claims"),
            (Role::SecondReader, "not signed"),
            (Role::Editor, "MK, 19 Nov 2019, 17:00, lapsed: claim 2 changed since"),
            (Role::Legal, "not signed"),
        ];
        let markdown = told(Format::Markdown);
        let rows = rows.map(|(role, words)| format!("- {role}: {words}\n")).concat();
        assert!(markdown.contains(&format!("## Sign-offs\n\n{rows}")), "{markdown}");
        assert!(markdown.contains("- Signed off: checker MK · second reader not signed\n"), "{markdown}");
        assert!(markdown.contains("- Signed off: checker MK, lapsed · second reader not signed\n"), "{markdown}");
        let html = told(Format::Html);
        for row in [
            "<h2 id=\"sign-offs-h\">Sign-offs</h2>",
            "<th scope=\"row\">checker</th><td>MK, 19 Nov 2019, 17:20, covers all 3 claims",
            "<th scope=\"row\">legal</th><td><span class=\"soft\">not signed",
            "<th scope=\"row\">editor</th><td><b class=\"recheck\">↻</b> MK, 19 Nov 2019, 17:00, lapsed: claim 2 changed",
            "<dt>Signed off</dt><dd>checker MK · second reader not signed",
        ] {
            assert!(html.contains(row), "{row}");
        }
        let csv = told(Format::Csv);
        assert!(csv.contains(",MK,,\"checker: MK\neditor: MK, lapsed\"\r\n"), "{csv}");
        assert!(csv.contains(",\"MK, lapsed\",,\"checker: MK\neditor: MK, lapsed\"\r\n"), "{csv}");
        assert!(csv.contains(",,,checker: MK\r\n"), "{csv}");
    }
}
