//! Sign-offs: of a claim by key, of the story in its dialog.

use crate::hands::Hands;
use tickmark::model::{Role, Signature};

impl Hands {
    /// What a sign-off of the claim with these words counts for.
    fn sign_off(&self, quote: &str, role: Role) -> &'static str {
        let claim = self.claim(quote);
        Signature::of_claim(claim, &self.session().project().standing(claim), role).key()
    }

    fn open_sign_offs(&mut self) {
        self.press("Ctrl+K");
        self.type_text("sign off the story");
        self.press("Enter");
        assert!(self.shows("A sign-off covers every claim whose status counts"), "{:#?}", self.names());
    }
}

/// A story with three claims, of which the middle one is open and verified.
fn verified() -> Hands {
    let mut hands = Hands::with_claims(&["fivefold", "Tuesday", "28,500"]);
    hands.add_evidence("Force report");
    hands.press("V");
    assert_eq!(hands.status("28,500"), "verified");
    hands
}

#[test]
fn a_claim_is_signed_off_by_key_and_lapses_when_its_words_change() {
    let mut hands = verified();
    hands.press("Y");
    assert_eq!(hands.sign_off("28,500", Role::Checker), "signed");
    assert!(hands.shows("Signed off as checker by MK"), "{:#?}", hands.names());
    assert!(hands.shows("Second reader") && hands.shows("not signed"), "{:#?}", hands.names());
    hands.press("Shift+Y");
    assert_eq!(hands.sign_off("28,500", Role::SecondReader), "signed");
    hands.press("Shift+Y");
    assert_eq!(hands.sign_off("28,500", Role::SecondReader), "not-signed", "the same key takes it back");
    hands.press("Ctrl+Z");
    assert_eq!(hands.sign_off("28,500", Role::SecondReader), "signed");

    hands.press("]");
    assert_eq!(hands.sign_off("28,500 American", Role::Checker), "lapsed");
    assert!(hands.shows(", lapsed"), "{:#?}", hands.names());
    let entries = hands.entries();
    hands.press("Y");
    assert_eq!(hands.entries(), entries);
    assert!(hands.shows("its status lapsed when its text or evidence changed"), "{:#?}", hands.names());
    hands.press("V");
    hands.click("Sign off as checker again");
    assert_eq!(hands.sign_off("28,500 American", Role::Checker), "signed");
    hands.click("Take back signing off as checker");
    assert_eq!(hands.sign_off("28,500 American", Role::Checker), "not-signed");
}

#[test]
fn what_nobody_has_checked_is_not_signed_off() {
    let mut hands = Hands::with_claims(&["fivefold"]);
    hands.press("Y");
    assert_eq!(hands.sign_off("fivefold", Role::Checker), "not-signed");
    assert!(hands.shows("nobody has checked it yet"), "{:#?}", hands.names());
    hands.open_sign_offs();
    hands.click("Sign off the story as editor");
    assert!(hands.shows("The story cannot be signed off: no claim has a status that counts"), "{:#?}", hands.names());
}

#[test]
fn the_story_is_signed_off_in_its_dialog_by_keyboard() {
    let mut hands = verified();
    hands.open_sign_offs();
    assert!(hands.shows("You sign as MK, for 1 of 3 claims as things stand."), "{:#?}", hands.names());
    assert_eq!(hands.focused(), "Sign off the story as checker");
    hands.press("Tab");
    hands.press("Tab");
    assert_eq!(hands.focused(), "Sign off the story as editor");
    hands.press("Enter");
    assert!(hands.shows("covers 1 of 3 claims"), "{:#?}", hands.names());
    assert_eq!(hands.focused(), "Take back signing off the story as editor", "the focus stays where it was");

    hands.press("Escape");
    hands.press("X");
    hands.open_sign_offs();
    let number = hands.session().row(&hands.claim("28,500").id).unwrap() + 1;
    assert!(hands.shows(&format!(", lapsed: claim {number} changed since")), "{:#?}", hands.names());
    assert!(hands.shows("↻ MK, "));
    hands.click("Sign off the story as editor again");
    assert!(hands.shows("covers 1 of 3 claims"));
    hands.press("Enter");
    assert_eq!(hands.session().signatures().get(Role::Editor).key(), "not-signed");
    assert!(hands.shows("not signed"));
}
