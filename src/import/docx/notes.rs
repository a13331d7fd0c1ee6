//! Footnotes and endnotes, without the lines that only separate them from the text (ECMA-376 part 1, 17.11).

use super::props;
use super::story::joined;
use super::walk::{Found, Known, Walk};
use crate::import::piece::Piece;
use crate::import::xml::{Node, Ns};
use crate::import::{ImportError, limits};
use crate::model::BlockKind;
use std::collections::HashMap;

/// Reads a part that holds notes of this kind, appends them to the list, and returns their places in it by what they
/// are called in the file.
///
/// # Errors
/// When the XML is damaged or hostile, or there are too many notes.
pub(super) fn read(
    text: &str,
    kind: BlockKind,
    known: &Known,
    found: &mut Found,
    notes: &mut Vec<Piece>,
) -> Result<HashMap<String, usize>, ImportError> {
    let mut walk = Walk::new(text, known, found);
    let mut places = HashMap::new();
    while let Some(node) = walk.xml.next()? {
        let Node::Start(element) = node else { continue };
        if !matches!(element.name(), (Ns::Word, "footnote" | "endnote")) {
            continue;
        }
        if !is_note(props::attribute(&walk.xml, &element, "type").as_deref()) {
            walk.xml.skip()?;
            continue;
        }
        let id = props::attribute(&walk.xml, &element, "id").unwrap_or_default().trim().to_owned();
        let (pieces, _) = walk.text_of_element()?;
        let note = joined(pieces).unwrap_or_else(|| Piece::new(kind, ""));
        places.entry(id).or_insert(notes.len());
        notes.push(Piece { kind, level: None, label: None, aside: false, ..note });
        limits::check_blocks(notes.len())?;
    }
    Ok(places)
}

/// False for separators and the notice that a note goes on (17.18.33).
fn is_note(kind: Option<&str>) -> bool {
    matches!(kind, None | Some("normal"))
}
