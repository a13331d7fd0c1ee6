//! What of the text was read: sentences that hold nothing to check, and going to those nobody has looked at.

use crate::hands::Hands;
use tickmark::text::coverage::Cover;

fn covers(hands: &Hands) -> Vec<Cover> {
    hands.session().coverage().sentences().iter().map(|sentence| sentence.cover).collect()
}

#[test]
fn sentences_are_marked_as_read_by_key_and_the_next_unread_one_follows() {
    use Cover::{Claimed, Read, Unread};
    let mut hands = Hands::open("One came in. Two ran off. Three saw it.\n\nFour said no.");
    hands.mark("Two ran");
    assert_eq!(covers(&hands), [Unread, Claimed, Unread, Unread]);
    hands.press("Ctrl+Home");
    hands.press("R");
    assert_eq!(covers(&hands), [Read, Claimed, Unread, Unread]);
    // The caret stands in the next unread sentence by now.
    hands.press("R");
    assert_eq!(covers(&hands), [Read, Claimed, Read, Unread]);
    hands.press("Shift+R");
    hands.press("R");
    assert_eq!(covers(&hands), [Read, Claimed, Read, Read]);
    hands.press("Shift+R");
    assert!(hands.shows("Every sentence holds a claim or was read"), "{:#?}", hands.names());
    hands.press("Ctrl+Z");
    assert_eq!(covers(&hands), [Read, Claimed, Read, Unread]);
    hands.select_text("One came in. Two ran off. Three");
    hands.press("R");
    assert_eq!(covers(&hands), [Read, Read, Read, Unread], "what holds a claim can be read as well");
    hands.select_text("One came in. Two ran off. Three");
    hands.press("R");
    assert_eq!(covers(&hands), [Unread, Claimed, Unread, Unread], "once all is read, it is taken back");
}
